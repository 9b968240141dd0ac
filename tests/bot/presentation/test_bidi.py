"""Right to left: untouched in a pipe, readable on every terminal."""

import io
import re

import pytest
from bidi.algorithm import get_display
from wcwidth import width as columns

from bot.presentation.bidi import Screen, lay_out, needs_help

RLM, LRM = "\u200f", "\u200e"


def plain(text, **options):
    return lay_out(text, **{"width": 80, "rtl": True, "visual": False} | options)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("said", "helped"),
    [
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, False),
        ({"TERM": "xterm-256color", "VTE_VERSION": "5202", "XTERM_VERSION": "1"}, True),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "220401"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-kitty"}, False),
        ({"TERM": "xterm-256color"}, False),
        ({}, False),
        ({"TERM": "alacritty", "ALACRITTY_WINDOW_ID": "1"}, True),
        ({"TERM": "xterm-256color", "WT_SESSION": "x"}, True),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "vscode"}, True),
        ({"TERM": "linux"}, True),
        ({"TERM": "foot"}, True),
        ({"TERM": "screen-256color", "TMUX": "/tmp/x"}, True),
        ({"TERM": "screen-256color", "TMUX": "/tmp/x", "VTE_VERSION": "7600"}, False),
    ],
)
def test_only_terminals_known_to_need_it_are_helped(said, helped):
    """
    Visual order copies badly, so an unknown terminal keeps logical order.
    """
    assert needs_help(said) is helped


@pytest.mark.parametrize("mode", ["auto", "on", "off"])
def test_a_pipe_gets_the_text_untouched(mode):
    """
    Whatever was asked for: no marks, no wrapping, no shaping outside a terminal.
    """
    text = "BBC قالت Apple [1] " + "كلمة " * 60
    out = io.StringIO()
    Screen(out, mode=mode, terminal={"WT_SESSION": "1"}).print(text)

    assert out.getvalue() == text + "\n"


@pytest.mark.parametrize(("mode", "visual"), [("auto", True), ("on", True), ("off", False)])
def test_the_reader_has_the_last_word(mode, visual):
    """
    ``--bidi`` overrides what the terminal says of itself.
    """
    out = Terminal()
    Screen(out, mode=mode, terminal={"WT_SESSION": "1"}).print("السلام")

    assert ("السلام" not in out.getvalue()) is visual


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("قالت Apple [1] أمس", f"قالت Apple {RLM}[1] أمس"),
        ("قالت Apple [1][2] أمس", f"قالت Apple {RLM}[1][2] أمس"),
        ("قالت الشركة [1] أمس", "قالت الشركة [1] أمس"),
        ("بلغت 3.5% [1] أمس", "بلغت 3.5% [1] أمس"),
        ("BBC: قالت", f"{RLM}BBC: قالت"),
        ("[1] «BBC عربي»", f"{RLM}[1] «BBC عربي»"),
        ("[1] «عنوان» — BBC", "[1] «عنوان» — BBC"),
        ("للمساعدة: /help أو --json", f"للمساعدة: {LRM}/help أو {LRM}--json"),
        ("/new محادثة", f"{RLM}{LRM}/new محادثة"),
        ("Only English [1] here", "Only English [1] here"),
        ("", ""),
    ],
)
def test_marks_stand_only_where_direction_would_be_misread(text, shown):
    """
    One mark a citation group after a Latin word, one before a line that starts in Latin.
    """
    assert plain(text) == shown


def test_an_english_page_keeps_its_direction():
    """
    A line of both scripts follows the page; a quote all in Arabic runs its own way.
    """
    assert plain("«عنوان» — Reuters", rtl=False) == f"{LRM}«\u202bعنوان\u202c{LRM}» — Reuters"
    assert plain("«عنوان»", rtl=False) == "«عنوان»"


def test_lines_break_between_words_and_each_is_marked():
    """
    A terminal takes each line for a paragraph of its own.
    """
    assert plain("قالت وكالة Associated Press إن", width=12).split("\n") == [
        "قالت وكالة",
        f"{RLM}Associated",
        f"{RLM}Press إن",
    ]


def test_an_article_cannot_steer_the_terminal():
    """
    Escape sequences and direction overrides from a source never reach the screen.
    """
    assert plain("خبر\x1b[31m أحمر\u202e مقلوب\u2067\x07") == "خبر[31m أحمر مقلوب"


def test_visual_order_keeps_brackets_numbers_and_latin():
    """
    ``[1]`` stays a bracketed one, Latin words stay readable, letters are joined.
    """
    (line,) = plain("قالت شركة Apple [1] (أمس) 2500", visual=True, width=40).split("\n")

    assert "Apple" in line and "[1]" in line and "2500" in line
    assert line.index("2500") < line.index("[1]") < line.index("Apple")
    assert re.search(r"\(.+\)", line)
    assert re.search("[\ufe70-\ufefc]", line)
    assert RLM not in line


def test_visual_order_is_set_against_the_right_edge():
    """
    Joining changes no widths, so every line ends at the edge it was wrapped for.
    """
    text = "السَّلام عليكم ورحمة الله، قالت لا إله إلا الله " * 4

    assert {columns(line) for line in plain(text, visual=True, width=30).split("\n")} == {30}


def test_visual_english_stays_left():
    """
    An English paragraph is not moved.
    """
    assert plain("Plain English", visual=True, width=30) == "Plain English"


def test_an_arabic_outlet_in_an_english_line_keeps_to_itself():
    """
    Title, outlet, date and number from the left, where the terminal orders text and where it does not.
    """
    line = "[1] “جسر جديد” — CNN بالعربية, 5 March 2018"
    assert plain(line, rtl=False, visual=True) == "[1] “ﺪﻳﺪﺟ ﺮﺴﺟ” — CNN ﺔﻴﺑﺮﻌﻟﺎﺑ, 5 March 2018"
    ordered = get_display(plain(line, rtl=False), base_dir="L")
    assert (
        re.sub("[\u200e\u202a-\u202e]", "", ordered)
        == "[1] “ديدج رسج” — CNN ةيبرعلاب, 5 March 2018"
    )


def test_a_quotation_in_an_english_line_runs_in_its_own_direction():
    """
    Latin and numbers inside it stand where an Arabic reader looks for them.
    """
    line = "CNN: “باعت Apple عام 2018 جهازاً” [1]"
    ordered = get_display(plain(line, rtl=False), base_dir="L")
    assert re.sub("[\u200e\u202a-\u202e]", "", ordered) == "CNN: “ًازاهج 2018 ماع Apple تعاب” [1]"


@pytest.mark.parametrize("visual", [True, False])
@pytest.mark.parametrize("rtl", [True, False])
def test_an_address_with_arabic_letters_is_whole_and_copyable(visual, rtl):
    """
    Encoded as a browser sends it, so that no terminal turns a part of it round.
    """
    shown = plain("الرابط: https://موقع.com/خبر/2018?a=1 انتهى", rtl=rtl, visual=visual)
    assert "https://xn--4gbrim.com/%D8%AE%D8%A8%D8%B1/2018?a=1" in shown
