"""
Where everything said to the bot arrives, is written down, and waits its turn.

Decides whose turn it is; nothing about answers.
"""

import asyncio
import time
from functools import partial

from bot.app import Opened
from bot.i18n.messages import say
from bot.settings import Allowance, Settings
from bot.telegram.background import leading, prune
from bot.telegram.handlers.admin import Admin
from bot.telegram.handlers.buttons import Buttons
from bot.telegram.handlers.commands import Commands
from bot.telegram.handlers.inline import inline_results
from bot.telegram.logging import log_error, log_event
from bot.telegram.messages.posts import plain_posts
from bot.telegram.messenger import (
    Added,
    ButtonPress,
    Chat,
    Event,
    Incoming,
    InlineQuery,
    Messenger,
    Migration,
    Reaction,
)
from bot.telegram.metrics import Metrics
from bot.telegram.notices import Notices
from bot.telegram.notifier import Notifier
from bot.telegram.processing import Processing
from bot.telegram.queues import Queues
from bot.telegram.responder import LIFE, Responder
from bot.telegram.state.budget import Budget, Charges
from bot.telegram.state.inbox import OUTGOING, Inbox, Job
from bot.telegram.state.migrations import Migrations
from bot.telegram.state.people import People
from bot.telegram.state.pieces import Pieces
from retrieval.errors import RawiError
from retrieval.types import LONGEST_QUESTION

_WAITING = 3  # messages of one person in one chat behind the one in hand
_QUERIES = Allowance(60, 2000)  # of one person in other chats, as they type
_SEARCHES = 2  # for them at once: whoever asked something comes first
_LOOK = 0.5  # seconds between two looks at what other processes leave
# Seconds between two looks at what is new, at what is due, and at what is old.
_ROUND, _VISITS, _PRUNING = 20.0, 60.0, 3600.0


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
        self._notices = Notices(messenger, self._people)
        drafts = settings.telegram_drafts and opened.rawi.writer is not None
        responder = Responder(messenger, opened.rawi, self._inbox, metrics, drafts=drafts)
        admins = settings.telegram_admins
        self._commands = Commands(messenger, opened, self._people, admins)
        self._admin = Admin(messenger, opened, settings)
        self._processing = Processing(
            responder, self._commands, self._admin, self._notices, self._inbox, metrics
        )
        outbox = Inbox(journal, OUTGOING)
        self.notifier = Notifier(messenger, opened, self._people, outbox, metrics)
        self.chores = [
            (leading(journal.leads, self.notifier.round), _ROUND),
            (leading(journal.leads, self._admin.visit_sources), _VISITS),
            (leading(journal.leads, partial(prune, opened, settings.keep_days)), _PRUNING),
        ]
        if journal.shared:
            self.chores.append((self._take_over, _LOOK))
        self._buttons = Buttons(
            messenger, opened, self._people, self._admin, admins, self._notices.start
        )
        self._warm = opened.rawi.warm
        self._memory = opened.memory
        self._searcher = opened.rawi.searcher
        self._budget, self._charges = Budget(settings.telegram_budget), Charges(journal)
        self._newest: dict[int, InlineQuery] = {}  # of each person, not looked at yet
        self._queries, self._searches = Budget(_QUERIES), asyncio.Semaphore(_SEARCHES)
        self._queues: Queues[Job] = Queues(self._processing.process)
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
        await self._charges.recall(self._budget)
        await self._take_over()

    async def _take_over(self) -> None:
        """Queue what nobody living deals with, and what others leave to this process."""
        for job in await self._inbox.claim():
            await self._queue(job)

    async def handle(self, event: Event) -> None:
        """Take *event* on; when this returns it is written down, or needs no writing down."""
        if isinstance(event, Incoming):
            await self._take(event)
        elif isinstance(event, Migration):
            await self._migrations.take(event)
        elif isinstance(event, Added):
            if self._allowed(event.person, event.chat):
                self._notices.start(self._greet(event))
        elif isinstance(event, Reaction):
            if self._allowed(event.person, event.chat):
                self._notices.start_in_order(event.chat.id, partial(self._react, event))
        elif isinstance(event, ButtonPress):
            self._metrics.count("presses")
            if self._allowed(event.person, event.chat):
                await self._press(event)
        elif self._allowed(event.person):
            self._newest[event.person] = event
            search = partial(self._inline, event.person)
            self._notices.start_in_order(("inline", event.person), search)

    async def _press(self, press: ButtonPress) -> None:
        """A press that asks is a question, and written down like one."""
        question = None
        try:
            question = await self._buttons.asked(press)
        except RawiError as error:
            log_error("press_failed", error)
        if question is not None:
            await self._take(question)
        # One of a chat at a time: the last verdict counts, and a crowd that presses holds up itself.
        told = partial(self._buttons.press, press, question.text if question else None)
        self._notices.start_in_order(press.chat.id, told)

    async def _react(self, event: Reaction) -> None:
        if answer := await self._inbox.answer_in(event.chat, event.message):
            await self._buttons.judge(event.person, event.chat, answer, event.verdict)

    async def close(self, seconds: float) -> None:
        """Finish what is in hand; what is not done by then is left for the next start."""
        await self._queues.finish(seconds)
        await self._notices.close()

    # --- whose turn it is ---

    async def _take(self, incoming: Incoming) -> None:
        if incoming.chat.group and not self._known(incoming):
            return  # a command for another bot of the group
        if self._pieces.continues(incoming):
            return
        if not self._allowed(incoming.person, incoming.chat):
            self._notices.notify(incoming, "not_allowed")
        elif incoming.edited:
            await self._ask_again(incoming)
        elif incoming.command == "stop":
            self._notices.start(self._stop(incoming))
        elif incoming.asks and not any(map(str.isalnum, incoming.text)):
            self._notices.notify(
                incoming, "no_question_here" if incoming.chat.group else "no_question"
            )
        elif await self._inbox.take(incoming) and not await self._declined(Job(incoming)):
            await self._queue(Job(incoming))

    async def _ask_again(self, incoming: Incoming) -> None:
        """
        Answer an edited question anew where its answer stands; one that became a question just so.

        Other edits mean nothing.
        """
        if not incoming.asks or not any(map(str.isalnum, incoming.text)):
            return
        key = _queue_key(incoming)
        open = [job for job in self._queues.items(key) if job.incoming.message == incoming.message]
        old = await self._inbox.asked_in(incoming.chat, incoming.message)
        if old is not None:
            kept = await asyncio.to_thread(self._memory.answer, old.answer or "")
            if incoming.text == (kept["question"] if kept else old.incoming.text):
                return  # Telegram tells of edits that change no word
        if await self._declined(Job(incoming)):
            return  # and what was asked before is answered
        # What has no message yet may be sending one: it ends first, and leaves its own to this one.
        for job in self._queues.stop(key, lambda job: job in open and bool(job.messages)):
            await self._inbox.close(job)
        messages = open[-1].messages if open else list(old.messages) if old else []
        if await self._inbox.take(incoming, messages):
            await self._queue(Job(incoming, messages))

    async def _declined(self, job: Job) -> bool:
        """Whether its writer has too much waiting there or asked too much; if not, it is counted."""
        incoming, now = job.incoming, time.time()

        def theirs(one: Job) -> bool:
            replaced = one.incoming.message == incoming.message and bool(one.messages)
            return one.incoming.person == incoming.person and not replaced

        waiting = self._queues.waiting(_queue_key(incoming), theirs)
        if waiting >= _WAITING and not self._admin.takes(incoming):
            await self._decline(job, "too_many")
            return True
        if _costs(incoming) and incoming.person not in self._settings.telegram_admins:
            if wait := self._budget.wait(incoming.person, now):
                await self._decline(job, "budget_used", minutes=-int(-wait // 60))
                return True
            self._budget.spend(incoming.person, now)
            self._notices.start(self._charges.keep(incoming.person))
        return False

    async def _queue(self, job: Job) -> None:
        """In its chat's order; what nobody waits for any more is told so instead."""
        if self._messenger.now() - job.incoming.at <= LIFE:
            self._queues.add(_queue_key(job.incoming), job)
        else:
            self._metrics.count("questions", "too_late")
            await self._decline(job, "too_late")

    async def _decline(self, job: Job, word: str, **facts: object) -> None:
        await self._inbox.close(job)
        log_event("declined", update=job.incoming.update, why=word)
        answered = job.incoming.edited  # what stands there answers what was asked before
        self._notices.notify(
            job.incoming, word, instead_of=() if answered else job.messages, **facts
        )

    def _allowed(self, person: int, chat: Chat | None = None) -> bool:
        allow = self._settings.telegram_allow
        who = {person} | ({chat.id, self._migrations.former(chat.id)} if chat else set())
        return not allow or bool(who & (allow | self._settings.telegram_admins))

    def _known(self, incoming: Incoming) -> bool:
        command = incoming.command
        return (
            self._admin.takes(incoming)
            or command in (None, "ask", "stop")
            or command in self._commands
        )

    async def _stop(self, incoming: Incoming) -> None:
        """Give up what its writer has asked in this chat."""
        mine = self._queues.stop(
            _queue_key(incoming), lambda job: job.incoming.person == incoming.person
        )
        if mine:
            await self._processing.stopped(mine, incoming, await self._notices.language(incoming))
        else:
            self._notices.notify(incoming, "nothing_to_stop")

    async def _greet(self, added: Added) -> None:
        language = await self._people.language(added.person, code=added.language)
        (post, *_) = plain_posts(say("group_greeting", language, name=added.name), language)
        await self._messenger.send(added.chat, post)

    async def _inline(self, person: int) -> None:
        """Answer the newest query of *person*; those before it nobody looks at any more."""
        query, now = self._newest.pop(person, None), time.time()
        if query is None or self._queries.wait(person, now):
            return
        self._queries.spend(person, now)
        language = await self._people.language(person, query.text, query.language)
        async with self._searches:
            found = await inline_results(query.text, self._searcher, language)
        await self._messenger.offer(query.id, found)


def _costs(incoming: Incoming) -> bool:
    """Whether it costs what a question does: too long a one is no work, but a text to be verified is."""
    linked = incoming.command == "start" and bool(incoming.text)
    asks = incoming.asks or linked or incoming.command in ("latest", "timeline", "follow")
    return incoming.command == "verify" or (asks and len(incoming.text) <= LONGEST_QUESTION)


def _queue_key(incoming: Incoming) -> tuple[int, int | None]:
    return incoming.chat.id, incoming.chat.topic
