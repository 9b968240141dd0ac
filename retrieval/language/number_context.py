"""
What stands around a number: its unit, percent, sign, how far it binds, whether it says which; pure.
"""

import re
from fractions import Fraction
from typing import Literal, NamedTuple, cast

from retrieval.language.months import MONTHS, any_of
from retrieval.language.number_grammar import Reader
from retrieval.language.number_kinds import Found, Kind
from retrieval.language.number_words import CURRENCIES, KINDS, MEASURES

Bound = Literal["about", "at_least", "at_most", "more_than", "less_than"]

_REACH = 4  # words of a phrase that bounds a number
_DENIED = {"less_than": "at_least", "more_than": "at_most"}
# What the words before a number say of it.
_SAID = re.compile(
    rf"(?:^| )(?:[وبلف]?(?P<denied>{any_of(KINDS['denies'])}) )?[وبلف]?"
    rf"(?P<phrase>{any_of(KINDS['bound'])})$"
)
_DATE = 5  # tokens before the year of a date
_HYPHENS = "-−‐‑–﹣－"
DASHES = _HYPHENS + "—~"
_OPENERS = "([{«“\"':=~≈<>≤≥ـ"
_MONTHS = frozenset(word for name in MONTHS for word in name.split())


class Tail(NamedTuple):
    """What follows a number and belongs to it: where it ends, what kind and unit it makes it."""

    end: int
    kind: Kind
    unit: str | None
    factor: Fraction = Fraction(1)


def tail(reader: Reader, found: Found, start: int) -> Tail:
    """The percent sign or words, the currency or measure or noun after (or before) a number."""
    end, kind = found.end, found.kind
    if kind not in ("cardinal", "vague", "fraction"):
        return Tail(end, kind, None)
    if points := reader.phrase("points", end):
        return Tail(points[1], "points", "%")
    if points := reader.phrase("basis", end):
        return Tail(points[1], "points", "%", Fraction(1, 100))
    if percent := reader.phrase("percent", end):
        return Tail(percent[1], "percent", "%")
    before = reader.before(start)
    if reader.tight(start) and before in KINDS["percent"]:
        return Tail(end, "percent", "%")
    if before in KINDS["sign"]:
        return Tail(end, kind, KINDS["sign"][before])
    if before in CURRENCIES and len(before) == 3 and reader.tokens[start - 1].raw.isupper():
        return Tail(end, kind, CURRENCIES[before])  # "USD 20"
    if (sign := reader.word(end)) in KINDS["sign"]:
        return Tail(end + 1, kind, KINDS["sign"][sign])
    return Tail(end, kind, found.unit or _unit(reader, end))


def _unit(reader: Reader, end: int) -> str | None:
    """What the number counts: a measure by its English name, or the folded noun that follows."""
    place = end + (reader.word(end) == "-" and reader.tight(end))
    for at in range(place, place + 3):
        word = reader.word(at)
        bare = word.removeprefix("ال")
        if not word or not word[0].isalpha():
            return None
        if (known := MEASURES.get(word) or MEASURES.get(bare)) is not None:
            return known
        if word in KINDS["filler"]:
            continue
        piece = reader.tokens[at].piece
        counts = piece is None or piece.kind == "two"
        led = word.startswith(("بال", "لل", "كال", "فال")) or (word[0] == "و" and len(word) > 4)
        return bare if counts and not led and word not in KINDS["no_unit"] else None
    return None


def negative(reader: Reader, start: int, end: int) -> tuple[bool, int, int]:
    """Whether the number from token *start* to *end* is below zero, and where it begins and ends then."""
    for at in range(end, end + 4):
        if not reader.follows(at):
            break
        if below := reader.phrase("below", at):
            return True, start, below[1]
    first = start - (reader.tight(start) and reader.before(start) in KINDS["sign"])
    before = reader.tokens[first - 1] if first else None
    if before is None:
        return False, start, end
    worded = before.word in KINDS["minus"] and reader.follows(first)
    signed = before.raw in _HYPHENS and reader.tight(first) and _is_sign(reader, first - 1)
    return (True, first - 1, end) if worded or signed else (False, start, end)


def _is_sign(reader: Reader, at: int) -> bool:
    """Whether a dash at *at* is a sign and no hyphen: «-5», «بـ-5», "$-5", not "F-16" or "3 -5"."""
    if at == 0:
        return True
    before = reader.tokens[at - 1]
    if not reader.tight(at):
        return not before.numeral or not reader.follows(at)
    return before.raw[-1] in _OPENERS or before.word in KINDS["sign"]


def label(reader: Reader, found: Found, start: int) -> Kind:
    """Whether a plain number says which, not how many: a year, a day of a month, "F-16", «رقم 5»."""
    before, after = reader.before(start), reader.word(found.end)
    if _attached(reader, found, start) or before in KINDS["label"] or before == "ال":
        return "label"
    following = reader.word(found.end + 1) if after == "من" else after
    if before in _MONTHS or following in _MONTHS:
        return "day" if found.low <= 31 else "year"
    if not 1000 <= found.low <= 2199:
        return "cardinal"
    closed = start and reader.tokens[start - 1].raw == "(" and after == ")"
    named = before in KINDS["year"] or before.lstrip("ولب") in KINDS["year"]
    dated = named or closed or after in KINDS["era"] or _ends_a_date(reader, start)
    return "year" if dated else "cardinal"


def _ends_a_date(reader: Reader, start: int) -> bool:
    """Whether a month stands before token *start*, a day and marks between: "November 28, 2024"."""
    for token in reversed(reader.tokens[max(0, start - _DATE) : start]):
        if token.word in _MONTHS:
            return True
        if not (token.raw in "،,()/-–" or (token.numeral and len(token.raw) <= 2)):
            return False
    return False


def _attached(reader: Reader, found: Found, start: int) -> bool:
    """Whether letters are stuck to the digits: "F-16", "H5", "5G", "Covid-19"."""
    after = reader.word(found.end) if reader.tight(found.end) else ""
    if len(after) == 1 and after.isascii() and after.isalpha():
        return True
    if not reader.tight(start):
        return False
    before = reader.before(start)
    if before in DASHES and reader.tight(start - 1):
        named = reader.tokens[start - 2]
        return named.word[:1].isalpha() and named.raw[-1] != "ـ"
    return before.isascii() and before.isalpha() and before != "us" and before not in CURRENCIES


def bound(reader: Reader, start: int, end: int) -> Bound | None:
    """How sure the number from token *start* to *end* is, by the words before and after it."""
    words: list[str] = []
    at = start - (reader.before(start) in KINDS["sign"] or reader.before(start) in ("ال", "a"))
    while len(words) < _REACH and (word := reader.before(at)):
        words.insert(0, word)
        at -= 1
    if said := _SAID.search(" ".join(words)):
        known = KINDS["bound"][said["phrase"]]
        return cast(Bound, _DENIED.get(known, known) if said["denied"] else known)
    return _after(reader, end)


def _after(reader: Reader, end: int) -> Bound | None:
    """What stands behind the number, or behind one word that it counts."""
    if reader.tight(end) and reader.word(end) == "+":
        return "at_least"
    found = reader.phrase("after", end) or (reader.word(end) and reader.phrase("after", end + 1))
    return cast(Bound, found[0]) if found else None
