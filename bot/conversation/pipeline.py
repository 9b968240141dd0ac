"""
The core: one question in, verified claims out as they are ready, one Answer last.

Front ends decide nothing about answers; they show what comes out of here.
"""

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answerability.verdict import LEAST
from bot.conversation.extracts import answered
from bot.conversation.followup import Standalone, faithful, standalone
from bot.conversation.intents import intent, plainly
from bot.conversation.memory import Memory
from bot.conversation.requests import Requests
from bot.i18n.messages import say
from bot.types import Answer, Claim, Progress, Question, Turn
from retrieval.index.archive import Archive
from retrieval.search.searcher import Searcher, presentable

if TYPE_CHECKING:
    from bot.generation.writer import Writer

_HITS = 10
_WRITTEN = ("summary", "profile")  # what else than a question a model may put in its own words


class Rawi:
    """
    One archive and the conversations about it.

    searcher: the archive's only one: it alone knows when another process has written.
    writer: writes answers with a model; None answers in the archive's own words.
    """

    def __init__(self, archive: Archive, memory: Memory, writer: "Writer | None" = None) -> None:
        self.writer = writer
        self.searcher = Searcher(archive)
        self._archive = archive
        self._memory = memory
        self._requests = Requests(archive.library, self.searcher, memory)

    def _least(self) -> float:
        """
        The confidence that ``rawi calibrate`` found for this archive, or what is shipped.

        Read with every question, at 0.07 ms of CPU: another process may calibrate meanwhile, and it
        leaves the generation alone, which both indexes are stamped with and are opened anew for.
        """
        return float(self._archive.library.manifest().get("least", LEAST))

    async def warm(self) -> None:
        """Load now what the first question would have to wait for. Raises ServiceError."""
        await self.searcher.search("راوي", limit=1)
        if self.writer is not None:
            await self.writer.model.ready()

    async def ask(self, question: Question) -> AsyncGenerator[Progress | Claim | Answer]:
        """
        Yield Progress, then the answer's Claims, then exactly one Answer that holds them all.

        After ``Progress("writing")`` claims come as they are vouched for. None is taken back.

        Raises EmptyQuestion or QuestionTooLong, and ServiceError when the archive cannot be
        searched: a broken service is never told as «no information».
        """
        began = time.perf_counter()
        text = presentable(question.text)
        chat = question.chat
        turns = self._memory.turns(chat, after=question.after) if chat else []
        yield Progress("searching")
        alone, answer, may_write = await self._found(replace(question, text=text), turns)
        first = None
        written = self._told(alone, answer) if may_write else _as_it_is(answer)
        async with aclosing(written) as events:
            async for event in events:
                if isinstance(event, Answer):
                    answer = event
                    continue
                if isinstance(event, Claim):
                    first = first or time.perf_counter()
                yield event
        answer = _with_language_noted(answer)
        total = time.perf_counter()
        answer.ms.update(
            first=1000 * ((first or total) - began),
            total=1000 * (total - began),
        )
        if chat and answer.mode != "reply":  # nobody goes on from a greeting
            if not turns or answer.standalone != turns[-1].standalone:
                self._memory.remember(chat, _turn(answer))
            self._memory.keep(chat, answer)
        yield answer

    async def _found(
        self, question: Question, turns: Sequence[Turn]
    ) -> tuple[Standalone, Answer, bool]:
        """The question as understood, its answer in the archive's words, and if a model may write it."""
        wish = intent(question.text)
        asked_for = await self._requests.answer(wish, question) if wish else None
        if wish is not None and asked_for is not None:
            alone = Standalone(asked_for.standalone, question.text)
            return alone, asked_for, wish.kind in _WRITTEN
        alone = await self._alone(plainly(question.text), turns)
        return alone, await self._extracted(question, alone), True

    async def _extracted(self, question: Question, alone: Standalone) -> Answer:
        evidence = await self.searcher.search(alone.text, limit=_HITS, filters=question.filters)
        filtered = bool(question.filters) and self._archive.words.count() > 0
        answer = answered(question.text, alone, evidence, filtered=filtered, least=self._least())
        answer.ms.update(search=sum(evidence.ms.values()))
        return answer

    async def _alone(self, text: str, turns: Sequence[Turn]) -> Standalone:
        """*text* made to stand alone, by the model where a country is not all that it lacks."""
        alone = standalone(text, turns)
        if self.writer is None or not alone.context:
            return alone
        rewrite = await self.writer.standalone(text, turns)
        if rewrite is None or not faithful(rewrite, text, turns):
            return alone
        return Standalone(rewrite, rewrite)

    def _told(self, alone: Standalone, plain: Answer) -> AsyncGenerator[Progress | Claim | Answer]:
        """
        *plain*, an extractive answer, or one written from the same evidence if that goes well.

        What has nothing near is not put to the model: it could only make something up.
        """
        if self.writer is None or plain.status == "refused":
            return _as_it_is(plain)
        from bot.generation.answer import (
            told,  # a model's answer is worth more milliseconds than an extract
        )

        return told(self.writer, self.searcher, alone, plain)

    def forget(self, chat: str) -> None:
        """Start the conversation *chat* anew."""
        self._memory.forget(chat)


async def _as_it_is(plain: Answer) -> AsyncGenerator[Claim | Answer]:
    for claim in plain.claims:
        yield claim
    yield plain


def _with_language_noted(answer: Answer) -> Answer:
    """*answer*, saying so where it quotes words of another language than its own."""
    languages = {one.number: one.passage.source.language for one in answer.citations}
    quoted = (number for one in answer.claims if not _worded(one) for number in one.citations)
    if all(languages[number] == answer.language for number in quoted):
        return answer
    return replace(answer, text=f"{answer.text}\n{say('quotes_as_published', answer.language)}")


def _worded(claim: Claim) -> bool:
    return claim.outcome in ("kept", "judged")


def _turn(answer: Answer) -> Turn:
    topics = tuple(citation.passage.source.title for citation in answer.citations)
    return Turn(answer.question, answer.standalone, answer.text, topics)
