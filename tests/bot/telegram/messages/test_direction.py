"""What a client shows of our lists, by the Unicode algorithm: nothing stands on its head."""

import re
from unicodedata import bidirectional

import pytest
from bidi.algorithm import get_display
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.messages import say
from bot.presentation.as_text import headline
from bot.telegram.handlers.commands import coverage, described
from bot.telegram.messages.answers import citation_rows
from bot.telegram.messages.posts import plain_posts
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


WORDS = {"ar": ["قناة", "الشرق", "اندبندنت"], "en": ["Associated", "Press", "France 24", "CNN"]}
NAMES = st.lists(st.sampled_from([*WORDS["ar"], *WORDS["en"]]), min_size=1, max_size=3)
LISTS = {  # the text of each command that lists, of one article
    "coverage": lambda source, language: coverage([source], language),
    "sources": lambda source, language: f"[1] {headline(source, language)}",
    "refusal": lambda source, language: f"• {headline(source, language)}",
}


@given(name=NAMES.map(" ".join), title=NAMES.map(" ".join))
@pytest.mark.parametrize("command", LISTS)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_lines_of_lists_run_as_their_reader_reads(language, command, name, title):
    """
    Whatever they name: what marks a line is where it begins, and its number or year where it ends.
    """
    source = Source("a", title, name, date=Dated("2018", "year", "printed"))
    (post,) = plain_posts(LISTS[command](source, language), language)
    shown = seen(post.text.split("\n")[-1]).replace("\u200e", "").replace("\u200f", "")
    marks, end = ("•", "[1]"), ("1", "2018")

    if language == "ar":
        assert shown.endswith(marks), shown
        assert shown.startswith(end), shown
    else:
        assert shown.startswith(marks), shown
        assert shown.endswith(end), shown
