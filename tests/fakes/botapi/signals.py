"""Waiting for something to change, where what changes it is an ordinary function."""

import asyncio


class Signal:
    """Rung after every change; within one event loop."""

    def __init__(self):
        self._event = asyncio.Event()

    def ring(self):
        self._event.set()
        self._event = asyncio.Event()

    async def until(self, look, seconds):
        """What *look* gives as soon as that is true. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            while not (found := look()):
                await self._event.wait()
        return found
