"""
Numbers, read once for everybody: value, kind, unit, sign, how sure, and where they stand.

Digits of any script and grouping and words of both languages come to one thing: «مليوناً ومئتي ألف»,
«٢٬٥٠٠», "two and a half million", «بين 3 و5 بالمئة». Two readers agree on a number or
not by ``agrees``; two accounts tell different numbers by ``differs``. Pure, and linear in the text's length. Does not read dates:
a year and a day are numbers of a kind of their own, "12/11/2024" is none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast

from retrieval.language.number_grammar import Found, Kind, found
from retrieval.language.number_words import (
    CHANGE,
    CODES,
    DASHES,
    KINDS,
    MEASURES,
    SIGN,
    Tokens,
)
from retrieval.language.tables import MONTHS, any_of

Bound = Literal["about", "at_least", "at_most", "more_than", "less_than"]


_HOURS = 24
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


_MONTHS = any_of({word for name in MONTHS for word in name.split() if word.isalpha()})
# What says that a number says which, not how many.
_WHICH_BEFORE = re.compile(
    rf"(?P<label>(?<!\w)(?:{any_of(KINDS['label'])}|ال) ?|[^\W\d_][{DASHES}]"
    rf"|(?<![^\W\d_])(?!(?:us|{CODES})\Z)[a-z]+)\Z|(?<![^\W\d_])(?P<month>{_MONTHS}) ?\Z"
    rf"|(?P<year>(?<!\w)[ولب]*(?:{any_of(KINDS['year'])}) ?"
    rf"|(?<![^\W\d_])(?:{_MONTHS})[ ،,()/–-]{{0,3}}(?:\d\d?[ ،,()/–-]{{1,3}})?)\Z"
)
_WHICH_AFTER = re.compile(
    rf"(?:(?P<label>[a-z])| ?(?:من )?(?P<month>{_MONTHS})| ?(?P<year>{any_of(KINDS['era'])}))"
    r"(?![^\W\d_])"
)


def _placed(tokens: Tokens, at: int) -> Found | None:
    own = found(tokens, at)
    return own._replace(kind=_which(tokens, own)) if own and own.plain else own


def _which(tokens: Tokens, own: Found) -> Kind:
    """Whether a plain number says which, not how many: a year, a day of a month, "F-16", «رقم 5»."""
    before, place = tokens.before(own.start), tokens.places[own.end]
    signs = (_WHICH_BEFORE.search(before), _WHICH_AFTER.match(tokens.folded, place))
    said = {one.lastgroup for one in signs if one}
    if "label" in said:
        return "label"
    if "month" in said:
        return "day" if own.low <= 31 else "year"
    dated = "year" in said or (before[-1:] == "(" and tokens.folded.startswith((")", " )"), place))
    return "year" if dated and 1000 <= own.low <= 2199 else "cardinal"


_DENIED = {"less_than": "at_least", "more_than": "at_most"}
# What the words before a number say of it, perhaps with what it measures between («تتجاوز سرعتها 80»),
# and those after it, or behind one word that it counts.
_BOUND_BEFORE = re.compile(
    rf"(?<!\w)(?:[وبلف]?(?P<denied>{any_of(KINDS['denies'])}) )?[وبلف]?"
    rf"(?P<phrase>{any_of(KINDS['bound'])})(?: \w+(?:ها|هم|ه)(?: ال\w+)?)? ?(?:(?:{SIGN}|ال|a) ?)?\Z"
)
_BOUND_AFTER = re.compile(rf"(?: [^\W\d_]+)?? ({any_of(KINDS['after'])})(?!\w)")


def _bound(tokens: Tokens, start: int, end: int) -> Bound | None:
    """How sure the number from token *start* to *end* is, by the words before and after it."""
    place = tokens.places[end]
    if said := _BOUND_BEFORE.search(tokens.before(start)):
        known = KINDS["bound"][said["phrase"]]
        return cast(Bound, _DENIED.get(known, known) if said["denied"] else known)
    if tokens.folded[place : place + 1] == "+":
        return "at_least"
    after = _BOUND_AFTER.match(tokens.folded, place)
    return cast(Bound, KINDS["after"][after[1]]) if after else None


_COUNTING: tuple[Kind, ...] = ("cardinal", "percent", "points", "fraction", "vague")
_RANGED: tuple[Kind, ...] = ("cardinal", "percent", "points", "year", "day")
_MOST_TIMES = 50  # «من 3 إلى 5 ملايين» shares its scale, "from 500 to 2 million" does not
_TIMES = frozenset(KINDS["time"].values())
_JOINT, _BETWEEN_JOINT = re.compile("(?:-(?! )| - ?| > ?)l?"), re.compile(" & ?l?")
_BETWEEN = re.compile(rf"(?<!\w)و?(?:{any_of(KINDS['between'])}) ?(?:{SIGN})?\Z")
_CLAUSE_MARK = re.compile("[،,؛;.؟?!:]")


def numbers(text: str) -> list[Number]:
    """
    The numbers of *text*, in order.

    >>> [(float(n.low), n.unit) for n in numbers("بلغ مليوناً ومئتي ألف ناخب، و2،500 دولار")]
    [(1200000.0, 'ناخب'), (2500.0, 'dollar')]
    >>> [(float(n.low), float(n.high), n.kind) for n in numbers("between 3 and 5 percent")]
    [(3.0, 5.0, 'percent')]
    """
    tokens = Tokens(text)
    return [_number(text, tokens, first, last) for first, last in _ends(tokens)]


def _ends(tokens: Tokens) -> Iterator[tuple[Found, Found]]:
    """The ends of each number, which differ for a range: «بين 3 و5»."""
    at = 0
    while at < len(tokens.each):
        one = _placed(tokens, at) if tokens.letters[at] not in " w.&bl" else None
        at = one.end if one else at + 1
        if one and (other := _second(tokens, one)):
            one, at = _like(one, other), other.end
            if one.low < other.low and not _is_change(tokens, one.start):
                yield one, other
            else:
                yield from ((one, one), (other, other))
        elif one:
            yield one, one


def _number(text: str, tokens: Tokens, one: Found, last: Found) -> Number:
    start, end = tokens.each[one.start].start, tokens.each[last.end - 1].end
    unit = last.unit if last.kind in _COUNTING else None
    sure = _bound(tokens, one.start, last.end)
    if unit in _TIMES and tokens.behind(one.start) == "over":
        sure = None  # "over ten years" is as often during as more than
    return Number(one.low, last.high, last.kind, unit, sure, start, end, text[start:end])


def _like(one: Found, last: Found) -> Found:
    """The first number of a range with the scale, percent and unit that stand after the second."""
    if one.scale == 1 < last.scale and one.low <= _MOST_TIMES * last.low / last.scale:
        one = one._replace(low=one.low * last.scale, high=one.high * last.scale)
    kind = last.kind if one.kind in ("cardinal", "year", "day") else one.kind
    return one._replace(kind=kind, unit=one.unit or last.unit)


def _second(tokens: Tokens, one: Found) -> Found | None:
    """The number that ends the range which *one* begins: "3-8", «بين 3 و5», "from 3 to 5"."""
    if one.kind not in _RANGED:
        return None
    joint = _JOINT.match(tokens.letters, one.end)
    if joint is None and _BETWEEN.search(tokens.before(one.start)):
        joint = _BETWEEN_JOINT.match(tokens.letters, one.end)
    other = _placed(tokens, joint.end()) if joint and joint.end() < len(tokens.each) else None
    if other is None or other.kind not in _RANGED:
        return None
    plain = one.plain and other.plain and not (one.unit or other.unit)
    years = plain and 1800 <= one.low < other.low <= 2199
    return other._replace(kind="year") if years else other


def _is_change(tokens: Tokens, start: int) -> bool:
    """Whether «من 3 إلى 5» tells how something changed, which is two numbers and no range."""
    *_, clause = _CLAUSE_MARK.split(tokens.before(start))
    words = clause.split()
    changes = any({word, word.lstrip("وف")} & CHANGE for word in words)
    return changes and words[-1] in ("من", "from")


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
        return any({mine.bound, theirs.bound} <= together for together in _AS_SURE)
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
    if (
        "clock" in kinds
        and "cardinal" in kinds
        and not all(_may_be_an_hour(it) for it in (one, other))
    ):
        return False
    units = {one.unit, other.unit} & _MEASURES
    return len(units) < 2


def _may_be_an_hour(one: Number) -> bool:
    return one.kind == "clock" or (one.unit is None and one.low == one.high <= _HOURS)


def _values(one: Number, other: Number) -> tuple[Fraction, Fraction]:
    """The value of *one*, a fraction as a percentage where *other* is one, a clock by the half day."""
    if one.kind == "fraction" and other.kind == "percent":
        return one.low * 100, one.high * 100
    if "clock" in (one.kind, other.kind):
        return one.low % 12, one.high % 12
    return one.low, one.high


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
