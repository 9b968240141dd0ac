"""The words a question is about, and the forms they are known by."""

import pytest

from retrieval.language.arabic import fold
from retrieval.language.terms import consonants, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("التصعيد", "تصاعد"),
        ("attacked", "attacks"),
        ("striking", "strikes"),
        ("انتشار", "انتشر"),
        ("المقاتلون", "مقاتلين"),
    ],
)
def test_forms_of_one_word_share_their_consonants(one, other):
    """
    Consonants outlive inflection.
    """
    assert consonants(fold(one)) == consonants(fold(other)) != ""


@pytest.mark.parametrize("word", ["قال", "دار", "في"])
def test_two_consonants_tell_nothing(word):
    """
    Too many words share them.
    """
    assert consonants(word) == ""


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("متى أعلن البنتاغون الانسحاب؟", "البنتاغون الانسحاب"),
        ("ماهي عاصمة العراق وماهو عدد سكان العراق؟", "عاصمه العراق سكان"),
        ("How many troops are there in Iraq?", "troops iraq"),
        ("ماذا قال عنه؟", "قال عنه"),
    ],
)
def test_ways_of_asking_are_not_what_is_asked_about(question, about):
    """
    Unless there is nothing else; each word once, in order.
    """
    assert terms(question) == about.split()
