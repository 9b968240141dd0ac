"""Work of one chat in order, chats side by side. Knows no messenger and no question."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(slots=True)
class _Queue(Generic[Item]):
    waiting: deque[Item] = field(default_factory=deque)
    current: Item | None = None
    task: "asyncio.Task[None] | None" = None


class Queues(Generic[Item]):
    """
    One task for each chat that has work, none for those at rest.

    work: does one item, and deals with its own failures.
    """

    def __init__(self, work: Callable[[Item], Awaitable[None]]) -> None:
        self._work = work
        self._queues: dict[Hashable, _Queue[Item]] = {}

    def waiting(self, key: Hashable, counts: Callable[[Item], bool]) -> int:
        """How many items of *key* that *counts* picks have not been begun."""
        return sum(map(counts, self._queue(key).waiting))

    def items(self, key: Hashable) -> list[Item]:
        """Those of *key*, the one in hand first."""
        queue = self._queue(key)
        return [*([] if queue.current is None else [queue.current]), *queue.waiting]

    def _queue(self, key: Hashable) -> _Queue[Item]:
        return self._queues.get(key) or _Queue()

    def add(self, key: Hashable, item: Item) -> None:
        """Do *item* after what *key* already has."""
        queue = self._queues.setdefault(key, _Queue())
        queue.waiting.append(item)
        if queue.task is None:
            queue.task = asyncio.create_task(self._run(key, queue))

    def stop(self, key: Hashable, drop: Callable[[Item], bool]) -> list[Item]:
        """Give up those items of *key* that *drop* picks, the one in hand included; return them."""
        queue = self._queue(key)
        dropped = [item for item in self.items(key) if drop(item)]
        queue.waiting = deque(item for item in queue.waiting if item not in dropped)
        if queue.current in dropped and queue.task is not None:
            queue.task.cancel()
        return dropped

    async def finish(self, seconds: float) -> None:
        """Begin nothing more, and give what is in hand *seconds* to end; then cancel it."""
        tasks = []
        for queue in self._queues.values():
            queue.waiting.clear()
            if queue.task is not None:
                tasks.append(queue.task)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self, key: Hashable, queue: _Queue[Item]) -> None:
        try:
            while queue.waiting:
                queue.current = queue.waiting.popleft()
                await self._work(queue.current)
        finally:
            queue.current = queue.task = None
            if queue.waiting:  # the one in hand was given up, the next are not
                queue.task = asyncio.create_task(self._run(key, queue))
            else:
                self._queues.pop(key, None)
