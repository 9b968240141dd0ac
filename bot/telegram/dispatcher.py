"""
Where everything said to the bot arrives, is written down, and waits its turn.

Decides whose turn it is; nothing about answers.
"""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Any

from bot.app import Opened
from bot.conversation.intents import intent
from bot.conversation.requests import reader_language, small_talk
from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.settings import Settings
from bot.telegram.background import leading, prune
from bot.telegram.delivery import retry
from bot.telegram.handlers.admin import ADMIN, Admin
from bot.telegram.handlers.buttons import Buttons
from bot.telegram.handlers.commands import Commands
from bot.telegram.handlers.inline import inline_results
from bot.telegram.logging import log_error, log_event
from bot.telegram.messages import posts
from bot.telegram.messages.posts import Post
from bot.telegram.messenger import (
    ButtonPress,
    Chat,
    Gone,
    Incoming,
    InlineQuery,
    Messenger,
    MessengerError,
    Migration,
)
from bot.telegram.metrics import Metrics
from bot.telegram.notifier import Notifier
from bot.telegram.queues import Queues
from bot.telegram.responder import LIFE, Responder, failure_text
from bot.telegram.state.budget import Budget
from bot.telegram.state.inbox import OUTGOING, Inbox, Job
from bot.telegram.state.migrations import Migrations
from bot.telegram.state.people import People
from bot.telegram.state.pieces import Pieces
from retrieval.errors import RawiError

_WAITING = 3  # questions of one chat behind the one in hand
_AGAIN = 60.0  # seconds before the same word is said to the same person again
_LOOK = 0.5  # seconds between two looks at what other processes leave
# Seconds between two looks at what is new, at what is due, and at what is old.
_ROUND, _VISITS, _PRUNING = 20.0, 60.0, 3600.0
_CROWD = 10_000  # words remembered before old ones are dropped


class Dispatcher:
    """One bot's readers. chores: what is done unasked, and every so many seconds."""

    def __init__(
        self, messenger: Messenger, opened: Opened, settings: Settings, metrics: Metrics
    ) -> None:
        journal = opened.archive.library.journal
        self._messenger = messenger
        self._settings = settings
        self._metrics = metrics
        self._inbox = Inbox(journal)
        self._migrations = Migrations(journal)
        self._people = People(journal, settings.language)
        self._responder = Responder(messenger, opened.rawi, self._inbox, metrics)
        self._commands = Commands(opened, self._people, settings.telegram_admins)
        self._admin = Admin(messenger, opened, settings)
        outbox = Inbox(journal, OUTGOING)
        self.notifier = Notifier(messenger, opened, self._people, outbox, metrics)
        self.chores = [
            (leading(journal.leads, self.notifier.round), _ROUND),
            (leading(journal.leads, self._admin.visit_sources), _VISITS),
            (leading(journal.leads, partial(prune, opened, settings.keep_days)), _PRUNING),
        ]
        if journal.shared:
            self.chores.append((self._take_over, _LOOK))
        self._buttons = Buttons(messenger, opened, self._people, self._take)
        self._warm = opened.rawi.warm
        self._searcher = opened.rawi.searcher
        self._budget = Budget(settings.telegram_budget)
        self._queues: Queues[Job] = Queues(self._process)
        self._tasks: set[asyncio.Task[None]] = set()
        self._said: dict[tuple[str, int], float] = {}
        self._pieces = Pieces()

    async def warm(self) -> None:
        """Load what the first question would have to wait for; what is amiss will be told then."""
        try:
            await self._warm()
        except RawiError as error:
            log_error("not_ready", error)

    async def resume(self) -> None:
        """Go on with what an earlier run left open, and remember who asked how much."""
        await self._migrations.recall()
        for person, at in await self._inbox.questions():
            self._budget.spend(person, at)
        await self._take_over()

    async def _take_over(self) -> None:
        """Queue what nobody living deals with, and what others leave to this process."""
        for job in await self._inbox.claim():
            await self._queue(job)

    async def handle(self, event: Incoming | Migration | ButtonPress | InlineQuery) -> None:
        """Take *event* on; when this returns it is written down, or needs no writing down."""
        if isinstance(event, Incoming):
            await self._take(event)
        elif isinstance(event, Migration):
            await self._migrations.take(event)
        elif isinstance(event, ButtonPress):
            self._metrics.pressed()
            if self._allowed(event.person, event.chat):
                self._start(self._buttons.press(event))
        elif self._allowed(event.person):
            self._start(self._inline(event))

    async def close(self, seconds: float) -> None:
        """Finish what is in hand; what is not done by then is left for the next start."""
        await self._queues.finish(seconds)
        for work in self._tasks:
            work.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # --- whose turn it is ---

    async def _take(self, incoming: Incoming) -> None:
        if incoming.chat.group and not self._known(incoming.command):
            return  # a command for another bot of the group
        if self._pieces.continues(incoming):
            return
        if not self._allowed(incoming.person, incoming.chat):
            self._notify(incoming, "not_allowed")
        elif incoming.command == "stop":
            self._start(self._stop(incoming))
        elif await self._inbox.take(incoming):
            await self._admit(Job(incoming))

    async def _admit(self, job: Job) -> None:
        """Queue a new message, unless its chat or its writer has too much already."""
        incoming, now = job.incoming, time.time()
        if self._is_question(incoming) or incoming.command == "verify":
            if self._queues.waiting(_queue_key(incoming)) >= _WAITING:
                await self._decline(job, "too_many")
                return
            if incoming.person not in self._settings.telegram_admins:
                if wait := self._budget.wait(incoming.person, now):
                    await self._decline(job, "budget_used", minutes=-int(-wait // 60))
                    return
                self._budget.spend(incoming.person, now)
        await self._queue(job)

    async def _queue(self, job: Job) -> None:
        """In its chat's order; what nobody waits for any more is told so instead."""
        if time.time() - job.incoming.at <= LIFE:
            self._queues.add(_queue_key(job.incoming), job)
        else:
            self._metrics.unanswered("too_late")
            await self._decline(job, "too_late")

    async def _decline(self, job: Job, word: str, **facts: object) -> None:
        await self._inbox.close(job)
        log_event("declined", update=job.incoming.update, why=word)
        self._notify(job.incoming, word, instead_of=job.messages, **facts)

    def _notify(
        self, incoming: Incoming, word: str, *, instead_of: Sequence[int] = (), **facts: object
    ) -> None:
        """Say *word*, once in a while to each person; a message that stands empty must say it."""
        now = time.monotonic()
        lately = now - self._said.get((word, incoming.person), -_AGAIN) < _AGAIN
        if lately and not instead_of:
            return
        if len(self._said) >= _CROWD:
            self._said = {who: at for who, at in self._said.items() if now - at < _AGAIN}
        self._said[word, incoming.person] = now
        self._start(self._say_notice(incoming, word, instead_of, facts))

    async def _say_notice(
        self, incoming: Incoming, word: str, instead_of: Sequence[int], facts: dict[str, object]
    ) -> None:
        language = await self._people.language(incoming.person)
        (post, *_) = posts.plain_posts(say(word, language, **facts), language)
        if instead_of:
            await self._messenger.edit(incoming.chat, instead_of[0], post)
        else:
            await self._say(incoming, [post])

    def _allowed(self, person: int, chat: Chat | None = None) -> bool:
        allow = self._settings.telegram_allow
        who = {person} | ({chat.id, self._migrations.former(chat.id)} if chat else set())
        return not allow or bool(who & (allow | self._settings.telegram_admins))

    def _known(self, command: str | None) -> bool:
        return command in (None, "ask", "stop", *ADMIN) or command in self._commands

    def _is_question(self, incoming: Incoming) -> bool:
        return incoming.command in (None, "ask")

    # --- what comes of it ---

    async def _process(self, job: Job) -> None:
        """One job, whatever it is; nothing that goes wrong with it goes further."""
        incoming = job.incoming
        try:
            language = await self._people.language(incoming.person)
            if self._is_question(incoming):
                await self._answer(job, language)
            else:
                await self._say(incoming, await self._reply_to_command(incoming, language))
        except Gone:
            log_event("reader_gone", update=incoming.update)
        except Exception as error:
            log_error("message_failed", error, update=incoming.update)
            self._metrics.failed(type(error).__name__)
        await self._closed(job)

    async def _closed(self, job: Job) -> None:
        try:
            await self._inbox.close(job)
        except Exception as error:
            log_error("inbox_failed", error, update=job.incoming.update)

    async def _answer(self, job: Job, language: Language) -> None:
        incoming = job.incoming
        if not incoming.text:
            word = "no_question_here" if incoming.chat.group else "no_question"
            await self._say(incoming, posts.plain_posts(say(word, language), language))
        elif told := small_talk(intent(incoming.text), reader_language(incoming.text)):
            await self._say(incoming, posts.plain_posts(told, reader_language(incoming.text)))
        else:
            await self._responder.answer(job, language)

    async def _reply_to_command(self, incoming: Incoming, language: Language) -> Sequence[Post]:
        """What is to be said to a command; a failure is told, not raised."""
        command = incoming.command or ""
        try:
            if command in ADMIN and incoming.person in self._settings.telegram_admins:
                return await self._admin.run(incoming, language)
            if command in self._commands:
                return await self._commands.run(incoming, language)
        except MessengerError:
            raise
        except Exception as error:
            log_error("command_failed", error, update=incoming.update)
            return posts.plain_posts(failure_text(error, language), language)
        return posts.plain_posts(self._commands.unknown(incoming, language), language)

    async def _stop(self, incoming: Incoming) -> None:
        """Give up what its writer has asked in this chat."""
        language = await self._people.language(incoming.person)
        mine = self._queues.stop(
            _queue_key(incoming), lambda job: job.incoming.person == incoming.person
        )
        word = say("stopped" if mine else "nothing_to_stop", language)
        (post, *_) = posts.plain_posts(word, language)
        for job in mine:
            self._metrics.unanswered("stopped")
            await self._inbox.close(job)
        placed = [message for job in mine for message in job.messages[:1]]
        for message in placed:
            await self._messenger.edit(incoming.chat, message, post)
        if not placed:
            await self._say(incoming, [post])

    async def _inline(self, query: InlineQuery) -> None:
        language = await self._people.language(query.person)
        found = await inline_results(query.text, self._searcher, language)
        await self._messenger.offer(query.id, found)

    async def _say(self, incoming: Incoming, some: Sequence[Post]) -> None:
        """Say it once: better not at all than twice."""
        until = time.monotonic() + LIFE
        reply_to = incoming.message if incoming.chat.group else None
        for post in some:
            await retry(
                lambda post=post: self._messenger.send(incoming.chat, post, reply_to=reply_to),  # type: ignore[misc]
                until=until,
                twice=False,
            )

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        """Something small on the side; nothing that goes wrong with it goes further."""
        task = asyncio.create_task(_quietly(work))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _quietly(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except MessengerError as error:
        log_event("not_shown", kind=type(error).__name__)
    except Exception as error:
        log_error("task_failed", error)


def _queue_key(incoming: Incoming) -> tuple[int, int | None]:
    return incoming.chat.id, incoming.chat.topic
