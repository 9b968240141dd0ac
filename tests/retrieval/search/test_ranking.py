"""What a passage's score is made of: cosines of its sentences, and the share of a question's words they hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.embedding import unit
from retrieval.language.arabic import content, fold
from retrieval.language.lexicon import stored_terms
from retrieval.search.ranking import Near, Wanted, nearness
from retrieval.search.weights import SAME_ROOT

WIDE = 8


def meanings(titles, wholes, passages):
    """Of passages of some sentences each, under titles."""
    every = enumerate(zip(titles, wholes, passages, strict=True))
    return {f"a#{at}": np.array([title, whole, *own], "f4") for at, (title, whole, own) in every}


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

    assert list(found) == list(some)
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


WORDS = st.sampled_from(
    fold("القوات جندي هجوم هجمات التصعيد تصاعد العراق بغداد 2500 انسحاب troops attacks").split()
)
WEIGHTS = st.dictionaries(WORDS, st.floats(0.1, 9), min_size=1)


def share(weights, found):
    """What one sentence holds, under no title."""
    return Wanted.of(weights).shares(f"{stored_terms('')}\n{stored_terms(' '.join(found))}")[0]


@given(WEIGHTS, st.lists(WORDS), st.lists(WORDS))
def test_more_words_never_hold_less(weights, found, more):
    """
    A share lies between nothing and everything, and its own words hold a question whole.
    """
    some = share(weights, found)

    assert -1e-9 <= some <= share(weights, found + more) + 1e-9 <= 1 + 2e-9
    assert share(weights, list(weights)) == pytest.approx(1)
    assert share({}, found) == 0


def test_another_form_counts_in_part():
    """
    A heavier word weighs more; one found by its consonants is discounted.
    """
    weights = dict(zip(content("التصعيد بغداد"), (3.0, 1.0), strict=True))

    assert share(weights, content("بغداد")) == pytest.approx(0.25)
    assert share(weights, content("تصاعد بغداد")) == pytest.approx(0.25 + 0.75 * SAME_ROOT)


def test_the_title_stands_with_each_sentence():
    """
    What it holds, every sentence under it holds.
    """
    weights = dict.fromkeys(content("بغداد هجوم القوات"), 1.0)
    lines = map(stored_terms, ("هجوم", "في بغداد", "انسحبت القوات من بغداد", ""))

    assert Wanted.of(weights).shares("\n".join(lines)) == pytest.approx([2 / 3, 1, 1 / 3])
