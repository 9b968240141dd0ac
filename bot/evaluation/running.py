"""Cases put to Rawi, one after the other."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping
from typing import Protocol

from bot.evaluation.cases import Case
from bot.evaluation.layers import verdicts
from bot.evaluation.results import Result
from bot.evaluation.seen import Seen
from bot.types import Question, final_answer
from retrieval.types import Article


class Asking(Protocol):
    """Whoever answers: ``bot.conversation.pipeline.Rawi``."""

    def ask(self, question: Question, /) -> AsyncIterator[object]: ...

    def forget(self, chat: str, /) -> None: ...


Articles = Callable[[Collection[str]], Mapping[str, Article]]


async def check(rawi: Asking, case: Case, articles: Articles) -> Result:
    """
    Put the case's turns to *rawi* in a conversation of their own.

    articles: what the library holds under some ids.
    """
    chat = f"check-{uuid.uuid4().hex}" if len(case.turns) > 1 else None
    try:
        for turn in case.turns:
            answer = await final_answer(rawi.ask(Question(turn, chat)))
    finally:
        if chat:
            rawi.forget(chat)
    cited = articles({one.passage.source.id for one in answer.citations})
    return Result(case, answer, cited, verdicts(Seen(case, answer, cited)))


def checked(
    rawi: Asking,
    cases: Iterable[Case],
    articles: Articles,
    *,
    before: Callable[[Case], object] | None = None,
) -> list[Result]:
    """Every case's result, in order; *before* is told of each before it runs."""
    results = []
    with asyncio.Runner() as runner:
        for case in cases:
            if before is not None:
                before(case)
            results.append(runner.run(check(rawi, case, articles)))
    return results
