"""The library the bot is written with, pointed at the loopback server."""

import asyncio
import re
from contextlib import asynccontextmanager

import pytest
from telegram import Bot
from telegram.error import BadRequest
from telegram.request import HTTPXRequest

from tests.fakes.botapi import BotAPI


def played(scene, **options):
    """Run ``scene(telegram, bot)`` with a server and a client of it."""

    async def play():
        async with BotAPI(**options) as telegram, client(telegram) as bot:
            await scene(telegram, bot)

    asyncio.run(play())


@asynccontextmanager
async def client(telegram, *, token=None, patience=5):
    """patience: seconds the client waits for an answer."""
    bot = Bot(
        token or telegram.token,
        base_url=f"{telegram.url}/bot",
        base_file_url=f"{telegram.url}/file/bot",
        request=HTTPXRequest(read_timeout=patience),
    )
    async with bot:
        yield bot


def refused(words):
    """A Bad Request that says *words*, of which the library has changed the case."""
    return pytest.raises(BadRequest, match=re.compile(re.escape(words), re.IGNORECASE))
