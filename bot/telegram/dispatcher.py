"""
Where everything said to the bot arrives, is written down, and waits its turn.

Decides who is heard and in what order; nothing about answers.
"""

import asyncio
import math
import time
from collections.abc import Coroutine, Sequence
from typing import Any

from bot.app import Opened
from bot.conversation.intents import intent
from bot.conversation.requests import reader_language, small_talk
from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.settings import Settings
from bot.telegram import posts
from bot.telegram.admin import EDITING, Editors
from bot.telegram.budget import Budget
from bot.telegram.buttons import Buttons
from bot.telegram.commands import Commands
from bot.telegram.delivery import insist
from bot.telegram.inbox import Inbox, Letter
from bot.telegram.inline import offers
from bot.telegram.logging import note, trouble
from bot.telegram.messenger import (
    Gone,
    Heard,
    Messenger,
    MessengerError,
    Moved,
    Pressed,
    Queried,
    Spot,
)
from bot.telegram.metrics import Metrics
from bot.telegram.migrations import Moves
from bot.telegram.people import People
from bot.telegram.posts import Post
from bot.telegram.queues import Lanes
from bot.telegram.responder import LIFE, Correspondent, apology
from retrieval.errors import RawiError

_WAITING = 3  # questions of one chat behind the one in hand
_AGAIN = 60.0  # seconds before the same word is said to the same person again
_PIECE = 2_000  # characters; half of the longest message, and more than any question
_BREATH = 2.0  # seconds, by the server's clock, between the pieces of one text
_CROWD = 10_000  # words remembered before old ones are dropped


class Reception:
    """One bot's readers."""

    def __init__(
        self, messenger: Messenger, opened: Opened, settings: Settings, metrics: Metrics
    ) -> None:
        journal = opened.archive.library.journal
        self._messenger = messenger
        self._settings = settings
        self._metrics = metrics
        self._inbox = Inbox(journal)
        self._moves = Moves(journal)
        self._people = People(journal, settings.language)
        self._correspondent = Correspondent(messenger, opened.rawi, self._inbox, metrics)
        self._commands = Commands(opened, self._people, settings.telegram_admins)
        self._editors = Editors(messenger, opened, settings)
        self._buttons = Buttons(messenger, opened, self._people, self._take)
        self._warm = opened.rawi.warm
        self._searcher = opened.rawi.searcher
        self._budget = Budget(settings.telegram_budget)
        self._lanes: Lanes[Letter] = Lanes(self._deal)
        self._errands: set[asyncio.Task[None]] = set()
        self._said: dict[tuple[str, int], float] = {}
        self._cut: dict[tuple[int, Spot], float] = {}

    async def warm(self) -> None:
        """Load what the first question would have to wait for; what is amiss will be told then."""
        try:
            await self._warm()
        except RawiError as error:
            trouble("not_ready", error)

    async def resume(self) -> None:
        """Go on with what an earlier run left open, and remember who asked how much."""
        await self._moves.recall()
        for person, at in await self._inbox.questions():
            self._budget.spend(person, at)
        for letter in await self._inbox.open_letters():
            await self._queue(letter)

    async def hear(self, event: Heard | Moved | Pressed | Queried) -> None:
        """Take *event* on; when this returns it is written down, or needs no writing down."""
        if isinstance(event, Heard):
            await self._take(event)
        elif isinstance(event, Moved):
            await self._moves.take(event)
        elif isinstance(event, Pressed):
            if self._allowed(event.person, event.spot):
                self._errand(self._buttons.press(event))
        elif self._allowed(event.person):
            self._errand(self._offer(event))

    async def close(self, seconds: float) -> None:
        """Finish what is in hand; what is not done by then is left for the next start."""
        await self._lanes.finish(seconds)
        for errand in self._errands:
            errand.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)

    # --- whose turn it is ---

    async def _take(self, heard: Heard) -> None:
        if heard.spot.group and not self._known(heard.command):
            return  # a command for another bot of the group
        if self._goes_on(heard):
            return
        if not self._allowed(heard.person, heard.spot):
            self._word(heard, "not_allowed")
        elif heard.command == "stop":
            self._errand(self._stop(heard))
        elif await self._inbox.take(heard):
            await self._admit(Letter(heard))

    def _goes_on(self, heard: Heard) -> bool:
        """
        Whether *heard* is the rest of a text that Telegram cut in pieces: of 4,096 units at most,
        and at a space or a full stop in their second half.

        No such text is a question, and its first piece is told so; the rest is none of its own.
        """
        if heard.command is not None or heard.document is not None:
            return False
        writer = heard.person, heard.spot
        goes_on = heard.at - self._cut.get(writer, -math.inf) <= _BREATH
        if goes_on or len(heard.text) >= _PIECE:
            self._cut[writer] = heard.at
        else:
            self._cut.pop(writer, None)
        return goes_on

    async def _admit(self, letter: Letter) -> None:
        """Queue a new message, unless its chat or its writer has too much already."""
        heard, now = letter.heard, time.time()
        if self._is_question(heard) or heard.command == "verify":
            if self._lanes.waiting(_lane(heard)) >= _WAITING:
                await self._decline(letter, "too_many")
                return
            if heard.person not in self._settings.telegram_admins:
                if wait := self._budget.wait(heard.person, now):
                    await self._decline(letter, "budget_used", minutes=-int(-wait // 60))
                    return
                self._budget.spend(heard.person, now)
        await self._queue(letter)

    async def _queue(self, letter: Letter) -> None:
        """In its chat's order; what nobody waits for any more gets an apology instead."""
        if time.time() - letter.heard.at <= LIFE:
            self._lanes.add(_lane(letter.heard), letter)
        else:
            self._metrics.unanswered("too_late")
            await self._decline(letter, "too_late")

    async def _decline(self, letter: Letter, word: str, **facts: object) -> None:
        await self._inbox.close(letter)
        note("declined", update=letter.heard.update, why=word)
        self._word(letter.heard, word, instead_of=letter.messages, **facts)

    def _word(
        self, heard: Heard, word: str, *, instead_of: Sequence[int] = (), **facts: object
    ) -> None:
        """Say *word*, once in a while to each person; a message that stands empty must say it."""
        now = time.monotonic()
        lately = now - self._said.get((word, heard.person), -_AGAIN) < _AGAIN
        if lately and not instead_of:
            return
        if len(self._said) >= _CROWD:
            self._said = {who: at for who, at in self._said.items() if now - at < _AGAIN}
        self._said[word, heard.person] = now
        self._errand(self._say_word(heard, word, instead_of, facts))

    async def _say_word(
        self, heard: Heard, word: str, instead_of: Sequence[int], facts: dict[str, object]
    ) -> None:
        language = await self._people.language(heard.person)
        (post, *_) = posts.plain_posts(say(word, language, **facts), language)
        if instead_of:
            await self._messenger.edit(heard.spot, instead_of[0], post)
        else:
            await self._say(heard, [post])

    def _allowed(self, person: int, spot: Spot | None = None) -> bool:
        allow = self._settings.telegram_allow
        who = {person} | ({spot.chat, self._moves.former(spot.chat)} if spot else set())
        return not allow or bool(who & (allow | self._settings.telegram_admins))

    def _known(self, command: str | None) -> bool:
        return command in (None, "ask", "stop", *EDITING) or command in self._commands

    def _is_question(self, heard: Heard) -> bool:
        return heard.command in (None, "ask")

    # --- what comes of it ---

    async def _deal(self, letter: Letter) -> None:
        """One letter, whatever it is; nothing that goes wrong with it goes further."""
        heard = letter.heard
        try:
            language = await self._people.language(heard.person)
            if self._is_question(heard):
                await self._answer(letter, language)
            else:
                await self._say(heard, await self._obeyed(heard, language))
        except Gone:
            note("reader_gone", update=heard.update)
        except Exception as error:
            trouble("message_failed", error, update=heard.update)
            self._metrics.failed(type(error).__name__)
        await self._closed(letter)

    async def _closed(self, letter: Letter) -> None:
        try:
            await self._inbox.close(letter)
        except Exception as error:
            trouble("inbox_failed", error, update=letter.heard.update)

    async def _answer(self, letter: Letter, language: Language) -> None:
        heard = letter.heard
        if not heard.text:
            word = "no_question_here" if heard.spot.group else "no_question"
            await self._say(heard, posts.plain_posts(say(word, language), language))
        elif told := small_talk(intent(heard.text), reader_language(heard.text)):
            await self._say(heard, posts.plain_posts(told, reader_language(heard.text)))
        else:
            await self._correspondent.answer(letter, language)

    async def _obeyed(self, heard: Heard, language: Language) -> Sequence[Post]:
        """What is to be said to a command; a failure is told, not raised."""
        command = heard.command or ""
        try:
            if command in EDITING and heard.person in self._settings.telegram_admins:
                return await self._editors.run(heard, language)
            if command in self._commands:
                return await self._commands.run(heard, language)
        except MessengerError:
            raise
        except Exception as error:
            trouble("command_failed", error, update=heard.update)
            return posts.plain_posts(apology(error, language), language)
        return posts.plain_posts(self._commands.unknown(heard, language), language)

    async def _stop(self, heard: Heard) -> None:
        """Give up what its writer has asked in this chat."""
        language = await self._people.language(heard.person)
        mine = self._lanes.stop(_lane(heard), lambda letter: letter.heard.person == heard.person)
        word = say("stopped" if mine else "nothing_to_stop", language)
        (post, *_) = posts.plain_posts(word, language)
        for letter in mine:
            self._metrics.unanswered("stopped")
            await self._inbox.close(letter)
        placed = [message for letter in mine for message in letter.messages[:1]]
        for message in placed:
            await self._messenger.edit(heard.spot, message, post)
        if not placed:
            await self._say(heard, [post])

    async def _offer(self, query: Queried) -> None:
        language = await self._people.language(query.person)
        found = await offers(query.text, self._searcher, language)
        await self._messenger.offer(query.id, found)

    async def _say(self, heard: Heard, some: Sequence[Post]) -> None:
        """Say it once: better not at all than twice."""
        until = time.monotonic() + LIFE
        reply_to = heard.message if heard.spot.group else None
        for post in some:
            await insist(
                lambda post=post: self._messenger.send(heard.spot, post, reply_to=reply_to),  # type: ignore[misc]
                until=until,
                twice=False,
            )

    def _errand(self, errand: Coroutine[Any, Any, None]) -> None:
        """Something small on the side; nothing that goes wrong with it goes further."""
        task = asyncio.create_task(_quietly(errand))
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)


async def _quietly(errand: Coroutine[Any, Any, None]) -> None:
    try:
        await errand
    except MessengerError as error:
        note("not_shown", kind=type(error).__name__)
    except Exception as error:
        trouble("errand_failed", error)


def _lane(heard: Heard) -> tuple[int, int | None]:
    return heard.spot.chat, heard.spot.topic
