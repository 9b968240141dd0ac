"""
Reaching the server, and whether it still knows the bot.

Polling tells by itself; behind a webhook nothing is asked of the server until somebody writes.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import error as wire

from bot.telegram.logging import log_event


class Watch:
    """
    Asks the server again and again, from ``start`` to ``stop``.

    ask: a cheap call. revoked: called once, when the token is refused.
    reached: whether the last call came through. pause: seconds between two calls.
    """

    pause = 60.0
    doubts = (1.0, 2.0, 4.0)  # seconds before each further look at a token that was refused

    def __init__(self, ask: Callable[[], Awaitable[Any]], revoked: Callable[[], None]) -> None:
        self._ask = ask
        self._revoked = revoked
        self._task: asyncio.Task[None] | None = None
        self.reached = True

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self.pause)
            try:
                await self._ask()
                self.reached = True
            except wire.InvalidToken:
                if await self.refused():
                    self._revoked()
                    return
            except wire.TelegramError:
                self.reached = False

    async def refused(self) -> bool:
        """Whether the token is refused again and again: once may be a proxy's word for an outage."""
        for pause in self.doubts:
            await asyncio.sleep(pause)
            try:
                await self._ask()
            except wire.InvalidToken:
                continue
            except wire.TelegramError:
                pass
            return False
        return True


async def reached(call: Callable[[], Awaitable[Any]]) -> None:
    """Repeat *call* until the server answers. Raises InvalidToken."""
    wait = 1.0
    while True:
        try:
            await call()
            return
        except wire.InvalidToken:
            raise
        except wire.TelegramError as error:
            log_event("unreachable", level=logging.WARNING, kind=type(error).__name__)
            await asyncio.sleep(wait)
            wait = min(30.0, 2 * wait)
