"""
Whether a sentence gives the same numbers and days as a source that otherwise says the same. Pure.

Numbers and dates are masked on both sides; where the rest is an extract, what was masked is compared.
Anything less alike is left to whoever reads both.
"""

import re
from collections.abc import Sequence
from typing import Literal

from bot.verification.windows import Line, Window, extracted, tokens
from retrieval.language import dates
from retrieval.language.arabic import fold
from retrieval.language.numbers import Number, differs, held, numbers
from retrieval.language.tables import WEEKDAYS
from retrieval.types import Dated, Passage, Source

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
