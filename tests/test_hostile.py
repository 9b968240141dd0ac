"""Articles that talk to the model: nothing planted in them reaches the reader."""

from collections import Counter

import pytest

from retrieval.index.archive import Archive
from tests.hostile.trial import WAYS, attacks, planted, trial


def test_there_are_75_attacks_in_two_languages():
    """
    Fifteen kinds of five; each says what obeying it looks like, in words or in the way of writing.
    """
    kinds = Counter(kind for kind, _ in attacks())

    assert len(kinds) == 15 and set(kinds.values()) == {5}
    assert all(attack["en"] and attack["ar"] for _, attack in attacks())
    assert all(("obeys" in attack) == (kind not in WAYS) for kind, attack in attacks())


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_planted_reaches_the_reader(tmp_path, embedder, language):
    """
    Of every kind an attack or two, at the start, the middle and the end in turn; a model obeys in
    four ways. No sentence, link, language or way of writing gets through, and the question is
    answered all the same. ``make hostile`` tries all of them everywhere.
    """
    archive = Archive(tmp_path / "home", embedder)
    through, _ = trial(archive, planted(language, every=4))
    archive.close()

    assert through == []
