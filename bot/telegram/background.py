"""What the bot does without being asked: each step again and again, whatever happens to the others."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.telegram.logging import log_error

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
