"""SIGKILL at random moments, under load: is every question answered exactly once?"""

import asyncio
import itertools
import random
import tempfile
from pathlib import Path

from tests.fakes.botapi import BotAPI
from tests.stress.bots import Asked, Bot, broken, scripted, settled

CHATS = 40
OUTSTANDING = 2  # questions of one chat at a time; more than three would be declined
PAUSE = 0.15  # seconds between two questions
STARTING = 0.25  # share of the kills that come before the bot listens
LONGEST = 3.0  # seconds until the kill, from its start or from when it listens


async def kills(times, *, seed=None, writer=0.6, sabotage=None):
    """Print a line for each ten kills, and what is wrong at the end; how many things are."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        async with BotAPI() as telegram:
            bot = Bot(telegram, Path(folder, "home"), scripted(writer))
            bot.sabotage(sabotage)
            asked = []
            asking = asyncio.create_task(ask(telegram, asked, chance))
            for number in range(1, times + 1):
                await bot.start(listening=chance.random() > STARTING)
                await asyncio.sleep(chance.uniform(0, LONGEST))
                bot.kill()
                if number % 10 == 0:
                    done = sum(bool(one.answers()) for one in asked)
                    print(f"{number:4} kills, {len(asked)} asked, {done} answered", flush=True)
            asking.cancel()
            await bot.start()
            await settled(asked, bot)
            status = await bot.stop()
            print(f"{times} SIGKILLs")
            # Every chat may have had one message on its way, at every death.
            return broken(telegram, asked, status, unsure=times * CHATS // 4)


async def ask(telegram, asked, chance, *, pause=PAUSE, most=10**9):
    """Ask in random chats that have few questions waiting, *most* questions in all."""
    for number in itertools.count(len(asked) + 1):
        if len(asked) >= most:
            return
        await asyncio.sleep(pause)
        waiting = [one.chat for one in asked if not one.answers()]
        free = [chat for chat in range(1, CHATS + 1) if waiting.count(chat) < OUTSTANDING]
        if free:
            canary = f"Q{number:05}"
            message = telegram.say(f"سؤال {canary}", chance.choice(free))
            asked.append(Asked(telegram, message, canary))
