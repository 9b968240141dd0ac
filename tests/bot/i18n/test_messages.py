"""The interface speaks two languages, equally."""

import string

import pytest

from bot.i18n.messages import ARGPARSE, TABLE, counted, date_in_words
from bot.verification.gate import _CHECKS


@pytest.mark.parametrize("name", TABLE)
def test_both_languages_tell_the_same_facts(name):
    """
    A sentence has the same braces in Arabic and English, and neither is empty.
    """
    arabic, english = (
        sorted(field for _, field, _, _ in string.Formatter().parse(text) if field is not None)
        for text in TABLE[name]
    )

    assert all(text.strip() for text in TABLE[name])
    assert arabic == english


@pytest.mark.parametrize("english", ARGPARSE)
def test_translated_usage_errors_keep_their_places(english):
    """
    What argparse fills in stays where argparse can fill it.
    """
    places = [part.split(")")[0] for part in english.split("%(")[1:]]

    assert all(f"%({place})" in ARGPARSE[english] for place in places if place != "type")
    assert ("%s" in english, "%r" in english) == (
        "%s" in ARGPARSE[english],
        "%r" in ARGPARSE[english],
    )


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 مقال"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالاً"),
        (99, "99 مقالاً"),
        (100, "100 مقال"),
        (103, "103 مقالات"),
        (10138, "10138 مقالاً"),
    ],
)
def test_arabic_nouns_agree_with_their_number(count, said):
    """
    Singular, dual, plural of few and accusative, by the rules of the written language.
    """
    assert counted(count, "article", "ar") == said


@pytest.mark.parametrize(
    ("iso", "arabic", "english"),
    [
        ("2024-01-25", "25 يناير 2024", "25 January 2024"),
        ("2021-06", "يونيو 2021", "June 2021"),
        ("2020", "2020", "2020"),
        (None, "بلا تاريخ", "undated"),
    ],
)
def test_dates_say_no_more_than_is_known(iso, arabic, english):
    """
    A day, a month, a year, or that there is no date.
    """
    assert (date_in_words(iso, "ar"), date_in_words(iso, "en")) == (arabic, english)


def test_every_check_has_a_name_for_people():
    """
    «/why» names each check a sentence can fail, in both languages.
    """
    names = {name for name, _ in _CHECKS} | {"echo", "range"}
    names |= {"form", "language", "repeated", "belonging", "judge"}

    assert {f"check_of_{name}" for name in names} <= TABLE.keys()
