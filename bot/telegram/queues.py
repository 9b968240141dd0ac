"""Work of one chat in order, chats side by side. Knows no messenger and no question."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(slots=True)
class _Lane(Generic[Item]):
    waiting: deque[Item] = field(default_factory=deque)
    current: Item | None = None
    task: "asyncio.Task[None] | None" = None


class Lanes(Generic[Item]):
    """
    One task for each chat that has work, none for those at rest.

    work: does one item, and deals with its own failures.
    """

    def __init__(self, work: Callable[[Item], Awaitable[None]]) -> None:
        self._work = work
        self._lanes: dict[Hashable, _Lane[Item]] = {}

    def waiting(self, key: Hashable) -> int:
        """How many items of *key* have not been begun."""
        lane = self._lanes.get(key)
        return len(lane.waiting) if lane else 0

    def add(self, key: Hashable, item: Item) -> None:
        """Do *item* after what *key* already has."""
        lane = self._lanes.setdefault(key, _Lane())
        lane.waiting.append(item)
        if lane.task is None:
            lane.task = asyncio.create_task(self._run(key, lane))

    def stop(self, key: Hashable, drop: Callable[[Item], bool]) -> list[Item]:
        """Give up those items of *key* that *drop* picks, the one in hand included; return them."""
        lane = self._lanes.get(key)
        if lane is None:
            return []
        dropped = [item for item in lane.waiting if drop(item)]
        lane.waiting = deque(item for item in lane.waiting if not drop(item))
        if lane.current is not None and drop(lane.current) and lane.task is not None:
            dropped.insert(0, lane.current)
            lane.task.cancel()
        return dropped

    async def finish(self, seconds: float) -> None:
        """Begin nothing more, and give what is in hand *seconds* to end; then cancel it."""
        tasks = []
        for lane in self._lanes.values():
            lane.waiting.clear()
            if lane.task is not None:
                tasks.append(lane.task)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, key: Hashable, lane: _Lane[Item]) -> None:
        try:
            while lane.waiting:
                lane.current = lane.waiting.popleft()
                await self._work(lane.current)
        finally:
            lane.current = lane.task = None
            if lane.waiting:  # the one in hand was given up, the next are not
                lane.task = asyncio.create_task(self._run(key, lane))
            else:
                self._lanes.pop(key, None)
