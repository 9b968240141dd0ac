"""
Which way of understanding a follow-up the archive bears out, and its answer.

Decided by what each finds, in the order of its plainness: an answer that speaks of what was newly
named; else that matter by itself, if reports are about it; else whatever is nearest.
"""

import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Final

from bot.answerability.model import BELONGS, BELONGS_BIAS
from bot.conversation.composing import unsure
from bot.conversation.extracts import lacking
from bot.conversation.followup import SHORT, Reading, Standalone
from bot.extraction.candidates import weighed
from bot.extraction.matching import Bag, coverage
from bot.extraction.questions import Asked, asked
from bot.extraction.weights import KNOWN
from bot.types import Answer
from retrieval.language.arabic import content
from retrieval.search.searcher import Searcher
from retrieval.types import ANYTHING, Evidence, Filters, Hit

Found = tuple[Standalone, Answer]
Find = Callable[[Reading], Awaitable[Evidence | None]]
Judge = Callable[[Standalone, Evidence], Awaitable[Answer]]
Tell = Callable[[str], Awaitable[Answer | None]]

HITS: Final = 10  # passages of a search
_REVISITED = 2  # articles of the last answer that a follow-up is sought in,
_WHOLE = 30  # and passages of each
_LIKELIER = 0.5  # of a message, that it is about them
_FEW = 0.25  # a share of the words of a long one


async def decided(readings: Sequence[Reading], find: Find, judge: Judge, tell: Tell) -> Found:
    """
    The reading of *readings*, which are never none, that is answered best, and its answer.

    find, judge: search, and the extractive answer that the evidence allows.
    tell: what the archive says of a matter by itself; None where no report is about it.
    """
    found: list[tuple[Reading, Answer, str | None]] = []
    for reading in readings:
        evidence = await find(reading)
        if evidence is None:
            continue
        answer = await judge(reading.standalone, evidence)
        if answer.status == "answered" and _speaks_of(reading.about, answer):
            return reading.standalone, answer
        found.append((reading, answer, lacking(asked(reading.standalone.text), evidence)))
    for reading in readings:
        if reading.alone and (answer_alone := await tell(reading.about)):
            return Standalone(reading.about, reading.about), answer_alone
    # What names a thing that no report mentions is not about the last answer, near as that may be.
    strange = found[0][1].status == "refused" and found[0][2] is not None
    near = [] if strange else [one for one in found if _near(*one[:2])]
    near.sort(key=lambda one: -(one[1].confidence or 0.0))
    refused = [one for one in found if one[1].status == "refused"]
    reading, answer, lack = (near or refused or found)[0]
    if answer.status == "answered":  # another question than the one asked
        answer = unsure(answer, lack)
    return reading.standalone, answer


async def revisited(
    searcher: Searcher, reading: Reading, filters: Filters = ANYTHING
) -> Evidence | None:
    """
    What the archive holds on *reading*, and all of the articles that the turn before was answered from.

    There a message seldom names what it is about: a sentence is as near as it is, on average, to
    the message and to the message with what was last asked. None where that is doubtful, and it is
    likelier about something else.
    """
    alone, doubtful = reading.standalone, reading.doubtful
    evidence = await searcher.search(alone.sought, limit=HITS, filters=filters)
    last = alone.before.articles if alone.before else ()
    if filters or not last:
        return None if doubtful else evidence
    articles = [*dict.fromkeys(last)][:_REVISITED]
    own = [hit for one in articles for hit in await searcher.within(alone.focus, one, limit=_WHOLE)]
    if doubtful and belonging(asked(alone.focus), own, evidence) < _LIKELIER:
        return None
    joint = [
        hit for one in articles for hit in await searcher.within(alone.text, one, limit=_WHOLE)
    ]
    near = {hit.passage.id: hit.cosines for hit in joint}
    known = [
        replace(one, score=one.score + KNOWN, cosines=_mean(one.cosines, near[one.passage.id]))
        for one in own
        if one.passage.id in near  # of a long article each finds its own best
    ]
    ids = {hit.passage.id for hit in known}
    hits = [*known, *(hit for hit in evidence.hits if hit.passage.id not in ids)]
    return replace(evidence, hits=tuple(sorted(hits, key=lambda hit: -hit.score)))


def belonging(question: Asked, own: Sequence[Hit], evidence: Evidence) -> float:
    """
    That *question* is about the articles *own* is all of, and not about others of *evidence*; 0 to 1.

    What names several things, one of which no report mentions, is not where they hold none of them, or
    few of many.
    """
    signs = kinship(question, own, evidence)
    few = _FEW if len(question.terms) > SHORT else 0.0
    if len(question.terms) > 1 and signs["held"] <= few and lacking(question, evidence):
        return 0.0
    odds = BELONGS_BIAS + sum(weight * signs[name] for name, weight in BELONGS.items())
    return 1 / (1 + math.exp(-odds))


def kinship(question: Asked, own: Sequence[Hit], evidence: Evidence) -> dict[str, float]:
    """
    By how much nearer *question* is to *own* than to others, what of it they hold, how much it says.

    ahead: a difference of cosines, -2 to 2. held: a share of its words, 0 to 1. terms: their number.
    """
    stories = {hit.story for hit in own}
    others = [max(hit.cosines) for hit in evidence.hits if hit.story not in stories]
    texts = Bag(*{text for hit in own for text in (hit.passage.source.title, hit.passage.text)})
    return {
        "ahead": max((max(hit.cosines) for hit in own), default=0.0) - max(others, default=0.0),
        "held": coverage(weighed(question, evidence.rarity), (texts, 1.0)),
        "terms": float(len(question.terms)),
    }


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
