"""
Requests held to each chat's pace.

A chat that was silenced waits alone: python-telegram-bot's own limiter would stop all, and drops no
edit that would come too late.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import error as wire
from telegram.ext import BaseRateLimiter

from bot.telegram.api.errors import flood_seconds
from bot.telegram.api.pacing import Pacing
from bot.telegram.messenger import Flooded
from bot.telegram.metrics import Metrics

INTERIM = "interim"  # a request that is better dropped than late
_COUNTED = {"sendMessage", "sendMessageDraft", "editMessageText", "deleteMessage"}


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
