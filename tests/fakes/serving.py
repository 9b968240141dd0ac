"""The bot in this process, against the loopback Bot API, as ``rawi telegram`` wires it."""

import asyncio
from contextlib import asynccontextmanager

from prometheus_client import CollectorRegistry

from bot import app
from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.conversation.verify import Verifier
from bot.settings import Settings
from bot.telegram import service as station
from bot.telegram.api.client import Telegram
from bot.telegram.api.pacing import Pacing
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.metrics import Metrics
from retrieval.index.archive import Archive
from retrieval.search.searcher import Searcher


class Unpaced(Pacing):
    """For a server that limits nothing: only what it silences waits."""

    def take(self, chat, now):
        """Nobody is counted."""


class Served:
    """A running bot. registry: of its metrics."""

    def __init__(self, telegram, settings, opened):
        self.settings = settings
        self.opened = opened
        self.registry = CollectorRegistry()
        metrics = Metrics(self.registry)
        self.link = Telegram(settings, metrics, None if telegram.floods.limits else Unpaced())
        self.dispatcher = Dispatcher(self.link, opened, settings, metrics)
        self.task = asyncio.create_task(station.serve(self.link, self.dispatcher, settings))

    async def stop(self):
        """As SIGTERM does."""
        self.link.stopped.set()
        await self.task


@asynccontextmanager
async def serving(telegram, home, embedder, *, rawi=Rawi, **chosen):
    """
    A bot on *home* from here to the end of the block; a second block is a restart.

    rawi: makes what answers, from the archive and the memory.
    """
    archive = Archive(home, embedder, chosen.get("chroma_url"))
    memory = Memory(archive.library)
    facts = {"telegram_token": telegram.token, "telegram_api_url": telegram.url, **chosen}
    settings = Settings(home=home, **facts)
    opened = app.Opened(archive, memory, rawi(archive, memory), Verifier(Searcher(archive)))
    served = Served(telegram, settings, opened)
    try:
        yield served
    finally:
        if not served.task.done():
            await served.stop()
        archive.close()


async def whole(telegram, chat=42, *, count=1):
    """The bot's last message in *chat*, once there are *count* of them and it has buttons."""

    def last():
        said = telegram.replies(chat)
        return len(said) >= count and "reply_markup" in said[-1] and said[-1]

    return await telegram.until(last)


async def said(telegram, chat=42, *, count):
    """The bot's last message in *chat*, once there are *count* of them."""

    def last():
        messages = telegram.replies(chat)
        return len(messages) >= count and messages[-1]

    return await telegram.until(last)


async def button(telegram, message, text, *, user=None):
    """Action it, and wait until the press was answered."""
    id = telegram.press(message, telegram.button(message, text), user)
    await telegram.until(lambda: telegram.callbacks[id] is not None)
    return telegram.callbacks[id]
