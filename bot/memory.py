"""What was said in each chat, kept in the library across restarts."""

from dataclasses import asdict

from bot.types import Turn
from retrieval.library import Library

_KIND = "turn"
_KEPT = 6  # turns a follow-up can reach back


class Memory:
    """The turns of each chat; no chat ever sees another's."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def turns(self, chat: str) -> list[Turn]:
        """The last few turns of *chat*, newest last."""
        kept = self._library.records(_KIND, chat, limit=_KEPT)
        return [Turn(**{**body, "topics": tuple(body["topics"])}) for body in kept]

    def remember(self, chat: str, turn: Turn) -> None:
        self._library.record(_KIND, chat, asdict(turn))

    def forget(self, chat: str) -> None:
        """Start *chat* anew; nothing of it is kept."""
        self._library.erase(_KIND, chat)
