"""The library the bot is written with, pointed at the loopback server."""

import asyncio
import re
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

import pytest
from telegram import Bot
from telegram.error import BadRequest
from telegram.request import HTTPXRequest

from bot.telegram.api.markup import entities as sent_entities
from bot.telegram.api.markup import keyboard
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


@contextmanager
def wire():
    """``send(posts)``: post them over HTTP; what the server refused or kept otherwise."""

    async def opened(stack):
        telegram = await stack.enter_async_context(BotAPI(limits={}))
        telegram.say("س")
        return await stack.enter_async_context(client(telegram, patience=60))

    stack = AsyncExitStack()
    with asyncio.Runner() as runner:
        bot = runner.run(opened(stack))
        try:
            yield lambda posts: runner.run(_sent(bot, posts))
        finally:
            runner.run(stack.aclose())


async def _sent(bot, posts):
    found = []
    for post in posts:
        entities = sent_entities(post)
        try:
            sent = await bot.send_message(
                42, post.text, entities=entities, reply_markup=keyboard(post)
            )
        except BadRequest as error:
            found.append(f"Bad Request: {error}")
        else:
            kept = [one.to_dict() for one in sent.entities]
            if (sent.text, kept) != (post.text, [one.to_dict() for one in entities]):
                found.append("kept otherwise over HTTP than it was sent")
    return found
