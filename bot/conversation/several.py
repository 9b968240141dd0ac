"""
Several things asked in one message, each answered with what the others say and were answered from.

A question may be about what the part beside it was answered from; a request that names no matter
(«واعطيني المصدر») is about the answer beside it, and so comes after that.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.conversation.intents import Intent
from bot.extraction.questions import standard
from bot.types import Answer, Question, Turn
from retrieval.types import Source

Request = Callable[[Intent, Question, Answer | None], Awaitable[Answer | None]]
Follow = Callable[[Question, Turn], Awaitable[Answer]]

_OF_NEWS = ("latest", "summary", "timeline", "profile")
_OF_ANSWER = ("source", "article", "recap", "brief", "more", "timeline")  # with no matter named


def separate(wishes: Sequence[Intent | None]) -> bool:
    """Whether each part of a message asks for something of the news: small talk is never parted."""
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
        beside = next((answers[one] for one in _beside(at, asked) if one in answers), None)
        if wish and wish.kind == "latest" and not wish.topic:
            wish = replace(wish, topic=_topic_beside(at, wishes))
        answer = await request(wish, told, beside) if wish else None
        if answer is None:
            other = standard(asked[_beside(at, asked)[0]])
            answer = await follow(
                replace(told, text=standard(told.text)), _turn(other, beside, nearest)
            )
        answers[at] = replace(answer, question=asked[at])
    return [answers[at] for at in range(len(asked))]


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
