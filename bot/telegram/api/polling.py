"""
How updates reach the bot through python-telegram-bot's Updater, which falls silent where it should
not: a bot that was revoked, and an update that the library cannot read.
"""

import asyncio
import json
import logging
import math
import re
import time
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from typing import Any

from telegram import Update, User
from telegram.request import HTTPXRequest

from bot.telegram.api.updates import parse_update
from bot.telegram.logging import log_event
from bot.telegram.messenger import Event
from bot.telegram.metrics import Metrics

_IDS = re.compile(rb'"update_id": ?(\d+)')
_OUTAGE = HTTPStatus.BAD_GATEWAY, b"{}"  # after which an Updater asks again
_DEAF = 90.0  # seconds; a poll that hears nothing takes 25
Handle = Callable[[Event], Awaitable[None]]


def read_update(raw: bytes | dict[str, Any], metrics: Metrics) -> Update | None:
    """The update that *raw* stands for; None, counted and logged, if it cannot be read."""
    try:
        update = Update.de_json(json.loads(raw) if isinstance(raw, bytes) else raw, None)
        if type(update.update_id) is not int:
            raise TypeError("update_id")
        return update
    except Exception as error:
        _unreadable(error, metrics)
        return None


def _unreadable(error: Exception, metrics: Metrics) -> None:
    log_event("update_unreadable", level=logging.WARNING, kind=type(error).__name__)
    metrics.count("faults", "update_unreadable")


class PollingRequest(HTTPXRequest):
    """
    The way to getUpdates.

    It tells when the server no longer knows the bot, and empties an update that the library cannot
    read: an Updater would ask for that one again and again, and get nothing else.

    refused: looks again whether the token is.
    """

    def __init__(
        self,
        refused: Callable[[], Awaitable[bool]],
        unknown: Callable[[], None],
        metrics: Metrics,
        proxy: str | None = None,
    ) -> None:
        # One connection that broke may be kept for a while.
        super().__init__(connection_pool_size=4, proxy=proxy)
        self._refused = refused
        self._unknown = unknown
        self._metrics = metrics
        self._asked = -math.inf  # when updates were last had, on the monotonic clock

    def asking(self) -> bool:
        """Whether updates were had not long ago, be it none."""
        return time.monotonic() - self._asked < _DEAF

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(*args, **kwargs)
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            if not await self._refused():
                return _OUTAGE
            self._unknown()
        if status != HTTPStatus.OK:
            return status, body
        try:
            body = readable(body, self._metrics)
        except (ValueError, KeyError, TypeError) as error:
            _unreadable(error, self._metrics)
            return _OUTAGE
        self._asked = time.monotonic()
        return status, body


def readable(body: bytes, metrics: Metrics) -> bytes:
    """
    *body* of getUpdates with no update in it that cannot be read; its number alone confirms it.

    Raises ValueError, KeyError, TypeError if it is no list of updates.
    """
    try:
        updates = json.loads(body)["result"]
    except RecursionError as error:  # nested too deep: none of them can be told apart
        _unreadable(error, metrics)
        return _emptied([{"update_id": int(id)} for id in _IDS.findall(body)])
    kept = []
    for one in updates:
        if read_update(one, metrics):
            kept.append(one)
        elif isinstance(one, dict) and type(one.get("update_id")) is int:
            kept.append({"update_id": one["update_id"]})
    return body if kept == updates else _emptied(kept)


def _emptied(updates: Sequence[object]) -> bytes:
    return json.dumps({"ok": True, "result": updates}).encode()


class UpdateQueue(asyncio.Queue[object]):
    """Where an Updater puts each update; it goes on only when that is done."""

    def __init__(
        self, me: User, handle: Handle, fail: Callable[[Exception], None], metrics: Metrics
    ) -> None:
        super().__init__()
        self._me = me
        self._handle = handle
        self._fail = fail
        self._metrics = metrics

    async def put(self, item: object) -> None:
        """
        Hand *item* on; if that fails it must not be confirmed, so nothing more is taken.

        One that cannot be read never will be: it is passed over, or it would come at every start.
        """
        assert isinstance(item, Update)
        try:
            event = parse_update(item, self._me)
        except Exception as error:
            _unreadable(error, self._metrics)
            return
        try:
            if event is not None:
                await self._handle(event)
        except Exception as error:
            self._fail(error)
            raise asyncio.CancelledError from error
