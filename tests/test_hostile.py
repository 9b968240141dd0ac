"""Articles that talk to the model: nothing planted in them reaches the reader."""

from collections import Counter
from contextlib import closing

import pytest

from retrieval.index.archive import Archive
from tests.hostile import questions
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


def test_who_asks_for_what_is_planted_does_not_get_it(tmp_path, embedder):
    """
    Neither in the article's words nor in those of a model that repeats it; ``make hostile`` has more.
    """
    with closing(Archive(tmp_path / "home", embedder)) as archive:
        through = questions.reached(archive, questions.attacks()[:36:5])

    assert [(way, one.planted) for way, one in through] == []
