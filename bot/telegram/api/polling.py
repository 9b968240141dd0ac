"""
Asking the server for updates. Each is taken on before the server is told that it arrived.

python-telegram-bot's Updater is not used: it ends at the first refusal of the token, asks for ever
for an update that it cannot read, and tells a webhook's server to send such a one again.
"""

import json
import math
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from telegram import error as wire
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.telegram.api.errors import PolledElsewhere
from bot.telegram.api.watch import Watch, reached

# What the server is asked for.
UPDATES = (
    *("message", "edited_message", "callback_query", "inline_query"),
    *("my_chat_member", "message_reaction"),
)
_IDS = re.compile(rb'"update_id": ?(\d+)')
_POLL, _SLACK = 25, 5  # seconds an empty answer may take, and its way
_DEAF = 90.0  # seconds without one

Take = Callable[[Any], Awaitable[None]]  # an update as it came: bytes, or JSON that was read


class Polling:
    """The server is asked again and again; each question confirms what the last one brought."""

    def __init__(self, bot: ExtBot[Any], request: HTTPXRequest, watch: Watch, take: Take) -> None:
        self._bot = bot
        self._request = request
        self._watch = watch
        self._take = take
        self._next = 0  # number of the update that is asked for; 0 for any
        self._answered = -math.inf  # when the server last did, on the monotonic clock

    async def start(self) -> None:
        await reached(self._bot.delete_webhook)

    async def run(self) -> None:
        """Until cancelled. Raises PolledElsewhere, BadToken, and what taking an update on raises."""
        while True:
            try:
                updates = await reached(lambda: self._ask(_POLL))
            except wire.Conflict as error:
                self._next = 0  # to confirm is to ask, and would stop the other in its turn
                raise PolledElsewhere from error
            except wire.InvalidToken:
                await self._watch.doubt()
                continue
            for one in updates:
                await self._take(one)
                number = one.get("update_id") if isinstance(one, dict) else None
                if type(number) is int:
                    self._next = number + 1

    async def stop(self) -> None:
        """Confirm what was taken on."""
        if self._next:
            await self._ask(0)

    def hears(self) -> bool:
        """Whether the server answered not long ago, be it with nothing."""
        return time.monotonic() - self._answered < _DEAF

    async def _ask(self, seconds: int) -> list[Any]:
        """What is new, at once or within *seconds*. Raises TelegramError."""
        about = {"offset": self._next, "timeout": seconds, "allowed_updates": json.dumps(UPDATES)}
        url = f"{self._bot.base_url}/getUpdates?{urlencode(about)}"
        found = updates_in(await self._request.retrieve(url, read_timeout=seconds + _SLACK))
        self._answered = time.monotonic()
        return found


def updates_in(body: bytes) -> list[Any]:
    """
    The updates in an answer to ``getUpdates``. Raises NetworkError if it is none.

    What is nested too deep to be read stands as it came, for the log; its numbers confirm it.
    """
    try:
        return [*json.loads(body)["result"]]
    except RecursionError:
        return [body, *({"update_id": int(number)} for number in _IDS.findall(body))]
    except (ValueError, LookupError, TypeError) as error:
        raise wire.NetworkError("strange answer") from error
