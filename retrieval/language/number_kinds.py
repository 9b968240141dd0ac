"""
What kind of number begins at a token: a quantity, a place in a row, a fraction, a crowd, an hour; pure.

And what looks like one and is none: Monday, "no one", «أول من أمس», «ربع نهائي».
"""

from fractions import Fraction
from typing import Literal, NamedTuple

from retrieval.language.number_grammar import Reader
from retrieval.language.number_words import KINDS, MEASURES

Kind = Literal[
    "cardinal", "ordinal", "percent", "points", "fraction", "vague", "year", "day", "clock", "label"
]


class Found(NamedTuple):
    """A number and the token after it. high: above *low* for a crowd only. scale: 1 if it has none."""

    low: Fraction
    high: Fraction
    end: int
    kind: Kind
    scale: Fraction = Fraction(1)
    unit: str | None = None


def _one(value: Fraction, end: int, kind: Kind, scale: Fraction = Fraction(1)) -> Found:
    return Found(value, value, end, kind, scale)


def read(reader: Reader, at: int) -> Found | None:
    """The number that begins at token *at*."""
    token = reader.tokens[at]
    if (numeral := token.numeral) is not None:
        if numeral.clock:
            return _one(numeral.value, at + 1, "clock")
        if numeral.code:
            return _one(numeral.value, at + 1, "label")
        if reader.is_suffixed(at):
            return _one(numeral.value, at + 2, "ordinal")
        return _counted(reader, at)
    match token.piece and token.piece.kind:
        case None | "part":
            return None
        case "ordinal":
            return _ordinal(reader, at)
        case "fraction":
            return _fraction(reader, at)
        case "crowd":
            return _crowd(reader, at)
        case "two":
            thing = next(
                KINDS["two"][word] for n in range(4) if (word := token.word[n:]) in KINDS["two"]
            )
            return Found(
                Fraction(2), Fraction(2), at + 1, "cardinal", unit=MEASURES.get(thing, thing)
            )
    return _counted(reader, at)


def _counted(reader: Reader, at: int) -> Found | None:
    run = reader.run(at)
    if run is None:
        return None
    token, (value, end, scale) = reader.tokens[at], run
    lone = token.piece if end == at + 1 else None
    if lone and _says_else(reader, at, value):
        return None
    if found := _parts(reader, value, end) or _with_ordinal(reader, value, end):
        return found
    fifth = lone and not lone.definite and token.word[-3:] in ("خمس", "عشر")
    if fifth and reader.word(end).startswith("ال"):
        return _one(1 / value, end, "fraction")  # «خمس السكان»
    return _one(value, end, "cardinal", scale)


def _with_ordinal(reader: Reader, value: Fraction, end: int) -> Found | None:
    """ "twenty-first": tens and an ordinal."""
    if reader.tokens[end - 1].numeral or not 20 <= value % 100 <= 90 or value % 10:
        return None
    place = end + (reader.word(end) == "-")
    piece = reader.piece(place, "ordinal")
    if piece is None or piece.value >= 10 or not piece.latin:
        return None
    return _one(value + piece.value, place + 1, "ordinal")


def _says_else(reader: Reader, at: int, value: Fraction) -> bool:
    """Whether a lone number word says something else: Monday, "no one", «أحد», «الصفر», a month."""
    token, following = reader.tokens[at], reader.word(at + 1)
    definite = bool(token.piece and token.piece.definite)
    if value == 0:
        return definite or bool(following == "" and reader.follows(at + 1))
    if value == 2:
        return definite and "ثن" in token.word
    if value != 1:
        return False
    if token.word.isascii():
        vague = reader.before(at) in KINDS["before_one"] or not following[:1].isalpha()
        return vague or following in KINDS["no_unit"] or following in KINDS["after_one"]
    sunday = "واحد" not in token.word
    return sunday or not {"أ", "إ"}.isdisjoint(token.raw) or following == "من"


def _parts(reader: Reader, value: Fraction, end: int) -> Found | None:
    """«ثلاثة أرباع», "two-thirds", "one fifth": *value* parts of a whole, or of a scale."""
    if not 1 <= value <= 9 or value.denominator != 1:
        return None
    place = end + (reader.word(end) == "-")
    piece = reader.piece(place, "part", *(("fraction", "ordinal") if value == 1 else ()))
    if piece is None or piece.value in (1, 2) or (piece.kind == "ordinal" and not piece.latin):
        return None
    return _of_scale(reader, value * min(piece.value, 1 / piece.value), place + 1)


def _of_scale(reader: Reader, part: Fraction, end: int) -> Found:
    """«نصف مليون», "a quarter of a million": a part of a scale is a number, another a fraction."""
    place = end
    while place < end + 2 and reader.word(place) in ("of", "a", "-"):
        place += 1
    piece = reader.piece(place, "scale", "alif")
    if piece is not None:
        return _one(part * piece.value, place + 1, "cardinal", piece.value)
    return _one(part, end, "fraction")


def _fraction(reader: Reader, at: int) -> Found | None:
    piece, after = reader.tokens[at].piece, reader.word(at + 1)
    beside = reader.tokens[at - 1].piece if reader.follows(at) else None
    ordinal = reader.piece(at + 1, "ordinal") or (beside and beside.kind == "ordinal")
    hyphened = after == "-" and not reader.piece(at + 2, "scale")
    if piece is None or ordinal or hyphened or after in KINDS["round"]:
        return None  # «الربع الأول», "first half"
    return _of_scale(reader, piece.value, at + 1)


def _crowd(reader: Reader, at: int) -> Found:
    piece, size, end = reader.tokens[at].piece, Fraction(1), at
    while piece is not None and end - at <= 3:
        size, end = size * piece.value, end + 1
        place = end + (reader.word(end) in ("of", "من"))
        piece = reader.piece(place, "crowd", "scale")
        end = place if piece else end
    most = 10 if reader.tokens[at].piece.value <= 100 else 1000  # type: ignore[union-attr]
    return Found(2 * size, most * size - 1, end, "vague")


def _ordinal(reader: Reader, at: int) -> Found | None:
    token, piece, end = reader.tokens[at], reader.tokens[at].piece, at + 1
    if piece is None:
        return None
    value, before = piece.value, reader.before(at)
    if piece.latin:
        third = before in ("a", "one") and reader.word(end) == "of" and 3 <= value <= 10
        return _one(1 / value, end, "fraction") if third else _one(value, end, "ordinal")
    if reader.piece(end, "teen"):
        return _one(value + 10, end + 1, "ordinal")
    tens = reader.piece(end, "tens", joined=True)
    if tens is not None and tens.definite == piece.definite:
        return _one(value + tens.value, end + 1, "ordinal")
    yesterday = {reader.word(end), reader.word(end + 1)} & KINDS["yesterday"].keys()
    if yesterday or "حادي" in token.word or before.lstrip("و") in KINDS["month"]:
        return None
    return _one(value, end, "ordinal")
