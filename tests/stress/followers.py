"""A thousand followers, new articles and SIGKILL: is everybody concerned told once, and nobody twice?"""

import asyncio
import random
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

from bot.telegram.messenger import Chat
from bot.telegram.state.follows import Follows
from retrieval.index.archive import Archive
from tests.fakes.archives import WordEmbedder, article, ingested, mark
from tests.fakes.botapi import BotAPI
from tests.stress.bots import Bot, beginnings, refusals, scripted

FIRST = 1_000  # the number of the first follower
CALM = 5.0  # seconds without a message, after which no more is expected: a round is 2


async def followers(people, *, topics, news, kills, seed=1, sabotage=None):
    """Print what became of each follower; how many things are wrong."""
    chance, began = random.Random(seed), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        topic_of = {FIRST + n: n % topics for n in range(people)}
        with closing(Archive(home, WordEmbedder())) as archive:
            ingested(archive, *(article(n) for n in range(topics, 2 * topics)))
            _follow(archive, topic_of)
            ingested(archive, *(article(n) for n in range(news)))
        async with BotAPI() as telegram:
            for chat in topic_of:
                telegram.chats.opened(chat)
            bot = Bot(telegram, home, scripted(0))
            if sabotage:
                bot.sabotage(sabotage)
            for _ in range(kills):
                await bot.start()
                await asyncio.sleep(chance.uniform(0.0, 4.0))
                bot.kill()
            await bot.start()
            concerned = [chat for chat, topic in topic_of.items() if topic < news]
            with suppress(TimeoutError):
                await telegram.until(
                    lambda: all(_told(telegram, chat) for chat in concerned), seconds=bot.patience
                )
            await _calm(telegram)
            status = await bot.stop()
            return _judged(telegram, topic_of, news, kills, time.monotonic() - began) + bool(status)


def _follow(archive, topic_of):
    follows, seen = Follows(archive.library.journal), archive.library.generation()
    follows.keep(
        *(
            follows.new(chat, Chat(chat), mark(topic), seen=seen, at=0.0)
            for chat, topic in topic_of.items()
        )
    )


def _told(telegram, chat):
    """What stands there of what is new."""
    return [one["text"] for one in telegram.replies(chat) if "reply_markup" in one]


async def _calm(telegram):
    """Wait until nothing has been said for a while."""
    calls = -1
    while calls != len(telegram.calls):
        calls = len(telegram.calls)
        await asyncio.sleep(CALM)


def _judged(telegram, topic_of, news, kills, seconds):
    told = {chat: _told(telegram, chat) for chat in topic_of}
    concerned = {chat for chat, topic in topic_of.items() if topic < news}
    lost = sum(not told[chat] for chat in concerned)
    twice = sum(len(some) > 1 for some in told.values())
    strangers = sum(bool(told[chat]) for chat in topic_of.keys() - concerned)
    crossed = sum(mark(topic_of[chat]) not in text for chat in topic_of for text in told[chat])
    begun = sum(len(beginnings(telegram.replies(chat))) for chat in topic_of)
    empty = sum(len(telegram.replies(chat)) - len(told[chat]) for chat in topic_of) - begun
    refused = refusals(telegram)
    floods, others = len(refused["too soon"]), len(refused["otherwise"])
    print(
        f"{len(topic_of)} followers, {news} new articles, {kills} SIGKILLs, {seconds:.0f} s: "
        f"{len(concerned)} concerned, {lost} not told, {twice} told twice, {strangers} told for nothing, "
        f"{crossed} told of another topic, {empty} empty messages and {begun} beginnings left behind, "
        f"{floods} floods, {others} refused otherwise"
    )
    return lost + twice + strangers + crossed + empty + floods + others
