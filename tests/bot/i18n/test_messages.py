"""Numbers, dates and names as people write them."""

import pytest

from bot.i18n.catalogue import catalogue
from bot.i18n.messages import date_in_words, say
from bot.verification.gate import _CHECKS


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
    assert say("articles", "ar", count=count) == said


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

    assert {f"check_of_{name}" for name in names} <= catalogue("en").sentences.keys()
