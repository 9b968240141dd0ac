"""
The words numbers are written with, as ``data/numbers.*.txt`` lists them, and what one word is worth.

Words are folded as ``arabic.fold`` spells. Nothing here names a place, a person or an event.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from unicodedata import numeric

from retrieval.language.arabic import fold
from retrieval.language.tables import tables

KINDS = tables("numbers")
# The words that phrases of a kind begin with.
FIRST = {kind: {phrase.split()[0] for phrase in phrases} for kind, phrases in KINDS.items()}
# Units that two numbers must share to agree.
CURRENCIES = KINDS["currency"]
TIMES = frozenset(KINDS["time"].values())
MEASURES = {**CURRENCIES, **KINDS["time"], **KINDS["measure"]}
CHANGE = frozenset(KINDS["change"])
# What a word may be worth; of a word of two kinds the first counts.
_KINDS_OF_WORTH = (
    *("unit", "teen", "tens", "hundreds", "scale", "dual", "alif", "crowd", "fraction"),
    *("ordinal", "part", "two"),
)
_WORTH = {
    word: (kind, Fraction(2) if kind == "two" else Fraction(value))
    for kind in reversed(_KINDS_OF_WORTH)
    for word, value in KINDS[kind].items()
}
# What Arabic writes together with a word.
_PREFIXES = {a + b + c for a in ("و", "ف", "") for b in (*"بكل", "") for c in ("ال", "ل", "")}
_LONGEST_PREFIX = 4
_TANWEEN = frozenset("\u064b\u064c\u064d")


@dataclass(frozen=True, slots=True)
class Piece:
    """
    A word that says a number or part of one.

    joined: a و stands before it. led: a preposition does («بألف»), so that it begins a number.
    definite: the article does. tanween: written with it. latin: an English word.
    """

    kind: str
    value: Fraction
    joined: bool = False
    definite: bool = False
    tanween: bool = False
    led: bool = False
    latin: bool = False


@lru_cache(maxsize=100_000)
def read(raw: str) -> tuple[str, Piece | None]:
    """The folded spelling of a word or mark, and what it is worth if it is worth anything."""
    if raw in "½⅓⅔¼¾⅕⅛":
        value = Fraction(numeric(raw)).limit_denominator(10)
        return raw, Piece("fraction", value, joined=True)
    word = fold.__wrapped__(raw)
    if word in KINDS["roman"]:
        figure = Piece("ordinal", Fraction(KINDS["roman"][word]), latin=True)
        return word, figure if raw.isupper() else None
    tanween = not _TANWEEN.isdisjoint(raw[-2:])
    if found := _worth(word, raw):
        return word, Piece(*found, tanween=tanween, latin=word.isascii())
    for length in range(min(_LONGEST_PREFIX, len(word) - 2), 0, -1):
        prefix, base = word[:length], word[length:]
        if prefix not in _PREFIXES or not (found := _worth(base, raw)):
            continue
        bare = prefix.removesuffix("ال")
        definite = bare != prefix or prefix.endswith("لل")
        led = not frozenset("بكلف").isdisjoint(bare)
        if not led or definite or base != "ست":  # «لست» is no six
            return word, Piece(*found, prefix[0] == "و", definite, tanween, led)
    return word, None


def _worth(word: str, raw: str) -> tuple[str, Fraction] | None:
    if word == "واحد" and "أ" in raw:
        return None  # «وأحد» is no «واحد»
    if word[:2] == "مي" and "ئ" not in raw and "ؤ" not in raw:
        return None  # «ميتا» is no two hundred
    return _WORTH.get(word)
