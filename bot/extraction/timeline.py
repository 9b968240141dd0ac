"""What happened in a matter, in the order of the days that sentences tell of. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.extraction.happening import happening, long_past
from bot.extraction.leads import Extract, Telling, leads, sentences
from bot.extraction.matching import Bag, coverage, repeats
from bot.extraction.matter import HELD
from retrieval.language.arabic import words

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
    told: Sequence[tuple[Telling, float]],
    weights: Mapping[str, float],
    days: Days = (None, None),
) -> list[Extract]:
    """
    What happened in the matter *topic*, in the order of the days that the sentences tell of.

    At most ten lines, spread over the articles and over the time that they span; below them, how
    articles without a date begin that are as much about it as any.
    told: the articles about it, each with how likely it is about it.
    """
    most, year = max(1, MOST // max(1, len(told))), _year(topic)
    begin = [(_beginning(telling, year), likely) for telling, likely in told]
    held = [[*_held(telling, weights)] for telling, _ in told]
    least = HELD * max((share for each in held for _, share in each), default=0.0)
    inside: list[Worth] = []
    for (first, likely), each, (telling, _) in zip(begin, held, told, strict=True):
        some = [one for one, share in each if len(told) == 1 or share >= least]
        further = _dated(telling, some, year, alone=len(told) == 1)
        new = [*{one.day: one for one in reversed(further) if one.day != first.day}.values()]
        new.sort(key=lambda one: -telling.central.get(one.start, 0.0))
        inside += [(one, _INSIDE * likely) for one in new[: most - 1]]
    lines: list[Worth] = []
    for one, worth in sorted(begin, key=lambda each: -each[1]):
        if one.day and not any(_again(one, other) for other, _ in lines):
            lines.append((one, worth))
    dated = max((worth for _, worth in lines), default=0.0)
    undated = [one for one, worth in begin if not one.day and worth >= dated][:_SOME]
    for one, worth in sorted(inside, key=lambda each: -each[1]):
        if not any(one.day == other.day or repeats(one.text, other.text) for other, _ in lines):
            lines.append((one, worth))
    return [*(one for one, _ in _spread(_within(days, lines))), *undated]


def _beginning(told: Telling, year: int | None) -> Extract:
    """The sentence that stands for an article, on the day that it tells of, or else the article's own."""
    source = told.article.source
    first = leads(told, most=1)[0]
    day = happening(first.text, source, year) or source.date.iso
    if day and source.date.iso:
        day = min(day, source.date.iso)  # what lies ahead was only announced then
    return replace(first, day=day)


def _held(told: Telling, weights: Mapping[str, float]) -> Iterator[Worth]:
    """The sentences of an article that tell something, each with its share of the topic's words."""
    for one in sentences(told):
        if len(words(one.text)) >= _FEWEST:
            yield one, coverage(weights, (Bag(one.text), 1.0))


def _dated(
    told: Telling, some: Iterable[Extract], year: int | None, *, alone: bool
) -> list[Extract]:
    """
    Those of *some* that tell of a day before their article's.

    alone: whether there is no other article; it may tell of years, and of what is long past.
    """
    source = told.article.source
    after = long_past(told.article.text, source.date.iso or "") if alone else ()
    dated = (
        replace(one, day=happening(one.text, source, year, years=alone, after=after))
        for one in some
    )
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
