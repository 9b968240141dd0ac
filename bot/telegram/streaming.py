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
from bot.telegram.messages.posts import Post
from bot.telegram.messenger import Flooded, MessengerError

_PRIVATE, _LATER, _GROUP = 1.5, 3.0, 4.0  # seconds between drafts
_QUICK = 6  # drafts in a private chat before they slow down
_MOST = 15


class Frames:
    """When the next draft may be shown: the first at once. Times are seconds of one monotonic clock."""

    def __init__(self, *, group: bool) -> None:
        self._next = 0.0
        self._group = group
        self._shown = 0

    def wait(self, now: float) -> float | None:
        """Seconds until the next draft; None when there is to be none."""
        return None if self._shown >= _MOST else max(0.0, self._next - now)

    def shown(self, now: float) -> None:
        self._shown += 1
        quick = _PRIVATE if self._shown < _QUICK else _LATER
        self._next = now + (_GROUP if self._group else quick)

    def hold(self, until: float) -> None:
        self._next = max(self._next, until)


class Drafts:
    """The newest state of a growing answer, shown as often as *frames* allows."""

    def __init__(self, delivery: Delivery, frames: Frames) -> None:
        self._delivery = delivery
        self._frames = frames
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
        while True:
            await self._grown.wait()
            wait = self._frames.wait(time.monotonic())
            if wait is None:
                return
            await asyncio.sleep(wait)
            self._grown.clear()
            try:
                await self._delivery.draft(self._newest)
            except Flooded as error:
                self._frames.hold(time.monotonic() + error.seconds)
                self._grown.set()
            except MessengerError:
                return  # the whole answer will say what is wrong
            else:
                self.first = self.first or time.monotonic()
                self._frames.shown(time.monotonic())
