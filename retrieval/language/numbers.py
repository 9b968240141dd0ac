"""
Numbers, read once for everybody: value, kind, unit, sign, how sure, and where they stand.

Digits of any script and grouping and words of both languages come to one thing: «مليوناً ومئتي ألف»,
«٢٬٥٠٠», "two and a half million", «بين 3 و5 بالمئة». Whether two agree or differ is
``bot.verification.contradiction``'s to say. Pure, and linear in the text's length. Does not read dates:
a year and a day are numbers of a kind of their own, "12/11/2024" is none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast

from retrieval.language.number_grammar import Found, Kind, found
from retrieval.language.number_words import (
    CHANGE,
    CURRENCIES,
    DASHES,
    HYPHENS,
    KINDS,
    MEASURES,
    Tokens,
    pieces,
)
from retrieval.language.tables import MONTHS, any_of

Bound = Literal["about", "at_least", "at_most", "more_than", "less_than"]


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


_SIGN = any_of(KINDS["sign"])
_CODES = any_of(w for w in CURRENCIES if w.isascii() and len(w) == 3 and CURRENCIES[w] != w)
_MONEY = {**CURRENCIES, **KINDS["sign"]}
_TAIL = re.compile(
    rf" ?(?:(?P<points>{any_of(KINDS['points'])})|(?P<percent>{any_of(KINDS['percent'])})"
    rf"|(?P<sign>{_SIGN}))(?:(?<!\w)|(?!\w))"
)
_MONEY_BEFORE = re.compile(rf"({_SIGN}|(?<!\w)(?:{_CODES}) ) ?\Z")
_UNIT = re.compile(rf"[- ]?(?:(?:{any_of(KINDS['filler'])}) ){{0,2}}([^\W\d_]+)")
_BELOW = re.compile(rf"(?: [^\W\d_]+){{0,3}}? (?:{any_of(KINDS['below'])})(?!\w)")
_MINUS = re.compile(
    rf"(?:(?<!\w)({any_of(KINDS['minus'])}) |(?:^|\n|(?<!\d) |[(\[{{«“\"':=~≈<>≤≥ـ]|{_SIGN})"
    rf"([{HYPHENS}]))(?:(?:{_SIGN}) ?)?\Z"
)
_MONTHS = any_of({word for name in MONTHS for word in name.split() if word.isalpha()})
# What says that a number says which, not how many.
_WHICH_BEFORE = re.compile(
    rf"(?P<label>(?<!\w)(?:{any_of(KINDS['label'])}|ال) ?|[^\W\d_][{DASHES}]"
    rf"|(?<![^\W\d_])(?!(?:us|{_CODES})\Z)[a-z]+)\Z|(?<![^\W\d_])(?P<month>{_MONTHS}) ?\Z"
    rf"|(?P<year>(?<!\w)[ولب]*(?:{any_of(KINDS['year'])}) ?"
    rf"|(?<![^\W\d_])(?:{_MONTHS})[ ،,()/–-]{{0,3}}(?:\d\d?[ ،,()/–-]{{1,3}})?)\Z"
)
_WHICH_AFTER = re.compile(
    rf"(?:(?P<label>[a-z])| ?(?:من )?(?P<month>{_MONTHS})| ?(?P<year>{any_of(KINDS['era'])}))"
    r"(?![^\W\d_])"
)
_READ: tuple[Kind, ...] = ("cardinal", "vague", "fraction")  # with what stands around them


def _placed(tokens: Tokens, at: int) -> Found | None:
    """The number that begins at token *at*, with its sign, percent and unit."""
    own = found(tokens, at)
    if own is None or own.kind not in _READ:
        return own
    own, before = _with_tail(tokens, own), tokens.before(at)
    minus, below = _MINUS.search(before), _BELOW.match(tokens.folded, tokens.places[own.end])
    if minus or below:
        start = len(before) - minus.start(minus.lastindex or 0) if minus else 0
        return own._replace(
            low=-own.high,
            high=-own.low,
            start=tokens.at(tokens.places[at] - start),
            end=tokens.at(below.end()) if below else own.end,
        )
    digits = own.kind == "cardinal" and tokens.each[at].raw.isdigit() and own.low < 10**18
    if digits and tokens.letters[at + 1 : own.end] == "" and own.unit not in CURRENCIES.values():
        return own._replace(kind=_which(tokens, own), plain=True)
    return own


def _with_tail(tokens: Tokens, own: Found) -> Found:
    """*own* with the percent sign or words, the currency or measure or noun after (or before) it."""
    place, before = tokens.places[own.end], tokens.before(own.start)
    tail = _TAIL.match(tokens.folded, place)
    end = tokens.at(tail.end()) if tail else own.end
    if tail and not tail["sign"]:
        return own._replace(kind="percent" if tail["percent"] else "points", unit="%", end=end)
    if before[-1:] in ("%", "٪"):
        return own._replace(kind="percent", unit="%")
    if money := _MONEY_BEFORE.search(before):
        return own._replace(unit=_MONEY[money[1].strip()])
    if tail:
        return own._replace(unit=_MONEY[tail["sign"]], end=end)
    return own._replace(unit=own.unit or _unit(tokens, place))


def _unit(tokens: Tokens, place: int) -> str | None:
    """What the number counts: a measure by its English name, or the folded noun that follows."""
    noun = _UNIT.match(tokens.folded, place)
    if noun is None:
        return None
    word, bare = noun[1], noun[1].removeprefix("ال")
    if (known := MEASURES.get(word) or MEASURES.get(bare)) is not None:
        return known
    led = word.startswith(("بال", "لل", "كال", "فال")) or re.fullmatch("و(?:....+)?", word)
    number = pieces(word)[-1][0] not in "w2kS"
    return None if led or number or word in KINDS["no_unit"] or word in KINDS["filler"] else bare


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
# What the words before a number say of it, and those after it, or behind one word that it counts.
_BOUND_BEFORE = re.compile(
    rf"(?<!\w)(?:[وبلف]?(?P<denied>{any_of(KINDS['denies'])}) )?[وبلف]?"
    rf"(?P<phrase>{any_of(KINDS['bound'])}) ?(?:(?:{_SIGN}|ال|a) ?)?\Z"
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
_BETWEEN = re.compile(rf"(?<!\w)و?(?:{any_of(KINDS['between'])}) ?(?:{_SIGN})?\Z")
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
