"""
Whether a stream of OpenAI's protocol was ended by its server, or only ended.

The libraries stop at ``data: [DONE]`` and at the end of the connection alike. Some servers never give a
reason for finishing; for them this is the only sign that nothing is missing.
"""

import re
from collections.abc import AsyncIterator
from contextvars import ContextVar
from typing import Any

_DONE = re.compile(rb"(?:^|[\r\n])data: ?\[DONE\]")
_TAIL = 32  # bytes in which it fits


class Ending:
    """Of the stream that is asked for next in this context."""

    def __init__(self) -> None:
        self.told = False
        _EXPECTED.set(self)


_EXPECTED: ContextVar[Ending] = ContextVar("ending")


async def watched(response: Any) -> None:
    """An HTTP client's hook: watches for the end while *response* is read."""
    ending = _EXPECTED.get(None)
    if ending is None:
        return
    read = response.aiter_bytes

    async def watching(*args: Any) -> AsyncIterator[bytes]:
        tail = b""
        async for piece in read(*args):
            seen = tail + piece
            ending.told = ending.told or bool(_DONE.search(seen))
            tail = seen[-_TAIL:]
            yield piece

    response.aiter_bytes = watching
