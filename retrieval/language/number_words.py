"""
A text cut for the reading of numbers: numerals and words with what they are worth, and marks; pure.

The words are those of ``data/numbers.*.txt``, folded as ``arabic.fold`` spells. «2،500», «٢٬٥٠٠», "2'500"
and "2 500" are 2500, "1.234,5" is 1234.5, «9ر3» is 3.9 (agencies set the fraction first, so that it
stands right on paper). A list («3،5،7») is not one number. Addresses and dates in digits hold no
numbers: ``retrieval.language.dates`` reads those.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple
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


_UNSEEN = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HARAKAT = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_SPACES = " \u00a0\u2007\u2008\u2009\u200a\u202f"
_TOKEN = re.compile(
    r"(?P<address>[A-Za-z]+://\S+)"
    r"|(?P<date>(?:\d\d?([/.-])\d\d?\3(?:\d{4}|\d\d)|\d{4}([/.-])\d\d?\4\d\d?)(?!\d))"
    r"|(?P<clock>\d\d?:\d\d(?!\d))"
    rf"|(?P<numeral>\d+(?:[.,،٬٫'’‘`´ر{_SPACES}]\d+){{0,7}})"
    rf"|(?P<word>[^\W\d_](?:[^\W\d_]|[{_HARAKAT}])*)"
    rf"|(?P<mark>[^\s{_HARAKAT}])"
)
_ONE_MARK = str.maketrans("،٬’‘`´" + _SPACES, ",,''''" + " " * len(_SPACES))
_LONGEST = 18  # digits; more is no quantity


@dataclass(frozen=True, slots=True)
class Numeral:
    """
    A number in digits.

    plain: one ungrouped run, as a year is. code: no quantity («007», an account). clock: hours.
    decimal: what it is where its only point sets decimals apart («1.125 percent»).
    """

    value: Fraction
    plain: bool = False
    code: bool = False
    clock: bool = False
    decimal: Fraction | None = None


class Token(NamedTuple):
    """
    A numeral, a word or a mark; *word* is its folded spelling, empty of a numeral.

    apart: 0 where nothing stands before it, 1 for space, 2 for the end of a line.
    """

    raw: str
    start: int
    end: int
    apart: int
    word: str = ""
    piece: Piece | None = None
    numeral: Numeral | None = None


def tokens(text: str) -> list[Token]:
    """The tokens of *text* in order; offsets are code points."""
    seen, places = text, list(range(len(text)))
    if _UNSEEN.search(text):
        seen = _UNSEEN.sub("", text)
        places = [at for at, letter in enumerate(text) if not _UNSEEN.match(letter)]
    found: list[Token] = []
    at = 0
    while match := _TOKEN.search(seen, at):
        between = seen[at : match.start()] if found else "\n"
        apart = 2 if "\n" in between else int(any(map(str.isspace, between)))
        kind, raw, numeral = match.lastgroup, match[0], None
        if kind == "numeral":
            numeral, raw = _numeral(raw, _listing(found, apart))
        elif kind == "clock":
            hours, minutes = raw.split(":")
            numeral = Numeral(Fraction(int(hours)) + Fraction(int(minutes), 60), clock=True)
        at = match.start() + len(raw)
        word, piece = read(raw) if kind in ("word", "mark") else ("", None)
        start, end = places[match.start()], places[at - 1] + 1
        found.append(Token(raw, start, end, apart, word, piece, numeral))
    return found


def _listing(before: Sequence[Token], apart: int) -> str:
    """The mark that stands between a numeral and the one that comes next: "3,5,7"."""
    if apart or len(before) < 2 or before[-1].apart or not before[-2].numeral:
        return ""
    return before[-1].raw.translate(_ONE_MARK)


def _numeral(run: str, listing: str) -> tuple[Numeral, str]:
    """What *run*, digits with marks or spaces between, begins with; and how much of it that is."""
    groups = re.findall(r"\d+", run)
    marks = [mark.translate(_ONE_MARK) for mark in re.findall(r"\D", run)]
    if marks and marks[0] == listing:
        groups, marks = groups[:1], []

    def upto(last: int) -> str:
        return run[: sum(map(len, groups[: last + 1])) + last]

    if marks[:1] == ["ر"]:
        whole, fraction = groups[:2] if groups[0] == "0" else (groups[1], groups[0])
        return Numeral(_decimal(whole, fraction)), upto(1)
    more = _thousands(groups, marks)
    whole = "".join(groups[: more + 1])
    if _has_decimals(groups, marks, more):
        return Numeral(_decimal(whole, groups[more + 1])), upto(more + 1)
    value = Fraction(int(whole)) if len(whole) <= _LONGEST else Fraction(0)
    code = not more and ((len(whole) > 1 and whole[0] == "0") or len(whole) > _LONGEST)
    dot = more == 1 and marks[0] == "."
    decimal = _decimal(*groups[:2]) if dot else None
    return Numeral(value, plain=not more, code=code, decimal=decimal), upto(more)


def _decimal(whole: str, fraction: str) -> Fraction:
    if len(whole) + len(fraction) > 2 * _LONGEST:
        return Fraction(0)
    return Fraction(int(whole + fraction), 10 ** len(fraction))


def _thousands(groups: Sequence[str], marks: Sequence[str]) -> int:
    """How many groups of three continue the first: 1 for "2,500"."""
    if not marks or len(groups[0]) > 3 or groups[0][0] in "0٠۰" or marks[0] == "٫":
        return 0
    alike = [
        mark == marks[0] and len(group) == 3 for mark, group in zip(marks, groups[1:], strict=True)
    ]
    more = alike.index(False) if False in alike else len(alike)
    goes_on = marks[0] == "." and marks[more : more + 1] == ["."]
    return 0 if goes_on else more


def _has_decimals(groups: Sequence[str], marks: Sequence[str], more: int) -> bool:
    """Whether the group after the first *more* + 1 is a fraction."""
    mark, following = "".join(marks[more : more + 1]), marks[more + 1 : more + 2]
    if mark not in (".", "٫", ",") or following == [mark] or (more and mark == marks[0]):
        return False  # "3,5,7", "12.11.2020"
    return mark != "," or len(groups[more + 1]) <= 2 or (not more and groups[0] in "0٠۰")
