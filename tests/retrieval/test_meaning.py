"""Cosines of one question with the sentences of many passages."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.embedding import unit
from retrieval.library import Meanings
from retrieval.meaning import cosines

WIDE = 8


def meanings(titles, passages):
    """Of passages of some sentences each, under titles."""
    ids = tuple(f"a#{at}" for at in range(len(titles)))
    pairs = zip(titles, passages, strict=True)
    rows = [row for title, sentences in pairs for row in (title, *sentences)]
    return Meanings(ids, tuple(map(len, passages)), np.array(rows, dtype="f4"))


def alone(question, title, sentences, mean):
    """The rule for one passage, said again without matrices of several."""
    title = unit(title - mean)
    sentences = [unit(sentence - mean) for sentence in sentences]
    whole = sum(sentences) / len(sentences)
    return [unit(one + 0.3 * whole + 0.4 * title) @ question for one in sentences]


@given(counts=st.lists(st.integers(1, 5), min_size=1, max_size=6), seed=st.integers(0, 99))
def test_passages_together_rank_as_each_would_alone(counts, seed):
    """
    No passage's vectors lend anything to another's.
    """
    chance = np.random.default_rng(seed)
    question, mean, *titles = unit(chance.normal(size=(2 + len(counts), WIDE)).astype("f4"))
    passages = [unit(chance.normal(size=(count, WIDE)).astype("f4")) for count in counts]
    some = meanings(titles, passages)
    found = cosines(question, some, 0.3 * mean)

    assert list(found) == list(some.ids)
    for near, title, sentences in zip(found.values(), titles, passages, strict=True):
        assert np.allclose(near, alone(question, title, sentences, 0.3 * mean), atol=1e-5)


def test_nothing_is_near_where_there_is_nothing():
    """
    No candidates, no cosines.
    """
    none = np.empty((0, WIDE), dtype="f4")
    assert cosines(none, meanings([], []), none) == {}


def test_what_is_the_mean_itself_is_near_nothing():
    """
    An archive's only sentence, titled with its own words, leaves no direction: 0, not NaN.
    """
    only = unit(np.ones((1, WIDE), dtype="f4"))
    found = cosines(only[0], meanings(only, [only]), only[0])

    assert found == {"a#0": (0.0,)}
