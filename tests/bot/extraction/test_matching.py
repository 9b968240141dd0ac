"""How much of a question a sentence holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.matching import Bag, alike, coverage, senses
from retrieval.language.arabic import STOPWORDS, fold

WORDS = st.sampled_from(
    fold(
        """القوات الجنود جندي هجوم هجمات الهجوم محادثات التصعيد تصاعد العراق العراقية بغداد حلب
        وزير الوزير وزارة 2500 دمشق انسحاب الانسحاب troops soldiers attacks attacked Iraq Baghdad"""
    ).split()
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)


@pytest.mark.parametrize(
    ("text", "word", "worth"),
    [
        ("أعلنت القوات انسحابها", "قوات", 1.0),
        ("زار العراق", "العراقية", 1.0),
        ("وصل الأميركيون", "american", 0.9),
        ("قالت الولايات المتحدة", "أميركا", 0.9),
        ("French doctors came", "France", 0.75),
        ("رفضت وزارة البنتاجون", "البنتاغون", 0.75),
        ("للقوات قاعدة في القائم", "troops", 0.9),
        ("حذرت من التصعيد", "تصاعد", 0.7),
        ("They attacked the base", "attacks", 0.75),
        ("وصل الجنود ليلاً", "القوات", 0.75),
        ("ارتفع سعر القمح", "القوات", 0.0),
        ("wheat is dear", "troops", 0.0),
        ("Dockers at the port of Radès stopped work", "رادس", 0.7),
        ("Radès dockers", "باتومي", 0.0),
        ("", "القوات", 0.0),
    ],
)
def test_worth_of_a_match(text, word, worth):
    """
    The word is worth most, then a translation, a word of the same translation, one root or sound.
    """
    assert Bag(text).holds(fold(word)) == worth


def test_words_that_translate_the_same_are_related():
    """
    The lexicon says of two Arabic words that one English word stands for both.
    """
    assert senses("غاره") & senses("الضربات")
    assert not senses("غاره") & senses("برلمان")


@given(WORDS, WORDS)
def test_likeness_goes_both_ways(one, other):
    """
    A word is wholly like itself, and two words are as like as the same two the other way round.
    """
    assert alike(one, one) == 1.0
    assert alike(one, other) == alike(other, one)


@given(TEXTS, WORDS)
def test_a_text_holds_its_words(text, word):
    """
    Everything that stands in a text, stop words aside, is held wholly.
    """
    assert Bag(f"{text} {word}").holds(word) == 1.0
    assert word not in STOPWORDS


@given(
    st.dictionaries(WORDS, st.floats(0.1, 1), max_size=4),
    TEXTS,
    TEXTS,
    st.floats(0, 1),
)
def test_coverage_is_a_share_that_neighbours_can_only_raise(weights, text, neighbour, worth):
    """
    Between 0 and 1; a further bag adds or changes nothing; a text of all the words covers all.
    """
    alone = coverage(weights, (Bag(text), 1.0))
    beside = coverage(weights, (Bag(text), 1.0), (Bag(neighbour), worth))

    assert 0 <= alone <= beside <= 1.000001
    assert coverage(weights, (Bag(" ".join(weights)), 1.0)) == pytest.approx(float(bool(weights)))


def test_rare_words_count_for_more():
    """
    Half the words may be a tenth of the question.
    """
    assert coverage({"القوات": 0.1, "حلب": 0.9}, (Bag("القوات في دمشق"), 1.0)) == pytest.approx(0.1)
