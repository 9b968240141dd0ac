"""
Number words and numerals put together: «مليوناً ومئتي ألف», «49 ألفاً و759», "two and a half million"; pure.

What begins at a token: a quantity, a place in a row, a fraction, a crowd, an hour. And what looks like
one and is none: Monday, "no one", «أول من أمس», «ربع نهائي». Patterns are of tokens' letters.
"""

import re
from fractions import Fraction
from math import prod
from typing import Literal, NamedTuple

from retrieval.language.number_words import (
    CODES,
    CURRENCIES,
    HYPHENS,
    KINDS,
    MEASURES,
    MONEY,
    SIGN,
    Tokens,
    pieces,
)
from retrieval.language.tables import any_of

Kind = Literal[
    "cardinal", "ordinal", "percent", "points", "fraction", "vague", "year", "day", "clock", "label"
]

_ONE = Fraction(1)
_SMALL = r"(?:[uv] t|[uv] & ?l?d|D[ -]U|[uvtdUTD])"
_COUNT = re.compile(
    rf"(?:u ?h|(?:D[ -]U|[UTD]) H|[hHg])(?:(?: & ?l?| (?=[UTD])){_SMALL}(?! ?[hH]))?|{_SMALL}|z"
)
_SCALE = re.compile(" ?(l?)[samK]|k")  # a single letter only right after digits
_HALF = re.compile(" ?& ?(?:f|A F)")
_FURTHER = re.compile(" & ?l?| (?=[UTD])")  # joined, unless it is English
_METRES = re.compile(rf"m (?:{any_of(KINDS['metres'])})\b")  # "5m wide"
_ONE_POINT = re.compile(r"\d{1,3}\.\d{3}")  # sets decimals apart or thousands
_MEASURED = re.compile(
    rf" ?(?:{any_of(KINDS['percent'])})| (?:{any_of(filter(str.isascii, MEASURES))})\b"
)
# «ألفا موظف» are two thousand, «ألفا و…» and «ألفا في…» one.
_NOUN = re.compile(rf" (?!و|ال|(?:{any_of(KINDS['no_unit'])})\b)[^\W\d_]")


class Run(NamedTuple):
    """A quantity up to the token *end*. scale: the largest of its scale words, 1 if it has none."""

    value: Fraction
    end: int
    scale: Fraction = _ONE


def _quantity(tokens: Tokens, at: int) -> Run | None:
    """A count with its scales, and what goes on after them and is smaller."""
    first = _group(tokens, at)
    if first is None:
        return None
    value, end, scale = first
    while scale > 1 and (joint := _FURTHER.match(tokens.letters, end)):
        more = _group(tokens, joint.end())
        if more is None or not 0 < more.value < scale:
            break
        value, end, scale = value + more.value, more.end, more.scale
    if half := _HALF.match(tokens.letters, end):
        value, end = value + tokens.worth(half) * scale, half.end()
        again = _SCALE.match(tokens.letters, end)
        if again and scale > 1 and tokens.worth(again) in (scale, first.scale):
            end = again.end()  # «ونصف المليون»
    return Run(value, end, first.scale)


def _group(tokens: Tokens, at: int) -> Run | None:
    """A count with its scales: «49 ألفاً»; or a scale, or a count without any."""
    if at == len(tokens.each):
        return None
    letter, worth = tokens.letters[at], tokens.each[at].value
    value, end, scale = _ONE, at, _ONE
    if letter == "N":
        value, end = worth, at + 1
        place = tokens.places[end]
        if _METRES.match(tokens.folded, place):
            return Run(value, end)
        measured = _SCALE.match(tokens.letters, end) or _MEASURED.match(tokens.folded, place)
        if measured and _ONE_POINT.fullmatch(tokens.each[at].raw):
            value /= 1000
    elif letter == "x" or (letter == "a" and _NOUN.match(tokens.folded, tokens.places[at + 1])):
        return Run(2 * worth, at + 1, worth)
    elif count := _COUNT.match(tokens.letters, at):
        value, end = _sum(tokens, at, count.end()), count.end()
    elif letter not in ("s", "a"):
        return None
    half = _HALF.match(tokens.letters, end)
    if half and (following := _SCALE.match(tokens.letters, half.end())) and not following[1]:
        value, end = value + tokens.worth(half), half.end()
    while (more := _SCALE.match(tokens.letters, end)) and tokens.worth(more) > scale:
        scale, end = scale * tokens.worth(more), more.end()  # «ألف مليون»
    return Run(value * scale, end, scale)


def _sum(tokens: Tokens, at: int, end: int) -> Fraction:
    total = Fraction()
    for token in tokens.each[at:end]:
        hundreds = token.letter in "hH" and 0 < total < 100
        total = total * 100 if hundreds else total + token.value
    return total


class Found(NamedTuple):
    """
    A number and the tokens it is in.

    high: above *low* for a crowd only. scale: 1 if it has none. plain: an ungrouped run of digits.
    """

    low: Fraction
    high: Fraction
    start: int
    end: int
    kind: Kind
    scale: Fraction = _ONE
    unit: str | None = None
    plain: bool = False


_PART, _ONE_PART, _PLACE = re.compile("[ -]p"), re.compile("[ -][pFO]"), re.compile("[ -]O")
_OF_SCALE = re.compile("(?: %)?(?: A)?[ -]l?[sa]")
_CROWD = re.compile("[cm](?:(?: %)? l?[cms]){0,2}")
_NO_FRACTION = re.compile(" l?[oO]|-(?![sa])")
_AN_HOUR = re.compile(r"الساعه \w+(?: عشره?)? ?\Z")
_AFTER_ORDINAL = re.compile("[oO] [&bl]*$")


def _begun(tokens: Tokens, at: int) -> Found | None:
    """The number that begins at token *at*, without what stands around it."""
    letter, token = tokens.letters[at], tokens.each[at]
    if letter in "fF":
        before = _AFTER_ORDINAL.search(tokens.letters, max(0, at - 4), at)
        after = _NO_FRACTION.match(tokens.letters, at + 1) or tokens.after(at + 1) in KINDS["round"]
        hour = before and _AN_HOUR.search(tokens.before(at))  # «الساعة الرابعة والنصف»
        return (
            None if (before and not hour) or after else _of_scale(tokens, token.value, at, at + 1)
        )
    if letter in "oO":
        return _ordinal(tokens, at)
    if crowd := _CROWD.match(tokens.letters, at):
        size = Fraction(prod(one.value for one in tokens.each[at : crowd.end()] if one.value))
        most = 10 if token.value <= 100 else 1000
        return Found(2 * size, most * size - 1, at, crowd.end(), "vague")
    if letter == "2":
        thing = KINDS["two"][token.word]
        unit = MEASURES.get(thing, thing)
        return Found(token.value, token.value, at, at + 1, "cardinal", unit=unit)
    if letter in "CL":
        return _one(token.value, at, at + 1, "clock" if letter == "C" else "label")
    if tokens.letters.startswith("NS", at):
        return _one(token.value, at, at + 2, "ordinal")
    return _cardinal(tokens, at)


def _one(value: Fraction, at: int, end: int, kind: Kind, scale: Fraction = _ONE) -> Found:
    return Found(value, value, at, end, kind, scale)


def _cardinal(tokens: Tokens, at: int) -> Found | None:
    """A quantity, «ثلاثة أرباع», "twenty-first", «خمس السكان»."""
    run = _quantity(tokens, at)
    if run is None:
        return None
    value, end, scale = run
    part = (_ONE_PART if value == 1 else _PART).match(tokens.letters, end)
    if part and value <= 9 and (worth := tokens.worth(part)) not in (1, 2):
        return _of_scale(tokens, value * min(worth, 1 / worth), at, part.end())
    place = _PLACE.match(tokens.letters, end)
    if place and tokens.letters[end - 1] == "D" and tokens.worth(place) < 10:
        return _one(value + tokens.worth(place), at, place.end(), "ordinal")
    if end == at + 1 and tokens.letters[at] != "N":
        if _says_else(tokens, at, value):
            return None
        fifth = tokens.each[at].word in ("خمس", "عشر") and tokens.letters[at - 1 : at] != "l"
        if fifth and tokens.after(end).startswith("ال"):
            return _one(1 / value, at, end, "fraction")
    return _one(value, at, end, "cardinal", scale)


def _says_else(tokens: Tokens, at: int, value: Fraction) -> bool:
    """Whether a lone number word says something else: Monday, "no one", «أحد», «الصفر»."""
    word, following = tokens.each[at].word, tokens.after(at + 1)
    if value != 1:
        nothing = value == 0 or (value == 2 and "ثن" in word)
        return nothing and tokens.letters[at - 1 : at] == "l"
    if word.isascii():
        said = following in KINDS["no_unit"] or following in KINDS["after_one"]
        return said or not following or tokens.behind(at) in KINDS["before_one"]
    return not word.startswith("واحد") or following == "من"


def _of_scale(tokens: Tokens, part: Fraction, at: int, end: int) -> Found:
    """«نصف مليون», "a quarter of a million": a part of a scale is a number, another a fraction."""
    if scale := _OF_SCALE.match(tokens.letters, end):
        whole = tokens.worth(scale)
        return _one(part * whole, at, scale.end(), "cardinal", whole)
    return _one(part, at, end, "fraction")


_HOUR = "الساعه"
_WITH_TENS = {"": re.compile(" t| & ?d"), "l": re.compile(" t| & ?ld")}  # by the article of both


def _ordinal(tokens: Tokens, at: int) -> Found | None:
    """«الثالث عشر», «الساعة الرابعة», "a third of"; no «أول من أمس», no «تشرين الثاني»."""
    value, word, end = tokens.each[at].value, tokens.each[at].word, at + 1
    before, after = tokens.behind(at), tokens.after(end)
    if tokens.letters[at] == "O":
        third = before in ("a", "one") and after == "of" and 3 <= value <= 10
        return _one(1 / value, at, end, "fraction") if third else _one(value, at, end, "ordinal")
    article = "l" if tokens.letters[at - 1 : at] == "l" else ""
    kind: Kind = "clock" if before == _HOUR else "ordinal"
    if tens := _WITH_TENS[article].match(tokens.letters, end):
        return _one(value + tokens.worth(tens), at, tens.end(), kind)
    yesterday = KINDS["yesterday"].keys() & {after, tokens.after(end + 2)}
    if yesterday or "حادي" in word or before in KINDS["month"]:
        return None
    return _one(value, at, end, kind)


_TAIL = re.compile(
    rf" ?(?:(?P<points>{any_of(KINDS['points'])})|(?P<percent>{any_of(KINDS['percent'])})"
    rf"|(?P<sign>{SIGN}))(?:(?<!\w)|(?!\w))"
)
_MONEY_BEFORE = re.compile(rf"({SIGN}|(?<!\w)(?:{CODES}) ) ?\Z")
_UNIT = re.compile(rf"[- ]?(?:(?:{any_of(KINDS['filler'])}) ){{0,2}}([^\W\d_]+)")
_BELOW = re.compile(rf"(?: [^\W\d_]+){{0,3}}? (?:{any_of(KINDS['below'])})(?!\w)")
_MINUS = re.compile(
    rf"(?:(?<!\w)({any_of(KINDS['minus'])}) |(?:^|\n|(?<!\d) |[(\[{{«“\"':=~≈<>≤≥ـ]|{SIGN})"
    rf"([{HYPHENS}]))(?:(?:{SIGN}) ?)?\Z"
)
_READ: tuple[Kind, ...] = ("cardinal", "vague", "fraction")  # with what stands around them


def found(tokens: Tokens, at: int) -> Found | None:
    """The number that begins at token *at*, with its sign, percent and unit."""
    own = _begun(tokens, at)
    if own is None or own.kind not in _READ:
        return own
    plain = own.kind == "cardinal" and own.end == at + 1 and tokens.each[at].raw.isdigit()
    own, before = _with_tail(tokens, own), tokens.before(at)
    minus, below = _MINUS.search(before), _BELOW.match(tokens.folded, tokens.places[own.end])
    if not minus and not below:
        no_money = own.unit not in CURRENCIES.values()
        return own._replace(plain=plain and own.kind == "cardinal" and no_money)
    back = len(before) - minus.start(minus.lastindex or 0) if minus else 0
    end = tokens.at(below.end()) if below else own.end
    start = tokens.at(tokens.places[at] - back)
    return own._replace(low=-own.high, high=-own.low, start=start, end=end)


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
        return own._replace(unit=MONEY[money[1].strip()])
    if tail:
        return own._replace(unit=MONEY[tail["sign"]], end=end)
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
    number = pieces(word)[-1][0] not in "w2kKS"
    return None if led or number or word in KINDS["no_unit"] or word in KINDS["filler"] else bare
