"""What no judge may let through: numbers, dates, quotations and names that the named windows lack. Pure."""

import re
from collections.abc import Sequence

from bot.verification.ruling import Why
from bot.verification.windows import Window, tokens
from retrieval.language.arabic import words
from retrieval.types import Source

_QUOTED = re.compile(r"«([^»]+)»|“([^”]+)”|\"([^\"]+)\"")
_SPEECH = 4  # words of a quotation that is no name


def veto(text: str, windows: Sequence[Window], source: Source) -> Why | None:
    """What *text*, its outlet left off, has that none of *windows* holds, if that is certain."""
    if _numbers(text, windows):
        return "number"
    if _quotes(text, windows):
        return "quote"
    return None


def _numbers(text: str, windows: Sequence[Window]) -> bool:
    held = {token.word for window in windows for token in tokens(window.text)}
    return any(one.word[0].isdigit() and one.word not in held for one in tokens(text))


def _quotes(text: str, windows: Sequence[Window]) -> bool:
    """Whether words between quotation marks stand nowhere, in that order."""
    held = " ".join(f" {' '.join(words(window.text))} " for window in windows)
    return any(
        len(said := words(next(filter(None, found)))) >= _SPEECH
        and f" {' '.join(said)} " not in held
        for found in _QUOTED.findall(text)
    )
