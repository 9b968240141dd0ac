"""Ten thousand questions to one bot: does it keep what it should not?"""

import asyncio
import tempfile
import time
from pathlib import Path

from tests.fakes.botapi import BotAPI
from tests.stress.bots import Bot
from tests.stress.load import archive_of_towns, question_about

CHATS = 200
RATE = 12.0  # questions a second; each takes two of the thirty messages a second
GROWTH = 0.05  # how much more than after the first mark is too much


async def soak(first, last):
    """Ask *last* questions; print the memory after *first* and *last*; 1 if it grew too much."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        archive_of_towns(home, CHATS)
        async with BotAPI(limits={}) as telegram:
            bot = await Bot(telegram, home).start()
            marks = []
            answered = asked = 0
            began = time.monotonic()
            while answered < last:
                while asked < min(last, (time.monotonic() - began) * RATE):
                    chat = asked % CHATS + 1
                    telegram.say(question_about(chat, asked // CHATS), chat)
                    asked += 1
                await asyncio.sleep(0.2)
                answered += _finals(telegram)
                if answered >= (first, last)[len(marks)]:
                    marks.append(bot.resident())
                    print(f"{answered:6} answered: {marks[-1]:.1f} MB", flush=True)
            status = await bot.stop()
            growth = marks[1] / marks[0] - 1
            print(f"growth {100 * growth:.1f} %, ended with {status}")
            return int(growth > GROWTH)


def _finals(telegram):
    """How many answers were finished since it was last asked; what is counted is forgotten."""
    calls, telegram.calls[:] = list(telegram.calls), []
    return sum(
        call.refusal is None and call.name == "editmessagetext" and bool(call.text("reply_markup"))
        for call in calls
    )
