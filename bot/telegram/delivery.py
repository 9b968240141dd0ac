"""
One answer's messages in a chat: each is sent as a beginning, and then edited into the whole.

To send is the one thing that cannot be repeated without harm, for nobody can ask the server
whether a message arrived. So only the beginning of an answer is ever sent; the whole comes by
edits, which can be repeated as often as need be. Where the line breaks after a message went out,
or the process dies before its number is noted, that beginning stays behind, which ends with «…»:
never a second answer, and never a message that says nothing.

Telegram counts edits as messages, about 20 a minute in a chat, and silences whoever goes on for
minutes, the end of the answer with it. So while it grows an answer is shown now and then, the newest
state of it, and a flood ends that. In a private chat that can be a draft, which the server takes
away by itself: then the first message is sent when the answer is whole.
"""

import asyncio
import contextlib
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from typing import TypeVar

from bot.telegram.api.client import Telegram
from bot.telegram.messages.entities import Post
from bot.telegram.messages.posts import beginning
from bot.telegram.messenger import (
    Flooded,
    MessengerError,
    Missing,
    Refused,
    Unsent,
    Unsure,
)
from bot.telegram.state.jobs import Job

Result = TypeVar("Result")
_FIRST, _LONGEST = 0.5, 15.0  # seconds between attempts, doubling
_PLACINGS = 3  # of which nobody knows whether they are shown, before no more are made


def pauses(*, group: bool) -> tuple[float, ...]:
    """Seconds before each showing of an answer that grows, of which there are so many."""
    return (0.0, *(4.0,) * 14) if group else (0.0, *(1.5,) * 5, *(3.0,) * 9)


class Delivery:
    """
    Fills the messages of a job's answer.

    note: keeps the job's messages as soon as they are known.
    until: on the monotonic clock; after that an attempt that failed is the last.
    drafts: whether what is being written is shown as a draft.
    first: when anything of a growing answer stood on the screen, on the monotonic clock.
    """

    def __init__(
        self,
        telegram: Telegram,
        job: Job,
        *,
        note: Callable[[Job], Awaitable[None]],
        until: float,
        drafts: bool = False,
    ) -> None:
        self._telegram = telegram
        self._job = job
        self._note = note
        self._until = until
        self._drafts = drafts
        self._unsure = 0  # placings of which nobody knows whether they are shown
        self._one_at_a_time = asyncio.Lock()
        self._newest: Sequence[Post] = ()  # of an answer that grows
        self._grown = asyncio.Event()
        self.first: float | None = None

    async def fill(self, posts: Sequence[Post]) -> None:
        """Show *posts* as they must stand in the end. Raises MessengerError when time is up."""
        async with self._one_at_a_time:
            for at, post in enumerate(posts):
                await retry(partial(self._put, at, post), until=self._until)
            for message in self._job.messages[len(posts) :]:
                with contextlib.suppress(MessengerError):  # the answer stands without that
                    await self._telegram.delete(self._job.incoming.chat, message)
            del self._job.messages[len(posts) :]

    def grow(self, posts: Sequence[Post]) -> None:
        """*posts* are what is written so far."""
        self._newest = posts
        self._grown.set()

    @asynccontextmanager
    async def growing(self, pauses: Sequence[float]) -> AsyncIterator[None]:
        """Show what is written after each of *pauses* until the block ends; what is on its way is let through."""
        task = asyncio.create_task(self._grow(pauses))
        try:
            yield
            async with self._one_at_a_time:
                task.cancel()
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _grow(self, pauses: Sequence[float]) -> None:
        with contextlib.suppress(MessengerError):  # the whole answer will say what is wrong
            for pause in pauses:
                await asyncio.sleep(pause)
                await self._grown.wait()
                await self._show_so_far()
                self.first = self.first or time.monotonic()

    async def _show_so_far(self) -> None:
        """What is newest; and where Telegram says that it is too much, what is newest then."""
        while True:
            self._grown.clear()
            posts = self._newest
            try:
                async with self._one_at_a_time:
                    if posts and await self._drafted(posts[0]):
                        self._job.shown[0] = posts[0]
                        return
                    for at, post in enumerate(posts):
                        await self._put(at, post, interim=True)
                return
            except Flooded as error:
                await asyncio.sleep(error.seconds)

    async def _drafted(self, post: Post) -> bool:
        """Whether *post* is shown as a draft; a server that refuses one is not asked for more."""
        if not self._drafts:
            return False
        incoming = self._job.incoming
        try:
            await self._telegram.draft(incoming.chat, incoming.update, post)
        except (Refused, Unsent):
            self._drafts = False
            return False
        return True

    async def _put(self, at: int, post: Post, *, interim: bool = False) -> None:
        if at == len(self._job.messages):
            await self._place(at, post if interim else self._job.shown.get(at) or beginning(post))
        if self._job.shown.get(at) == post:
            return
        chat, message = self._job.incoming.chat, self._job.messages[at]
        try:
            await self._telegram.edit(chat, message, post, interim=interim)
        except Missing:  # the reader took it away; the answer has to stand somewhere
            await self._place(at, beginning(post))
            await self._telegram.edit(chat, self._job.messages[at], post)
        except Refused:  # should a rule of the server's not be known here: at least the words
            try:
                await self._telegram.edit(chat, message, replace(post, entities=()))
            except Refused:
                if interim:
                    raise
                await self._put_elsewhere(at, post)
        self._job.shown[at] = post

    async def _put_elsewhere(self, at: int, post: Post) -> None:
        """
        Show *post* in a new message, for the server lets nobody change the one that was placed.

        If it lets nobody change any, the answer itself is sent: once, or not at all.
        """
        await self._take_back(at)
        await self._place(at, beginning(post))
        chat = self._job.incoming.chat
        try:
            await self._telegram.edit(chat, self._job.messages[at], post)
        except Refused:
            await self._take_back(at)
            self._job.messages[at] = await retry(
                lambda: self._telegram.send(chat, post, reply_to=self._job.incoming.message),
                until=self._until,
                again=0,
            )
            await self._note(self._job)

    async def _take_back(self, at: int) -> None:
        with contextlib.suppress(MessengerError):  # it may stand there and say nothing
            await self._telegram.delete(self._job.incoming.chat, self._job.messages[at])

    async def _place(self, at: int, post: Post) -> None:
        incoming = self._job.incoming
        if self._unsure >= _PLACINGS:
            raise Refused("nobody knows whether it is shown")
        if self._unsure:  # once the server answers again, not while it is out
            await self._telegram.typing(incoming.chat)
        try:
            message = await self._telegram.send(incoming.chat, post, reply_to=incoming.message)
        except Unsure:
            self._unsure += 1
            raise
        self._job.messages[at : at + 1] = [message]
        self._job.shown[at] = post
        await self._note(self._job)


async def retry(
    attempt: Callable[[], Awaitable[Result]], *, until: float, again: float = math.inf
) -> Result:
    """
    Try *attempt* until it works, or *until* is past on the monotonic clock. Raises MessengerError.

    again: how often it may be tried again where nobody knows whether it happened.
    """
    pause = _FIRST
    while True:
        try:
            return await attempt()
        except Flooded as error:
            failure: MessengerError = error
            wait = error.seconds
        except (Unsent, Unsure) as error:
            again -= isinstance(error, Unsure)
            if again < 0:
                raise
            failure = error
            wait, pause = pause, min(_LONGEST, 2 * pause)
        if time.monotonic() + wait > until:
            raise failure
        await asyncio.sleep(wait)
