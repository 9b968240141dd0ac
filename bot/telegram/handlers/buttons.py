"""What the buttons under a message do. They work as long as the answer is remembered."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from bot.app import Opened
from bot.conversation.memory import FEEDBACK
from bot.conversation.suggestions import about
from bot.i18n.catalogue import Language, languages
from bot.i18n.messages import say
from bot.presentation.as_json import Json
from bot.settings import Allowance
from bot.telegram.delivery import retry
from bot.telegram.handlers.admin import REMOVE, Admin
from bot.telegram.handlers.follows import STOP
from bot.telegram.handlers.links import ABOUT, digest, digested
from bot.telegram.messages.cards import article_post, source_post, why_post
from bot.telegram.messages.posts import Action, Button, Post, shortened
from bot.telegram.messenger import (
    ButtonPress,
    Chat,
    Incoming,
    Messenger,
    MessengerError,
    conversation,
)
from bot.telegram.state.budget import Budget
from bot.telegram.state.follows import Follows
from bot.telegram.state.people import People
from retrieval.index.journal import NewEntry

_TOAST = 200  # characters
_PRESSES = Allowance(12, 300)  # of one person, besides questions
_SHOWN = 10_000  # messages remembered as shown below an answer
_PATIENCE = 30.0  # seconds
NEAREST = "n"  # of a button that asks about one of the nearest headlines

Start = Callable[[Coroutine[Any, Any, None]], None]


class Buttons:
    """
    admins: who is shown the ids of articles.
    start: does in the background what may have to wait for Telegram.
    """

    def __init__(
        self,
        messenger: Messenger,
        opened: Opened,
        people: People,
        admin: Admin,
        admins: frozenset[int],
        start: Start,
    ) -> None:
        self._messenger = messenger
        self._library = opened.archive.library
        self._memory = opened.memory
        self._people = people
        self._admin = admin
        self._admins = admins
        self._start = start
        self._budget = Budget(_PRESSES)
        self._shown: dict[tuple[Chat, str], None] = {}  # in the order they were shown

    async def asked(self, pressed: ButtonPress) -> Incoming | None:
        """The question that a press stands for, in the name of whoever pressed; None if for none."""
        now = time.time()
        kind, _, rest = pressed.data.partition(":")
        if kind not in (ABOUT, NEAREST) or self._budget.wait(pressed.person, now):
            return None
        find = partial(self._suggested, rest) if kind == ABOUT else partial(self._near, pressed)
        if (title := await asyncio.to_thread(find)) is None:
            return None
        self._budget.spend(pressed.person, now)
        language = await self._people.language(pressed.person, code=pressed.language)
        return Incoming(
            update=pressed.update,
            chat=pressed.chat,
            person=pressed.person,
            message=pressed.message,
            at=now,
            text=about(title, language),
        )

    def _suggested(self, mark: str) -> str | None:
        id = digested(mark, self._library.sources())
        source = self._library.source(id) if id else None
        return source.title if source else None

    def _near(self, pressed: ButtonPress) -> str | None:
        press = Action.read(pressed.data)
        answer = self._memory.answer(press.answer) if press else None
        nearest = answer["nearest"] if answer else []
        number = int(press.detail) if press and press.detail.isdecimal() else 0
        return str(nearest[number - 1]["title"]) if 1 <= number <= len(nearest) else None

    async def press(self, pressed: ButtonPress, question: str | None = None) -> None:
        """
        Do what the button says. Raises MessengerError.

        question: what it asks, which was taken on already.
        """
        if question is not None:
            await self._messenger.acknowledge(pressed.id, shortened(question, _TOAST))
            return
        language = await self._people.language(pressed.person, code=pressed.language)
        now = time.time()
        if wait := self._budget.wait(pressed.person, now):
            word = say("presses_used", language, seconds=-int(-wait // 1))
            await self._messenger.acknowledge(pressed.id, word)
            return
        self._budget.spend(pressed.person, now)
        try:
            await self._do(pressed, language)
        except MessengerError:
            raise
        except Exception:  # whoever pressed waits for a word, whatever happened
            await self._expired(pressed, language)
            raise

    async def _do(self, pressed: ButtonPress, language: Language) -> None:
        kind, _, rest = pressed.data.partition(":")
        press = Action.read(pressed.data)
        if kind == "l" and rest in languages():
            await self._choose(pressed, rest)
        elif kind == STOP:
            await self._unfollow(pressed, rest, language)
        elif kind == REMOVE:
            await self._admin.press(pressed, language)
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
            post = why_post(answer, language)
            await self._show(pressed, post, post.text.partition("\n\n")[0])
        elif press.kind in "sr" and 1 <= number <= len(answer["citations"]):
            await self._cited(pressed, press.kind, answer["citations"][number - 1], language)
        else:
            await self._expired(pressed, language)

    async def _cited(
        self, pressed: ButtonPress, kind: str, citation: Json, language: Language
    ) -> None:
        """Show a citation in its place, or its article to be read."""
        id = citation["article"]["id"]
        article = await asyncio.to_thread(self._library.article, id)
        link = self._messenger.link(digest(id))
        with_id = pressed.person in self._admins
        if kind == "r" and article is not None:
            ask = Button(say("ask_about", language), f"{ABOUT}:{digest(id)}")
            post = article_post(article, language, link=link, ask=ask, with_id=with_id)
            await self._show(pressed, post, article.text)
        else:
            post = source_post(citation, article, language, link=link, with_id=with_id)
            await self._show(pressed, post, citation["quote"])

    async def _show(self, pressed: ButtonPress, post: Post, short: str) -> None:
        """
        *post* below the answer the first time; after that, and in a group always, *short* to whoever
        pressed.

        A chat is everybody's: one person's curiosity must not fill it.
        """
        shown = (pressed.chat, pressed.data)
        again = shown in self._shown
        self._shown[shown] = None  # before anything is awaited: presses come side by side
        if len(self._shown) > _SHOWN:
            del self._shown[next(iter(self._shown))]
        only_to_them = shortened(short, _TOAST) if again or pressed.chat.group else None
        await self._messenger.acknowledge(pressed.id, only_to_them, alert=bool(only_to_them))
        if not again:
            self._start(self._reply(pressed, post))

    async def _reply(self, pressed: ButtonPress, post: Post) -> None:
        await retry(
            lambda: self._messenger.send(pressed.chat, post, reply_to=pressed.message),
            until=time.monotonic() + _PATIENCE,
            again=1,
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
        stopped = await asyncio.to_thread(Follows(self._library.journal).stop, id, pressed.chat.id)
        word = say("unfollowed" if stopped else "not_followed", language)
        await self._messenger.acknowledge(pressed.id, word, alert=True)

    async def _expired(self, pressed: ButtonPress, language: Language) -> None:
        await self._messenger.acknowledge(pressed.id, say("expired", language), alert=True)
