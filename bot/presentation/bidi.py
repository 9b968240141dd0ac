"""
Right to left on a terminal. The only module that imports arabic_reshaper and python-bidi.

Text is in logical order everywhere else. A pipe gets it untouched; a terminal gets it without
control characters, wrapped between words, and with a mark where the direction could be misread.
Terminals that do not order Arabic themselves get the letters joined and in visual order, which
copies badly: hence only where it is known to be needed, or asked for.
"""

import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any, Literal, TextIO
from urllib.parse import quote

Mode = Literal["auto", "on", "off"]

_RLM, _LRM = "\u200f", "\u200e"
_RLE, _PDF = "\u202b", "\u202c"  # older terminals and python-bidi know no isolates
_ARABIC = re.compile(
    r"[\u0620-\u064a\u0671-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
)
_LETTER = _ARABIC.pattern
# From its first Arabic letter to its last, what a name in an English line may hold between them.
_ARABIC_RUN = re.compile(rf"{_LETTER}(?:[^“”\"«»()\[\],—A-Za-z\n]*{_LETTER}[\u064b-\u0652]*)*")
# The same, or all of a quotation that begins in Arabic.
_ARABIC_QUOTE = re.compile(
    rf"((?<=[“«])[^“”«»A-Za-z\n]*{_LETTER}[^“”«»\n]*(?=[”»])|{_ARABIC_RUN.pattern})"
)
_ADDRESS = re.compile(r"(https?://)([^\s/?#«»“”]+)([^\s«»“”]*)")
_SAFE = "/?#[]@!$&'()*+,;=:%~"
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_LISTED = re.compile(r"\s*(?:•|\[\d+\])")
# A name in Latin letters before a number that would be taken to be its own: «Reuters: 3».
_LATIN_BEFORE_NUMBER = re.compile(
    r"(?<![A-Za-z\u00c0-\u024f\d])[A-Za-z\u00c0-\u024f]"
    r"(?:[^\u0600-\u06ff“”\"«»()\[\],،:—\n]{0,80}[A-Za-z\u00c0-\u024f\d])?"
    r"(?=[^\w\n]{0,2}[:،,—][^\w\n]{0,2}\d)"
)
_CITED_AFTER_LATIN = re.compile(r"(?<=[A-Za-z\u00c0-\u024f])(\s*)(?=\[\d+\])")
_STARTS_IN_SIGNS = re.compile(r"(?<!\S)(?=[-/.~]+[A-Za-z])")  # /help, --json, a path
# C0 and C1 controls (an article must not steer the terminal), then what overrides direction.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_WIDEST = 100  # columns; longer lines are tiring to read


def needs_help(terminal: Mapping[str, str]) -> bool:
    """
    Whether a terminal, by what it says about itself, is known to leave Arabic in logical order.

    >>> needs_help({"TERM": "xterm-256color", "WT_SESSION": "1"})
    True
    >>> needs_help({"TERM": "xterm-256color", "VTE_VERSION": "7600", "TMUX": "/tmp/t"})
    False
    """
    vte = int(re.sub(r"\D", "", terminal.get("VTE_VERSION", "")) or 0)
    if vte >= 5800 or "KONSOLE_VERSION" in terminal:
        return False
    known = {"ALACRITTY_WINDOW_ID", "WT_SESSION", "XTERM_VERSION", "TMUX"} & terminal.keys()
    plain = terminal.get("TERM", "").split("-")[0] in ("linux", "foot", "alacritty")
    return bool(known) or plain or terminal.get("TERM_PROGRAM") == "vscode"


STRONG, PLAIN = "\ue000", "\ue001"  # private marks in a text: strong from here, plain again
_WEIGHTS = {STRONG: "\x1b[1m", PLAIN: "\x1b[22m"}


class Screen:
    """
    Where text for people goes: a stream that may be a terminal.

    rtl: the direction of lines that hold both scripts.
    """

    def __init__(
        self,
        out: TextIO,
        *,
        mode: Mode = "auto",
        rtl: bool = True,
        terminal: Mapping[str, str],
    ) -> None:
        self._out = out
        self.tty = out.isatty()
        self._styled = self.tty and terminal.get("TERM") != "dumb"
        self.visual = self.tty and (mode == "on" or (mode == "auto" and needs_help(terminal)))
        self._rtl = rtl

    def print(self, text: str = "", *, rtl: bool | None = None) -> None:
        """One or more whole lines."""
        rtl = self._rtl if rtl is None else rtl
        if self.tty:
            width = min(shutil.get_terminal_size().columns, _WIDEST)
            text = lay_out(text, width=width, rtl=rtl, visual=self.visual)
        for mark, code in _WEIGHTS.items():
            text = text.replace(mark, code if self._styled and not self.visual else "")
        print(text, file=self._out, flush=True)

    @contextmanager
    def waiting(self, text: str) -> Iterator[None]:
        """Show *text* while something takes its time, on a terminal that can take it back."""
        if self._styled:
            print(
                _visual(text, 0, right=True) if self.visual else text,
                end="",
                file=self._out,
                flush=True,
            )
        try:
            yield
        finally:
            if self._styled:
                print("\r\x1b[K", end="", file=self._out, flush=True)


def shaped(text: str, terminal: Mapping[str, str]) -> str:
    """A few words for a place of their own, such as a progress line."""
    return _visual(text, 0, right=True) if needs_help(terminal) else text


def lay_out(text: str, *, width: int, rtl: bool, visual: bool) -> str:
    """*text* for a terminal *width* columns wide, each line in its own direction."""
    lines = []
    for paragraph in _UNSEEN.sub("", text).split("\n"):
        right = runs_right(paragraph, rtl=rtl)
        if right:
            paragraph = _CITED_AFTER_LATIN.sub(rf"\1{_RLM}", paragraph)
            paragraph = _STARTS_IN_SIGNS.sub(_LRM, paragraph)
        paragraph = _ADDRESS.sub(_in_ascii, paragraph)
        for line in wrapped(paragraph, width):
            if not right:
                line = _isolated(line)
            lines.append(_visual(line, width, right=right) if visual else marked(line, right=right))
    return "\n".join(lines)


def runs_right(paragraph: str, *, rtl: bool) -> bool:
    """
    The direction of a paragraph: its only script's, or *rtl* if it holds both or neither.

    A line of a list runs as the others do, whatever it names.

    >>> runs_right("الشرق", rtl=False), runs_right("• الشرق: 3", rtl=False)
    (True, False)
    """
    if _LISTED.match(paragraph):
        return rtl
    arabic, latin = _ARABIC.search(paragraph), _LATIN.search(paragraph)
    return rtl if bool(arabic) == bool(latin) else bool(arabic)


def _in_ascii(found: re.Match[str]) -> str:
    """An address that no terminal reorders, and that can be copied: its Arabic letters encoded."""
    scheme, host, rest = found.groups()
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        return found[0]
    return f"{scheme}{host}{quote(rest, safe=_SAFE)}"


def _isolated(line: str) -> str:
    """*line*, which runs left, with each Arabic stretch in its own direction and nothing after it."""
    return _ARABIC_QUOTE.sub(rf"{_RLE}\1{_PDF}{_LRM}", line)


def ends_of_arabic(line: str) -> list[int]:
    """
    Where Arabic ends in a *line* that runs left, and a mark keeps what follows out of it.

    >>> ends_of_arabic("CNN بالعربية, 5 March")
    [12]
    """
    return [run.end() for run in _ARABIC_RUN.finditer(line) if run.end() < len(line)]


def ends_of_latin(line: str) -> list[int]:
    """
    Where a name in Latin letters ends in a *line* of a list that runs right, and a mark keeps the
    number that follows out of it.

    >>> ends_of_latin("• France 24: 3"), ends_of_latin("جريدة: 3")
    ([11], [])
    """
    if not _LISTED.match(line):
        return []
    return [name.end() for name in _LATIN_BEFORE_NUMBER.finditer(line)]


def wrapped(paragraph: str, width: int) -> list[str]:
    """
    *paragraph* in lines of at most *width* columns, cut between words, indented as it began.

    >>> wrapped("  one two three", 9)
    ['  one two', '  three']
    """
    from wcwidth import wrap  # 20 ms, when there is a terminal

    indent = paragraph[: len(paragraph) - len(paragraph.lstrip())]
    lines = wrap(
        paragraph, width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return lines or [paragraph]


def marked(line: str, *, right: bool) -> str:
    """*line* behind a mark if its first letter would let it be taken to run the other way."""
    first = next((letter for letter in line if unicodedata.bidirectional(letter) in _STRONG), None)
    if first is None or _STRONG[unicodedata.bidirectional(first)] == right:
        return line
    return (_RLM if right else _LRM) + line


_STRONG = {"L": False, "R": True, "AL": True}


def _visual(line: str, width: int, *, right: bool) -> str:
    """*line* as it is seen, its letters joined; set against the right edge if it *right*ly is."""
    from bidi.algorithm import get_display  # its twin in Rust does not mirror brackets
    from wcwidth import width as columns

    indent = line[: len(line) - len(line.lstrip())]
    shown: str = get_display(_reshaper().reshape(line.strip()), base_dir="R" if right else "L")
    shown = re.sub("[\u200e\u200f\u202a-\u202e]", "", shown)
    if not right:
        return indent + shown
    return " " * max(0, width - columns(shown) - len(indent)) + shown + indent


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    # Harakat are kept, and lam-alef stays two cells: the width is what was wrapped.
    return ArabicReshaper({"delete_harakat": False, "support_ligatures": False})
