"""Texts that Telegram cut in pieces, and those that it did not."""

import pytest

from bot.telegram.messenger import Chat, Incoming
from bot.telegram.state.pieces import Pieces

LONG = "كلمة " * 600


@pytest.mark.parametrize(
    ("first", "second", "rest"),
    [
        ({"text": LONG}, {"text": LONG}, True),
        ({"text": LONG}, {"text": "كم؟"}, False),
        ({"text": "ق" * 4_090}, {"text": "بقية"}, True),
        ({"text": "😀" * 2_040}, {"text": "بقية"}, True),
        ({"text": LONG}, {"text": LONG, "at": 9.0}, False),
        ({"text": LONG}, {"text": LONG, "reply_to": 3}, False),
        ({"text": LONG}, {"text": LONG, "forwarded": True}, False),
        ({"text": LONG, "forwarded": True}, {"text": LONG}, False),
    ],
)
def test_a_rest_comes_at_once_and_makes_more_than_a_message_of_the_first(first, second, rest):
    """
    It is written where the first was: neither a reply nor forwarded.
    """
    pieces = Pieces()
    messages = [
        Incoming(**{"update": 1, "chat": Chat(42), "person": 42, "message": 7, "at": 0.0, **one})
        for one in (first, second)
    ]

    assert [pieces.continues(one) for one in messages] == [False, rest]
