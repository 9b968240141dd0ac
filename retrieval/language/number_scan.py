"""
A text gone through once: each number with its range, sign, percent, unit and bound; pure.

Dates in digits are passed over: ``retrieval.language.dates`` reads them.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from retrieval.language import number_words as table
from retrieval.language.number_bounds import Bound, bound
from retrieval.language.number_context import label, negative, tail
from retrieval.language.number_runs import Reader
from retrieval.language.number_special import Found, Kind, read
from retrieval.language.number_tokens import tokens

_ADDRESS = re.compile(r"\b\w+://\S+")
_CHANGE_REACH = 8  # words before «من 3 إلى 5» that may say that it is a change
_MOST_TIMES = 50  # «من 3 إلى 5 ملايين» shares its scale, "from 500 to 2 million" does not
_RANGED: frozenset[Kind] = frozenset({"cardinal", "percent", "points", "year", "day"})
_COUNTING: frozenset[Kind] = frozenset({"cardinal", "percent", "points", "fraction", "vague"})


class Scanned(NamedTuple):
    """A number and where it stands, in code points; the fields are those of ``numbers.Number``."""

    low: Fraction
    high: Fraction
    kind: Kind
    unit: str | None
    bound: Bound | None
    start: int
    end: int


class _Placed(NamedTuple):
    """A number with its place: the tokens from *start* to *end*, sign and percent included."""

    found: Found
    kind: Kind
    unit: str | None
    start: int
    end: int


def scan(text: str) -> Iterator[Scanned]:
    """The numbers of *text*, in order."""
    if "://" in text:
        text = _ADDRESS.sub(lambda found: " " * len(found[0]), text)
    reader = Reader(text, tokens(text))
    at = 0
    while at < len(reader.tokens):
        token = reader.tokens[at]
        if not token.digits and token.piece is None:
            at += 1
        elif skipped := _date(reader, at):
            at = skipped
        elif (one := _placed(reader, at)) is None:
            at += 1
        else:
            told, at = _with_second(reader, one)
            yield from (_scanned(reader, first, last) for first, last in told)


def _with_second(reader: Reader, one: _Placed) -> tuple[Sequence[tuple[_Placed, _Placed]], int]:
    """*one* alone, as a range with what follows, or both of a change; and the token to go on from."""
    other = _second(reader, one)
    if other is None:
        return [(one, one)], one.end
    one = _as(one, other)
    if one.found.low < other.found.low and not _is_change(reader, one.start):
        return [(one, other)], other.end
    return [(one, one), (other, other)], other.end


def _scanned(reader: Reader, one: _Placed, last: _Placed) -> Scanned:
    start, end = reader.tokens[one.start].start, reader.tokens[last.end - 1].end
    kind, unit = last.kind, last.unit if last.kind in _COUNTING else None
    sure = bound(reader, one.start, last.end)
    if unit in table.TIMES and reader.tokens[max(0, one.start - 1)].word == "over":
        sure = None  # "over ten years" is as often during as more than
    return Scanned(one.found.low, last.found.high, kind, unit, sure, start, end)


def _placed(reader: Reader, at: int) -> _Placed | None:
    found = _clock(reader, at) or read(reader, at)
    if found is None:
        return None
    after = tail(reader, found, at)
    below, start, end = negative(reader, at, after.end)
    factor = -after.factor if below else after.factor
    kind = after.kind
    if kind == "cardinal" and found.plain and after.unit not in table.CURRENCY_NAMES and not below:
        kind = label(reader, found, at)
    low, high = sorted((found.low * factor, found.high * factor))
    return _Placed(found._replace(low=low, high=high), kind, after.unit, start, end)


def _as(one: _Placed, last: _Placed) -> _Placed:
    """The first number of a range with the scale, percent and unit that stand after the second."""
    found, scale = one.found, last.found.scale
    if found.scale == 1 < scale and found.low <= _MOST_TIMES * last.found.low / scale:
        found = found._replace(low=found.low * scale, high=found.high * scale)
    kind = last.kind if one.kind in ("cardinal", "year", "day") else one.kind
    return one._replace(found=found, kind=kind, unit=one.unit or last.unit)


def _date(reader: Reader, at: int) -> int | None:
    """The token after a date in digits ("12/11/2024", "2024-11-12", "12.11.2024"), if one stands at *at*."""
    mark = reader.tokens[at + 1].raw if reader.tight(at + 1) else ""
    if mark not in ("/", "-", ".") or not reader.tokens[at].digits:
        return None
    places = range(at, min(at + 5, len(reader.tokens)))
    if len(places) < 5 or not all(map(reader.tight, places[1:])):
        return None
    if reader.tokens[at + 3].raw != mark or not all(reader.tokens[n].digits for n in places[::2]):
        return None
    sizes = sorted(len(reader.tokens[n].raw) for n in places[::2])
    return at + 5 if sizes[1] <= 2 and sizes[2] in (2, 4) else None


def _clock(reader: Reader, at: int) -> Found | None:
    """ "17:30" in hours."""
    if not reader.tokens[at].digits or not (reader.tight(at + 1) and reader.tight(at + 2)):
        return None
    hours, colon, minutes = reader.tokens[at : at + 3]
    if colon.raw != ":" or not minutes.digits or len(minutes.raw) != 2 or len(hours.raw) > 2:
        return None
    value = Fraction(int(hours.raw)) + Fraction(int(minutes.raw), 60)
    return Found(value, value, at + 3, "clock")


def _second(reader: Reader, one: _Placed) -> _Placed | None:
    """The number that ends the range which *one* begins: "3-8", «بين 3 و5», "from 3 to 5"."""
    at = one.end
    if one.kind not in _RANGED or not reader.follows(at):
        return None
    before = reader.tokens[one.start - 1].word if reader.follows(one.start) else ""
    word = reader.word(at)
    if reader.tokens[at].raw in table.DASHES:
        spaced = reader.tight(at) == reader.tight(at + 1)
        place = at + 1 if spaced or not reader.tight(at) else -1
    elif word in ("الي", "to"):
        place = at + 1
    elif before.removeprefix("و") in ("بين", "between"):
        place = reader.joined(at) or (at + 1 if word in ("و", "and") else -1)
    else:
        return None
    if not reader.follows(place):
        return None
    other = _placed(reader, place)
    if other is None or other.kind not in _RANGED:
        return None
    found = other.found._replace(low=abs(other.found.low), high=abs(other.found.high))
    kind: Kind = "year" if _years(one, other) else other.kind
    return other._replace(found=found, kind=kind, start=place)  # the hyphen of a range is no sign


def _years(one: _Placed, other: _Placed) -> bool:
    plain = one.found.plain and other.found.plain and not (one.unit or other.unit)
    return plain and 1800 <= one.found.low < other.found.low <= 2199


def _is_change(reader: Reader, start: int) -> bool:
    """Whether «من 3 إلى 5» tells how something changed, which is two numbers and no range."""
    if not reader.follows(start) or reader.tokens[start - 1].word not in ("من", "from"):
        return False
    for at in range(start - 2, max(-1, start - 2 - _CHANGE_REACH), -1):
        word = reader.tokens[at].word
        if word in table.CHANGE or word.lstrip("وف") in table.CHANGE:
            return True
        if word in table.CLAUSE_MARKS:
            return False
    return False
