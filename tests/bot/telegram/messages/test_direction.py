"""What a client shows of our lists, by the Unicode algorithm: nothing stands on its head."""

import re
from unicodedata import bidirectional

import pytest
from bidi.algorithm import get_display

from bot.i18n.messages import say
from bot.presentation.as_text import headline
from bot.telegram.handlers.commands import described
from bot.telegram.messages.posts import citation_rows, plain_posts
from retrieval.types import Dated, Source

SHOWN = ("start", "help", "latest", "sources")


def seen(line):
    """*line* as a client shows it: in the direction of its first letter or mark."""
    strong = (one for one in map(bidirectional, line) if one in ("L", "R", "AL"))
    return get_display(line, base_dir="L" if next(strong, "L") == "L" else "R")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_commands_are_shown_with_their_stroke_in_front(language):
    """
    In help, and where a command is unknown.
    """
    commands = "\n".join(f"• /{name} {text}" for name, text in described(language, SHOWN))
    texts = {
        say("bot_help", language, commands=commands): SHOWN,
        say("unknown_command", language, command="/weather"): ("help", "weather"),
    }
    for text, names in texts.items():
        (post,) = plain_posts(text, language)
        shown = "\n".join(map(seen, filter(str.strip, post.text.split("\n"))))
        found = re.findall(r"\S*(?:start|help|latest|sources|weather)\S*", shown)
        assert {f"/{name}" for name in names} <= {one.strip(".:،,\u200e\u200f") for one in found}


def test_an_arabic_outlet_in_an_english_line_keeps_its_date_beside_it():
    """
    The title, then the outlet, then the date, from the left.
    """
    source = Source("a", "جسر جديد", "CNN بالعربية", date=Dated("2018-03-05", "day", "printed"))
    (post,) = plain_posts(f"[1] {headline(source, 'en')}", "en")
    shown = seen(post.text).replace("\u200e", "")

    assert shown == "[1] “ديدج رسج” — CNN ةيبرعلاب, 5 March 2018"


def test_buttons_of_citations_run_as_their_reader_reads():
    """
    From the left in English.
    """
    (row,) = citation_rows("1f", [1, 2, 3], "en")

    assert [one.text for one in row] == ["[1]", "[2]", "[3]"]
