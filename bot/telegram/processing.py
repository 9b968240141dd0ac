"""Messages meant for the bot: which of them is a job, whose turn it is, and what comes of it."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace

from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.telegram.context import Context
from bot.telegram.handlers.commands import COSTLY, as_question, is_admins, run
from bot.telegram.logging import log_error, log_event
from bot.telegram.messages.entities import Post
from bot.telegram.messages.posts import plain_posts
from bot.telegram.messenger import Gone, Incoming, MessengerError
from bot.telegram.notices import Notices
from bot.telegram.queues import Queues
from bot.telegram.responder import LIFE, Responder, failure_text
from bot.telegram.state.budget import Budget
from bot.telegram.state.jobs import Job
from retrieval.types import LONGEST_QUESTION

CHARGE = "charge"  # of a question, in the journal until it is a day old
_REACH = 10_000  # charges remembered over a restart
_WAITING = 3  # messages of one person in one chat behind the one in hand


class Processing:
    """Jobs in the order of their chats. Nothing that goes wrong with one goes further."""

    def __init__(self, context: Context, notices: Notices) -> None:
        self._context = context
        self._notices = notices
        self._responder = Responder(context)
        self._queues: Queues[Job] = Queues(self._process)
        self._budget = Budget(context.settings.telegram_budget)

    async def resume(self) -> None:
        """Remember who asked how much, and go on with what an earlier run left open."""
        journal = self._context.journal
        for entry in await asyncio.to_thread(journal.last, CHARGE, limit=_REACH):
            self._budget.spend(entry.body["person"], entry.at)
        await self.take_over()

    async def take_over(self) -> None:
        """Queue what nobody living deals with, and what others leave to this process."""
        for job in await self._context.inbox.claim():
            await self.queue(job)

    async def close(self, seconds: float) -> None:
        """Finish what is in hand; what is not done by then is left for the next start."""
        await self._queues.finish(seconds)

    async def take(self, incoming: Incoming) -> None:
        """Take a message on; what is a job is written down when this returns."""
        asks_nothing = incoming.asks and not any(map(str.isalnum, incoming.text))
        if incoming.edited:
            if incoming.asks and not asks_nothing:
                await self._ask_again(incoming)
        elif incoming.command == "stop":
            self._notices.start(self._stop(incoming))
        elif asks_nothing:
            word = "no_question_here" if incoming.chat.group else "no_question"
            self._notices.notify(incoming, word)
        elif await self._context.inbox.take(incoming) and not await self._declined(incoming):
            await self.queue(Job(incoming))

    async def _ask_again(self, incoming: Incoming) -> None:
        """Answer an edited question anew where its answer stands; one that became a question just so."""
        key = _queue_key(incoming)
        open = [job for job in self._queues.items(key) if job.incoming.message == incoming.message]
        old = await self._context.inbox.asked_in(incoming.chat, incoming.message)
        if old is not None:
            kept = await asyncio.to_thread(self._context.memory.answer, old.answer or "")
            if incoming.text == (kept["question"] if kept else old.incoming.text):
                return  # Telegram tells of edits that change no word
        if await self._declined(incoming):
            return  # and what was asked before is answered
        # What has no message yet may be sending one: it ends first, and leaves its own to this one.
        for job in self._queues.stop(key, lambda job: job in open and bool(job.messages)):
            await self._context.inbox.close(job)
        messages = open[-1].messages if open else list(old.messages) if old else []
        if await self._context.inbox.take(incoming, messages):
            await self.queue(Job(incoming, messages))

    async def _declined(self, incoming: Incoming) -> bool:
        """Whether its writer has too much waiting there or asked too much; if not, it is counted."""
        person, now = incoming.person, time.time()

        def theirs(one: Job) -> bool:
            replaced = one.incoming.message == incoming.message and bool(one.messages)
            return one.incoming.person == person and not replaced

        waiting = self._queues.waiting(_queue_key(incoming), theirs)
        if waiting >= _WAITING and not is_admins(self._context, incoming):
            await self._decline(Job(incoming), "too_many")
            return True
        if _costs(incoming) and person not in self._context.settings.telegram_admins:
            if wait := self._budget.wait(person, now):
                await self._decline(Job(incoming), "budget_used", minutes=-int(-wait // 60))
                return True
            self._budget.spend(person, now)
            add = (
                self._context.journal.add
            )  # apart from what is kept of them: /forget is no way out
            self._notices.start(asyncio.to_thread(add, CHARGE, CHARGE, {"person": person}))
        return False

    async def queue(self, job: Job) -> None:
        """In its chat's order; what nobody waits for any more is told so instead."""
        if self._context.telegram.now() - job.incoming.at <= LIFE:
            self._queues.add(_queue_key(job.incoming), job)
        else:
            self._context.metrics.count("questions", "too_late")
            await self._decline(job, "too_late")

    async def _decline(self, job: Job, word: str, **facts: object) -> None:
        await self._context.inbox.close(job)
        log_event("declined", update=job.incoming.update, why=word)
        answered = job.incoming.edited  # what stands there answers what was asked before
        self._notices.notify(
            job.incoming, word, instead_of=() if answered else job.messages, **facts
        )

    async def _stop(self, incoming: Incoming) -> None:
        """Give up what its writer has asked in this chat, and say so below what was shown of it."""
        person = incoming.person
        mine = self._queues.stop(_queue_key(incoming), lambda job: job.incoming.person == person)
        if not mine:
            self._notices.notify(incoming, "nothing_to_stop")
            return
        language = await self._notices.language(incoming)
        (post, *_) = plain_posts(say("stopped", language), language)
        for job in mine:
            self._context.metrics.count("questions", "stopped")
            await self._context.inbox.close(job)
        if not any(await asyncio.gather(*(self._responder.ended(job, post) for job in mine))):
            await self._notices.say(incoming, [post])

    async def _process(self, job: Job) -> None:
        """Deal with *job*, and close it."""
        try:
            await self._deal_with(job, await self._notices.language(job.incoming))
        except Gone:
            log_event("reader_gone", update=job.incoming.update)
        except Exception as error:
            log_error("message_failed", error, update=job.incoming.update)
            self._context.metrics.count("faults", type(error).__name__)
        try:
            await self._context.inbox.close(job)
        except Exception as error:
            log_error("inbox_failed", error, update=job.incoming.update)

    async def _deal_with(self, job: Job, language: Language) -> None:
        if question := await as_question(self._context, job.incoming, language):
            text, job.heading = question
            job.incoming = replace(job.incoming, command=None, text=text)
        incoming = job.incoming
        if not incoming.asks:
            async with self._responder.typing(incoming.chat):
                reply = await self._reply(incoming, language)
            await self._notices.say(incoming, reply)
        else:
            await self._responder.answer(job, language)

    async def _reply(self, incoming: Incoming, language: Language) -> Sequence[Post]:
        """What is to be said to a command; a failure is told, not raised."""
        try:
            return await run(self._context, incoming, language)
        except MessengerError:
            raise
        except Exception as error:
            log_error("command_failed", error, update=incoming.update)
            return plain_posts(failure_text(error, language), language)


def _costs(incoming: Incoming) -> bool:
    """Whether it costs what a question does: too long a one is no work, but a text to be verified is."""
    linked = incoming.command == "start" and bool(incoming.text)
    asks = incoming.asks or linked or incoming.command in COSTLY
    return incoming.command == "verify" or (asks and len(incoming.text) <= LONGEST_QUESTION)


def _queue_key(incoming: Incoming) -> tuple[int, int | None]:
    return incoming.chat.id, incoming.chat.topic
