"""
Which days a sentence may name on the strength of its windows: theirs, what they count from their article's
date, and that date as the day of the report. Pure.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from bot.verification.windows import Window
from retrieval.language import dates
from retrieval.language.arabic import fold, words
from retrieval.language.dates import FoundDate
from retrieval.language.lexicon import entries, lemmas
from retrieval.language.nations import countries
from retrieval.language.relative import days, stretches
from retrieval.language.sounds import arabic_skeletons, latin_skeletons
from retrieval.language.tables import MONTHS, WEEKDAYS
from retrieval.types import Source

Span = tuple[int, int]

_WEEK, _MONTH = 7, 31  # days
_FIRST, _LAST = 1, 9999  # years in which no day is counted from another
# What says that the day after it is a report's, and not of what it tells.
_PUBLISHED = re.compile(
    r"(?<!\w)(?:(?:ال)?(?:خبر|تقرير)|\w*نشو?ر\w?|report of|published)(?: \w+){0,2}[ (،,]*$"
)
_REPORTED = re.compile(r" it reported\b")


def outlets(source: Source) -> list[str]:
    names = (source.outlet, source.agency, *(place.outlet for place in source.also_in))
    return [name for name in names if name]


def known(text: str, windows: Sequence[Window], sources: Sequence[Source]) -> list[Span]:
    """
    Where *text* names a day that is known without its number: the article's own or one counted from that.

    sources: of the articles, one a window.
    """
    return [
        *chain.from_iterable(_own(text, one) for one in sources),
        *_meant(text, windows, sources),
    ]


def strange(text: str, windows: Sequence[Window], sources: Sequence[Source]) -> str:
    """A weekday or month of *text* that the windows, the days they count and the article's date lack."""
    theirs = {kind for window in windows for kind, _ in _calendar(window.text)}
    theirs |= {("weekday", one.weekday()) for one in _counted(windows, sources)}
    for source in sources:
        if source.date.precision in ("day", "month"):
            theirs.add(("month", int((source.date.iso or "")[5:7])))
    for start, end in _meant(text, windows, sources):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return next((word for kind, word in _calendar(text) if kind not in theirs), "")


def _own(text: str, source: Source) -> list[Span]:
    """Where *text* gives the article's date: in brackets, or as the day of a report or of its outlet."""
    own, every = source.date.iso, outlets(source)
    outlet = any(_names(name, text) for name in every)
    return [
        (one.start, one.end)
        for one in dates.find(text)
        if own and (day := one.dated.iso) and (own.startswith(day) or day.startswith(own))
        if outlet or _of_report(fold(text[: one.start]), fold(text[one.end :]))
    ]


def _names(outlet: str, text: str) -> bool:
    """Whether *text* names *outlet*, or in the other script a word that sounds like its first, if a name."""
    spoken, name = words(text), words(outlet)
    if f" {' '.join(name)} " in f" {' '.join(spoken)} ":
        return True
    first = outlet.partition(" ")[0]
    if countries(first) or any(one in entries() for one in lemmas(fold(first))):
        return False  # "Sudan Tribune", "Arab News"
    sounds = latin_skeletons(first)
    return any(not sounds.isdisjoint(arabic_skeletons(one)) for one in spoken)


def _of_report(before: str, after: str) -> bool:
    """Whether a date with these folded words around it is in brackets, or says when a report came."""
    return before.endswith("(") or bool(_PUBLISHED.search(before) or _REPORTED.match(after))


def _meant(text: str, windows: Sequence[Window], sources: Sequence[Source]) -> list[Span]:
    counted = _counted(windows, sources)
    return [(one.start, one.end) for one in dates.find(text) if _is_any(one, counted)]


def _counted(windows: Sequence[Window], sources: Sequence[Source]) -> set[date]:
    """
    The days that *windows* may mean by words that only their article's date makes a day.

    «اليوم» and "last Friday" are one day; a lone «السبت» is the last before it or the next, «3 مايو»
    the nearest such day where no year is spoken of.
    """
    found: set[date] = set()
    for window, source in zip(windows, sources, strict=True):
        if source.date.precision != "day":
            continue
        day = days(source.date)[0]
        if _FIRST < day.year < _LAST:
            found |= _days_of(window.text, day)
    return found


def _days_of(text: str, day: date) -> set[date]:
    """The days that *text*, published on *day*, may mean so."""
    spans = [*stretches(fold(text), day)]
    found = {first for _, first, last in spans if first == last}
    printed = dates.find(text)
    for one in printed:  # what stands beside a date says nothing else
        text = f"{text[: one.start]}{' ' * (one.end - one.start)}{text[one.end :]}"
    weekdays = {value for (kind, value), _ in _calendar(text) if kind == "weekday"}
    weekdays -= {one.weekday() for one in found}
    near = (day + timedelta(days=n) for n in range(-_WEEK + 1, _WEEK))
    alone = {one for one in near if one.weekday() in weekdays}
    of_a_year = any((last - first).days > _MONTH for _, first, last in spans)
    told = {(one.month, one.day) for one in found}
    yearless = [] if of_a_year else [one for one in printed if (one.month, one.day) not in told]
    return found | alone | {each for one in yearless for each in _nearest(one, day)}


def _nearest(found: FoundDate, day: date) -> Iterator[date]:
    """The date that *found* is, if it leaves its year out, in the year in which it is nearest to *day*."""
    if found.month and found.day and not found.year:
        years = (replace(found, year=day.year + n) for n in (-1, 0, 1))
        every = [days(one.dated)[0] for one in years if one.weekday_of_day() is not None]
        yield from sorted(every, key=lambda one: abs(one - day))[:1]


def _is_any(found: FoundDate, every: Collection[date]) -> bool:
    """Whether *found*, of which year and weekday may be left out, is one of *every*."""
    return any(
        (found.month, found.day) == (one.month, one.day)
        and found.year in (None, one.year)
        and found.weekday in (None, one.weekday())
        for one in every
    )


def _calendar(text: str) -> Iterator[tuple[tuple[str, int], str]]:
    """Each weekday and month that *text* names, and by which word; short names are words as well."""
    folded = words(text)
    for first, second in zip(folded, [*folded[1:], ""], strict=False):
        for kind, names in (("weekday", WEEKDAYS), ("month", MONTHS)):
            tried = (f"{first} {second}", first, first[1:] if first[0] in "وبلف" else "")
            named = next((name for name in tried if len(name) > 3 and name in names), None)
            if named:
                yield (kind, names[named]), named
