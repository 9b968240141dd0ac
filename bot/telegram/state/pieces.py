"""Texts that Telegram cut in pieces; pure."""

import math

from bot.telegram.messenger import Chat, Incoming

_PIECE = 2_000  # characters; half of the longest message, and more than any question
_BREATH = 2.0  # seconds, by the server's clock, between the pieces of one text
_CROWD = 10_000  # writers remembered before those who wrote no long text lately are dropped


class Pieces:
    """Whose last message was long, and when."""

    def __init__(self) -> None:
        self._long: dict[tuple[int, Chat], float] = {}

    def continues(self, incoming: Incoming) -> bool:
        """
        Whether *incoming* is the rest of a text that Telegram cut in pieces: of 4,096 units at most,
        and at a space or a full stop in their second half.

        No such text is a question, and its first piece is told so; the rest is none of its own.
        """
        if incoming.command is not None or incoming.document is not None:
            return False
        writer = incoming.person, incoming.chat
        goes_on = incoming.at - self._long.get(writer, -math.inf) <= _BREATH
        if goes_on or len(incoming.text) >= _PIECE:
            if len(self._long) >= _CROWD:
                self._long = {
                    who: at for who, at in self._long.items() if incoming.at - at <= _BREATH
                }
            self._long[writer] = incoming.at
        else:
            self._long.pop(writer, None)
        return goes_on
