"""One question answered in its chat, from the first sign of life to the last edit."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager

from bot.i18n.catalogue import Language
from bot.i18n.messages import explain, say
from bot.telegram.context import Context
from bot.telegram.delivery import Delivery, pauses
from bot.telegram.handlers.links import question_payload
from bot.telegram.logging import log_error, log_event
from bot.telegram.messages.answers import answer_posts, draft_posts, latest_posts
from bot.telegram.messages.entities import Post
from bot.telegram.messages.posts import ended, plain_posts
from bot.telegram.messenger import Chat, MessengerError
from bot.telegram.state.jobs import Job
from bot.types import Answer, Claim, Question
from retrieval.damages import DAMAGES
from retrieval.errors import RawiError, UsageError

LIFE = 600.0  # seconds a question is worth answering
_PATIENCE = 60.0  # seconds an answer may take to be found and written
_AT_ONCE = 64  # questions being answered
_TYPING = 4.5  # seconds; the sign lasts five


def failure_text(error: Exception, language: Language) -> str:
    """
    What a reader is told of *error*: what they can mend themselves, or that it is not their fault.

    The rest is for whoever runs the bot: it may name folders, servers and commands.
    """
    if isinstance(error, DAMAGES):  # trying again soon would change nothing
        return say("archive_damaged", language)
    return explain(error if isinstance(error, UsageError) else RawiError(), language)


class Responder:
    """Answers jobs. It decides nothing about answers."""

    def __init__(self, context: Context) -> None:
        self._telegram = context.telegram
        self._rawi = context.opened.rawi
        self._inbox = context.inbox
        self._metrics = context.metrics
        self._drafts = context.settings.telegram_drafts and self._rawi.writer is not None
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def answer(self, job: Job, language: Language) -> None:
        """Show the answer to *job*, in as many messages as it takes. Raises MessengerError."""
        began = time.monotonic()
        chat = job.incoming.chat
        delivery = Delivery(
            self._telegram,
            job,
            note=self._inbox.save,
            until=began + LIFE,
            drafts=self._drafts and not chat.group and not job.messages,
        )
        async with self.typing(chat):
            async with delivery.growing(pauses(group=chat.group)):
                result, whole = await self._asked(job, language, delivery)
            await delivery.fill(whole)
        ended = time.monotonic()
        self._record(job, result, first=(delivery.first or ended) - began, whole=ended - began)

    async def ended(self, job: Job, end: Post) -> bool:
        """Put *end* below what was shown of *job*, a draft of which goes as it came. Whether it stands."""
        if not job.messages and not job.shown:
            return False
        *before, last = job.shown.values() or [None]
        until = time.monotonic() + LIFE
        delivery = Delivery(self._telegram, job, note=self._inbox.save, until=until)
        await delivery.fill([*before, ended(last, end) if last else end])
        return True

    async def _asked(
        self, job: Job, language: Language, delivery: Delivery
    ) -> tuple[Answer | Exception, Sequence[Post]]:
        """The answer or why there is none, and how that looks: a failure says that it is one."""
        try:
            async with self._slots, asyncio.timeout(_PATIENCE):
                answer = await self._written(job, language, delivery)
        except Exception as error:  # whatever it was, the reader gets a sentence
            log_error("question_failed", error, update=job.incoming.update)
            if not isinstance(error, UsageError):
                self._metrics.count("faults", type(error).__name__)
            return error, plain_posts(failure_text(error, language), language)
        job.answer = answer.id
        await self._inbox.save(job)
        return answer, self._laid_out(job, answer, language)

    def _laid_out(self, job: Job, answer: Answer, language: Language) -> Sequence[Post]:
        link = self._telegram.link(question_payload(answer.id))
        if answer.claims and answer.listing:
            return latest_posts(answer, language, link=link)
        link = "" if answer.mode == "reply" else link
        return answer_posts(answer, language, heading=job.heading, link=link)

    async def _written(self, job: Job, language: Language, delivery: Delivery) -> Answer:
        incoming = job.incoming
        after = incoming.reply_to and await self._inbox.answer_in(incoming.chat, incoming.reply_to)
        question = Question(incoming.text, incoming.conversation, after=after or None)
        claims: list[Claim] = []
        answer: Answer | None = None
        async with aclosing(self._rawi.ask(question)) as events:
            async for event in events:
                if isinstance(event, Claim):
                    claims.append(event)
                    delivery.grow(draft_posts(claims, language, heading=job.heading))
                elif isinstance(event, Answer):
                    answer = event
        assert answer is not None  # the promise of ``Rawi.ask``
        return answer

    @asynccontextmanager
    async def typing(self, chat: Chat) -> AsyncIterator[None]:
        """The sign that an answer is being written, until it is there."""

        async def renew() -> None:
            while True:
                with contextlib.suppress(MessengerError):
                    await self._telegram.typing(chat)
                await asyncio.sleep(_TYPING)

        task = asyncio.create_task(renew())
        try:
            yield
        finally:
            task.cancel()

    def _record(self, job: Job, result: Answer | Exception, *, first: float, whole: float) -> None:
        mode, outcome = "none", "bad_question" if isinstance(result, UsageError) else "failed"
        if isinstance(result, Answer):
            mode, outcome = result.mode, result.reason or result.status
            self._metrics.written(result)
        self._metrics.answered(outcome, mode, first=first, whole=whole)
        log_event(
            "answered",
            update=job.incoming.update,
            outcome=outcome,
            mode=mode,
            first_ms=round(1000 * first),
            whole_ms=round(1000 * whole),
        )
