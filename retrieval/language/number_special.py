"""
Numbers that are no sum of pieces: ordinals, fractions, crowds («عشرات الآلاف»), two in one word; pure.
"""

from fractions import Fraction
from typing import Literal, NamedTuple

from retrieval.language import number_words as table
from retrieval.language.number_runs import Reader

Kind = Literal[
    "cardinal", "ordinal", "percent", "points", "fraction", "vague", "year", "day", "clock", "label"
]
_YESTERDAY = frozenset({"امس", "امسي"})
_FINALS = frozenset(["نهائي", "النهائي", "نهايي", "النهايي", "final", "finals", "time"])
_ONLY_COMPOUND = Fraction(1)


class Found(NamedTuple):
    """A number and the token after it. high: above *low* for a crowd only. scale: 1 if it has none."""

    low: Fraction
    high: Fraction
    end: int
    kind: Kind
    scale: Fraction = Fraction(1)
    unit: str | None = None
    plain: bool = False


def read(reader: Reader, at: int) -> Found | None:
    """The number that begins at token *at*."""
    token = reader.tokens[at]
    piece = token.piece
    category = piece.category if piece else None
    if category == "ordinal":
        return _ordinal(reader, at)
    if category == "fraction":
        return _fraction(reader, at)
    if category == "crowd":
        return _crowd(reader, at)
    if category == "two":
        forms = (token.word[begin:] for begin in range(4))
        two = next(table.TWOS[form] for form in forms if form in table.TWOS)
        unit = table.MEASURES.get(two, two)
        return Found(Fraction(2), Fraction(2), at + 1, "cardinal", unit=unit)
    if category == "part" or not (token.digits or category):
        return None
    return _counted(reader, at)


def _counted(reader: Reader, at: int) -> Found | None:
    run = reader.run(at)
    if run is None:
        return None
    value, end = run.value, run.end
    if run.code:
        return Found(value, value, end, "label")
    if run.ordinal:
        return Found(value, value, end, "ordinal")
    if end == at + 1 and not reader.tokens[at].digits and _is_other(reader, at, value):
        return None
    if (parts := _parts(reader, value, end)) is not None:
        return parts
    if (later := _ordinal_after(reader, value, end)) is not None:
        return later
    piece = reader.tokens[at].piece
    lone = piece is not None and end == at + 1 and not piece.definite
    if lone and reader.tokens[at].word[-3:] in ("خمس", "عشر") and reader.word(end).startswith("ال"):
        return Found(1 / value, 1 / value, end, "fraction")  # «خمس السكان»
    return Found(value, value, end, "cardinal", run.scale, plain=run.plain)


def _ordinal_after(reader: Reader, value: Fraction, end: int) -> Found | None:
    """ "twenty-first": tens and an ordinal."""
    if reader.tokens[end - 1].digits or not 20 <= value % 100 <= 90 or value % 10:
        return None
    place = end + (reader.word(end) == "-")
    piece = reader.piece(place, "ordinal")
    if piece is None or piece.value >= 10 or not reader.word(place).isascii():
        return None
    return Found(value + piece.value, value + piece.value, place + 1, "ordinal")


def _is_other(reader: Reader, at: int, value: Fraction) -> bool:
    """Whether a lone number word says something else: Monday, "no one", «أحد», «تحت الصفر»."""
    token, piece = reader.tokens[at], reader.tokens[at].piece
    definite, following = bool(piece and piece.definite), reader.word(at + 1)
    if value == 0:
        return definite or (at + 1 < len(reader.tokens) and reader.tokens[at + 1].digits)
    if value == 2:
        return definite and "ثن" in token.word
    if value == 1:
        return _is_no_one(reader, at, following)
    return False


def _is_no_one(reader: Reader, at: int, following: str) -> bool:
    token = reader.tokens[at]
    if token.word.isascii():
        before = reader.tokens[at - 1].word if reader.follows(at) else ""
        vague = before in _BEFORE_ONE or not following[:1].isalpha()
        return vague or following in table.NO_UNIT or following in _AFTER_ONE
    sunday = "واحد" not in token.word
    return sunday or not {"أ", "إ"}.isdisjoint(token.raw) or following == "من"


_BEFORE_ONE = frozenset(
    ["no", "any", "every", "each", "the", "this", "that", "some", "which", "only"]
)
_AFTER_ONE = frozenset(["another", "other", "more", "would", "could", "can", "will", "day"])


def _parts(reader: Reader, value: Fraction, end: int) -> Found | None:
    """«ثلاثة أرباع», "two-thirds", "one fifth": *value* parts of a whole, or of a scale."""
    if not 1 <= value <= 9 or value.denominator != 1:
        return None
    place = end + (reader.word(end) == "-")
    piece = reader.piece(place, "part", "fraction") or (
        reader.piece(place, "ordinal") if value == 1 else None
    )
    if piece is None or piece.value in (1, 2) or (piece.category == "fraction" and value != 1):
        return None
    part = piece.value if piece.value < 1 else 1 / piece.value
    if piece.category == "ordinal" and not reader.word(end).isascii():
        return None
    return _of_scale(reader, value * part, place + 1)


def _of_scale(reader: Reader, part: Fraction, end: int) -> Found:
    """«نصف مليون», "a quarter of a million": a part of a scale is a number, another a fraction."""
    place = end
    while reader.word(place) in ("of", "a", "-"):
        place += 1
    piece = reader.piece(place, "scale", "alif", "dozen")
    if piece is not None and place - end <= 2:
        return Found(part * piece.value, part * piece.value, place + 1, "cardinal", piece.value)
    return Found(part, part, end, "fraction")


def _fraction(reader: Reader, at: int) -> Found | None:
    piece = reader.tokens[at].piece
    after = reader.word(at + 1)
    beside = reader.tokens[at - 1].piece if reader.follows(at) else None
    ordinal = reader.piece(at + 1, "ordinal") or (beside and beside.category == "ordinal")
    hyphened = after == "-" and not reader.piece(at + 2, "scale", "dozen")
    if piece is None or ordinal or hyphened or after in _FINALS:
        return None  # «الربع الأول», "first half"
    return _of_scale(reader, piece.value, at + 1)


def _crowd(reader: Reader, at: int) -> Found:
    piece = reader.tokens[at].piece
    size = piece.value if piece else Fraction(1)
    end, step = at + 1, 10 if size <= 100 else 1000
    while True:
        place = end + (reader.word(end) in ("of", "من"))
        further = reader.piece(place, "crowd", "scale")
        if further is None or end - at > 3:
            break
        size, end = size * further.value, place + 1
    return Found(2 * size, step * size - 1, end, "vague")


def _ordinal(reader: Reader, at: int) -> Found | None:
    token, piece = reader.tokens[at], reader.tokens[at].piece
    if piece is None:
        return None
    value, end = piece.value, at + 1
    if token.word.isascii() or token.raw in table.ROMAN:
        before = reader.tokens[at - 1].word if reader.follows(at) else ""
        if before in ("a", "one") and reader.word(end) == "of" and 3 <= value <= 10:
            return Found(1 / value, 1 / value, end, "fraction")  # "a third of"
        return Found(value, value, end, "ordinal")
    if reader.piece(end, "ten"):
        return Found(value + 10, value + 10, end + 1, "ordinal")
    tens = reader.piece(end, "tens", joined=True)
    if tens is not None and tens.definite == piece.definite:
        return Found(value + tens.value, value + tens.value, end + 1, "ordinal")
    before = reader.tokens[at - 1].word if reader.follows(at) else ""
    yesterday = {reader.word(end), reader.word(end + 1)} & _YESTERDAY
    compound_only = value == _ONLY_COMPOUND and "حادي" in token.word
    if yesterday or compound_only or before.lstrip("و") in table.MONTH_STEMS:
        return None
    return Found(value, value, end, "ordinal")
