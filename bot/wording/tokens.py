"""A text cut into folded words, each with its clause, a date as one word; pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from bot.extraction.nations import named
from bot.wording.thesaurus import contrary
from retrieval.language.dates import FoundDate

_NOT = re.compile(
    r"(?i)\b(?:can|do|does|did|is|are|was|were|has|have|had|wo|would|could|should)n[’']t\b"
)
_TOKEN = re.compile(r"[^\W_]+(?:[.,]\d+)*|[\ue000-\uf8ff]|[،,;؛:«»“”\"()–—!?؟.…]")
_FIRST_MARK = 0xE000  # a date stands in the text as one private character
_LONG_QUOTE = 5  # words; a shorter one is a name or a word held at arm's length


def _plain_latin(text: str) -> str:
    """*text* with Latin letters freed of their accents: «José»."""
    return "".join(
        unicodedata.normalize("NFKD", letter)[0] if "À" <= letter <= "ſ" else letter
        for letter in text
    )


@dataclass(frozen=True, slots=True)
class Tokens:
    """
    words: folded, a number's and a date's included. clauses: of each, growing at punctuation marks.
    quoted: whether each stands in a quotation of some length.
    """

    words: list[str]
    clauses: list[int]
    quoted: list[bool]


def tokenized(text: str, dates: Sequence[FoundDate]) -> Tokens:
    """The words of a clean *text*, in which *dates* were found."""
    marked = _plain_latin(text)
    for at, found in reversed(list(enumerate(dates))):
        marked = f"{marked[: found.start]} {chr(_FIRST_MARK + at)} {marked[found.end :]}"
    marked = _NOT.sub(" not ", marked).replace("%", " percent ").replace("٪", " percent ")
    tokens, clause, opened = Tokens([], [], []), 0, -1
    for token in _TOKEN.findall(named(marked)):
        if token in "«“" or (token == '"' and opened < 0):
            opened = len(tokens.words)
        elif token in '»”"':
            if 0 <= opened <= len(tokens.words) - _LONG_QUOTE:
                tokens.quoted[opened:] = [True] * (len(tokens.words) - opened)
            opened = -1
        elif token[0] in "،,;؛:()–—!?؟.…":
            clause += 1
        else:
            base = contrary(token) if token.isascii() else None
            for word in ("non", base) if base else (token,):
                tokens.words.append(word)
                tokens.clauses.append(clause)
                tokens.quoted.append(False)
    return tokens


def date_at(word: str) -> int | None:
    """Which of the dates *word* stands for, from 0; None if it is a word."""
    return ord(word) - _FIRST_MARK if "\ue000" <= word <= "\uf8ff" else None
