"""What happened in a matter, in the order of the days that sentences tell of. Pure."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.extraction.happening import happening, long_past
from bot.extraction.leads import Extract, Telling, leads, opening, sentences
from bot.extraction.matching import Bag, coverage, repeats
from bot.extraction.matter import HELD
from bot.extraction.weights import ARTICLE_FIRST
from retrieval.language.arabic import words
from retrieval.types import Hit, Source

MOST = 10  # lines
_INSIDE = 0.5  # of how likely its article is on the matter: what a sentence inside it is worth
_FEWEST = 6  # words of a sentence that tells something
_DAY = 10  # letters of an ISO day
_SOME = 3  # lines that are enough
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")

Days = tuple[str | None, str | None]  # the first and the last, ISO; None is open
Worth = tuple[Extract, float]


def timeline(
    topic: str,
    told: Sequence[tuple[Telling, Hit, float]],
    weights: Mapping[str, float],
    days: Days = (None, None),
) -> list[Extract]:
    """
    What happened in the matter *topic*, in the order of the days that the sentences tell of.

    At most ten lines, spread over the articles and over the time that they span; below them, how
    articles without a date begin that are as much about it as any.
    told: the articles about it, each with its best hit and how likely it is about it.
    """
    most, alone = max(1, MOST // max(1, len(told))), len(told) == 1
    begin: list[Worth] = []
    inside: list[Worth] = []
    for telling, hit, likely in told:
        best = (
            leads(telling, most=1)
            if likely >= ARTICLE_FIRST
            else opening(telling, hit, weights, most=1)
        )
        first = _beginning(best[0], _year(topic))
        begin.append((first, likely))
        further = _alone(topic, telling) if alone else _inside(topic, telling, weights)
        new = [*{one.day: one for one in reversed(further) if one.day != first.day}.values()]
        new.sort(key=lambda one: -telling.central.get(one.start, 0.0))
        inside += [(one, _INSIDE * likely) for one in new[: most - 1]]
    lines: list[Worth] = []
    for one, worth in sorted(begin, key=lambda each: -each[1]):
        if one.day and not any(_again(one, other) for other, _ in lines):
            lines.append((one, worth))
    least = max((worth for _, worth in lines), default=0.0)
    undated = [one for one, worth in begin if not one.day and worth >= least][:_SOME]
    for one, worth in sorted(inside, key=lambda each: -each[1]):
        if not any(one.day == other.day or repeats(one.text, other.text) for other, _ in lines):
            lines.append((one, worth))
    return [*(one for one, _ in _spread(_within(days, lines))), *undated]


def _beginning(first: Extract, year: int | None) -> Extract:
    """The *first* sentence of an article on the day that it tells of, or else the article's own."""
    source = first.passage.source
    day = happening(first.text, source, year) or source.date.iso
    if day and source.date.iso:
        day = min(day, source.date.iso)  # what lies ahead was only announced then
    return replace(first, day=day)


def _inside(topic: str, told: Telling, weights: Mapping[str, float]) -> list[Extract]:
    """The sentences of one article of several that have enough of the topic's words themselves."""
    some = (one for one in sentences(told) if coverage(weights, (Bag(one.text), 1.0)) >= HELD)
    return _dated(told, some, lambda text, source: happening(text, source, _year(topic)))


def _alone(topic: str, told: Telling) -> list[Extract]:
    """Those of the only article, which may tell of years and of what is long past."""
    after = long_past(told.article.text, told.article.source.date.iso or "")
    return _dated(
        told,
        sentences(told),
        lambda text, source: happening(text, source, _year(topic), years=True, after=after),
    )


def _dated(
    told: Telling, some: Iterable[Extract], when: Callable[[str, Source], str | None]
) -> list[Extract]:
    """Those of *some* that tell something of a day before their article's."""
    source = told.article.source
    telling = (one for one in some if len(words(one.text)) >= _FEWEST)
    dated = (replace(one, day=when(one.text, source)) for one in telling)
    return [one for one in dated if one.day and one.day < (source.date.iso or "9")]


def _year(topic: str) -> int | None:
    return int(found[0]) if len(found := _YEAR.findall(topic)) == 1 else None


def _again(one: Extract, other: Extract) -> bool:
    """Whether *one* tells of the same day what *other* does."""
    return one.day == other.day and (one.story == other.story or repeats(one.text, other.text))


def _within(days: Days, lines: Sequence[Worth]) -> list[Worth]:
    """
    Those of *lines* that happened from the first of *days* to the last, if any did.

    Of a month's or a year's where others name their days none: they are mostly of something else.
    """
    since, until = days
    inside = [
        (one, worth)
        for one, worth in lines
        if one.day and one.day[:10] >= (since or "")[: len(one.day)] and one.day <= (until or "9")
    ]
    some = inside or [*lines]
    exact = [line for line in some if len(line[0].day or "") == _DAY]
    return exact if len(exact) >= _SOME else some


def _spread(lines: Sequence[Worth]) -> list[Worth]:
    """*lines* in order; of more than ten, again and again one of the nearest two goes, the less worthy."""
    kept = sorted(lines, key=lambda line: (line[0].day or "", line[0].article, line[0].start))
    while len(kept) > MOST:
        pairs = pairwise(kept)
        near = [
            (_apart(one[0], two[0]), min(one[1], two[1]), n) for n, (one, two) in enumerate(pairs)
        ]
        n = min(near)[2]
        del kept[n if kept[n][1] <= kept[n + 1][1] else n + 1]
    return kept


def _apart(one: Extract, other: Extract) -> int:
    """Days from *one* to *other*, of months and years the first."""
    first, last = (date.fromisoformat(f"{each.day}-01-01"[:_DAY]) for each in (one, other))
    return (last - first).days
