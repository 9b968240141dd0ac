"""
Whether two numbers agree, whether two accounts of one thing give different ones, and whether a sentence
gives the same numbers and days as a source that otherwise says the same. Pure.

Of a sentence, numbers and dates are masked on both sides; where the rest is an extract, what was masked is compared.
Anything less alike is left to whoever reads both.
"""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

from bot.verification.windows import Line, Window, extracted, tokens
from retrieval.language import dates
from retrieval.language.arabic import fold
from retrieval.language.number_grammar import Kind
from retrieval.language.number_words import MEASURES
from retrieval.language.numbers import Bound, Number, numbers
from retrieval.language.tables import WEEKDAYS
from retrieval.types import Dated, Passage, Source

_FINEST = Fraction(1, 10**6)
_MEASURES = frozenset(MEASURES.values())
# Kinds that may be one number: what says which is not always told from what says how many.
_TOGETHER: tuple[frozenset[Kind], ...] = (
    frozenset({"cardinal", "vague"}),
    frozenset({"percent", "fraction"}),
    frozenset({"cardinal", "clock"}),
    frozenset({"cardinal", "label", "year", "day"}),
    frozenset({"ordinal", "label", "year", "day"}),
)
_AS_SURE: tuple[frozenset[Bound | None], ...] = (
    frozenset({None, "about"}),
    frozenset({"more_than", "at_least"}),
    frozenset({"less_than", "at_most"}),
)


def agrees(mine: Number, theirs: Number) -> bool:
    """
    Whether *mine* may be said on the strength of *theirs*: value, sign, scale, unit and bound.

    «نحو» may come or go; «أكثر من» and its like may not. What is rounded must say so ("about 2,500" of
    2,487), and a crowd may stand for a number in it, never the other way.

    >>> [theirs] = numbers("2,487 people")
    >>> [agrees(numbers(mine)[0], theirs) for mine in ("2487", "about 2,500", "2,500", "thousands")]
    [True, True, False, True]
    """
    if not _comparable(mine, theirs):
        return False
    (low, high), (their_low, their_high) = _values(mine, theirs), _values(theirs, mine)
    if mine.kind == "vague" != theirs.kind:
        return low <= their_low and their_high <= high
    if (low, high) == (their_low, their_high):
        return _as_sure(mine.bound, theirs.bound)
    return (
        mine.kind != "vague" and low == high and their_low == their_high and _rounds(mine, theirs)
    )


def held(mine: Number, theirs: Iterable[Number]) -> bool:
    """Whether one of *theirs* lets *mine* be said."""
    return any(agrees(mine, one) for one in theirs)


def differs(one: Number, other: Number) -> bool:
    """
    Whether two accounts that give these numbers of one thing give different ones.

    «نحو 40» and "at least 40" are no two accounts, nor is a number beside its rounding (1 %) or the
    crowd it is in; 40 against 60 are, however each is bounded.
    """
    if not _comparable(one, other):
        return False
    (low, high), (other_low, other_high) = _values(one, other), _values(other, one)
    if low <= other_high and other_low <= high:
        return False
    near = abs(low - other_low) * 100 <= max(abs(low), abs(other_low))
    rounded = near and max(_place(low), _place(other_low)) >= 10
    return not (rounded or agrees(one, other) or agrees(other, one))


def _comparable(one: Number, other: Number) -> bool:
    """Whether kinds and, where both are known, measures allow two numbers to be one."""
    kinds = {one.kind, other.kind}
    if len(kinds) > 1 and not any(kinds <= together for together in _TOGETHER):
        return False
    units = {one.unit, other.unit} & _MEASURES
    return len(units) < 2


def _values(one: Number, other: Number) -> tuple[Fraction, Fraction]:
    """The value of *one*, a fraction as a percentage where *other* is one, a clock by the half day."""
    if one.kind == "fraction" and other.kind == "percent":
        return one.low * 100, one.high * 100
    if "clock" in (one.kind, other.kind):
        return one.low % 12, one.high % 12
    return one.low, one.high


def _as_sure(mine: Bound | None, theirs: Bound | None) -> bool:
    return any(mine in together and theirs in together for together in _AS_SURE)


def _rounds(mine: Number, theirs: Number) -> bool:
    """Whether *mine* says that it is rounded, and *theirs* rounds to it."""
    place = _place(mine.low)
    more = theirs.low - mine.low
    if theirs.bound not in (None, "about"):
        return False
    if mine.bound == "about":
        return abs(more) * 2 <= place
    if mine.bound in ("more_than", "at_least"):
        return 0 < more < place
    return mine.bound in ("less_than", "at_most") and 0 < -more < place


def _place(value: Fraction) -> Fraction:
    """The place of the last digit that is not 0: 100,000 for 2.5 million, a tenth for 2.5."""
    place = Fraction(1)
    while value and (value / place).denominator != 1 and place > _FINEST:
        place /= 10
    while value and (value / (place * 10)).denominator == 1:
        place *= 10
    return place


_NUMBER, _DATE = " 7 ", " dated "  # what stands for every one of them while the rest is compared
_WORD = re.compile(r"\w+")
_NOWHERE = Source("", "")

Span = tuple[int, int]


def figures(text: str, window: Window) -> Literal["same", "other"] | None:
    """
    Whether the numbers and days of *text* are those of *window*, where the rest is an extract of it.

    text: its outlet left off. None: the rest is no extract, or it cannot be told: a number more, or
    one bounded otherwise, is neither the same nor another.
    """
    if not extracted(tokens(_masked(text)), [_line(line.text) for line in window.lines]):
        return None
    mine, theirs = _counts(text), _counts(window.text)
    days, their_days = _days(text), _days(window.text)
    strange = [one for one in mine if not held(one, theirs)]
    if not strange and all(day in their_days for day in days):
        return "same"
    another = any(differs(one, other) for one in strange for other in theirs)
    return "other" if another or _other_day(days, their_days) else None


def _counts(text: str) -> list[Number]:
    """Numbers that belong to no date."""
    days = [(one.start, one.end) for one in dates.find(text)]
    return [
        one for one in numbers(text) if not any(_meet((one.start, one.end), day) for day in days)
    ]


def _other_day(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    return bool(mine and theirs) and not all(_is_among(day, theirs) for day in mine)


def _days(text: str) -> list[str]:
    """The dates of *text*, ISO as far as they go, and its weekdays by their number."""
    told = [_day(text[one.start : one.end], one.dated) for one in dates.find(text)]
    return [day for day in told if day] + [
        f"{WEEKDAYS[fold(text[a:b])]}" for a, b in _weekdays(text)
    ]


def _day(text: str, dated: Dated) -> str | None:
    """A date as it is written, even where its weekday does not fit."""
    days = [one.low for one in numbers(text) if one.kind == "day"]
    return f"{dated.iso}-{int(days[0]):02}" if dated.precision == "month" and days else dated.iso


def _is_among(day: str, others: Sequence[str]) -> bool:
    """Whether one of *others* of its kind is the same as far as both go; or none is of its kind."""
    alike = [one for one in others if (len(one) == 1) == (len(day) == 1)]
    return not alike or any(one.startswith(day) or day.startswith(one) for one in alike)


def _line(text: str) -> Line:
    masked = _masked(text)
    return Line(Passage(_NOWHERE, 0, masked, ((0, len(masked)),)), 1, 0)


def _masked(text: str) -> str:
    """*text* with one and the same figure for each number, and one word for each date."""
    spans = [(one.start, one.end, _DATE) for one in dates.find(text)]
    for some, mask in ((_weekdays(text), _DATE), (_spans(numbers(text)), _NUMBER)):
        spans += [(*one, mask) for one in some if not any(_meet(one, span[:2]) for span in spans)]
    for start, end, mask in sorted(spans, reverse=True):
        text = text[:start] + mask + text[end:]
    return text


def _spans(found: Sequence[Number]) -> list[Span]:
    return [(one.start, one.end) for one in found]


def _weekdays(text: str) -> list[Span]:
    return [one.span() for one in _WORD.finditer(text) if fold(one[0]) in WEEKDAYS]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
