"""Cases put to Rawi, one after the other."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Protocol

from bot.evaluation.cases import Case
from bot.evaluation.layers import blamed, verdicts
from bot.evaluation.seen import Layer, Seen, Verdict
from bot.i18n.catalogue import Language
from bot.types import Answer, Question, final_answer
from retrieval.types import Article


class Asking(Protocol):
    """Whoever answers: ``bot.conversation.pipeline.Rawi``."""

    def ask(self, question: Question, /) -> AsyncIterator[object]: ...

    def forget(self, chat: str, /) -> None: ...


Articles = Callable[[Collection[str]], Mapping[str, Article]]
Aside = Callable[[Case], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True)
class Result:
    """
    What a case found.

    articles: the texts of what is cited, by id.
    """

    case: Case
    answer: Answer
    verdicts: tuple[Verdict, ...]
    articles: Mapping[str, Article]

    @property
    def passed(self) -> bool:
        return self.blamed is None

    def wrong(self, language: Language) -> list[tuple[Layer, str]]:
        """What is wrong with it, in words, and which layer says so."""
        return [(one.layer, why.say(language)) for one in self.verdicts for why in one.why]

    @property
    def failed(self) -> tuple[Layer, ...]:
        return tuple(one.layer for one in self.verdicts if one.state == "failed")

    @property
    def blamed(self) -> Layer | None:
        """The layer to look at first."""
        return blamed(self.verdicts)


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
    held = articles({one.passage.source.id for one in answer.citations})
    return Result(case, answer, verdicts(Seen(case, answer, held)), held)


def checked(
    rawi: Asking, cases: Iterable[Case], articles: Articles, *, aside: Aside | None = None
) -> list[Result]:
    """
    Every case's result, in order.

    aside: what to be within while a case runs, such as its place in a cassette.
    """
    with asyncio.Runner() as runner:
        results = []
        for case in cases:
            with aside(case) if aside else nullcontext():
                results.append(runner.run(check(rawi, case, articles)))
        return results


def failing(results: Sequence[Result]) -> list[Result]:
    """Those that fail a run: a wish does not."""
    return [one for one in results if not one.passed and one.case.severity != "wish"]
