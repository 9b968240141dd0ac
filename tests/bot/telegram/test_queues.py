"""Work in queues: in order within one, side by side between them, and it can be stopped."""

import asyncio

from bot.telegram.queues import Queues


def ran(scene):
    return asyncio.run(scene())


def test_one_lane_keeps_its_order_while_others_go_on():
    """
    A slow item holds up its own queue alone.
    """

    async def scene():
        done, gate = [], asyncio.Event()

        async def work(item):
            if item == "a1":
                await gate.wait()
            done.append(item)

        queues = Queues(work)
        for key, item in (("a", "a1"), ("a", "a2"), ("b", "b1"), ("b", "b2")):
            queues.add(key, item)
        await asyncio.sleep(0.01)
        assert (done, queues.waiting("a", lambda item: item == "a2")) == (["b1", "b2"], 1)
        gate.set()
        await asyncio.sleep(0.01)
        assert done == ["b1", "b2", "a1", "a2"]
        assert not queues._queues

    ran(scene)


def test_stopping_drops_what_was_picked_and_nothing_else():
    """
    The item in hand is cancelled, the waiting ones of the same kind leave, the others are done.
    """

    async def scene():
        done = []

        async def work(item):
            if item == "mine 1":
                await asyncio.sleep(9)
            done.append(item)

        queues = Queues(work)
        for item in ("mine 1", "mine 2", "yours"):
            queues.add("a", item)
        await asyncio.sleep(0.01)
        assert queues.stop("a", lambda item: item.startswith("mine")) == ["mine 1", "mine 2"]
        assert queues.stop("b", lambda item: True) == []
        await asyncio.sleep(0.01)
        assert done == ["yours"]

    ran(scene)


def test_finishing_waits_for_what_is_in_hand_but_not_for_ever():
    """
    What ends in time ends well; what does not is cancelled; what was not begun is left alone.
    """

    async def scene():
        done, cancelled = [], []

        async def work(item):
            try:
                await asyncio.sleep(item)
            except asyncio.CancelledError:
                cancelled.append(item)
                raise
            done.append(item)

        queues = Queues(work)
        for key, item in (("a", 0.05), ("a", 0.01), ("b", 9)):
            queues.add(key, item)
        await asyncio.sleep(0.01)
        await queues.finish(0.2)
        assert (done, cancelled) == ([0.05], [9])

    ran(scene)
