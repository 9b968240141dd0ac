"""
The core: one question in, verified claims out as they are ready, one Answer last.

Front ends decide nothing about answers; they show what comes out of here.
"""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.answerability.verdict import threshold
from bot.conversation.composing import merged
from bot.conversation.deciding import decided, revisited
from bot.conversation.extracts import answered
from bot.conversation.followup import (
    Reading,
    Standalone,
    brief,
    continues,
    faithful,
    leans,
    readings,
    rewritten,
)
from bot.conversation.intents import Intent, intent, plainly
from bot.conversation.meaning import Meaning
from bot.conversation.memory import Memory
from bot.conversation.parting import parts
from bot.conversation.requests import Requests
from bot.conversation.several import nearer, part_readings, separate, several
from bot.extraction.chains import with_chain, with_language_noted
from bot.extraction.questions import asked, standard
from bot.i18n.messages import say
from bot.types import Answer, Claim, Meter, Progress, Question, Turn
from retrieval.errors import HomeUnusable
from retrieval.index.archive import Archive
from retrieval.search.searcher import Searcher, presentable
from retrieval.types import Evidence

if TYPE_CHECKING:
    from bot.conversation.spending import Spending
    from bot.generation.writer import Writer

_LOG = logging.getLogger("rawi")
_WRITTEN = ("summary", "profile")  # what else than a question a model may put in its own words


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
        self._requests = Requests(archive.library, self.searcher, memory, self.meaning)

    def _least(self) -> float:
        """
        The confidence from which a sentence of this archive is called an answer.

        Read with every question, at 0.07 ms of CPU: another process may calibrate meanwhile, and it
        leaves the generation alone, which both indexes are stamped with and are opened anew for.
        """
        return threshold(self._archive.library.manifest())

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
            alone, answer, may_write = await self._found(question, turns, meter)
            written = self._told(alone, answer, meter) if may_write else _as_it_is(answer)
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
        return (await self._found(Question(presentable(text)), (), Meter()))[1]

    async def _found(
        self, question: Question, turns: Sequence[Turn], meter: Meter
    ) -> tuple[Standalone, Answer, bool]:
        """
        The question as understood, its answer in the archive's words, and if a model may write it.

        meter: counts what a model costs that makes it stand alone.
        """
        asked = parts(plainly(question.text))
        wish = await self._wish(question.text, follows=bool(turns))
        if len(asked) > 1:
            wishes = [await self._wish(it, follows=bool(turns or n)) for n, it in enumerate(asked)]
            if separate(wish, wishes):
                answers = await self._several(question, asked, wishes, turns, meter)
                written = all(one is None or one.kind in _WRITTEN for one in wishes)
                told = merged(question.text, asked, answers)
                return Standalone(question.text, question.text), told, written
        if wish and turns and continues(question.text, wish.topic):
            wish = None  # «وفي سوريا؟» asks the last question of that
        asked_for = await self._requests.answer(wish, question) if wish else None
        refused = asked_for is not None and asked_for.status == "refused"
        if refused and self.writer is not None and wish and wish.kind in _WRITTEN:
            asked_for = None  # what no article is about some may still tell of
        if wish is not None and asked_for is not None:
            return Standalone(asked_for.standalone, question.text), asked_for, wish.kind in _WRITTEN
        text = standard(plainly(question.text))
        alone, answer = await self._followed(question, text, turns, meter)
        if answer.status != "answered":
            answer = await self._requests.introduced(question, answer, alone=not turns)
        return alone, answer, True

    async def _wish(self, text: str, *, follows: bool) -> Intent | None:
        """What *text*, or what stands in it behind a greeting, asks for besides a fact."""
        found = intent(text, await self.searcher.vector(text), follows=follows)
        if found or (plain := plainly(text)) == text:
            return found
        return intent(plain, await self.searcher.vector(plain), follows=follows)

    async def _several(
        self,
        question: Question,
        asked: Sequence[str],
        wishes: Sequence[Intent | None],
        turns: Sequence[Turn],
        meter: Meter,
    ) -> list[Answer]:
        """The answers in the archive's own words to several things asked at once."""
        found = await self.searcher.search(question.text, limit=1, filters=question.filters)
        short = turns and brief(question.text)

        async def follow(part: Question, beside: Turn) -> Answer:
            after = turns if short and part.text == standard(asked[0]) else [beside]
            return (await self._followed(part, part.text, after, meter, part=True))[1]

        nearest = [hit.passage.source for hit in found.hits]
        return await several(question, asked, wishes, nearest, self._requests.answer, follow)

    async def _followed(
        self,
        question: Question,
        text: str,
        turns: Sequence[Turn],
        meter: Meter,
        *,
        part: bool = False,
    ) -> tuple[Standalone, Answer]:
        """
        *text* as it is understood after *turns*, and its answer in the archive's own words.

        part: whether it is one of several that were asked at once, and they are about that beside it.
        """
        some = part_readings(text, turns[-1]) if part else readings(text, turns)
        filters = question.filters
        filtered = bool(filters) and self._archive.words.count() > 0
        ms: dict[str, float] = {"search": 0.0}

        async def find(one: Reading) -> Evidence | None:
            if evidence := await revisited(self.searcher, one, filters):
                ms["search"] += sum(evidence.ms.values())
            return evidence

        async def judge(alone: Standalone, evidence: Evidence) -> Answer:
            least = self._least()
            return await asyncio.to_thread(  # some ten milliseconds that other chats need not wait
                answered, question.text, alone, evidence, filtered=filtered, least=least
            )

        async def tell(topic: str) -> Answer | None:
            return await self._requests.alone(topic, question)

        best, found = nearer if part else decided, None
        if not leans(text, some):
            found = await best(some, find, judge, tell)
        if (found is None or found[1].status != "answered") and (
            rewrite := await self._rewrite(text if part else question.text, text, turns, meter)
        ):
            found = await decided(rewritten(rewrite, text, turns), find, judge, tell)
        alone, answer = found or await best(some, find, judge, tell)
        answer.ms.update(ms)
        return alone, answer

    async def _rewrite(
        self, said: str, text: str, turns: Sequence[Turn], meter: Meter
    ) -> str | None:
        """
        What was *said*, as a model makes it stand alone; None where there is no model or nothing before it.

        text: the same as it is written.
        """
        if not turns or self.writer is None or self._used_up():
            return None
        rewrite = await self.writer.standalone(said, turns, meter)
        asked = said if said == text else f"{said} {text}"
        return rewrite if rewrite is not None and faithful(rewrite, asked, turns) else None

    def _told(
        self, alone: Standalone, plain: Answer, meter: Meter
    ) -> AsyncGenerator[Progress | Claim | Answer]:
        """
        *plain*, an extractive answer, or one written from the same evidence if that goes well.

        What has nothing near, nor was asked about what does, is not put to the model: it could only make
        something up.
        """
        if self.writer is None or (plain.status == "refused" and not alone.recent):
            return _as_it_is(plain)
        if self._used_up():
            return _as_it_is(_unwritten(plain))
        from bot.generation.answer import written  # its imports are for who has a model

        asked_for = asked(alone.focus, context=alone.context)
        some = (self.writer, self.searcher, alone.text, asked_for, plain, meter)
        return written(*some, recent=alone.recent)

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
