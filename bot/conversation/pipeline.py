"""
The core: one question in, verified claims out as they are ready, one Answer last.

Front ends decide nothing about answers; they show what comes out of here.
"""

import logging
import time
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.conversation.finding import Finder, Finding
from bot.conversation.meaning import Meaning
from bot.conversation.memory import Memory
from bot.conversation.requests import Requests
from bot.extraction.chains import with_chain, with_language_noted
from bot.extraction.questions import asked
from bot.i18n.messages import say
from bot.types import Answer, Claim, Meter, Progress, Question, Turn
from retrieval.errors import HomeUnusable
from retrieval.index.archive import Archive
from retrieval.search.searcher import Searcher, presentable

if TYPE_CHECKING:
    from bot.conversation.spending import Spending
    from bot.generation.writer import Writer

_LOG = logging.getLogger("rawi")


class Rawi:
    """
    One archive and the conversations about it.

    searcher: the archive's only one: it alone knows when another process has written.
    meaning: compares its articles and their sentences.
    writer: writes answers with a model; None answers in the archive's own words.
    spending: what models may cost; None sets no limit.
    """

    def __init__(
        self,
        archive: Archive,
        memory: Memory,
        writer: "Writer | None" = None,
        spending: "Spending | None" = None,
    ) -> None:
        self.writer = writer
        self._spending = spending
        self.searcher = Searcher(archive)
        self._archive = archive
        self._memory = memory
        self.meaning = Meaning(archive)
        requests = Requests(archive.library, self.searcher, memory, self.meaning)
        self._finder = Finder(archive, self.searcher, requests, writer)

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
        question = replace(question, text=presentable(question.text))
        chat = question.chat
        turns = self._memory.turns(chat, after=question.after) if chat else []
        yield Progress("searching")
        first, meter = None, Meter()
        try:
            affordable = None if self._used_up() else meter
            found = await self._finder.find(question, turns, affordable)
            answer = found.answer
            written = self._told(found, meter) if found.writable else _as_it_is(answer)
            async with aclosing(written) as events:
                async for event in events:
                    if isinstance(event, Answer):
                        answer = replace(event, usage=meter.usage)
                        continue
                    if isinstance(event, Claim):
                        first = first or time.perf_counter()
                    yield event
        finally:  # what failed or was given up was paid for as well
            if self._spending is not None and meter.requests:
                self._spending.spend(meter.usage)
        citations = tuple(map(with_chain, answer.citations))
        answer = with_language_noted(replace(answer, citations=citations))
        total = time.perf_counter()
        answer.ms.update(
            first=1000 * ((first or total) - began),
            total=1000 * (total - began),
        )
        if chat and answer.mode != "reply":  # nobody goes on from a greeting
            try:
                if not turns or answer.standalone != turns[-1].standalone:
                    self._memory.remember(chat, _turn(answer))
                self._memory.keep(chat, answer)
            except HomeUnusable as error:  # a full disk: what was found is shown all the same
                _LOG.warning("not remembered: %s", error)
        yield answer

    async def preview(self, text: str) -> Answer:
        """What *text* alone would be answered, in the archive's own words; it is remembered nowhere."""
        return (await self._finder.find(Question(presentable(text)), ())).answer

    def _told(self, found: Finding, meter: Meter) -> AsyncGenerator[Progress | Claim | Answer]:
        """
        What was *found*, an extractive answer, or one written from the same evidence if that goes well.

        What names a thing that no report mentions, or has nothing near, is not put to the model, unless it
        is about what was told last: it could only make something up.
        """
        alone, plain = found.alone, found.answer
        hopeless = plain.status == "refused" and not (alone.request or alone.recent)
        if self.writer is None or (hopeless and (plain.lacking or plain.reason != "not_answered")):
            return _as_it_is(plain)
        if self._used_up():
            return _as_it_is(_unwritten(plain))
        from bot.generation.answer import written  # its imports are for who has a model

        asked_for = asked(alone.focus, context=alone.context)
        asked_for = replace(asked_for, language=plain.language)
        some = (self.writer, self.searcher, alone.text, asked_for, plain, meter)
        order = alone.request or found.several
        return written(*some, recent=alone.recent, request=alone.request, in_order=order)

    def _used_up(self) -> bool:
        return self._spending is not None and self._spending.used_up()

    def forget(self, chat: str) -> None:
        """Start the conversation *chat* anew."""
        self._memory.forget(chat)


async def _as_it_is(plain: Answer) -> AsyncGenerator[Claim | Answer]:
    for claim in plain.claims:
        yield claim
    yield plain


def _unwritten(plain: Answer) -> Answer:
    """*plain*, saying that today's budget for models is used up."""
    lead = say("budget_spent", plain.language)
    first = [replace(one, lead=f"{lead}\n{one.lead}".strip()) for one in plain.claims[:1]]
    claims = (*first, *plain.claims[1:])
    return replace(plain, mode="fallback", text=f"{lead}\n{plain.text}", claims=claims)


def _turn(answer: Answer) -> Turn:
    sources = [citation.passage.source for citation in answer.citations]
    titles, ids = tuple(one.title for one in sources), tuple(one.id for one in sources)
    return Turn(answer.question, answer.standalone, answer.text, titles, ids)
