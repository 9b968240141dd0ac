"""
How often each chat may be written to.

Telegram lets a bot say about one thing a second in a chat, in bursts, 20 a minute in a group and
some 30 a second in all, edits included; whoever says more is silenced for minutes. A chat that was
silenced waits alone: python-telegram-bot's own limiter would stop all, and drops no edit that would
come too late.
"""

import asyncio
import math
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import error as wire
from telegram.ext import BaseRateLimiter

from bot.telegram.api.errors import flood_seconds
from bot.telegram.messenger import Flooded
from bot.telegram.metrics import Metrics

INTERIM = "interim"  # a request that is better dropped than late
_COUNTED = {"sendMessage", "sendMessageDraft", "editMessageText", "deleteMessage"}
# Seconds between two messages in the long run, a tenth more than must be, for two clocks and a line
# between them do not tick as one; and how many may come at once.
_PRIVATE = (1.1, 3)
_GROUP = (3.3, 20)
_ALL = (1 / 27, 25)
_CROWD = 10_000  # chats remembered before those long at rest are dropped


@dataclass(slots=True)
class _Bucket:
    """By the generic cell rate algorithm. interval: seconds. due: when it would be at rest."""

    interval: float
    burst: int
    due: float = 0.0
    held: float = 0.0  # closed until then, as the server said

    def opens(self) -> float:
        return max(self.due - (self.burst - 1) * self.interval, self.held)

    def take(self, at: float) -> None:
        self.due = max(self.due, at) + self.interval


class Pacing:
    """
    When the next message of each chat may go. Times are seconds of one monotonic clock.

    started: since when this process speaks. What another that was killed just before had sent counts
        as well, so the first second has no burst.
    """

    def __init__(self, started: float = -math.inf) -> None:
        interval, burst = _ALL
        self._all = _Bucket(interval, burst, due=started + burst * interval)
        self._chats: dict[int, _Bucket] = {}

    def wait(self, chat: int, now: float) -> float:
        """Seconds until *chat* may be written to."""
        return max(0.0, self._all.opens() - now, self._chat(chat, now).opens() - now)

    def take(self, chat: int, now: float) -> None:
        """A message goes to *chat* now; whoever says so has waited."""
        for bucket in (self._all, self._chat(chat, now)):
            bucket.take(now)

    def hold(self, chat: int, until: float, now: float) -> None:
        """Write nothing to *chat* before *until*."""
        bucket = self._chat(chat, now)
        bucket.held = max(bucket.held, until)

    def _chat(self, chat: int, now: float) -> _Bucket:
        """Groups have negative numbers."""
        if chat not in self._chats and len(self._chats) >= _CROWD:
            busy = {id: one for id, one in self._chats.items() if max(one.due, one.held) > now}
            self._chats = busy
        return self._chats.setdefault(chat, _Bucket(*(_GROUP if chat < 0 else _PRIVATE)))


class ChatLimiter(BaseRateLimiter[str]):
    """Each chat's own pace; an interim edit is dropped rather than late."""

    def __init__(self, pacing: Pacing, metrics: Metrics) -> None:
        self._pacing = pacing
        self._metrics = metrics

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Any:
        chat = data.get("chat_id")
        if endpoint not in _COUNTED or not isinstance(chat, int):
            return await callback(*args, **kwargs)
        while wait := self._pacing.wait(chat, time.monotonic()):
            if rate_limit_args == INTERIM:
                raise Flooded(wait)
            await asyncio.sleep(wait)
        self._pacing.take(chat, time.monotonic())
        try:
            return await callback(*args, **kwargs)
        except wire.RetryAfter as error:
            self._metrics.count("floods")
            now = time.monotonic()
            self._pacing.hold(chat, now + flood_seconds(error), now)
            raise
