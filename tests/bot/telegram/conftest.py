"""A bot with a scripted writer, against the loopback Bot API."""

import asyncio

import pytest

from tests.fakes.archives import WordEmbedder
from tests.fakes.botapi import BotAPI
from tests.fakes.scripted_rawi import ScriptedRawi
from tests.fakes.serving import serving


@pytest.fixture(name="bot")
def _bot(tmp_path):
    """
    ``bot(scene, …)`` runs *scene* with a server and a bot.

    writer: seconds its answers take; None: ``served.opened.rawi.release``. error: raised by each question instead.
    model: whether it counts as a model's.
    """

    def bot(scene, *, writer=0.0, error=None, model=False, server=None, **chosen):
        def rawi(archive, memory):
            one = ScriptedRawi(archive, memory, writer, error)
            one.writer = object() if model else None
            return one

        async def play():
            async with BotAPI(**{"limits": {}, **(server or {})}) as telegram:
                home = tmp_path / "home"
                async with serving(telegram, home, WordEmbedder(), rawi=rawi, **chosen) as one:
                    await scene(telegram, one)

        asyncio.run(play())

    return bot
