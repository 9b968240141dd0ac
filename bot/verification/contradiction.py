"""
Whether a sentence gives the same numbers and days as a source that otherwise says the same. Pure.

Numbers and dates are masked on both sides; where the rest is an extract, what was masked is compared.
Anything less alike is left to whoever reads both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
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


def figures(text: str, window: Window) -> Literal["same", "other"] | None:
    """
    Whether the numbers and days of *text* are those of *window*, where the rest is an extract of it.

    text: its outlet left off. None: the rest is no extract, or it cannot be told: a number more, or
    one bounded otherwise, is neither the same nor another.
    """
    mine, theirs = _Read.of(text), _Read.of(window.text)
    if not extracted(tokens(mine.masked), [_line(line.text) for line in window.lines]):
        return None
    strange = [one for one in mine.counts if not held(one, theirs.counts)]
    if not strange and all(day in theirs.days for day in mine.days):
        return "same"
    another = any(differs(one, other) for one in strange for other in theirs.counts)
    return "other" if another or _other_day(mine.days, theirs.days) else None


@dataclass(frozen=True, slots=True)
class _Read:
    """
    masked: a text with one and the same figure for each number, and one word for each date.
    counts: its numbers that belong to no date.
    days: its dates, ISO as far as they go, and its weekdays by their number.
    """

    masked: str
    counts: Sequence[Number]
    days: Sequence[str]

    @classmethod
    def of(cls, text: str) -> "_Read":
        found = dates.find(text)
        spans = [(one.start, one.end) for one in found]
        named = [one for one in _WORD.finditer(text) if fold(one[0]) in WEEKDAYS]
        days = [day for one in found if (day := _day(text[one.start : one.end], one.dated))]
        days += [f"{WEEKDAYS[fold(one[0])]}" for one in named]
        counts = [one for one in numbers(text) if not _within((one.start, one.end), spans)]
        spans += [one.span() for one in named if not _within(one.span(), spans)]
        masks = [(*one, _DATE) for one in spans]
        masks += [
            (one.start, one.end, _NUMBER)
            for one in counts
            if not _within((one.start, one.end), spans)
        ]
        for start, end, mask in sorted(masks, reverse=True):
            text = text[:start] + mask + text[end:]
        return cls(text, counts, days)


def _within(one: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(one[0] < end and start < one[1] for start, end in spans)


def _other_day(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    return bool(mine and theirs) and not all(_is_among(day, theirs) for day in mine)


def _day(text: str, dated: Dated) -> str | None:
    """A date as it is written, even where its weekday does not fit."""
    days = [one.low for one in numbers(text) if one.kind == "day"]
    return f"{dated.iso}-{int(days[0]):02}" if dated.precision == "month" and days else dated.iso


def _is_among(day: str, others: Sequence[str]) -> bool:
    """Whether one of *others* of its kind is the same as far as both go; or none is of its kind."""
    alike = [one for one in others if (len(one) == 1) == (len(day) == 1)]
    return not alike or any(one.startswith(day) or day.startswith(one) for one in alike)


def _line(text: str) -> Line:
    masked = _Read.of(text).masked
    return Line(Passage(_NOWHERE, 0, masked, ((0, len(masked)),)), 1, 0)
