"""Texts that Telegram cut in pieces: which message is the rest of another."""

import math

from bot.telegram.messenger import Chat, Incoming

_PIECE = 2_000  # characters; half of the longest message, and more than any question
_BREATH = 2.0  # seconds, by the server's clock, between the pieces of one text


class Pieces:
    """Long texts of late, by who wrote them and where."""

    def __init__(self) -> None:
        self._cut: dict[tuple[int, Chat], float] = {}

    def continues(self, incoming: Incoming) -> bool:
        """
        Whether *incoming* is the rest of a text that Telegram cut in pieces: of 4,096 units at most,
        and at a space or a full stop in their second half.

        No such text is a question, and its first piece is told so; the rest is none of its own.
        """
        if incoming.command is not None or incoming.document is not None:
            return False
        writer = incoming.person, incoming.chat
        goes_on = incoming.at - self._cut.get(writer, -math.inf) <= _BREATH
        if goes_on or len(incoming.text) >= _PIECE:
            self._cut[writer] = incoming.at
        else:
            self._cut.pop(writer, None)
        return goes_on
