"""Numbers, dates and names as people write them."""

from typing import get_args

import pytest

from bot.i18n.catalogue import catalogue
from bot.i18n.messages import date_in_words, say
from bot.types import Mode
from bot.verification.gate import Outcome, Why


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


def test_every_reason_has_words_for_people():
    """
    «/why» says what decided about each sentence of a model's, in both languages.
    """
    wanted = {f"because_{reason}" for reason in get_args(Why)}
    wanted |= {f"sentence_{outcome}" for outcome in get_args(Outcome)}
    wanted |= {f"why_{mode}" for mode in get_args(Mode)}

    assert wanted <= catalogue("en").sentences.keys()
    assert wanted <= catalogue("ar").sentences.keys()
