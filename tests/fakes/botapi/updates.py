"""
What the bot has yet to be told: one queue, emptied by polling or by a webhook, never by both.

From Client.cpp (``process_get_updates_query``) and WebhookActor.cpp.
"""

import contextlib
import itertools
from collections import deque

from tests.fakes.botapi.refusals import Refused

LONGEST_POLL = 50  # seconds
_ONLY_IF_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
_WEBHOOK_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Updates:
    """signal: rung when one comes. webhook: where they are delivered to; ``""`` when polled."""

    def __init__(self, signal):
        self.webhook = ""
        self.secret = ""
        self.allowed = frozenset()  # empty: all but those that must be asked for
        self._signal = signal
        self._ids = itertools.count(1000)
        self._queue = deque()
        self._poll = None

    def __len__(self):
        return len(self._queue)

    def add(self, kind, value):
        """Queue an update of *kind*, if the bot hears of such."""
        heard = kind in self.allowed if self.allowed else kind not in _ONLY_IF_ASKED
        if heard:
            self._queue.append({"update_id": next(self._ids), kind: value})
            self._signal.ring()

    def drop(self):
        self._queue.clear()

    async def poll(self, offset, limit, seconds):
        """
        What waits from *offset* on, or comes within *seconds*. Raises Refused.

        Whatever stands before *offset* is confirmed and gone. A second poll ends the first.
        """
        if self.webhook:
            raise Refused(409, _WEBHOOK_SET)
        self._confirm(offset)
        mine = self._poll = object()
        self._signal.ring()
        with contextlib.suppress(TimeoutError):
            await self._signal.until(
                lambda: self._queue or self._poll is not mine, min(seconds, LONGEST_POLL)
            )
        if self._poll is not mine:
            raise Refused(409, _OTHER_POLL)
        self._poll = None
        return list(itertools.islice(self._queue, limit))

    def _confirm(self, offset):
        if offset < 0:
            while len(self._queue) > -offset:
                self._queue.popleft()
        while self._queue and self._queue[0]["update_id"] < offset:
            self._queue.popleft()

    async def deliver(self, post):
        """
        Hand every update to the webhook, in order, each until it is taken.

        post: awaited with the address, the update and the secret; whether it was taken.
        """
        pause = 0.05
        while True:
            await self._signal.until(lambda: self._queue and self.webhook, None)
            first = self._queue[0]
            if await post(self.webhook, first, self.secret):
                pause = 0.05
                self._confirm(first["update_id"] + 1)
                self._signal.ring()
            else:
                await self._rest(pause)
                pause = min(2 * pause, 1)

    async def _rest(self, seconds):
        try:
            await self._signal.until(lambda: not self.webhook, seconds)
        except TimeoutError:
            return
