"""
Dates as newsrooms write them, in Arabic and English; pure, and nothing is ever invented.

A Hijri date alone is never a day: it is the few days that it can have been, and one date with the
Gregorian one printed beside it.
Own code because dateparser knows no Levantine month and fills in missing parts from today's date, and
htmldate answers 1 January for most Arabic dates.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from retrieval.language.arabic import aligned, fold
from retrieval.language.date_forms import FORMS, HIJRI_MONTHS, ORDINALS
from retrieval.language.hijri import Span, days_of
from retrieval.language.tables import MONTHS, WEEKDAYS
from retrieval.types import UNDATED, Dated, Origin

# Between a date and the same day in the other calendar.
_TWICE = re.compile(r"[\s,،()/–-]*(?:(?:ل|ال)?موافق(?:\s?ل)?[\s:]*)?(?:يوم )?[\s,،()/–-]*")
_LONGEST_TWICE = 20


@dataclass(frozen=True, slots=True)
class FoundDate:
    """
    A date printed in a text.

    start, end: where, in code points of that text.
    year, month, day: as printed, None where it does not say.
    weekday: 0 is Monday. A printed weekday that contradicts the date makes the day ``doubtful``,
        for one of the two is wrong.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    doubtful: bool = False
    between: Span | None = None  # the days that a Hijri date can have been

    @property
    def dated(self) -> Dated:
        """What is certain of it."""
        return self._dated("printed")

    def inferred(self, *, since: int, until: int) -> Dated:
        """
        The date with its year, if day and weekday agree on exactly one from *since* to *until*.

        >>> [found] = find("الخميس 25 يناير")
        >>> found.inferred(since=2020, until=2026).iso, found.inferred(since=2015, until=2026).iso
        ('2024-01-25', None)
        """
        if self.year or self.day is None or self.weekday is None:
            return UNDATED
        fits = [replace(self, year=year) for year in range(since, until + 1)]
        fits = [found for found in fits if found.weekday_of_day() == self.weekday]
        return fits[0]._dated("inferred") if len(fits) == 1 else UNDATED

    def weekday_of_day(self) -> int | None:
        """The weekday its day falls on, 0 for Monday; None if there is no such day."""
        try:
            return date(self.year or 0, self.month or 0, self.day or 0).weekday()
        except ValueError:
            return None

    def _dated(self, origin: Origin) -> Dated:
        if self.between:
            return common(*self.between)
        if self.year is None:
            return UNDATED
        if self.month is None:
            return Dated(f"{self.year}", "year", origin)
        if self.day is None or self.doubtful:
            return Dated(f"{self.year}-{self.month:02}", "month", origin)
        return Dated(f"{self.year}-{self.month:02}-{self.day:02}", "day", origin)


def find(text: str) -> list[FoundDate]:
    """
    Every date printed in *text*, in order. A bare month, day or number is none.

    >>> [(text[f.start:f.end], f.dated.iso) for text in ["في 25 من كانون الثاني (يناير) 2024"]
    ...  for f in find(text)]
    [('25 من كانون الثاني (يناير) 2024', '2024-01-25')]
    """
    folded, places = aligned(text)
    found: list[FoundDate] = []
    for form in FORMS:
        pieces, at = [], 0
        for match in form.finditer(folded):
            start, end = match.span("date" if "date" in form.groupindex else 0)
            if date_ := _read(match, places[start], places[end - 1] + 1):
                found.append(date_)
                pieces += [folded[at:start], "\0" * (end - start)]  # put out of sight
                at = end
        folded = "".join([*pieces, folded[at:]])
    return _one_calendar(sorted(found, key=lambda date_: date_.start), text)


def _one_calendar(found: list[FoundDate], text: str) -> list[FoundDate]:
    """*found*, a day printed in both calendars told once: as the Gregorian one."""
    kept: list[FoundDate] = []
    for one in found:
        before = kept[-1] if kept else None
        if before and bool(before.between) != bool(one.between):
            gap = text[before.end : one.start]
            if len(gap) <= _LONGEST_TWICE and _TWICE.fullmatch(fold(gap)):
                gregorian = one if before.between else before
                kept[-1] = replace(gregorian, start=before.start, end=one.end)
                continue
        kept.append(one)
    return kept


def common(first: date, last: date) -> Dated:
    """What two days have in common: all, month, year or nothing."""
    if first == last:
        return Dated(first.isoformat(), "day", "inferred")
    if (first.year, first.month) == (last.year, last.month):
        return Dated(f"{first.year}-{first.month:02}", "month", "inferred")
    return Dated(f"{first.year}", "year", "inferred") if first.year == last.year else UNDATED


def _read(match: re.Match[str], start: int, end: int) -> FoundDate | None:
    """The date *match* spells, unless there is no such day."""
    part = {name: " ".join(text.split()) for name, text in match.groupdict().items() if text}
    if "hijri" in part:
        return _hijri(part, start, end)
    month = MONTHS.get(part.get("month", "")) or int(part.get("number", 0)) or None
    if "misspelt" in part:
        month = _nearest_month(part["misspelt"])
    day = ORDINALS.get(part.get("ordinal", "")) or int(part.get("day", 0)) or None
    year = int(part["year"]) if "year" in part else None
    weekday = WEEKDAYS.get(part.get("weekday", ""))
    if "other" in part and MONTHS[part["other"]] != month:
        return FoundDate(start, end, year) if year else None
    if ("month" in part or "misspelt" in part or day) and not month:
        return None
    if day and not (month and 1 <= month <= 12 and day <= monthrange(year or 2024, month)[1]):
        return None
    found = FoundDate(start, end, year, month, day, weekday)
    return replace(found, doubtful=bool(year and weekday not in (None, found.weekday_of_day())))


def _hijri(part: Mapping[str, str], start: int, end: int) -> FoundDate | None:
    """The days that a date of the Hijri calendar, or all of a year, can have been."""
    year = int(part["hijri"])
    month = HIJRI_MONTHS.get(part.get("month", "")) or int(part.get("number", 0))
    first = days_of(year, month or 1, int(part.get("day", 1)))
    last = first if month else days_of(year, 12, 30)
    return FoundDate(start, end, between=(first[0], last[1])) if first and last else None


@lru_cache(maxsize=256)
def _nearest_month(name: str) -> int | None:
    """The month whose name of five letters or more is one slip away from *name*, if it is just one."""
    near = {number for known, number in MONTHS.items() if len(known) > 4 and _one_slip(name, known)}
    return near.pop() if len(near) == 1 else None


def _one_slip(one: str, other: str) -> bool:
    """Whether a letter added, left out, changed, or two exchanged make one word of the other."""
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return abs(len(one) - len(other)) <= 1
    rest, theirs = one[start:], other[start:]
    return (
        rest[1:] == theirs[1:]
        or rest[1:] == theirs
        or rest == theirs[1:]
        or rest == theirs[1::-1] + theirs[2:]
    )
