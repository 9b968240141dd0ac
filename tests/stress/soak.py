"""Ten thousand questions to one bot: does it keep what it should not?"""

import asyncio
import tempfile
import time
from functools import partial
from pathlib import Path

from tests.fakes.botapi import BotAPI
from tests.stress.bots import Bot, beginnings, killed_in_the_middle, refusals
from tests.stress.load import archive_of_towns, ask_once, people, question_about

CHATS = 200
RATE = 12.0  # questions a second; each takes two of the thirty messages a second
GROWTH = 0.05  # how much more than after the first mark is too much


async def soak(first, last, *, sabotage=None):
    """
    Ask *last* questions; print the memory after *first* and *last*; how much is wrong.

    sabotage: how the bot is broken on purpose. At the end it is killed once with questions in hand.
    """
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        archive_of_towns(home, CHATS)
        async with BotAPI(limits={}) as telegram:
            bot = Bot(telegram, home)
            bot.sabotage(sabotage)
            await bot.start()
            marks = []
            answered = asked = crossed = refused = 0
            began = time.monotonic()
            while answered < last:
                while asked < min(last, (time.monotonic() - began) * RATE):
                    chat = asked % CHATS + 1
                    telegram.say(question_about(chat, asked // CHATS), chat)
                    asked += 1
                await asyncio.sleep(0.2)
                refused += len(refusals(telegram)["otherwise"])
                finals = _finals(telegram)
                answered += len(finals)
                crossed += sum(people(call.chat) not in call.text("text") for call in finals)
                if answered >= (first, last)[len(marks)]:
                    marks.append(bot.resident())
                    print(f"{answered:6} answered: {marks[-1]:.1f} MB", flush=True)
            growth = marks[1] / marks[0] - 1
            print(f"growth {100 * growth:.1f} %, {crossed} answers of another chat")
            ask = partial(ask_once, telegram, CHATS, scripted=False)
            asked = await killed_in_the_middle(telegram, bot, ask)
            lost = sum(not one.answers() for one in asked)
            empty = sum(_empty(telegram.replies(chat)) for chat in range(1, CHATS + 1))
            status = await bot.stop()
            print(
                f"{lost} of {len(asked)} lost by a kill, {empty} empty messages left behind "
                f"(may be {last // 1000}), {refused} calls refused, ended with {status}"
            )
            refused += len(refusals(telegram)["otherwise"])
            over = max(0, empty - last // 1000)
            return refused + int(growth > GROWTH) + crossed + lost + over + (status != 0)


def _empty(replies):
    """How many hold no answer, nor the beginning of one below."""
    return sum("reply_markup" not in one for one in replies) - len(beginnings(replies))


def _finals(telegram):
    """The calls that finished answers since it was last asked; what is given is forgotten."""
    calls, telegram.calls[:] = list(telegram.calls), []
    return [
        call
        for call in calls
        if call.refusal is None and call.name == "editmessagetext" and call.text("reply_markup")
    ]
