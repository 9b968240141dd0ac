"""Where everything said to the bot arrives, and who is served. Decides nothing about answers."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial

from bot.app import Opened
from bot.i18n.messages import say
from bot.settings import Allowance, Settings
from bot.telegram.api.client import Telegram
from bot.telegram.context import Context
from bot.telegram.handlers.admin import visit_sources
from bot.telegram.handlers.buttons import Buttons, Work, judge
from bot.telegram.handlers.commands import known
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
    Migration,
    Reaction,
)
from bot.telegram.metrics import Metrics
from bot.telegram.notices import Notices
from bot.telegram.notifier import Notifier
from bot.telegram.processing import CHARGE, Processing
from bot.telegram.state.budget import Budget
from bot.telegram.state.follows import Follows
from bot.telegram.state.inbox import ANSWERED, ASKED, INCOMING, OUTGOING, Inbox
from bot.telegram.state.migrations import Migrations
from bot.telegram.state.people import People
from bot.telegram.state.pieces import Pieces
from retrieval.errors import RawiError

_QUERIES = Allowance(60, 2000)  # of one person in other chats, as they type
_SEARCHES = 2  # for them at once: whoever asked something comes first
_LOOK = 0.5  # seconds between two looks at what other processes leave
# Seconds between two looks at what is new, at what is due, and at what is old.
_ROUND, _VISITS, _PRUNING = 20.0, 60.0, 3600.0
_DAY = 86_400.0  # seconds


class Dispatcher:
    """One bot's readers."""

    def __init__(
        self, telegram: Telegram, opened: Opened, settings: Settings, metrics: Metrics
    ) -> None:
        journal = opened.archive.library.journal
        people, follows = People(journal, settings.language), Follows(journal)
        context = Context(telegram, opened, settings, metrics, Inbox(journal), people, follows)
        self._context = context
        self._migrations = Migrations(journal)
        self._notices = Notices(context)
        self._processing = Processing(context, self._notices)
        self._buttons = Buttons(context, self._notices)
        self._pieces = Pieces()
        self._newest: dict[int, InlineQuery] = {}  # of each person, not looked at yet
        self._queries, self._searches = Budget(_QUERIES), asyncio.Semaphore(_SEARCHES)
        self.notifier = Notifier(context, Inbox(journal, OUTGOING))

    async def warm(self) -> None:
        """Load what the first question would have to wait for; what is amiss will be told then."""
        try:
            await self._context.opened.rawi.warm()
        except RawiError as error:
            log_error("not_ready", error)

    async def resume(self) -> None:
        """Go on with what an earlier run left open, and remember who asked how much."""
        await self._migrations.recall()
        await self._processing.resume()

    async def close(self, seconds: float) -> None:
        """Finish what is in hand; what is not done by then is left for the next start."""
        await self._processing.close(seconds)
        await self._notices.close()

    def chores(self) -> list[Work]:
        """What is done unasked, again and again until cancelled."""
        journal = self._context.journal
        chores = [
            self._repeat(self.notifier.round, _ROUND),
            self._repeat(partial(visit_sources, self._context), _VISITS),
            self._repeat(self._prune, _PRUNING),
        ]
        if journal.shared:
            chores.append(self._repeat(self._processing.take_over, _LOOK, everywhere=True))
        return chores

    async def _repeat(
        self, step: Callable[[], Awaitable[None]], seconds: float, *, everywhere: bool = False
    ) -> None:
        """Do *step* where this process leads, of all that serve the same readers; a failure is logged."""
        while True:
            try:
                if everywhere or await asyncio.to_thread(self._context.journal.leads):
                    await step()
            except Exception as error:
                log_error("background_failed", error)
            await asyncio.sleep(seconds)

    async def _prune(self) -> None:
        """Forget what is older than is kept; verdicts, their answers and follows stay."""
        now, days, journal = time.time(), self._context.settings.keep_days, self._context.journal
        await asyncio.to_thread(journal.prune, (CHARGE,), now - _DAY)
        if days is not None:
            before = now - days * _DAY
            answers = await asyncio.to_thread(self._context.memory.prune, before)
            messages = await asyncio.to_thread(journal.prune, (INCOMING, OUTGOING), before)
            await asyncio.to_thread(journal.prune, (ASKED, ANSWERED), before)
            log_event("pruned", answers=answers, messages=messages)

    async def handle(self, event: Event) -> None:
        """Take *event* on; when this returns it is written down, or needs no writing down."""
        if isinstance(event, Migration):
            await self._migrations.take(event)
        elif isinstance(event, Incoming):
            await self._take(event)
        elif isinstance(event, InlineQuery):
            if self._allowed(event.person):
                self._newest[event.person] = event
                search = partial(self._inline, event.person)
                self._notices.start_in_order(("inline", event.person), search)
        elif not self._allowed(event.person, event.chat):
            return
        elif isinstance(event, Added):
            self._notices.start(self._greet(event))
        elif isinstance(event, Reaction):
            self._notices.start_in_order(event.chat.id, partial(self._react, event))
        else:
            await self._press(event)

    async def _take(self, incoming: Incoming) -> None:
        group = incoming.chat.group
        if group and not (
            incoming.asks or incoming.command == "stop" or known(self._context, incoming)
        ):
            return  # a command for another bot of the group
        if self._pieces.continues(incoming):
            return
        if self._allowed(incoming.person, incoming.chat):
            await self._processing.take(incoming)
        else:
            self._notices.notify(incoming, "not_allowed")

    async def _press(self, press: ButtonPress) -> None:
        """A press that asks is a question, and written down like one."""
        self._context.metrics.count("presses")
        question = None
        try:
            question = await self._buttons.asked(press)
        except RawiError as error:
            log_error("press_failed", error)
        if question is not None:
            await self._processing.take(question)
        # One of a chat at a time: the last verdict counts, and a crowd that presses holds up itself.
        told = partial(self._buttons.press, press, question.text if question else None)
        self._notices.start_in_order(press.chat.id, told)

    async def _react(self, event: Reaction) -> None:
        if answer := await self._context.inbox.answer_in(event.chat, event.message):
            await judge(self._context, event.person, event.chat, answer, event.verdict)

    def _allowed(self, person: int, chat: Chat | None = None) -> bool:
        settings = self._context.settings
        who = {person} | ({chat.id, self._migrations.former(chat.id)} if chat else set())
        allow = settings.telegram_allow
        return not allow or bool(who & (allow | settings.telegram_admins))

    async def _greet(self, added: Added) -> None:
        language = await self._context.people.language(added.person, code=added.language)
        (post, *_) = plain_posts(say("group_greeting", language, name=added.name), language)
        await self._context.telegram.send(added.chat, post)

    async def _inline(self, person: int) -> None:
        """Answer the newest query of *person*; those before it nobody looks at any more."""
        query, now = self._newest.pop(person, None), time.time()
        if query is None or self._queries.wait(person, now):
            return
        self._queries.spend(person, now)
        context = self._context
        language = await context.people.language(person, query.text, query.language)
        async with self._searches:
            found = await inline_results(query.text, context.opened.rawi.searcher, language)
        await context.telegram.offer(query.id, found)
