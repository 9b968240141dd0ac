"""
An answer shown while it grows: how often, and never later than it helps.

Telegram counts edits as messages, about 20 a minute in a chat, and silences whoever goes on for
minutes, the end of the answer with it. So drafts are few, the newest wins, and a flood ends them.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from bot.telegram.delivery import Delivery
from bot.telegram.messages.entities import Post
from bot.telegram.messenger import Flooded, MessengerError


def pauses(*, group: bool) -> tuple[float, ...]:
    """Seconds between the drafts of an answer, of which there are so many; the first comes at once."""
    return (0.0, *(4.0,) * 14) if group else (0.0, *(1.5,) * 5, *(3.0,) * 9)


class Drafts:
    """The newest state of a growing answer, shown after each of *pauses*."""

    def __init__(self, delivery: Delivery, pauses: Sequence[float]) -> None:
        self._delivery = delivery
        self._pauses = pauses
        self._newest: Sequence[Post] = ()
        self._grown = asyncio.Event()
        self.first: float | None = None  # when the first draft stood on the screen

    def grow(self, posts: Sequence[Post]) -> None:
        self._newest = posts
        self._grown.set()

    @asynccontextmanager
    async def shown(self) -> AsyncIterator[None]:
        """Show drafts until the block ends; the one on its way is let through first."""
        task = asyncio.create_task(self._show())
        try:
            yield
            async with self._delivery.quiet():
                task.cancel()
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _show(self) -> None:
        with contextlib.suppress(MessengerError):  # the whole answer will say what is wrong
            for pause in self._pauses:
                await asyncio.sleep(pause)
                await self._grown.wait()
                await self._draft()
                self.first = self.first or time.monotonic()

    async def _draft(self) -> None:
        """Show what is newest, and where Telegram says that it is too much, what is newest then."""
        while True:
            self._grown.clear()
            try:
                return await self._delivery.draft(self._newest)
            except Flooded as error:
                await asyncio.sleep(error.seconds)
