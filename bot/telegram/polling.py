"""
How updates reach the bot through python-telegram-bot's Updater, which falls silent where it should
not: a bot that was revoked, and an update that the library cannot read.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from telegram import Update, User
from telegram.request import HTTPXRequest

from bot.telegram.logging import note
from bot.telegram.metrics import Metrics
from bot.telegram.updates import Event, understood

Hear = Callable[[Event], Awaitable[None]]


class Polls(HTTPXRequest):
    """
    The way to getUpdates.

    It tells when the server no longer knows the bot, and empties an update that the library cannot
    read: an Updater would ask for that one again and again, and hear nothing else.
    """

    def __init__(self, unknown: Callable[[], None], metrics: Metrics) -> None:
        super().__init__(connection_pool_size=4)  # one that broke may be kept for a while
        self._unknown = unknown
        self._metrics = metrics

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        status, body = await super().do_request(*args, **kwargs)
        if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND):
            self._unknown()
        return status, self._readable(body) if status == HTTPStatus.OK else body

    def _readable(self, body: bytes) -> bytes:
        """*body* with no update in it that cannot be read; its number alone confirms it."""
        try:
            updates = json.loads(body)["result"]
        except (ValueError, KeyError, TypeError):
            return body
        if not isinstance(updates, list):
            return body
        kept = []
        for update in updates:
            try:
                Update.de_json(update, None)
            except Exception as error:
                note("update_unreadable", level=logging.WARNING, kind=type(error).__name__)
                self._metrics.failed("update_unreadable")
                update = {"update_id": update.get("update_id", 0)}
            kept.append(update)
        return body if kept == updates else json.dumps({"ok": True, "result": kept}).encode()


class Arrivals(asyncio.Queue[object]):
    """Where an Updater puts what arrives; it goes on only when that is done."""

    def __init__(self, me: User, hear: Hear, fail: Callable[[Exception], None]) -> None:
        super().__init__()
        self._me = me
        self._hear = hear
        self._fail = fail

    async def put(self, item: object) -> None:
        """Hand *item* on; if that fails it must not be confirmed, so nothing more is taken."""
        assert isinstance(item, Update)
        try:
            event = understood(item, self._me)
            if event is not None:
                await self._hear(event)
        except Exception as error:
            self._fail(error)
            raise asyncio.CancelledError from error
