"""
The server as a process of its own: ``python -m tests.fakes.botapi [PORT]``.

Prints its address and token. A line of JSON on standard input is something a person does or looks
at, by the name it has in ``people``, with its arguments; the answer is a line of JSON:
``{"say": {"text": "مرحبا", "chat": 42}}``, ``{"transcript": {"chat": 42}}``.
"""

import asyncio
import json
import sys

from tests.fakes.botapi import BotAPI

_HEARD = frozenset(
    {
        *("say", "edit", "button", "press", "ask_inline", "react", "block", "unblock", "migrate"),
        *("transcript", "replies"),
    }
)


async def main(port):
    async with BotAPI(port=port) as telegram:
        print(json.dumps({"url": telegram.url, "token": telegram.token}), flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            print(json.dumps(_done(telegram, line), ensure_ascii=False), flush=True)


def _done(telegram, line):
    try:
        ((name, arguments),) = json.loads(line).items()
        if name not in _HEARD:
            return {"error": f"nobody here can {name}"}
        return {"result": getattr(telegram, name)(**arguments)}
    except (ValueError, TypeError, AttributeError, AssertionError) as error:
        return {"error": str(error)}


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
