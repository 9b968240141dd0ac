"""Cosines of one question with the sentences of many passages."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.embedding import unit
from retrieval.index.rows import Meanings
from retrieval.search.meaning import Near, nearness

WIDE = 8


def meanings(titles, wholes, passages):
    """Of passages of some sentences each, under titles."""
    ids = tuple(f"a#{at}" for at in range(len(titles)))
    every = zip(titles, wholes, passages, strict=True)
    rows = [row for title, whole, sentences in every for row in (title, whole, *sentences)]
    return Meanings(ids, tuple(map(len, passages)), np.array(rows, dtype="f4"))


def said(question, title, whole, sentences, mean, mean_whole):
    """The rule for one passage, said again without matrices of several."""
    title, whole = unit(title - mean), unit(whole - mean_whole)
    sentences = [unit(sentence - mean) for sentence in sentences]
    return Near(
        tuple(unit(one + 0.8 * whole + 0.6 * title) @ question for one in sentences),
        tuple(unit(one + 0.4 * whole + 0.5 * title) @ question for one in sentences),
    )


@given(counts=st.lists(st.integers(1, 5), min_size=1, max_size=6), seed=st.integers(0, 99))
def test_passages_together_rank_as_each_would_alone(counts, seed):
    """
    No passage's vectors lend anything to another's.
    """
    chance = np.random.default_rng(seed)
    question, *means = unit(chance.normal(size=(3, WIDE)).astype("f4"))
    means = [0.3 * mean for mean in means]
    titles, wholes = unit(chance.normal(size=(2, len(counts), WIDE)).astype("f4"))
    passages = [unit(chance.normal(size=(count, WIDE)).astype("f4")) for count in counts]
    some = meanings(titles, wholes, passages)
    found = nearness(question, some, *means)

    assert list(found) == list(some.ids)
    every = zip(found.values(), titles, wholes, passages, strict=True)
    for near, title, whole, sentences in every:
        alone = said(question, title, whole, sentences, *means)
        assert np.allclose(near.within, alone.within, atol=1e-5)
        assert np.allclose(near.alone, alone.alone, atol=1e-5)


def test_nothing_is_near_where_there_is_nothing():
    """
    No candidates, no cosines.
    """
    none = np.empty((0, WIDE), dtype="f4")
    assert nearness(none, meanings([], [], []), none, none) == {}


def test_what_is_the_mean_itself_is_near_nothing():
    """
    An archive's only sentence, titled with its own words, leaves no direction: 0, not NaN.
    """
    only = unit(np.ones((1, WIDE), dtype="f4"))
    found = nearness(only[0], meanings(only, only, [only]), only[0], only[0])

    assert found == {"a#0": Near((0.0,), (0.0,))}
