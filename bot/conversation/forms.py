"""The forms of ``data/forms.txt``, which says what they are, as patterns. Read once."""

import re
from functools import cache
from importlib.resources import files
from typing import Final, Literal, cast

Kind = Literal[
    "latest",
    "summary",
    "recap",
    "brief",
    "more",
    "timeline",
    "profile",
    "source",
    "article",
    "language",
    "archive",
    "help",
    "about",
    "complaint",
    "pastime",
    "greeting",
    "wellbeing",
    "thanks",
    "goodbye",
]

_NAME: Final = re.compile(r"(?<!\?P)<(\w+)>")
_DEFINED: Final = re.compile(r"<(\w+)> = (.+)")


@cache
def forms() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """Each form with the kind it asks for, in the order they are tried."""
    pieces = _pieces()
    found = []
    for line in _lines():
        if not line.startswith("<"):
            kind, _, form = line.partition(": ")
            whole = _filled(f"<before>(?:{form})<after>", pieces)
            found.append((cast("Kind", kind), re.compile(whole)))
    return tuple(found)


@cache
def piece(name: str) -> re.Pattern[str]:
    """What ``<name>`` stands for."""
    return re.compile(_pieces()[name])


@cache
def _pieces() -> dict[str, str]:
    pieces = {"topic": "(?P<topic>(?!يا ).+?)"}  # «يا عم» is nobody's matter
    for line in _lines():
        if defined := _DEFINED.fullmatch(line):
            pieces[defined[1]] = _filled(defined[2], pieces)
    return pieces


def _filled(form: str, pieces: dict[str, str]) -> str:
    return _NAME.sub(lambda name: pieces[name[1]], form)


def _lines() -> list[str]:
    text = files("bot.conversation").joinpath("data/forms.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
