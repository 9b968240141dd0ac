"""When what a sentence tells happened, by its own words and its article's date. Pure."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from retrieval.language.arabic import fold, words
from retrieval.language.date_forms import WEEKDAY_NAMES
from retrieval.language.dates import FoundDate, find
from retrieval.language.tables import WEEKDAYS
from retrieval.language.timewords import resolve
from retrieval.types import Source

# «الثلاثاء», but no market or habit of that day; in English its name whole: «sun» and «sat» are words.
_WEEKDAY = re.compile(
    rf"(?<!\w)(?P<before>\w+ )?[وف]?(?!(?:mon|tue|wed|thu|fri|sat|sun)\b)(?P<day>{WEEKDAY_NAMES})\b(?!['’]s)"
    r"(?P<next> (?:المقبل|القادم|next))?"
)
_NO_DAY = frozenset(words("كل سوق أيام every each next last"))
_AHEAD_OF_IT = re.compile(r"(?<!\w)(?:[وف]?(?:س[يتن]\w{2,}|سوف)|will|would)\b")
_BEGINS = (
    10  # characters before the first word that tells; elsewhere a bare year is of something else
)
# How far back one may: "the man behind the June 7 attack" is told of for years.
_BACK = 120
_FIRST, _LAST = 1, 9999  # years of whose days none is counted
_AHEAD = 60  # days after its article, or another day, that a day without a year may lie
# Weekdays are told of for some days: of 255 in two archives of real articles that meant the last such
# day, 97 % were of the day itself or the three before.
_REACH = 3
# What follows one of these is another event, that what is told has to do with.
_ASIDE = re.compile(
    r"(?<!\w)(?:[وفل]?(?:ال(?:ذي|تي|ذين)|منذ|قبل|بعد|عقب|[إا]ثر|ردا|غداة|حين|عندما|حتى|إذ|بحلول|لغاية)"
    r"|مقارنة|مقابل|who|which|whose|since|before|after|following|amid|ahead of|prior to|until|when|where|while|because"
    r"|up from|down from|compared|than)\b",
    re.IGNORECASE,
)


def happening(
    text: str,
    source: Source,
    year: int | None = None,
    *,
    years: bool = False,
    after: Sequence[date] = (),
) -> str | None:
    """
    The ISO day of what *text* tells, or the month if it is printed; None if it names none that is certain.

    «اليوم» and "yesterday" come before a printed day. A day without a year is that of its article's
    time, «الثلاثاء» the last one before it; or of *year*, that of the matter, if it lies farther back.
    What stands behind «بعد», «الذي» or "since" is another event's.
    years: whether a bare year does that the sentence begins with, as in «وفي 2016».
    after: days told of, in the two months from which one without a year is of the same time.
    """
    told = _ASIDE.split(text, maxsplit=1)[0]
    found = find(told)
    counted = source.date.iso and _FIRST < int(source.date.iso[:4]) < _LAST
    relative = resolve(told, source.date) if counted else None
    if relative is not None and relative.precision == "day":
        return relative.iso  # whatever day it names besides, of what came before
    for one in found:
        if one.dated.iso and (one.month or (years and one.start <= _BEGINS)):
            return one.dated.iso
    published = _day(source)
    if published is None:
        return None
    for one in found:
        if one.month and one.day and (near := _nearest(one, published, year, after)):
            return near.isoformat()
    return _weekday(fold(told), published)


def _weekday(text: str, published: date) -> str | None:
    """The day that the one weekday of a folded *text* means: the last, or the next of what lies ahead."""
    found = [*_WEEKDAY.finditer(text)]
    named = {WEEKDAYS[" ".join(one["day"].split())] for one in found}
    if len(named) != 1 or any(
        (one["before"] or "").strip() in _NO_DAY or one["next"] for one in found
    ):
        return None
    ago = (published.weekday() - named.pop()) % 7
    ahead = _AHEAD_OF_IT.search(text[: found[0].start("day")]) is not None
    if ahead == (ago <= _REACH):  # it may be the last one or the next
        return None
    return (published + timedelta(days=7 - ago if ahead else -ago)).isoformat()


def _day(source: Source) -> date | None:
    return date.fromisoformat(source.date.iso or "") if source.date.precision == "day" else None


def _nearest(
    found: FoundDate, published: date, of: int | None, after: Sequence[date]
) -> date | None:
    """The last such day that does not lie far from *published*, or that *of* a year long past."""
    reach = timedelta(days=_AHEAD)
    for one in after:
        day = _on(one.year, found)
        if day and one <= day <= one + reach:
            return day
    past = of is not None and of < published.year - 1
    years = (of or 0,) if past else (published.year + 1, published.year, published.year - 1)
    days = (_on(year, found) for year in years)
    last = next((day for day in days if day and day <= published + reach), None)
    return last if past or (last and last >= published - timedelta(days=_BACK)) else None


def _on(year: int, found: FoundDate) -> date | None:
    try:
        return date(year, found.month or 0, found.day or 0)
    except ValueError:
        return None


def long_past(text: str, published: str) -> list[date]:
    """The days printed in full in *text* that lie more than a year before *published*, ISO."""
    days = (one.dated for one in find(text) if one.day)
    found = (date.fromisoformat(one.iso) for one in days if one.iso and one.precision == "day")
    return [one for one in found if one.isoformat() < f"{int(published[:4] or 1) - 1}"]
