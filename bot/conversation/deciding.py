"""
Which way of understanding a follow-up the archive bears out, and its answer.

Decided by what each finds, in the order of its plainness: an answer that speaks of what was newly
named; else that matter by itself, if reports are about it; else whatever is nearest.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace

from bot.conversation.extracts import lacking
from bot.conversation.followup import Standalone
from bot.conversation.readings import Reading
from bot.extraction.attribution import newest, shown_as_near
from bot.extraction.matching import Bag
from bot.extraction.questions import asked
from bot.i18n.messages import say
from bot.types import Answer, Claim
from retrieval.language.arabic import content
from retrieval.types import Evidence

Found = tuple[Standalone, Answer]
Find = Callable[[Standalone], Awaitable[Evidence]]
Judge = Callable[[Standalone, Evidence], Awaitable[Answer]]
Tell = Callable[[str], Awaitable[Answer | None]]

_COMPARED = 3  # days on which accounts are looked for, the newest first
_NEAREST = 2  # sentences shown of what is only near
_AS_NEAR = 0.7  # of the best score, for a newer account of the same matter


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
        answer = await _judged(reading, evidence, judge)
        if answer.status == "answered" and _speaks_of(reading.about, answer):
            return reading.standalone, answer
        found.append((reading.standalone, answer))
    for reading in readings:
        if reading.alone and (answer_alone := await tell(reading.about)):
            return Standalone(reading.about, reading.about), answer_alone
    pairs = zip(readings, found, strict=True)
    near = [one for reading, one in pairs if _near(reading, one[1])]
    refused = [one for one in found if one[1].status == "refused"]
    alone, answer = (near or refused or found)[0]
    lack = lacks[found.index((alone, answer))]
    return alone, _as_nearest(answer, lack) if answer.status == "answered" else answer


def _as_nearest(answer: Answer, lack: str | None) -> Answer:
    """What answers another question than the one asked, as what is near it; *lack*: what no report mentions."""
    citations = answer.citations[:_NEAREST]
    lead = say("nearest_only_lacking" if lack else "nearest_only", answer.language, lack=lack)
    claims = tuple(
        Claim(shown_as_near(one, answer.language), (one.number,), lead="" if n else lead)
        for n, one in enumerate(citations)
    )
    return replace(
        answer,
        status="nearest",
        text="\n".join([lead, *(claim.text for claim in claims)]),
        claims=claims,
        citations=citations,
        accounts=(),
        as_of=newest(citations),
        independent_sources=len({one.passage.source.id for one in citations}),
    )


async def _judged(reading: Reading, evidence: Evidence, judge: Judge) -> Answer:
    """The answer of the newest account that is one, where the newest is wanted; else the best."""
    for one in _newest_first(evidence) if reading.newest else ():
        answer = await judge(reading.standalone, one)
        if answer.status == "answered" and _speaks_of(reading.about, answer):
            return answer
    return await judge(reading.standalone, evidence)


def _newest_first(evidence: Evidence) -> Iterator[Evidence]:
    """*evidence* cut to what appeared on one day, the newest days of what matches best first."""
    best = max((hit.score for hit in evidence.hits), default=0.0)
    near = [hit for hit in evidence.hits if hit.score >= _AS_NEAR * best]
    days = sorted({hit.passage.source.date.iso or "" for hit in near}, reverse=True)
    for day in days[:_COMPARED] if len(days) > 1 else ():
        hits = [hit for hit in evidence.hits if (hit.passage.source.date.iso or "") == day]
        yield replace(evidence, hits=tuple(hits))


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
