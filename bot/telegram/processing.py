"""One job, whatever it is: which part of the bot deals with it, and what is said if none could."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.intents import intent
from bot.conversation.requests import small_talk
from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.telegram.handlers.admin import Admin
from bot.telegram.handlers.commands import Commands
from bot.telegram.logging import log_error, log_event
from bot.telegram.messages.posts import Post, plain_posts
from bot.telegram.messenger import Gone, Incoming, MessengerError
from bot.telegram.metrics import Metrics
from bot.telegram.notices import Notices
from bot.telegram.responder import Responder, failure_text
from bot.telegram.state.inbox import Inbox, Job
from retrieval.language.arabic import question_language


class Processing:
    """What comes of jobs. Nothing that goes wrong with one goes further."""

    def __init__(
        self,
        responder: Responder,
        commands: Commands,
        admin: Admin,
        notices: Notices,
        inbox: Inbox,
        metrics: Metrics,
    ) -> None:
        self._responder = responder
        self._commands = commands
        self._admin = admin
        self._notices = notices
        self._inbox = inbox
        self._metrics = metrics

    async def process(self, job: Job) -> None:
        """Deal with *job*, and close it."""
        try:
            await self._dealt_with(job, await self._notices.language(job.incoming))
        except Gone:
            log_event("reader_gone", update=job.incoming.update)
        except Exception as error:
            log_error("message_failed", error, update=job.incoming.update)
            self._metrics.count("faults", type(error).__name__)
        try:
            await self._inbox.close(job)
        except Exception as error:
            log_error("inbox_failed", error, update=job.incoming.update)

    async def _dealt_with(self, job: Job, language: Language) -> None:
        incoming = job.incoming
        if question := await self._commands.as_question(incoming, language):
            text, job.heading = question
            job.incoming = replace(incoming, command=None, text=text)
        if job.incoming.asks:
            await self._answer(job, language)
            return
        async with self._responder.typing(incoming.chat):
            found = await self._reply(incoming, language)
        await self._notices.say(incoming, found)

    async def _answer(self, job: Job, language: Language) -> None:
        text = job.incoming.text
        if told := small_talk(intent(text), question_language(text)):
            await self._notices.say(job.incoming, plain_posts(told, question_language(text)))
        else:
            await self._responder.answer(job, language)

    async def _reply(self, incoming: Incoming, language: Language) -> Sequence[Post]:
        """What is to be said to a command; a failure is told, not raised."""
        try:
            if self._admin.takes(incoming):
                return await self._admin.run(incoming, language)
            if incoming.command in self._commands:
                return await self._commands.run(incoming, language)
        except MessengerError:
            raise
        except Exception as error:
            log_error("command_failed", error, update=incoming.update)
            return plain_posts(failure_text(error, language), language)
        unknown = say("unknown_command", language, command=f"/{incoming.command}")
        return plain_posts(unknown, language)

    async def stopped(self, jobs: Sequence[Job], incoming: Incoming, language: Language) -> None:
        """Say that *jobs* were given up, below what was shown of them. Raises MessengerError."""
        (post, *_) = plain_posts(say("stopped", language), language)
        for job in jobs:
            self._metrics.count("questions", "stopped")
            await self._inbox.close(job)
        told = await asyncio.gather(*(self._responder.ended(job, post) for job in jobs))
        if not any(told):
            await self._notices.say(incoming, [post])
