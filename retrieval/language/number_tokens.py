"""
A text cut for the reading of numbers: runs of digits, words, marks; and what a word is worth.

Pure. One pass; a word's reading is kept, since a news archive uses few words often.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from retrieval.language import number_words as table
from retrieval.language.arabic import fold

_HARAKAT = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_UNSEEN = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_TOKEN = re.compile(rf"\d+|[^\W\d_](?:[^\W\d_]|[{_HARAKAT}{_UNSEEN}])*|[^\s{_UNSEEN}{_HARAKAT}]")
_MARKS_OF_DIRECTION = "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\ufeff"
_INVISIBLE = re.compile(f"[{_UNSEEN}{_HARAKAT}]")
_TANWEEN = frozenset("\u064b\u064c\u064d")
# What Arabic writes together with a word; the longest first.
_PREFIXES = (
    "وبال",
    "ولل",
    "وال",
    "فال",
    "بال",
    "كال",
    "لل",
    "ال",
    "وب",
    "ول",
    "وك",
    "فب",
    "فل",
    *"وفبلك",
)
_PREPOSITIONS = frozenset("بلكف")

Category = Literal[
    "unit", "ten", "teen", "tens", "hundreds", "hundred", "dozen", "scale", "dual", "alif", "fraction",
    "part", "ordinal", "crowd", "two",
]  # fmt: skip
_TABLES: tuple[tuple[Category, dict[str, Fraction]], ...] = (
    ("unit", table.UNITS), ("ten", table.TEN), ("teen", table.TEENS), ("tens", table.TENS),
    ("hundreds", table.HUNDREDS), ("scale", table.SCALES), ("dual", table.DUAL_SCALES),
    ("alif", table.ALIF_SCALES), ("fraction", table.FRACTIONS), ("crowd", table.CROWDS),
    ("ordinal", table.ORDINALS), ("part", table.PARTS),
    ("hundred", {"hundred": Fraction(100)}), ("dozen", table.DOZENS),
    ("two", dict.fromkeys(table.TWOS, Fraction(2))),
)  # fmt: skip
_WORTH: dict[str, tuple[Category, Fraction]] = {}
for _category, _words in _TABLES:
    for _word, _value in _words.items():
        _WORTH.setdefault(_word, (_category, _value))
_WITH_HAMZA = frozenset(map(fold, ("مئة", "مئتا", "مئتي", "مئتين", "مئتان", "مئات")))
_NOT_LED = frozenset({"ست"})  # «لست» is no six


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A word that says a number or part of one.

    joined: a و stands before it. led: a preposition does («بألف»), so that it begins a number.
    definite: the article does. tanween: written with it.
    """

    category: Category
    value: Fraction
    joined: bool = False
    definite: bool = False
    tanween: bool = False
    led: bool = False


class Token:
    """A run of digits, a word or a mark; *word* is its folded spelling."""

    __slots__ = ("digits", "end", "piece", "raw", "start", "word")

    def __init__(self, raw: str, start: int, end: int) -> None:
        self.raw, self.start, self.end = raw, start, end
        self.digits = raw[0].isdecimal()
        self.word, self.piece = ("", None) if self.digits else _read(raw)


def tokens(text: str) -> list[Token]:
    """The tokens of *text* in order; offsets are code points."""
    found = []
    for match in _TOKEN.finditer(text):
        raw = match.group().rstrip(_MARKS_OF_DIRECTION)
        found.append(Token(raw, match.start(), match.start() + len(raw)))
    return found


def gap(text: str, one: Token, other: Token) -> str:
    """What stands between two tokens that follow each other, without what cannot be seen."""
    between = text[one.end : other.start]
    return _INVISIBLE.sub("", between) if len(between) > 1 or between > "\u00ac" else between


@lru_cache(maxsize=100_000)
def _read(raw: str) -> tuple[str, Piece | None]:
    """The folded spelling of a word, and what it is worth if it is worth anything."""
    if raw in table.ROMAN:
        return raw, Piece("ordinal", Fraction(table.ROMAN[raw]))
    if raw in table.SIGNS_OF_FRACTION:
        return raw, Piece("fraction", table.SIGNS_OF_FRACTION[raw], joined=True)
    word = fold.__wrapped__(raw)
    tanween = not _TANWEEN.isdisjoint(raw[-2:])
    found = None if word == "واحد" and "أ" in raw else _worth(word, raw)  # «وأحد» is no «واحد»
    if found is not None:
        return word, Piece(*found, tanween=tanween)
    for prefix in _PREFIXES:
        base = word[len(prefix) :]
        if word.startswith(prefix) and len(base) >= 2 and (found := _worth(base, raw)) is not None:
            definite = prefix.endswith(("ال", "لل"))
            led = prefix == "لل" or not _PREPOSITIONS.isdisjoint(
                prefix[:-2] if definite else prefix
            )
            if led and not definite and base in _NOT_LED:
                continue
            return word, Piece(*found, prefix[0] == "و", definite, tanween, led)
    return word, None


def _worth(word: str, raw: str) -> tuple[Category, Fraction] | None:
    if word in _WITH_HAMZA and "ئ" not in raw and "ؤ" not in raw:
        return None  # «ميتا» is no two hundred
    return _WORTH.get(word)
