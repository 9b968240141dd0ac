"""The server asked again and again whether it still knows the bot."""

import asyncio

from telegram.error import InvalidToken, NetworkError

from bot.telegram.api.watch import Watch


def watched(*results):
    """What is known after each of *results*, and whether the bot was told to end."""
    seen, ended = [], asyncio.Event()

    async def ask():
        seen.append(watch.reached)
        result = results[len(seen) - 1]
        if result:
            raise result

    async def play():
        watch.start()
        await ended.wait()

    watch = Watch(ask, ended.set, pause=0)
    asyncio.run(play())
    return seen


def test_a_server_out_of_reach_is_known_and_a_refused_token_is_the_end():
    """
    Out of reach is no end: the next call that comes through makes it well again.
    """
    assert watched(None, NetworkError("away"), None, InvalidToken()) == [True, True, False, True]
