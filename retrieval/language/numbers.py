"""
Numbers, read once for everybody: value, kind, unit, sign, how sure, and where they stand.

Digits of any script and grouping and words of both languages come to one thing: «مليوناً ومئتي ألف»,
«٢٬٥٠٠», "two and a half million", «بين 3 و5 بالمئة». Two readers agree on a number or not by
``agrees``; two accounts tell different numbers by ``differ``. Pure, and linear in the text's length.
Does not read dates: a year and a day are numbers of a kind of their own, "12/11/2024" is none.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from retrieval.language.number_bounds import Bound
from retrieval.language.number_scan import scan
from retrieval.language.number_special import Kind
from retrieval.language.number_words import MEASURES

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
    return [Number(*found, text[found.start : found.end]) for found in scan(text)]


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
