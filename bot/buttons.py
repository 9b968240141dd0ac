"""What the buttons under a message do. They work as long as the answer is remembered."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

from bot import posts
from bot.app import Opened
from bot.delivery import insist
from bot.messages import say
from bot.messenger import Heard, Messenger, Pressed, conversation
from bot.people import People
from bot.posts import Post
from bot.render import Json
from bot.suggestions import MARK, about, suggested
from retrieval.types import Language

_FEEDBACK = "feedback"
_TOAST = 200  # characters
_PATIENCE = 30.0  # seconds

Ask = Callable[[Heard], Awaitable[None]]


class Buttons:
    """ask: takes a question as if it had been written."""

    def __init__(self, messenger: Messenger, opened: Opened, people: People, ask: Ask) -> None:
        self._messenger = messenger
        self._library = opened.archive.library
        self._memory = opened.memory
        self._people = people
        self._ask = ask

    async def press(self, pressed: Pressed) -> None:
        """Do what the button says. Raises MessengerError."""
        language = await self._people.language(pressed.person)
        kind, _, rest = pressed.data.partition(":")
        if kind == "l":
            await self._choose(pressed, "en" if rest == "en" else "ar")
        elif kind == MARK:
            await self._suggested(pressed, rest, language)
        else:
            id, _, detail = rest.partition(":")
            answer = await asyncio.to_thread(self._memory.answer, id)
            if answer is None:
                await self._expired(pressed, language)
            else:
                await self._about(pressed, kind, answer, detail)

    async def _about(self, pressed: Pressed, kind: str, answer: Json, detail: str) -> None:
        language: Language = answer["language"]
        if kind == "f":
            await self._judge(pressed, answer["id"], detail)
        elif kind == "w":
            await self._show(pressed, posts.why_post(answer, language))
        elif kind == "s" and detail.isdecimal() and 1 <= int(detail) <= len(answer["citations"]):
            await self._show(pressed, posts.source_post(answer, int(detail), language))
        else:
            await self._expired(pressed, language)

    async def _show(self, pressed: Pressed, shown: Sequence[Post]) -> None:
        await self._messenger.acknowledge(pressed.id)
        until = time.monotonic() + _PATIENCE
        for post in shown:
            await insist(
                lambda post=post: self._messenger.send(  # type: ignore[misc]
                    pressed.spot, post, reply_to=pressed.message
                ),
                until=until,
                twice=False,
            )

    async def _judge(self, pressed: Pressed, answer: str, verdict: str) -> None:
        """One verdict a person and answer; the last one counts."""
        key = conversation(pressed.person, pressed.spot)
        body = {"answer": answer, "verdict": verdict}
        journal, id = self._library.journal, f"{answer}/{pressed.person}"
        if not await asyncio.to_thread(journal.add, _FEEDBACK, key, body, id=id):
            await asyncio.to_thread(journal.amend, _FEEDBACK, id, **body)
        language = await self._people.language(pressed.person)
        await self._messenger.acknowledge(pressed.id, say("feedback_kept", language))

    async def _choose(self, pressed: Pressed, language: Language) -> None:
        await self._people.choose(pressed.person, language)
        await self._messenger.acknowledge(pressed.id, say("language_chosen", language))

    async def _suggested(self, pressed: Pressed, digest: str, language: Language) -> None:
        sources = await asyncio.to_thread(self._library.sources)
        source = suggested(digest, sources)
        if source is None:
            await self._expired(pressed, language)
            return
        question = about(source.title, language)
        await self._ask(
            Heard(
                update=pressed.update,
                spot=pressed.spot,
                person=pressed.person,
                message=pressed.message,
                at=time.time(),
                text=question,
            )
        )
        await self._messenger.acknowledge(pressed.id, question[:_TOAST])

    async def _expired(self, pressed: Pressed, language: Language) -> None:
        await self._messenger.acknowledge(pressed.id, say("expired", language), alert=True)
