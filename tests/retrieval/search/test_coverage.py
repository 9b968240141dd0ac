"""What share of a question's words a sentence holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.arabic import content, fold
from retrieval.language.terms import stored_terms
from retrieval.search.coverage import Wanted
from retrieval.search.weights import SAME_ROOT

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
