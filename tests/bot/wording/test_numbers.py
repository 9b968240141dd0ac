"""Numbers: digits, words, percentages and how sure they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.numbers import dual, numbers
from bot.wording.numerals import value_of
from retrieval.language.arabic import words


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("قتل ثلاثة عشر شخصاً وأصيب مئة وخمسة وعشرون", [13, 125]),
        ("ألفان وخمسمئة جندي", [2500]),
        ("ثلاثة آلاف ومئتين", [3200]),
        ("ثلاث مئة وخمسون ألفاً", [350_000]),
        ("2.5 مليون", [2_500_000]),
        ("بين 10 و20", [10, 20]),
        ("٢٥٠٠ جندي و۹۰۰ آخرون", [2500, 900]),
        ("three hundred and twenty-five thousand men", [325_000]),
        ("two and three", [2, 3]),
        ("عشرات الآلاف", []),
        ("القتيلان", []),
    ],
)
def test_a_number_is_one_value_however_written(text, values):
    """
    Words, digits of any script and scales are read as one number each.
    """
    assert [number.value for number in numbers(words(text))] == values


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("نحو 150 هجوماً", "about"),
        ("لنحو 150 هجوماً", "about"),
        ("أكثر من 80 شخصاً", "more"),
        ("ما لا يقل عن عشرين", "least"),
        ("20 شخصاً على الأقل", "least"),
        ("fewer than 80", "less"),
        ("up to 80", "most"),
        ("80 شخصاً", None),
    ],
)
def test_how_sure_a_number_is(text, bound):
    """
    What stands before or after a number says how far it binds.
    """
    assert [number.bound for number in numbers(words(text))] == [bound]


def test_percentages_and_ordinals_are_other_numbers():
    """
    «خمسة في المئة» is not five, and the fifth is not five either.
    """
    [percent] = numbers(words("خمسة في المئة"))
    [ordinal] = numbers(words("الهجوم الخامس"))
    [plain] = numbers(words("5 هجمات"))

    assert (percent.percent, ordinal.ordinal) == (True, True)
    assert not percent.same(plain) and not ordinal.same(plain)


def test_duals():
    """
    «قتيلان» says two in one word; a plural in «ون» does not.
    """
    assert dual("قتيلان")
    assert not dual("قتيلون")


@given(st.integers(0, 10**12))
def test_thousands_may_be_set_apart(number):
    """
    1,234,567 is 1234567.
    """
    assert value_of(f"{number:,}") == value_of(str(number)) == number
