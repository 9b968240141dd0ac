"""
How often each chat may be written to; pure.

Telegram lets a bot say about one thing a second in a chat, in bursts, and 20 a minute in a group,
edits included; whoever says more is silenced for minutes. A chat that was silenced waits alone.
"""

from dataclasses import dataclass

_PRIVATE = (1.0, 3)  # seconds between two messages in the long run; how many may come at once
_GROUP = (3.0, 20)
_CROWD = 10_000  # chats remembered before those long at rest are dropped


@dataclass(slots=True)
class _Chat:
    due: float = 0.0  # when the chat would be at rest, by the generic cell rate algorithm
    held: float = 0.0  # not before this, as the server said


class Pacing:
    """When the next message of each chat may go. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._chats: dict[int, _Chat] = {}

    def wait(self, chat: int, now: float) -> float:
        """Seconds until *chat* may be written to."""
        one = self._chats.get(chat)
        if one is None:
            return 0.0
        interval, burst = _rate(chat)
        return max(0.0, one.due - (burst - 1) * interval - now, one.held - now)

    def take(self, chat: int, now: float) -> float:
        """Book a message for *chat*; returns the seconds it has to wait for its turn."""
        wait = self.wait(chat, now)
        self._sweep(now)
        one = self._chats.setdefault(chat, _Chat())
        one.due = max(one.due, now + wait) + _rate(chat)[0]
        return wait

    def hold(self, chat: int, until: float) -> None:
        """Write nothing to *chat* before *until*."""
        one = self._chats.setdefault(chat, _Chat())
        one.held = max(one.held, until)

    def _sweep(self, now: float) -> None:
        if len(self._chats) >= _CROWD:
            self._chats = {
                chat: one for chat, one in self._chats.items() if max(one.due, one.held) > now
            }


def _rate(chat: int) -> tuple[float, int]:
    """Groups have negative numbers."""
    return _GROUP if chat < 0 else _PRIVATE
