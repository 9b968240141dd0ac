"""Folding and stems: rules that hold for any text."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.language.arabic import (
    STOPWORDS,
    arabic_share,
    clean,
    fold,
    grams,
    question_language,
    stem,
    stems,
    terms,
    unmarked,
    words,
)
from tests.fakes.texts import ANYTHING, LETTERS


@given(ANYTHING)
def test_folding_twice_is_folding_once(text):
    """
    What is folded compares equal to itself folded again.
    """
    assert fold(fold(text)) == fold(text)


@given(ANYTHING)
@example("e\u200b\u0301")
def test_cleaning_twice_is_cleaning_once(text):
    """
    A clean text is clean: read back and ingested again, it does not change.
    """
    assert clean(clean(text)) == clean(text)


@given(ANYTHING)
def test_clean_text_can_be_stored_and_shown(text):
    """
    No NUL, no surrogate, nothing that turns the direction; composed; every letter still there, what
    old programs store as the shape of a letter as that letter.
    """
    cleaned = clean(text)

    cleaned.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", cleaned)
    assert _letters(cleaned) == _letters(text.encode("utf-8", "ignore").decode())


def _letters(text):
    return [c for c in unicodedata.normalize("NFKC", text) if c.isalnum()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إيران", "ايران"),
        ("مُؤتمَر", "موتمر"),
        ("٢٠٢٤", "2024"),
        ("۲۰۲۴", "2024"),
        ("ﻻ", "لا"),
        ("العـــراق", "العراق"),
        ("Reuters", "REUTERS"),
        ("3٫5", "3.5"),
        ("مكتبة", "مكتبه"),
        ("على", "علي"),
        ("مر\u00adف\u034fأ\u061c", "مرفأ"),
        ("ہيئۃ", "هيئة"),
        ("ھدى", "هدى"),
        ("جد\u08f1يدا\u08f0", "جديدا"),
        ("ال\u200cسوق", "السوق"),
        ("عبد ﷲ", "عبد الله"),
        ("هٰذا", "هذا"),
    ],
)
def test_spellings_of_one_word_compare_equal(one, other):
    """
    Newsrooms spell differently, and readers differently again.
    """
    assert fold(one) == fold(other)


@given(st.text(LETTERS, min_size=1, max_size=15).map(fold))
def test_a_stem_is_never_cut_too_short(word):
    """
    A stem keeps three letters or the whole word, and is a part of the word.
    """
    assert len(stem(word)) >= min(3, len(word))
    assert stem(word) in word


@given(ANYTHING)
def test_no_text_breaks_the_tokens(text):
    """
    Whatever the text, its tokens are folded and hold no spaces, and stop words have no grams.
    """
    assert all(word == fold(word) and not re.search(r"\s", word) for word in words(text))
    assert not any(re.search(r"\s", token) for token in [*grams(text), *stems(text)])
    assert 0.0 <= arabic_share(text) <= 1.0
    assert grams(" ".join(STOPWORDS)) == []
    assert unmarked(unmarked(text)) == unmarked(text)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("ما هو CNN و AP وماذا قال McKenzie عن 5-10 drones؟", "ar"),
        ("ماذا قال McKenzie and Austin؟", "ar"),
        ("CNN ماذا قالت عنه", "ar"),
        ("Who is حيدر العبادي?", "en"),
        ("What did القدس العربي report on the talks?", "en"),
        ("2024", "ar"),
    ],
)
def test_a_questions_language_is_that_of_its_words(question, language):
    assert question_language(question) == language


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
