"""
How often each chat may be written to.

Telegram lets a bot say about one thing a second in a chat, in bursts, 20 a minute in a group and
some 30 a second in all, edits included; whoever says more is silenced for minutes. Pure.
"""

import math
from dataclasses import dataclass

# Seconds between two messages in the long run, a tenth more than must be, for two clocks and a line
# between them do not tick as one; and how many may come at once.
_PRIVATE = (1.1, 3)
_GROUP = (3.3, 20)
_ALL = (1 / 27, 25)
_CROWD = 10_000  # chats remembered before those long at rest are dropped


@dataclass(slots=True)
class _Bucket:
    """By the generic cell rate algorithm. interval: seconds. due: when it would be at rest."""

    interval: float
    burst: int
    due: float = 0.0
    held: float = 0.0  # closed until then, as the server said

    def opens(self) -> float:
        return max(self.due - (self.burst - 1) * self.interval, self.held)

    def take(self, at: float) -> None:
        self.due = max(self.due, at) + self.interval


class Pacing:
    """
    When the next message of each chat may go. Times are seconds of one monotonic clock.

    started: since when this process speaks. What another that was killed just before had sent counts
        as well, so the first second has no burst.
    """

    def __init__(self, started: float = -math.inf) -> None:
        interval, burst = _ALL
        self._all = _Bucket(interval, burst, due=started + burst * interval)
        self._chats: dict[int, _Bucket] = {}

    def wait(self, chat: int, now: float) -> float:
        """Seconds until *chat* may be written to."""
        return max(0.0, self._all.opens() - now, self._chat(chat, now).opens() - now)

    def take(self, chat: int, now: float) -> None:
        """A message goes to *chat* now; whoever says so has waited."""
        for bucket in (self._all, self._chat(chat, now)):
            bucket.take(now)

    def hold(self, chat: int, until: float, now: float) -> None:
        """Write nothing to *chat* before *until*."""
        bucket = self._chat(chat, now)
        bucket.held = max(bucket.held, until)

    def _chat(self, chat: int, now: float) -> _Bucket:
        """Groups have negative numbers."""
        if chat not in self._chats and len(self._chats) >= _CROWD:
            busy = {id: one for id, one in self._chats.items() if max(one.due, one.held) > now}
            self._chats = busy
        return self._chats.setdefault(chat, _Bucket(*(_GROUP if chat < 0 else _PRIVATE)))
