"""The server asked again and again whether it still knows the bot."""

import asyncio
import urllib.error
import urllib.request

import pytest
from telegram.error import InvalidToken, NetworkError

from bot.telegram.api.errors import BadToken
from bot.telegram.api.watch import Watch
from tests.bot.telegram.test_service import processed
from tests.fakes.servers import free_port
from tests.fakes.serving import whole
from tests.processes import LAST_RESORT


def watched(*results):
    """What is known after each of *results*, the last of which ends it."""
    seen = []

    async def ask():
        seen.append(watch.reached)
        result = results[len(seen) - 1]
        if result:
            raise result

    watch = Watch(ask)
    watch.pause, watch.doubts = 0, (0, 0)
    with pytest.raises(BadToken):
        asyncio.run(watch.run())
    return seen


def test_a_server_out_of_reach_is_known_and_a_refused_token_is_the_end():
    """
    Out of reach is no end: the next call that comes through makes it well again.
    """
    seen = watched(None, NetworkError("away"), None, InvalidToken(), None, *[InvalidToken()] * 3)
    assert seen == [True, True, False, *[True] * 5]


def test_behind_a_webhook_the_bot_says_when_it_is_deaf_and_ends_when_its_token_is_revoked(tmp_path):
    """
    A process of its own: its health while Telegram cannot be reached and after, and its last sentence.
    """
    port, health = free_port(), free_port()

    def looked():
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{health}/healthz") as response:
                return response.read().decode().strip()
        except urllib.error.HTTPError as refused:
            return refused.read().decode().strip()

    async def well(word):
        for _ in range(600):
            if await asyncio.to_thread(looked) == word:
                return
            await asyncio.sleep(0.1)
        raise AssertionError(word)

    async def scene(telegram, bot):
        await bot.start()
        await well("ok")
        async with telegram.unreachable():
            await well("deaf")
        await well("ok")
        telegram.token = "999999:another-token_0123456789012345678"
        assert await asyncio.to_thread(bot.process.wait, LAST_RESORT) == 2
        assert "انسخ المفتاح من BotFather" in bot.log.read_text()

    processed(
        scene,
        tmp_path,
        *("--metrics", str(health)),
        RAWI_TELEGRAM_WEBHOOK=f"http://127.0.0.1:{port}/rawi",
        RAWI_TELEGRAM_LISTEN=str(port),
    )


def test_a_token_that_is_refused_once_is_no_end(bot):
    """
    A proxy that answers for the server for a moment is outlived: what came meanwhile is heard, and
    what was to be said is said.
    """

    async def scene(telegram, served):
        served.link._watch.doubts, token = (0.3,), telegram.token
        await telegram.until(lambda: telegram.commands)
        telegram.token = "another"
        telegram.say("/new")  # ends the poll that waits; the next is refused, and so is the answer
        await asyncio.sleep(0.15)
        telegram.token = token
        telegram.say("سؤال Q1")
        await whole(telegram, count=2)

    bot(scene)
