"""What happened in a matter, in the order of the days that sentences tell of. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from bot.extraction.happening import happening
from bot.extraction.leads import Extract, Telling, opening, sentences
from bot.extraction.matching import Bag, coverage, repeats
from bot.extraction.matter import HELD
from retrieval.language.arabic import words
from retrieval.types import Hit

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

    At most ten lines, spread over the articles and over the time that they span. How the articles
    begin, if none says when anything happened and none has a date.
    told: the articles about it, each with its best hit and how likely it is about it.
    """
    most = max(1, MOST // max(1, len(told)))
    begin: list[Worth] = []
    inside: list[Worth] = []
    for telling, hit, likely in told:
        first = _beginning(topic, telling, hit, weights)
        begin.append((first, likely))
        further = _dated(topic, telling, weights if len(told) > 1 else {}, first)
        central = sorted(further, key=lambda one: -telling.central.get(one.start, 0.0))
        inside += [(one, _INSIDE * likely) for one in central[: most - 1]]
    lines: list[Worth] = []
    for one, worth in sorted(begin, key=lambda each: -each[1]):
        if one.day and not any(_again(one, other) for other, _ in lines):
            lines.append((one, worth))
    for one, worth in sorted(inside, key=lambda each: -each[1]):
        if not any(one.day == other.day or repeats(one.text, other.text) for other, _ in lines):
            lines.append((one, worth))
    if not lines:
        return [one for one, _ in begin][:_SOME]
    return [one for one, _ in _spread(_within(days, lines))]


def _beginning(topic: str, told: Telling, hit: Hit, weights: Mapping[str, float]) -> Extract:
    """The sentence that stands for an article, on the day it tells of, or else the article's own."""
    source = told.article.source
    first = opening(told, hit, weights, most=1)[0]
    day = happening(first.text, source, _year(topic)) or source.date.iso
    if day and source.date.iso:
        day = min(day, source.date.iso)  # what lies ahead was only announced then
    return replace(first, day=day)


def _dated(
    topic: str, told: Telling, weights: Mapping[str, float], first: Extract
) -> Iterator[Extract]:
    """
    The sentences that tell of another day than the *first* and the article's, each day's first.

    weights: of the words of which a sentence must itself have enough; where there are none, the article
        is the only one, and all its sentences do, and whole years.
    """
    source = told.article.source
    days = {first.day, source.date.iso}
    for one in sentences(told):
        if len(words(one.text)) < _FEWEST or (
            weights and coverage(weights, (Bag(one.text), 1.0)) < HELD
        ):
            continue
        day = happening(one.text, source, _year(topic), years=not weights)
        if day and day not in days and day <= (source.date.iso or day):
            days.add(day)
            yield replace(one, day=day)


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
