"""Reaching the server, whether it still knows the bot, and what time it has."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from telegram import error as wire

from bot.telegram.api.errors import BadToken, flood_seconds
from bot.telegram.logging import log_event

Result = TypeVar("Result")
_LONGEST = 30.0  # seconds between two tries


class Watch:
    """
    Asks the server whether it knows the bot.

    ask: a cheap call. reached: whether the last one came through. pause: seconds between two.
    """

    pause = 60.0
    doubts = (1.0, 2.0, 4.0)  # seconds before each further look at a token that was refused

    def __init__(self, ask: Callable[[], Awaitable[Any]]) -> None:
        self._ask = ask
        self.reached = True

    async def run(self) -> None:
        """Ask again and again. Raises BadToken once the token is refused."""
        while True:
            await asyncio.sleep(self.pause)
            try:
                await self._ask()
                self.reached = True
            except wire.InvalidToken:
                await self.doubt()
            except wire.TelegramError:
                self.reached = False

    async def doubt(self) -> None:
        """
        Look again at a token that was refused once, which may be a proxy's word for an outage.

        Raises BadToken if it is refused again and again.
        """
        for pause in self.doubts:
            await asyncio.sleep(pause)
            try:
                await self._ask()
            except wire.InvalidToken:
                continue
            except wire.TelegramError:
                pass
            return
        raise BadToken


async def reached(call: Callable[[], Awaitable[Result]]) -> Result:
    """Repeat *call* until the server answers. Raises InvalidToken, and Conflict: another bot asks."""
    wait = 1.0
    while True:
        try:
            return await call()
        except (wire.InvalidToken, wire.Conflict):
            raise
        except wire.TelegramError as error:
            log_event("unreachable", level=logging.WARNING, kind=type(error).__name__)
            flood = flood_seconds(error) if isinstance(error, wire.RetryAfter) else 0.0
            await asyncio.sleep(max(wait, flood))
            wait = min(_LONGEST, 2 * wait)


class Clock:
    """The server's, to about a second; the host's own until the first response."""

    def __init__(self) -> None:
        self._ahead = time.time() - time.monotonic()

    def now(self) -> float:
        """Seconds since 1970, whatever is done to the host's clock meanwhile."""
        return time.monotonic() + self._ahead

    async def read(self, response: Any) -> None:
        """Set it by the date in the headers of an HTTP *response*, if one stands there."""
        with suppress(KeyError, ValueError):
            date = parsedate_to_datetime(response.headers["date"])
            self._ahead = date.timestamp() - time.monotonic()
