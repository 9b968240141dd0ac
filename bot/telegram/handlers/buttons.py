"""What the buttons under a message do. They work as long as the answer is remembered."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from bot.app import Opened
from bot.conversation.memory import FEEDBACK
from bot.conversation.suggestions import about
from bot.i18n.catalogue import Language, languages
from bot.i18n.messages import say
from bot.presentation.as_json import Json
from bot.settings import Allowance
from bot.telegram.delivery import retry
from bot.telegram.handlers.follows import STOP
from bot.telegram.handlers.suggestions import MARK, suggested
from bot.telegram.messages import posts
from bot.telegram.messages.posts import Action, Post
from bot.telegram.messenger import ButtonPress, Chat, Incoming, Messenger, conversation
from bot.telegram.state.budget import Budget
from bot.telegram.state.follows import Follows
from bot.telegram.state.people import People
from retrieval.index.journal import NewEntry

_TOAST = 200  # characters
_PRESSES = Allowance(12, 300)  # of one person, besides questions
_SHOWN = 10_000  # messages remembered as shown below an answer
_PATIENCE = 30.0  # seconds

Ask = Callable[[Incoming], Awaitable[None]]


class Buttons:
    """
    ask: takes a question as if it had been written.
    admins: who is shown the ids of articles.
    """

    def __init__(
        self,
        messenger: Messenger,
        opened: Opened,
        people: People,
        ask: Ask,
        admins: frozenset[int] = frozenset(),
    ) -> None:
        self._messenger = messenger
        self._library = opened.archive.library
        self._memory = opened.memory
        self._people = people
        self._ask = ask
        self._admins = admins
        self._budget = Budget(_PRESSES)
        self._shown: dict[tuple[Chat, str], None] = {}  # in the order they were shown

    async def press(self, pressed: ButtonPress) -> None:
        """Do what the button says. Raises MessengerError."""
        language = await self._people.language(pressed.person, code=pressed.language)
        now = time.time()
        if wait := self._budget.wait(pressed.person, now):
            word = say("presses_used", language, seconds=-int(-wait // 1))
            await self._messenger.acknowledge(pressed.id, word)
            return
        self._budget.spend(pressed.person, now)
        kind, _, rest = pressed.data.partition(":")
        press = Action.read(pressed.data)
        if kind == "l" and rest in languages():
            await self._choose(pressed, rest)
        elif kind == STOP:
            await self._unfollow(pressed, rest, language)
        elif kind == MARK:
            await self._suggested(pressed, rest, language)
        elif press is None or (answer := await self._kept(press)) is None:
            await self._expired(pressed, language)
        else:
            await self._about(pressed, press, answer, language)

    async def _kept(self, press: Action) -> Json | None:
        return await asyncio.to_thread(self._memory.answer, press.answer)

    async def _about(
        self, pressed: ButtonPress, press: Action, answer: Json, language: Language
    ) -> None:
        number = int(press.detail) if press.detail.isdecimal() else 0
        if press.kind == "f":
            await self.judge(pressed.person, pressed.chat, press.answer, press.detail)
            await self._messenger.acknowledge(pressed.id, say("feedback_kept", language))
        elif press.kind == "w":
            await self._show(pressed, posts.why_post(answer, language))
        elif press.kind == "s" and 1 <= number <= len(answer["citations"]):
            citation = answer["citations"][number - 1]
            article = await asyncio.to_thread(self._library.article, citation["article"]["id"])
            with_id = pressed.person in self._admins
            post = posts.source_post(citation, article, language, with_id=with_id)
            await self._show(pressed, post)
        elif press.kind == "n" and 1 <= number <= len(answer["nearest"]):
            await self._question(pressed, about(answer["nearest"][number - 1]["title"], language))
        else:
            await self._expired(pressed, language)

    async def _show(self, pressed: ButtonPress, post: Post) -> None:
        """
        Below the answer the first time; after that, and in a group always, to whoever pressed.

        A chat is everybody's: one person's curiosity must not fill it.
        """
        shown = (pressed.chat, pressed.data)
        again = shown in self._shown
        self._shown[shown] = None  # before anything is awaited: presses come side by side
        if len(self._shown) > _SHOWN:
            del self._shown[next(iter(self._shown))]
        only_to_them = post.text[:_TOAST] if again or pressed.chat.group else None
        await self._messenger.acknowledge(pressed.id, only_to_them, alert=bool(only_to_them))
        if again:
            return
        await retry(
            lambda: self._messenger.send(pressed.chat, post, reply_to=pressed.message),
            until=time.monotonic() + _PATIENCE,
            twice=False,
        )

    async def judge(self, person: int, chat: Chat, answer: str, verdict: str) -> None:
        """Keep one *verdict*, ``+`` or ``-``, a person and answer; the last one counts."""
        body = {"answer": answer, "verdict": verdict}
        kept = NewEntry(FEEDBACK, f"{answer}/{person}", conversation(person, chat), body)
        await asyncio.to_thread(self._library.journal.put, kept)

    async def _choose(self, pressed: ButtonPress, language: Language) -> None:
        await self._people.choose(pressed.person, language=language)
        await self._messenger.acknowledge(pressed.id, say("language_chosen", language))

    async def _unfollow(self, pressed: ButtonPress, id: str, language: Language) -> None:
        """What one follows in a group anybody there may stop: it is everybody's to read."""
        stopped = await asyncio.to_thread(Follows(self._library.journal).drop, id)
        word = say("unfollowed" if stopped else "not_followed", language)
        await self._messenger.acknowledge(pressed.id, word, alert=True)

    async def _suggested(self, pressed: ButtonPress, digest: str, language: Language) -> None:
        source = suggested(digest, await asyncio.to_thread(self._library.sources))
        if source is None:
            await self._expired(pressed, language)
        else:
            await self._question(pressed, about(source.title, language))

    async def _question(self, pressed: ButtonPress, question: str) -> None:
        """Ask it in the name of whoever pressed."""
        await self._ask(
            Incoming(
                update=pressed.update,
                chat=pressed.chat,
                person=pressed.person,
                message=pressed.message,
                at=time.time(),
                text=question,
            )
        )
        await self._messenger.acknowledge(pressed.id, question[:_TOAST])

    async def _expired(self, pressed: ButtonPress, language: Language) -> None:
        await self._messenger.acknowledge(pressed.id, say("expired", language), alert=True)
