"""
Several things asked in one message, each answered with what the others say and were answered from.

A question may be about what the part beside it was answered from; a request that names no matter
(«واعطيني المصدر») is about the answer beside it, and so comes after that.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.conversation.classifier import asked_with, read
from bot.conversation.composing import as_nearest
from bot.conversation.deciding import Find, Found, Judge, Tell, decided
from bot.conversation.extracts import lacking
from bot.conversation.followup import Reading, Standalone, leaning, named_anew, readings
from bot.conversation.intents import Intent
from bot.conversation.intents import asks as begins_by_asking
from bot.extraction.matching import Bag
from bot.extraction.questions import asked as parsed
from bot.extraction.questions import standard
from bot.types import Answer, Question, Turn
from retrieval.language.arabic import STOPWORDS
from retrieval.types import Evidence, Source

Request = Callable[[Intent, Question, Answer | None], Awaitable[Answer | None]]
Follow = Callable[[Question, Turn], Awaitable[Answer]]

_OF_NEWS = ("latest", "summary", "timeline", "profile")
_HALF = 0.5  # of a part's words, held by the article beside: what is of another matter has fewer
_OF_ANSWER = ("source", "article", "recap", "brief", "more", "timeline")  # with no matter named


def separate(whole: Intent | None, wishes: Sequence[Intent | None]) -> bool:
    """
    Whether each part of a message asks for something of its own: small talk is never parted.

    whole: what all of it asks for, and no more than that where a part only says how («… بالتواريخ»).
    """
    first = wishes[0]
    if whole and first and whole.topic == first.topic != "":
        how = (first.kind, "more", "brief", "recap")
        if any(one and not one.topic and one.kind in how for one in wishes[1:]):
            return False
    return all(one is None or one.kind in (*_OF_NEWS, *_OF_ANSWER) for one in wishes)


async def several(
    question: Question,
    asked: Sequence[str],
    wishes: Sequence[Intent | None],
    nearest: Sequence[Source],
    request: Request,
    follow: Follow,
) -> list[Answer]:
    """
    The answers to *asked*, the parts of *question*, in their order.

    wishes: what each asks for besides a fact.
    nearest: the articles that the whole message is nearest to, which the first may be about.
    request, follow: the answer to a request, or None, and to a question that may follow a turn.
    """
    answers: dict[int, Answer] = {}
    for at in sorted(range(len(asked)), key=lambda one: _of_answer(wishes[one])):
        told, wish = replace(question, text=asked[at]), wishes[at]
        if wish and _of_answer(wish) and not wish.sure and begins_by_asking(told.text):
            wish = None  # "which province?"
        beside = next((answers[one] for one in _beside(at, asked) if one in answers), None)
        if wish and wish.kind == "latest" and not wish.topic:
            wish = replace(wish, topic=_topic_beside(at, wishes))
        answer = await request(wish, told, beside) if wish else None
        if beside and beside.status == "refused" and not _names_anything(told.text):
            answer = beside  # "and what have you got on him?"
        elif answer is None or answer.status == "refused":
            other = standard(asked[_beside(at, asked)[0]])
            answer = await follow(
                replace(told, text=standard(told.text)), _turn(other, beside, nearest)
            )
        answers[at] = replace(answer, question=asked[at])
    return [answers[at] for at in range(len(asked))]


def _names_anything(part: str) -> bool:
    return any(not asked_with(one) and one.bare not in STOPWORDS for one in read(part))


def _of_answer(wish: Intent | None) -> bool:
    return wish is not None and not wish.topic and wish.kind in _OF_ANSWER


def _beside(at: int, asked: Sequence[str]) -> list[int]:
    """The other parts, those before it first, from the nearest."""
    return [*reversed(range(at)), *range(at + 1, len(asked))]


def _topic_beside(at: int, wishes: Sequence[Intent | None]) -> str:
    others = (wishes[one] for one in _beside(at, ["" for _ in wishes]))
    return next((one.topic for one in others if one and one.topic), "")


def _turn(other: str, beside: Answer | None, nearest: Sequence[Source]) -> Turn:
    """The part beside as what was asked before, with the articles that it was answered from."""
    cited = [one.passage.source for one in beside.citations] if beside else []
    some = cited or nearest
    text = beside.text if beside and cited else ""
    return Turn(other, other, text, tuple(one.title for one in some), tuple(one.id for one in some))


# --- of the article beside, or of another ---


def part_readings(part: str, beside: Turn) -> list[Reading]:
    """*part* by itself, and as about what *beside* asks; one that only names asks that of what it names."""
    joined = f"and {part}" if part.isascii() else part
    if not begins_by_asking(part) and (named := named_anew(joined)) and named[1]:
        return readings(joined, [beside])
    return [Reading(Standalone(part, part)), Reading(leaning(part, [beside]))]


async def nearer(some: Sequence[Reading], find: Find, judge: Judge, tell: Tell) -> Found:
    """
    A part's own answer, or what the article beside says to it if that holds what the part is about.

    The article beside is the one that another part was answered from. What names a thing that no
    report mentions is not about it.
    """
    if len(some) != 2 or some[0].leans or not (before := some[1].standalone.before):
        return await decided(some, find, judge, tell)
    alone, after = (one.standalone for one in some)
    if (everywhere := await find(some[0])) is None:
        return await decided(some, find, judge, tell)
    own = await judge(alone, everywhere)
    wide = await find(some[1]) or everywhere
    hits = tuple(hit for hit in wide.hits if hit.passage.source.id in before.articles)
    there = replace(wide, hits=hits)
    if not hits:
        return alone, own
    beside = await judge(after, there)
    if before.answer:  # what the part beside names may tell which of the sentences is meant
        beside = _either(beside, await judge(replace(after, context=before.standalone), there))
    held = _held(parsed(alone.text).terms, there)
    told = all(one.quote in before.answer for one in beside.citations)
    surer = (beside.confidence or 0.0) >= (own.confidence or 0.0)
    better = held >= (1 if told else _HALF)  # what was told already seldom answers again
    if own.status == "refused" and lacking(parsed(alone.text), everywhere):
        better = better and beside.status == "answered"
    if own.status == "answered":
        better = beside.status == "answered" and held == 1 and surer
    return (after, beside) if better else (alone, own)


def _either(one: Answer, other: Answer) -> Answer:
    """The surer, if one answers; of two that are only near, the best sentence of each."""
    if "answered" in (one.status, other.status):
        return max(one, other, key=lambda it: (it.status == "answered", it.confidence or 0.0))
    if not (one.status == other.status == "nearest"):
        return one
    first, second = one.citations[0], other.citations[0]
    if any((it.passage.id, it.start) == (second.passage.id, second.start) for it in one.citations):
        return one
    both = (first, replace(second, number=2))
    return as_nearest(one, both, one.claims[0].lead)


def _held(terms: Sequence[str], evidence: Evidence) -> float:
    """The share of *terms* that the articles of *evidence* hold; one word alone names no other matter."""
    bag = Bag(*(f"{hit.passage.source.title} {hit.passage.text}" for hit in evidence.hits))
    return 1.0 if len(terms) <= 1 else sum(map(bag.holds, terms)) / len(terms)
