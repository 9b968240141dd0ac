"""
Numbers, read once for everybody: value, kind, unit, sign, how sure, and where they stand.

Digits of any script and grouping and words of both languages come to one thing: «مليوناً ومئتي ألف»,
«٢٬٥٠٠», "two and a half million", «بين 3 و5 بالمئة». Two readers agree on a number or not by
``agrees``; two accounts tell different numbers by ``differ``. Pure, and linear in the text's length.
Does not read dates: a year and a day are numbers of a kind of their own, "12/11/2024" is none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from typing import NamedTuple

from retrieval.language.number_context import DASHES, Bound, bound, label, negative, tail
from retrieval.language.number_grammar import Reader
from retrieval.language.number_kinds import Found, Kind, read
from retrieval.language.number_words import CHANGE, CURRENCIES, KINDS, MEASURES, TIMES, tokens

_CHANGE_REACH = 8  # words before «من 3 إلى 5» that may say that it is a change
_MOST_TIMES = 50  # «من 3 إلى 5 ملايين» shares its scale, "from 500 to 2 million" does not
_CLAUSE_MARKS = frozenset("،,؛;.؟?!:")
_RANGED: frozenset[Kind] = frozenset({"cardinal", "percent", "points", "year", "day"})
_COUNTING: frozenset[Kind] = frozenset({"cardinal", "percent", "points", "fraction", "vague"})
_FINEST = Fraction(1, 10**6)
_MEASURES = frozenset(MEASURES.values())
# Kinds that may be one number: what says which is not always told from what says how many.
_TOGETHER: tuple[frozenset[Kind], ...] = (
    frozenset({"cardinal", "vague"}),
    frozenset({"percent", "fraction"}),
    frozenset({"cardinal", "clock"}),
    frozenset({"cardinal", "label", "year", "day"}),
    frozenset({"ordinal", "label", "year", "day"}),
)
_AS_SURE: tuple[frozenset[Bound | None], ...] = (
    frozenset({None, "about"}),
    frozenset({"more_than", "at_least"}),
    frozenset({"less_than", "at_most"}),
)


@dataclass(frozen=True, slots=True)
class Number:
    """
    A number of a text. ``text[start:end]`` is ``Number.text``.

    low, high: its value; they differ for a range («بين 3 و5») and a crowd («عشرات»: 20 to 99).
    kind: ``cardinal`` counts or measures. ``ordinal`` is a place in a row. ``percent`` (5 for 5 %)
        and ``points`` (percentage points) are shares and their change, ``fraction`` a share in words
        («نصف السكان»). ``vague`` is a crowd. ``year``, ``day`` (of a month), ``clock`` (hours) and
        ``label`` ("F-16", «رقم 5», «الدول الـ27») say which, not how many.
    unit: a measure or currency by its English name (``dollar``, ``kilometre``), ``%``, or the folded
        noun that follows; None where the text does not say it beside the number.
    bound: how far the number binds, by the words around it.
    """

    low: Fraction
    high: Fraction
    kind: Kind
    unit: str | None
    bound: Bound | None
    start: int
    end: int
    text: str


def numbers(text: str) -> list[Number]:
    """
    The numbers of *text*, in order.

    >>> [(float(n.low), n.unit) for n in numbers("بلغ مليوناً ومئتي ألف ناخب، و2،500 دولار")]
    [(1200000.0, 'ناخب'), (2500.0, 'dollar')]
    >>> [(float(n.low), float(n.high), n.kind) for n in numbers("between 3 and 5 percent")]
    [(3.0, 5.0, 'percent')]
    """
    reader = Reader(tokens(text))
    return [_number(text, reader, first, last) for first, last in _placed_all(reader)]


class _Placed(NamedTuple):
    """A number with its place: the tokens from *start* to *end*, sign and percent included."""

    found: Found
    kind: Kind
    unit: str | None
    start: int
    end: int
    plain: bool


def _placed_all(reader: Reader) -> Iterator[tuple[_Placed, _Placed]]:
    """The ends of each number, which differ for a range: «بين 3 و5»."""
    at = 0
    while at < len(reader.tokens):
        token = reader.tokens[at]
        one = _placed(reader, at) if token.numeral or token.piece else None
        at = one.end if one else at + 1
        if one and (other := _second(reader, one)):
            one, at = _like(one, other), other.end
            if one.found.low < other.found.low and not _is_change(reader, one.start):
                yield one, other
            else:
                yield from ((one, one), (other, other))
        elif one:
            yield one, one


def _number(text: str, reader: Reader, one: _Placed, last: _Placed) -> Number:
    start, end = reader.tokens[one.start].start, reader.tokens[last.end - 1].end
    unit = last.unit if last.kind in _COUNTING else None
    sure = bound(reader, one.start, last.end)
    if unit in TIMES and reader.before(one.start) == "over":
        sure = None  # "over ten years" is as often during as more than
    low, high = one.found.low, last.found.high
    return Number(low, high, last.kind, unit, sure, start, end, text[start:end])


def _placed(reader: Reader, at: int) -> _Placed | None:
    found = read(reader, at)
    if found is None:
        return None
    numeral = reader.tokens[at].numeral
    plain = bool(numeral and numeral.plain) and found.end == at + 1
    after = tail(reader, found, at)
    below, start, end = negative(reader, at, after.end)
    factor = -after.factor if below else after.factor
    kind = after.kind
    if kind == "cardinal" and plain and after.unit not in CURRENCIES.values() and not below:
        kind = label(reader, found, at)
    low, high = sorted((found.low * factor, found.high * factor))
    return _Placed(found._replace(low=low, high=high), kind, after.unit, start, end, plain)


def _like(one: _Placed, last: _Placed) -> _Placed:
    """The first number of a range with the scale, percent and unit that stand after the second."""
    found, scale = one.found, last.found.scale
    if found.scale == 1 < scale and found.low <= _MOST_TIMES * last.found.low / scale:
        found = found._replace(low=found.low * scale, high=found.high * scale)
    kind = last.kind if one.kind in ("cardinal", "year", "day") else one.kind
    return one._replace(found=found, kind=kind, unit=one.unit or last.unit)


def _second(reader: Reader, one: _Placed) -> _Placed | None:
    """The number that ends the range which *one* begins: "3-8", «بين 3 و5», "from 3 to 5"."""
    at, word = one.end, reader.word(one.end)
    if one.kind not in _RANGED or not word:
        return None
    place: int | None = at + 1
    if word in DASHES:
        if reader.tight(at) and not reader.tight(at + 1):
            return None
    elif word not in KINDS["to"]:
        between = reader.before(one.start).removeprefix("و") in KINDS["between"]
        place = reader.joined(at) if between else None
    other = _placed(reader, place) if place and reader.follows(place) else None
    if place is None or other is None or other.kind not in _RANGED:
        return None
    # The hyphen of a range is no sign.
    found = other.found._replace(low=abs(other.found.low), high=abs(other.found.high))
    kind: Kind = "year" if _years(one, other) else other.kind
    return other._replace(found=found, kind=kind, start=place)


def _years(one: _Placed, other: _Placed) -> bool:
    plain = one.plain and other.plain and not (one.unit or other.unit)
    return plain and 1800 <= one.found.low < other.found.low <= 2199


def _is_change(reader: Reader, start: int) -> bool:
    """Whether «من 3 إلى 5» tells how something changed, which is two numbers and no range."""
    if reader.before(start) not in ("من", "from"):
        return False
    before = reader.tokens[max(0, start - 1 - _CHANGE_REACH) : start - 1]
    clause = takewhile(lambda token: token.word not in _CLAUSE_MARKS, reversed(before))
    return any({token.word, token.word.lstrip("وف")} & CHANGE for token in clause)


def agrees(mine: Number, theirs: Number) -> bool:
    """
    Whether *mine* may be said on the strength of *theirs*: value, sign, scale, unit and bound.

    «نحو» may come or go; «أكثر من» and its like may not. What is rounded must say so ("about 2,500" of
    2,487), and a crowd may stand for a number in it, never the other way.

    >>> [theirs] = numbers("2,487 people")
    >>> [agrees(numbers(mine)[0], theirs) for mine in ("2487", "about 2,500", "2,500", "thousands")]
    [True, True, False, True]
    """
    if not _comparable(mine, theirs):
        return False
    (low, high), (their_low, their_high) = _values(mine, theirs), _values(theirs, mine)
    if mine.kind == "vague" != theirs.kind:
        return low <= their_low and their_high <= high
    if (low, high) == (their_low, their_high):
        return _as_sure(mine.bound, theirs.bound)
    return (
        mine.kind != "vague" and low == high and their_low == their_high and _rounds(mine, theirs)
    )


def held(mine: Number, theirs: Iterable[Number]) -> bool:
    """Whether one of *theirs* lets *mine* be said."""
    return any(agrees(mine, one) for one in theirs)


def differs(one: Number, other: Number) -> bool:
    """
    Whether two accounts that give these numbers of one thing give different ones.

    «نحو 40» and "at least 40" are no two accounts, nor is a number beside its rounding (1 %) or the
    crowd it is in; 40 against 60 are, however each is bounded.
    """
    if not _comparable(one, other):
        return False
    (low, high), (other_low, other_high) = _values(one, other), _values(other, one)
    if low <= other_high and other_low <= high:
        return False
    near = abs(low - other_low) * 100 <= max(abs(low), abs(other_low))
    rounded = near and max(_place(low), _place(other_low)) >= 10
    return not (rounded or agrees(one, other) or agrees(other, one))


def _comparable(one: Number, other: Number) -> bool:
    """Whether kinds and, where both are known, measures allow two numbers to be one."""
    kinds = {one.kind, other.kind}
    if len(kinds) > 1 and not any(kinds <= together for together in _TOGETHER):
        return False
    units = {one.unit, other.unit} & _MEASURES
    return len(units) < 2


def _values(one: Number, other: Number) -> tuple[Fraction, Fraction]:
    """The value of *one*, a fraction as a percentage where *other* is one, a clock by the half day."""
    if one.kind == "fraction" and other.kind == "percent":
        return one.low * 100, one.high * 100
    if "clock" in (one.kind, other.kind):
        return one.low % 12, one.high % 12
    return one.low, one.high


def _as_sure(mine: Bound | None, theirs: Bound | None) -> bool:
    return any(mine in together and theirs in together for together in _AS_SURE)


def _rounds(mine: Number, theirs: Number) -> bool:
    """Whether *mine* says that it is rounded, and *theirs* rounds to it."""
    place = _place(mine.low)
    more = theirs.low - mine.low
    if theirs.bound not in (None, "about"):
        return False
    if mine.bound == "about":
        return abs(more) * 2 <= place
    if mine.bound in ("more_than", "at_least"):
        return 0 < more < place
    return mine.bound in ("less_than", "at_most") and 0 < -more < place


def _place(value: Fraction) -> Fraction:
    """The place of the last digit that is not 0: 100,000 for 2.5 million, a tenth for 2.5."""
    place = Fraction(1)
    while value and (value / place).denominator != 1 and place > _FINEST:
        place /= 10
    while value and (value / (place * 10)).denominator == 1:
        place *= 10
    return place
