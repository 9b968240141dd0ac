"""What a message reaches here costs time in proportion to its length, whatever it is made of."""

import time

import pytest
from telegram import Update, User

from bot.telegram.api.updates import parse_update
from bot.telegram.handlers.admin import file_name, report_text
from bot.telegram.handlers.buttons import _read
from bot.telegram.handlers.follows import _HOURS
from bot.telegram.messages.answers import draft_posts
from bot.telegram.messages.entities import Post
from bot.telegram.messages.posts import beginning, plain_posts, shortened
from bot.types import Claim
from retrieval.sources.addresses import is_address

ME = User(1, "Rawi", True, username="rawi_test_bot")
PIECES = (
    *("a", " ", "\n", "ق", "ق ", "قِ", "[1]", "[", "«", "»", "”", "“ق", "/a ", "@rawi_test_bot "),
    *("http://a.b/", "a.", "1", "1.", "-", "😀", "\u200d", "\u200f", "\ue000", "ق, ", "a ق "),
    *("1٬", "٫", "@", "ا"),
)
SHORT, TIMES = 2_000, 8
SLACK = 3  # what a linear function may cost beyond TIMES, for a clock that others share
FEWEST = 0.002  # seconds of CPU below which nothing is measured


def parsed(text):
    chat = {"id": 42, "type": "private"}
    sender = {"id": 42, "is_bot": False, "first_name": "a"}
    body = {"message_id": 1, "date": 1, "chat": chat, "from": sender, "text": text}
    quote = {"text": text, "position": 0, "is_manual": True}
    update = {"update_id": 1, "message": {**body, "reply_to_message": body, "quote": quote}}
    return parse_update(Update.de_json(update, None), ME)


REACHED = {
    "parse_update": parsed,
    "file_name": file_name,
    "shortened": lambda text: shortened(text, 120),
    "report_text": lambda text: report_text({"error": text}, "ar"),
    "is_address": lambda text: [is_address(one) for one in text.split()[:1]],
    "button": _read,
    "hours": lambda text: _HOURS.fullmatch(f"5{text}x"),
    "plain_posts": lambda text: plain_posts(text, "ar"),
    "plain_posts_en": lambda text: plain_posts(text, "en"),
    "beginning": lambda text: beginning(Post(text)),
    "draft_posts": lambda text: draft_posts([Claim(text, ())], "ar"),
}


def cost(function, text):
    """The least CPU time of three."""
    found = []
    for _ in range(3):
        began = time.process_time()
        function(text)
        found.append(time.process_time() - began)
    return min(found)


@pytest.mark.parametrize("name", REACHED)
def test_time_is_in_proportion_to_length(name):
    """
    A ratio of two times on one machine: eight times the text costs no more than some 24 times it.
    """
    slow = []
    for piece in PIECES:
        short, long = (piece * (n // len(piece)) for n in (SHORT, SHORT * TIMES))
        before, after = cost(REACHED[name], short), cost(REACHED[name], long)
        if after > FEWEST and after > TIMES * SLACK * max(before, FEWEST / TIMES):
            slow.append((piece, before, after))

    assert slow == []
