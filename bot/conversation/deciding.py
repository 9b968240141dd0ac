"""
Which way of understanding a follow-up the archive bears out, and its answer.

Decided by what each finds, in the order of its plainness: an answer that speaks of what was newly
named; else that matter by itself, if reports are about it; else whatever is nearest.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final

from bot.conversation.composing import unsure
from bot.conversation.extracts import lacking
from bot.conversation.followup import Reading, Standalone
from bot.extraction.matching import Bag
from bot.extraction.questions import asked
from bot.extraction.weights import KNOWN
from bot.types import Answer
from retrieval.language.arabic import content
from retrieval.search.searcher import Searcher
from retrieval.types import ANYTHING, Evidence, Filters

Found = tuple[Standalone, Answer]
Find = Callable[[Standalone], Awaitable[Evidence]]
Judge = Callable[[Standalone, Evidence], Awaitable[Answer]]
Tell = Callable[[str], Awaitable[Answer | None]]

HITS: Final = 10  # passages of a search
_REVISITED = 2  # articles of the last answer that a follow-up is sought in,
_WHOLE = 30  # and passages of each


async def decided(readings: Sequence[Reading], find: Find, judge: Judge, tell: Tell) -> Found:
    """
    The reading of *readings*, which are never none, that is answered best, and its answer.

    find, judge: search, and the extractive answer that the evidence allows.
    tell: what the archive says of a matter by itself; None where no report is about it.
    """
    found: list[Found] = []
    lacks: list[str | None] = []
    for reading in readings:
        evidence = await find(reading.standalone)
        lacks.append(lacking(asked(reading.standalone.text), evidence))
        answer = await judge(reading.standalone, evidence)
        if answer.status == "answered" and _speaks_of(reading.about, answer):
            return reading.standalone, answer
        found.append((reading.standalone, answer))
    for reading in readings:
        if reading.alone and (answer_alone := await tell(reading.about)):
            return Standalone(reading.about, reading.about), answer_alone
    # What names a thing that no report mentions is not about the last answer, near as that may be.
    strange = found[0][1].status == "refused" and lacks[0] is not None
    near = [one for reading, one in zip(readings, found, strict=True) if _near(reading, one[1])]
    refused = [one for one in found if one[1].status == "refused"]
    near.sort(key=lambda one: -(one[1].confidence or 0.0))
    alone, answer = (([] if strange else near) or refused or found)[0]
    if answer.status == "answered":  # another question than the one asked
        answer = unsure(answer, lacks[found.index((alone, answer))])
    return alone, answer


async def revisited(searcher: Searcher, alone: Standalone, filters: Filters = ANYTHING) -> Evidence:
    """
    What the archive holds on *alone*, and all of the articles that the turn before was answered from.

    There a message seldom names what it is about: a sentence is as near as it is, on average, to
    the message and to the message with what was last asked.
    """
    evidence = await searcher.search(alone.sought, limit=HITS, filters=filters)
    last = alone.before.articles if alone.before and not filters else ()
    for article in [*dict.fromkeys(last)][:_REVISITED]:
        own = await searcher.within(alone.focus, article, limit=_WHOLE)
        joint = await searcher.within(alone.text, article, limit=_WHOLE)
        near = {hit.passage.id: hit.cosines for hit in joint}
        known = [
            replace(one, score=one.score + KNOWN, cosines=_mean(one.cosines, near[one.passage.id]))
            for one in own
            if one.passage.id in near  # of a long article each finds its own best
        ]
        ids = {hit.passage.id for hit in known}
        hits = [*known, *(hit for hit in evidence.hits if hit.passage.id not in ids)]
        evidence = replace(evidence, hits=tuple(sorted(hits, key=lambda hit: -hit.score)))
    return evidence


def _mean(one: Sequence[float], two: Sequence[float]) -> tuple[float, ...]:
    return tuple((a + b) / 2 for a, b in zip(one, two, strict=True))


def _near(reading: Reading, answer: Answer) -> bool:
    return answer.status == "nearest" and _speaks_of(reading.about, answer)


def _speaks_of(about: str, answer: Answer) -> bool:
    """Whether what is cited holds every word of *about*, in the sentence, beside it or above it."""
    wanted = content(about)
    for citation in answer.citations if wanted else ():
        bag = Bag(citation.passage.source.title, citation.passage.text)
        if all(bag.holds(word) for word in wanted):
            return True
    return not wanted
