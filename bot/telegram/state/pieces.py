"""Texts that Telegram cut in pieces; pure."""

import math

from bot.telegram.messages.texts import units
from bot.telegram.messenger import Chat, Incoming

_PIECE = 2_000  # UTF-16 units; half of the longest message, and more than any question
_CUT = 4_000  # units of two pieces together: only what is longer than a message is cut
_BREATH = 2.0  # seconds, by the server's clock, between the pieces of one text
_CROWD = 10_000  # writers remembered before those who wrote no long text lately are dropped


class Pieces:
    """Whose last message was long, when, and how long."""

    def __init__(self) -> None:
        self._long: dict[tuple[int, Chat], tuple[float, int]] = {}

    def continues(self, incoming: Incoming) -> bool:
        """
        Whether *incoming* is the rest of a text that Telegram cut in pieces: of 4,096 units at most,
        and at a space or a full stop in their second half.

        No such text is a question, and its first piece is told so; the rest is none of its own.
        """
        if incoming.command is not None or incoming.document is not None:
            return False
        writer, long = (incoming.person, incoming.chat), units(incoming.text)
        whole = incoming.forwarded or incoming.reply_to is not None  # as a rest never is
        at, before = self._long.pop(writer, (-math.inf, 0))
        if long >= _PIECE and not incoming.forwarded:
            if len(self._long) >= _CROWD:
                self._long = {
                    who: one for who, one in self._long.items() if incoming.at - one[0] <= _BREATH
                }
            self._long[writer] = incoming.at, long
        return not whole and incoming.at - at <= _BREATH and before + long >= _CUT
