"""What happened in a matter, in the order of the days that sentences tell of. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.extraction.happening import happening
from bot.extraction.leads import Extract, Telling, begins_with, opening, sentences
from bot.extraction.matching import repeats
from bot.extraction.matter import HELD, share
from retrieval.types import Hit

_MOST = 8  # lines
_DAY = 10  # letters of an ISO day
_PER_ARTICLE = 3  # lines at least, of one of several
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


def timeline(
    topic: str, told: Sequence[tuple[Telling, Hit]], weights: Mapping[str, float]
) -> list[Extract]:
    """
    What happened in the matter *topic*, in the order of the days that the sentences tell of.

    told: the articles about it, the best first, each with its best hit. What an earlier one told
        of the same day is left out, and an article without any date.
    """
    lines: list[Extract] = []
    most = max(_PER_ARTICLE, _MOST // max(1, len(told)))
    for telling, hit in told:
        lines += _new(_steps(topic, telling, hit, weights)[:most], lines)
    return sorted(lines[:_MOST], key=lambda one: (one.day or "", one.article, one.start))


def _steps(topic: str, told: Telling, hit: Hit, weights: Mapping[str, float]) -> list[Extract]:
    """
    The sentences of an article that say when, one a day: all of them where it begins with the matter.

    There its beginning is a step, too, on the article's date; of another article, which never says
    when, the sentence most about the matter.
    """
    source = told.article.source
    year = int(found[0]) if len(found := _YEAR.findall(topic)) == 1 else None
    first = opening(told, hit, weights, most=1)[0]
    whole = begins_with(hit, weights, [first])
    every = [*sentences(told)]
    by_day: dict[str, Extract] = {}
    for one in [first, *every] if whole else [*every, first]:
        if whole or one is first or share(weights, source, one.text) >= HELD:
            day = happening(one.text, source, year)
            if one is first and (whole or not by_day):
                day = day or source.date.iso
            if day:
                day = min(day, source.date.iso or day)  # what lies ahead was only announced then
                by_day.setdefault(day, replace(one, day=day))
    return [*by_day.values()]


def _new(some: Iterable[Extract], told: Sequence[Extract]) -> list[Extract]:
    return [
        one
        for one in some
        if not any(
            one.day == other.day and (one.story == other.story or repeats(one.text, other.text))
            for other in told
        )
    ]


def within(days: tuple[str | None, str | None], lines: Sequence[Extract]) -> list[Extract]:
    """
    Those of *lines* that happened from the first of *days* to the last, if any did; None is open.

    Of a month's or a year's where others name their days none: they are mostly of something else.
    """
    since, until = days
    inside = [
        one
        for one in lines
        if one.day and one.day[:10] >= (since or "")[: len(one.day)] and one.day <= (until or "9")
    ]
    some = inside or [*lines]
    exact = [one for one in some if len(one.day or "") == _DAY]
    return exact if len(exact) >= _PER_ARTICLE else some
