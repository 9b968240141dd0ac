"""What the bot does without being asked: each step again and again, whatever happens to the others."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from bot.app import Opened
from bot.telegram.logging import log_error, log_event
from bot.telegram.state.budget import CHARGE
from bot.telegram.state.inbox import ANSWERED, ASKED, INCOMING, OUTGOING

_DAY = 86_400.0  # seconds

Step = Callable[[], Awaitable[object]]


async def repeat(step: Step, seconds: float) -> None:
    """Do *step* every so many *seconds*, until cancelled; a failure is logged."""
    while True:
        try:
            await step()
        except Exception as error:
            log_error("background_failed", error)
        await asyncio.sleep(seconds)


def leading(leads: Callable[[], bool], step: Step) -> Step:
    """*step* where this process leads, of all that serve the same readers; nothing elsewhere."""

    async def led() -> None:
        if await asyncio.to_thread(leads):
            await step()

    return led


async def prune(opened: Opened, days: int | None) -> None:
    """Forget what was said more than so many *days* ago; verdicts, their answers and follows stay."""
    journal = opened.archive.library.journal
    await asyncio.to_thread(journal.prune, (CHARGE,), time.time() - _DAY)
    if days is None:
        return
    before = time.time() - days * _DAY
    answers = await asyncio.to_thread(opened.memory.prune, before)
    messages = await asyncio.to_thread(journal.prune, (INCOMING, OUTGOING), before)
    await asyncio.to_thread(journal.prune, (ASKED, ANSWERED), before)
    log_event("pruned", answers=answers, messages=messages)
