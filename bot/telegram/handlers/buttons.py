"""What the buttons under a message do. They work as long as the answer is remembered."""

import asyncio
import time
from collections.abc import Coroutine
from typing import Any, NamedTuple

from bot.conversation.memory import FEEDBACK
from bot.conversation.suggestions import about
from bot.i18n.catalogue import Language, languages
from bot.i18n.messages import say
from bot.presentation.as_json import Json
from bot.settings import Allowance
from bot.telegram.context import Context
from bot.telegram.handlers.admin import REMOVE, removal
from bot.telegram.handlers.follows import STOP
from bot.telegram.handlers.links import ABOUT, ask_button, digest, digested
from bot.telegram.logging import log_error
from bot.telegram.messages.cards import article_post, source_post, why_post
from bot.telegram.messages.entities import Post
from bot.telegram.messages.posts import shortened
from bot.telegram.messenger import ButtonPress, Chat, Incoming, conversation
from bot.telegram.notices import Notices
from bot.telegram.state.budget import Budget
from retrieval.index.journal import NewEntry

_TOAST = 200  # characters
_PRESSES = Allowance(12, 300)  # of one person, besides questions
_SHOWN = 10_000  # messages remembered as shown below an answer

Work = Coroutine[Any, Any, None]


class Outcome(NamedTuple):
    """What a press comes to: a word to whoever pressed, loud or not, and what is done after it."""

    word: str | None = None
    alert: bool = False
    then: Work | None = None


async def judge(context: Context, person: int, chat: Chat, answer: str, verdict: str) -> None:
    """Keep one *verdict*, ``+`` or ``-``, a person and answer; the last one counts."""
    body = {"answer": answer, "verdict": verdict}
    kept = NewEntry(FEEDBACK, f"{answer}/{person}", conversation(person, chat), body)
    await asyncio.to_thread(context.journal.put, kept)


class Buttons:
    """Presses, and what comes of them. What may have to wait for Telegram is done in the background."""

    def __init__(self, context: Context, notices: Notices) -> None:
        self._context = context
        self._notices = notices
        self._budget = Budget(_PRESSES)
        self._shown: dict[tuple[Chat, str], None] = {}  # in the order they were shown

    async def asked(self, pressed: ButtonPress) -> Incoming | None:
        """The question that a press stands for, in the name of whoever pressed; None if for none."""
        now = time.time()
        if self._budget.wait(pressed.person, now):
            return None
        title = await asyncio.to_thread(self._title, pressed.data)
        if title is None:
            return None
        self._budget.spend(pressed.person, now)
        language = await self._context.people.language(pressed.person, code=pressed.language)
        return Incoming(
            update=pressed.update,
            chat=pressed.chat,
            person=pressed.person,
            message=pressed.message,
            at=now,
            text=about(title, language),
        )

    def _title(self, data: str) -> str | None:
        """Of the article, or the nearest headline, that a button asks about."""
        kind, id, detail = _read(data)
        if kind == ABOUT:
            library = self._context.library
            article = digested(id, library.sources())
            source = library.source(article) if article else None
            return source.title if source else None
        answer = self._context.memory.answer(id) if kind == "n" else None
        near = _numbered(answer["nearest"], detail) if answer else None
        return str(near["title"]) if near else None

    async def press(self, pressed: ButtonPress, question: str | None = None) -> None:
        """
        Do what the button says. Raises MessengerError.

        question: what it asks, which was taken on already.
        """
        if question is None:
            outcome = await self._within_budget(pressed)
        else:
            outcome = Outcome(shortened(question, _TOAST))
        try:  # the word first, so that it never comes behind what it announces
            await self._context.telegram.acknowledge(pressed.id, outcome.word, alert=outcome.alert)
        finally:
            if outcome.then is not None:
                self._notices.start(outcome.then)

    async def _within_budget(self, pressed: ButtonPress) -> Outcome:
        language = await self._context.people.language(pressed.person, code=pressed.language)
        now = time.time()
        if wait := self._budget.wait(pressed.person, now):
            return Outcome(say("presses_used", language, seconds=-int(-wait // 1)))
        self._budget.spend(pressed.person, now)
        try:
            outcome = await self._outcome(pressed, language)
        except Exception as error:  # whoever pressed waits for a word, whatever happened
            log_error("press_failed", error)
            outcome = None
        return outcome or Outcome(say("expired", language), alert=True)

    async def _outcome(self, pressed: ButtonPress, language: Language) -> Outcome | None:
        """None where nothing is there any more of what the button names."""
        kind, id, detail = _read(pressed.data)
        context, person = self._context, pressed.person
        if kind == "l" and id in languages():
            await context.people.choose(person, language=id)
            return Outcome(say("language_chosen", id))
        if kind == STOP:  # what one follows in a group is everybody's to read, and to stop
            stopped = await asyncio.to_thread(context.follows.stop, id, pressed.chat.id)
            return Outcome(say("unfollowed" if stopped else "not_followed", language), alert=True)
        if kind == REMOVE:
            work = await removal(context, pressed, id, language, copies=detail == "*")
            return Outcome(say("at_work", language), then=work) if work else None
        answer = await asyncio.to_thread(context.memory.answer, id)
        if answer is None:
            return None
        if kind == "f" and detail in ("+", "-"):
            await judge(context, person, pressed.chat, id, detail)
            return Outcome(say("feedback_kept", language))
        if kind == "w":
            post = why_post(answer, language)
            return self._below(pressed, post, post.text.partition("\n\n")[0])
        cited = _numbered(answer["citations"], detail) if kind in ("s", "r") else None
        return await self._cited(pressed, kind, cited, language) if cited else None

    async def _cited(
        self, pressed: ButtonPress, kind: str, citation: Json, language: Language
    ) -> Outcome:
        """A citation in its place, or its article to be read."""
        id = citation["article"]["id"]
        article = await asyncio.to_thread(self._context.library.article, id)
        link = self._context.telegram.link(digest(id))
        with_id = pressed.person in self._context.settings.telegram_admins
        if kind == "r" and article is not None:
            ask = ask_button(id, say("ask_about", language))
            post = article_post(article, language, link=link, ask=ask, with_id=with_id)
            return self._below(pressed, post, article.text)
        post = source_post(citation, article, language, link=link, with_id=with_id)
        return self._below(pressed, post, citation["quote"])

    def _below(self, pressed: ButtonPress, post: Post, short: str) -> Outcome:
        """
        *post* below the answer the first time; after that, and in a group always, *short* to whoever
        pressed.

        A chat is everybody's: one person's curiosity must not fill it.
        """
        shown = (pressed.chat, pressed.data)
        again = shown in self._shown
        self._shown[shown] = None
        if len(self._shown) > _SHOWN:
            del self._shown[next(iter(self._shown))]
        word = shortened(short, _TOAST) if again or pressed.chat.group else None
        then = None if again else self._notices.send(pressed.chat, post, pressed.message)
        return Outcome(word, bool(word), then)


def _read(data: str) -> tuple[str, str, str]:
    """
    What a button asks for: its kind, an id, and a detail.

    >>> _read("s:1f:2"), _read("x")
    (('s', '1f', '2'), ('x', '', ''))
    """
    kind, id, detail, *_ = f"{data}::".split(":")
    return kind, id, detail


def _numbered(some: list[Json], number: str) -> Json | None:
    """The one of *some* that has this *number*, from 1."""
    return some[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(some) else None
