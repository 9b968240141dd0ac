"""
What stands around a number: its sign, unit, percent, whether it names a year; pure.
"""

from fractions import Fraction
from typing import NamedTuple

from retrieval.language import number_words as table
from retrieval.language.months import MONTHS
from retrieval.language.number_runs import Reader
from retrieval.language.number_special import Found, Kind

_DATE = 5  # tokens before the year of a date
_IN_DATES = frozenset("،,()/-–")
_OPENERS = frozenset("([{«“\"':=~≈<>≤≥")
_MONTHS = frozenset(word for name in MONTHS for word in name.split())
_FILLERS = frozenset(
    [
        "مربع",
        "مربعا",
        "مربعه",
        "مكعب",
        "مكعبا",
        "square",
        "cubic",
        "a",
        "an",
        "the",
        "ال",
        "of",
        "من",
    ]
)


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
    if reader.tight(start) and reader.tokens[start - 1].raw in table.PERCENT_SIGNS:
        return Tail(end, "percent", "%")
    if (percent := _percent(reader, end)) is not None:
        return percent
    if (sign := _currency_before(reader, start)) is not None:
        return Tail(end, kind, sign)
    if reader.follows(end) and reader.tokens[end].raw in table.CURRENCY_SIGNS:
        return Tail(end + 1, kind, table.CURRENCY_SIGNS[reader.tokens[end].raw])
    return Tail(end, kind, found.unit or _unit(reader, end))


def _percent(reader: Reader, end: int) -> Tail | None:
    word, after, third = reader.word(end), reader.word(end + 1), reader.word(end + 2)
    if reader.follows(end) and reader.tokens[end].raw in table.PERCENT_SIGNS:
        return Tail(end + 1, "percent", "%")
    if word in table.OF_PERCENT and after in table.POINT_WORDS:
        return Tail(end + 2, "points", "%")
    if word in table.POINT_WORDS and after in table.OF_PERCENT:
        return Tail(end + 2, "points", "%")
    if {word, after} & table.OF_BASIS and {word, after} & table.POINT_WORDS:
        return Tail(end + 2, "points", "%", Fraction(1, 100))
    if word in table.PERCENT:
        return Tail(end + 1, "percent", "%")
    if (word == "في" and after in table.HUNDRED_AFTER_IN) or (word == "per" and after == "cent"):
        points = third in ("point", "points")
        return Tail(end + 2 + points, "points" if points else "percent", "%")
    return None


def _currency_before(reader: Reader, start: int) -> str | None:
    if not reader.follows(start):
        return None
    before = reader.tokens[start - 1]
    if before.raw in table.CURRENCY_SIGNS:
        return table.CURRENCY_SIGNS[before.raw]
    coded = before.word.isascii() and len(before.word) == 3 and before.raw.isupper()
    return table.MEASURES.get(before.word) if coded else None


def _unit(reader: Reader, end: int) -> str | None:
    """What the number counts: a measure by its English name, or the folded noun that follows."""
    place = end + (reader.word(end) == "-" and reader.tight(end))
    for at in range(place, place + 3):
        word = reader.word(at)
        if not word or not word[0].isalpha():
            return None
        if (
            known := table.MEASURES.get(word) or table.MEASURES.get(word.removeprefix("ال"))
        ) is not None:
            return known
        if word in _FILLERS:
            continue
        counts = reader.tokens[at].piece is None or reader.tokens[at].piece.category == "two"  # type: ignore[union-attr]
        led = word.startswith(("بال", "لل", "كال", "فال")) or (word[0] == "و" and len(word) > 4)
        if word in table.NO_UNIT or not counts or led:
            return None
        return word.removeprefix("ال")
    return None


def negative(reader: Reader, start: int, end: int) -> tuple[bool, int, int]:
    """Whether the number from token *start* to *end* is below zero, and where it begins and ends then."""
    for at in range(end, min(end + 4, len(reader.tokens) - 1)):
        if not reader.follows(at):
            break
        if reader.word(at) in table.BELOW_ZERO and reader.word(at + 1) in table.ZERO:
            return True, start, at + 2
    first = start - 1 if reader.tight(start) and _is_currency(reader, start - 1) else start
    before = reader.tokens[first - 1] if first else None
    if before is None:
        return False, start, end
    if before.word in table.MINUS_WORDS and reader.follows(first):
        return True, first - 1, end
    if before.raw in table.MINUS_SIGNS and reader.tight(first) and _opens(reader, first - 1):
        return True, first - 1, end
    return False, start, end


def _is_currency(reader: Reader, at: int) -> bool:
    return reader.tokens[at].raw in table.CURRENCY_SIGNS


def _opens(reader: Reader, at: int) -> bool:
    """Whether a dash at *at* is a sign and no hyphen: «-5», «بـ-5», "$-5", not "F-16" or "3 -5"."""
    if at == 0:
        return True
    before = reader.tokens[at - 1]
    if not reader.tight(at):
        return not before.digits or "\n" in reader.text[before.end : reader.tokens[at].start]
    opens = before.raw in _OPENERS or before.raw in table.CURRENCY_SIGNS
    return opens or before.raw[-1] == "ـ"


def label(reader: Reader, found: Found, start: int) -> Kind:
    """Whether a plain number says which, not how many: a year, a day of a month, "F-16", «رقم 5»."""
    before = reader.tokens[start - 1].word if reader.follows(start) else ""
    raw = reader.tokens[start - 1].raw if start else ""
    after = reader.word(found.end)
    if _attached(reader, found, start) or before in table.LABEL_WORDS or before == "ال":
        return "label"
    if (
        before in _MONTHS
        or after in _MONTHS
        or (after == "من" and reader.word(found.end + 1) in _MONTHS)
    ):
        return "day" if found.low <= 31 else "year"
    if not 1000 <= found.low <= 2199:
        return "cardinal"
    if _ends_a_date(reader, start):
        return "year"
    closed = raw == "(" and found.end < len(reader.tokens) and reader.tokens[found.end].raw == ")"
    named = before in table.YEAR_WORDS or before.lstrip("ولب") in table.YEAR_WORDS
    era = after in ("م", "ه", "هجري", "ميلادي", "ad", "bc", "ce")
    return "year" if named or closed or era else "cardinal"


def _ends_a_date(reader: Reader, start: int) -> bool:
    """Whether a month stands before token *start*, a day and marks between: "November 28, 2024"."""
    for token in reversed(reader.tokens[max(0, start - _DATE) : start]):
        if token.word in _MONTHS:
            return True
        if not (token.raw in _IN_DATES or (token.digits and len(token.raw) <= 2)):
            return False
    return False


def _attached(reader: Reader, found: Found, start: int) -> bool:
    """Whether letters are stuck to the digits: "F-16", "H5", "5G", "Covid-19"."""
    if start and reader.tight(start):
        before = reader.tokens[start - 1]
        if before.raw in table.DASHES and start > 1 and reader.tight(start - 1):
            return (
                reader.tokens[start - 2].word[:1].isalpha()
                and reader.tokens[start - 2].raw[-1] != "ـ"
            )
        if (
            before.word.isascii()
            and before.word.isalpha()
            and before.word not in ("us", "usd", "eur")
        ):
            return True
    after = reader.tokens[found.end] if reader.tight(found.end) else None
    return (
        after is not None and after.word.isascii() and after.word.isalpha() and len(after.word) == 1
    )
