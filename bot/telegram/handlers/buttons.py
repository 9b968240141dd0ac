"""What the buttons under a message do. They work as long as the answer is remembered."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, NamedTuple

from bot.conversation.memory import FEEDBACK
from bot.conversation.suggestions import about
from bot.i18n.catalogue import Language, languages
from bot.i18n.messages import say
from bot.presentation.as_json import Json
from bot.settings import Allowance
from bot.telegram.context import Context
from bot.telegram.delivery import retry
from bot.telegram.handlers.admin import REMOVE, removal
from bot.telegram.handlers.follows import STOP
from bot.telegram.handlers.links import ABOUT, ask_button, digest, digested
from bot.telegram.logging import log_error
from bot.telegram.messages.cards import article_post, source_post, why_post
from bot.telegram.messages.entities import Post
from bot.telegram.messages.posts import Action, shortened
from bot.telegram.messenger import ButtonPress, Chat, Incoming, conversation
from bot.telegram.state.budget import Budget
from retrieval.index.journal import NewEntry

_TOAST = 200  # characters
_PRESSES = Allowance(12, 300)  # of one person, besides questions
_SHOWN = 10_000  # messages remembered as shown below an answer
_PATIENCE = 30.0  # seconds

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
    """start: does in the background what may have to wait for Telegram."""

    def __init__(self, context: Context, start: Callable[[Work], None]) -> None:
        self._context = context
        self._start = start
        self._budget = Budget(_PRESSES)
        self._shown: dict[tuple[Chat, str], None] = {}  # in the order they were shown

    async def asked(self, pressed: ButtonPress) -> Incoming | None:
        """The question that a press stands for, in the name of whoever pressed; None if for none."""
        now = time.time()
        title = await asyncio.to_thread(self._title, pressed.data)
        if title is None or self._budget.wait(pressed.person, now):
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
        kind, _, mark = data.partition(":")
        if kind == ABOUT:
            library = self._context.library
            id = digested(mark, library.sources())
            source = library.source(id) if id else None
            return source.title if source else None
        action = Action.read(data)
        answer = self._context.memory.answer(action.answer) if action else None
        if action is None or action.kind != "n" or answer is None:
            return None
        nearest = answer["nearest"]
        return str(nearest[action.number - 1]["title"]) if action.among(nearest) else None

    async def press(self, pressed: ButtonPress, question: str | None = None) -> None:
        """
        Do what the button says. Raises MessengerError.

        question: what it asks, which was taken on already.
        """
        if question is None:
            outcome = await self._within_budget(pressed)
        else:
            outcome = Outcome(shortened(question, _TOAST))
        await self._context.telegram.acknowledge(pressed.id, outcome.word, alert=outcome.alert)
        if outcome.then is not None:
            self._start(outcome.then)

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
        kind, _, rest = pressed.data.partition(":")
        if kind == "l" and rest in languages():
            await self._context.people.choose(pressed.person, language=rest)
            return Outcome(say("language_chosen", rest))
        if kind == STOP:  # what one follows in a group is everybody's to read, and to stop
            stopped = await asyncio.to_thread(self._context.follows.stop, rest, pressed.chat.id)
            return Outcome(say("unfollowed" if stopped else "not_followed", language), alert=True)
        if kind == REMOVE:
            work = await removal(self._context, pressed, language)
            return Outcome(say("at_work", language), then=work) if work else None
        action = Action.read(pressed.data)
        if action is None:
            return None
        answer = await asyncio.to_thread(self._context.memory.answer, action.answer)
        return await self._about(pressed, action, answer, language) if answer else None

    async def _about(
        self, pressed: ButtonPress, action: Action, answer: Json, language: Language
    ) -> Outcome | None:
        citations = answer["citations"]
        if action.kind == "f":
            await judge(self._context, pressed.person, pressed.chat, action.answer, action.detail)
            return Outcome(say("feedback_kept", language))
        if action.kind == "w":
            post = why_post(answer, language)
            return self._below(pressed, post, post.text.partition("\n\n")[0])
        if action.kind in "sr" and action.among(citations):
            return await self._cited(pressed, action.kind, citations[action.number - 1], language)
        return None

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
        return Outcome(word, bool(word), None if again else self._reply(pressed, post))

    async def _reply(self, pressed: ButtonPress, post: Post) -> None:
        send = self._context.telegram.send
        await retry(
            lambda: send(pressed.chat, post, reply_to=pressed.message),
            until=time.monotonic() + _PATIENCE,
            again=1,
        )
