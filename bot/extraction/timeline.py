"""When what a sentence tells happened, by its own words and its article's date. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from bot.extraction.leads import HELD, Extract, extracts, saying
from bot.extraction.matching import repeats
from retrieval.language.arabic import fold, words
from retrieval.language.dates import WEEKDAY_NAMES, FoundDate, find
from retrieval.language.months import WEEKDAYS
from retrieval.language.timewords import resolve
from retrieval.types import Hit, Source

# «الثلاثاء», but no market or habit of that day; in English its name whole: «sun» and «sat» are words.
_WEEKDAY = re.compile(
    rf"(?<!\w)(?P<before>\w+ )?[وف]?(?!(?:mon|tue|wed|thu|fri|sat|sun)\b)(?P<day>{WEEKDAY_NAMES})\b"
    r"(?P<next> (?:المقبل|القادم|next))?"
)
_NO_DAY = frozenset(words("كل سوق أيام every each next last"))
_AHEAD_OF_IT = re.compile(r"(?<!\w)(?:[وف]?(?:س[يتن]\w{2,}|سوف)|will|would)\b")
_AHEAD = 60  # days after its article that a day without a year may lie
_MOST = 8  # lines
_PER_ARTICLE = 2  # lines


def happening(text: str, source: Source) -> str | None:
    """
    The ISO day, month or year of what *text* tells; None if it names none that is certain.

    A day without a year is that of its article's time, «الثلاثاء» the last one before it.
    """
    found = find(text)
    for one in found:
        if one.month and one.dated.iso:  # a bare year is mostly of something else
            return one.dated.iso
    published = _day(source)
    if published is None:
        return None
    for one in found:
        if one.month and one.day and (near := _nearest(one, published)):
            return near.isoformat()
    relative = resolve(text, source.date)
    if relative is not None and relative.precision != "year":
        return relative.iso
    return _weekday(fold(text), published)


def _weekday(text: str, published: date) -> str | None:
    """The day that the one weekday of a folded *text* means: the last, or the next of what lies ahead."""
    found = [*_WEEKDAY.finditer(text)]
    named = {WEEKDAYS[" ".join(one["day"].split())] for one in found}
    if len(named) != 1 or any(
        (one["before"] or "").strip() in _NO_DAY or one["next"] for one in found
    ):
        return None
    away = (named.pop() - published.weekday()) % 7
    if not _AHEAD_OF_IT.search(text):
        away = away - 7 if away else 0
    return (published + timedelta(days=away)).isoformat()


def timeline(hits: Sequence[Hit]) -> list[Extract]:
    """
    The sentences of *hits*, all about one matter, that say when; in the order of their days.

    Of an article that never says when, the sentence most about it, at its own date. What an earlier one already
    told of the same day is left out, and an article without any date.
    """
    lines: list[Extract] = []
    for article in dict.fromkeys(hit.passage.source.id for hit in hits):
        own = [hit for hit in hits if hit.passage.source.id == article]
        lines += _new(_of_article(own), lines)
    return sorted(lines[:_MOST], key=lambda one: (one.day or "", one.article, one.start))


def _of_article(hits: Sequence[Hit]) -> list[Extract]:
    """At most two lines of one article, told apart by their days."""
    source = hits[0].passage.source
    by_day: dict[str, Extract] = {}
    for hit in hits:
        for one, covered in zip(extracts(hit.passage, hit.story), hit.coverage, strict=True):
            if covered >= HELD and (day := happening(one.text, source)):
                day = min(day, source.date.iso or day)  # what lies ahead was only announced then
                by_day.setdefault(day, replace(one, day=day))
    if not by_day and source.date.iso:
        return [replace(saying(hits[0]), day=source.date.iso)]
    return [*by_day.values()][:_PER_ARTICLE]


def _new(some: Iterable[Extract], told: Sequence[Extract]) -> list[Extract]:
    return [
        one
        for one in some
        if not any(
            one.day == other.day and (one.story == other.story or repeats(one.text, other.text))
            for other in told
        )
    ]


def _day(source: Source) -> date | None:
    return date.fromisoformat(source.date.iso or "") if source.date.precision == "day" else None


def _nearest(found: FoundDate, published: date) -> date | None:
    """The last such day that does not lie far ahead of *published*."""
    for year in (published.year + 1, published.year, published.year - 1):
        try:
            day = date(year, found.month or 0, found.day or 0)
        except ValueError:
            continue
        if day <= published + timedelta(days=_AHEAD):
            return day
    return None
