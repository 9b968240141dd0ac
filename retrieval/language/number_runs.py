"""
Number words and digits put together: «مليوناً ومئتي ألف», «49 ألفاً و759», "two and a half million".

Pure. Reads the one number that begins at a token; what stands around it is ``numbers``' to read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from retrieval.language import number_words as table
from retrieval.language.number_digits import digits
from retrieval.language.number_tokens import Category, Piece, Token, gap

_ONE = Fraction(1)
_HUNDRED = Fraction(100)
_AFTER_METRES = frozenset(
    ["tall", "long", "high", "wide", "deep", "race", "above", "below", "run", "hurdles", "sprint"]
)
_JOINERS = frozenset({"و", "and"})

Part = tuple[Fraction, int]  # a value, and the token after it


@dataclass(frozen=True, slots=True)
class Run:
    """
    A number put together, from a token to *end*.

    scale: the largest of its scale words, 1 if it has none. plain: one ungrouped run of digits, as a
    year is. code: digits that are no quantity: «007». ordinal: "21st".
    """

    value: Fraction
    end: int
    scale: Fraction = Fraction(1)
    plain: bool = False
    code: bool = False
    ordinal: bool = False


class Reader:
    """Reads runs in one text. Every look ahead is bounded, so that a text is read in one pass."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens = text, tokens

    def follows(self, at: int) -> bool:
        """Whether token *at* exists and only space on one line stands before it."""
        if not 0 < at < len(self.tokens):
            return False
        return "\n" not in gap(self.text, self.tokens[at - 1], self.tokens[at])

    def tight(self, at: int) -> bool:
        """Whether nothing at all stands before token *at*."""
        if not 0 < at < len(self.tokens):
            return False
        return not gap(self.text, self.tokens[at - 1], self.tokens[at])

    def word(self, at: int) -> str:
        """The folded word at *at* if it follows on; else ''."""
        return self.tokens[at].word if self.follows(at) else ""

    def piece(self, at: int, *categories: Category, joined: bool = False) -> Piece | None:
        """The number word at *at*, if it follows on, is of *categories*, and is joined by و or not."""
        piece = self.tokens[at].piece if self.follows(at) else None
        wanted = piece and piece.category in categories and piece.joined == joined and not piece.led
        return piece if wanted else None

    def joined(self, at: int) -> int | None:
        """The token that a و or an "and" at *at* joins to what stands before."""
        if not self.follows(at):
            return None
        token = self.tokens[at]
        if token.piece is not None and token.piece.joined:
            return None if token.piece.led else at
        return at + 1 if token.word in _JOINERS and self.follows(at + 1) else None

    def run(self, at: int) -> Run | None:
        """The number that begins at *at*."""
        first = self._group(at)
        if first is None or first.code or first.ordinal:
            return first
        value, end, limit = first.value, first.end, first.scale
        while limit > 1 and (found := self._further(end, limit)) is not None:
            value, end, limit = value + found.value, found.end, found.scale
        if half := self._half(end):
            part, end = half[0] * max(limit, Fraction(1)), half[1]
            again = self._scale(end)
            if again and again.value in (limit, first.scale) and limit > 1:
                end += 1  # «ونصف المليون»
            value += part
        plain = first.plain and end == first.end
        return Run(value, end, first.scale, plain)

    def _further(self, at: int, limit: Fraction) -> Run | None:
        """What goes on after a scale: smaller than it, and joined unless it is English."""
        place = self.joined(at)
        if (
            place is None
            and self.word(at).isascii()
            and self.piece(at, "unit", "ten", "teen", "tens")
        ):
            place = at
        if place is None:
            return None
        found = self._group(place)
        if found is None or found.value >= limit or found.value == 0 or found.ordinal:
            return None
        return found

    def _group(self, at: int) -> Run | None:
        """A count with its scales: «49 ألفاً»; or a scale, or a number without any."""
        token = self.tokens[at]
        if token.digits:
            return self._digit_group(at)
        piece = token.piece
        if piece is None:
            return None
        if piece.category in ("scale", "alif", "dual", "dozen"):
            return self._scale_alone(at, piece)
        small = self._below_thousand(at)
        return self._scaled(small[0], small[1]) if small else None

    def _digit_group(self, at: int) -> Run | None:
        found = digits(self.text, self.tokens, at)
        end = found.end
        if found.code:
            return Run(found.value, end, code=True)
        if self.tight(end) and self.tokens[end].word in ("st", "nd", "rd", "th"):
            return Run(found.value, end + 1, ordinal=True)
        if (scale := self._suffix(end)) is not None:
            return Run(found.value * scale, end + 1, scale)
        scaled = self._scaled(found.value, end)
        return Run(scaled.value, scaled.end, scaled.scale, found.plain and scaled.end == end)

    def _suffix(self, at: int) -> Fraction | None:
        """ "1.2m", "2bn": a scale as a letter or two."""
        word = self.word(at)
        scale = table.SUFFIXES.get(word)
        if scale is None or not (self.tight(at) or len(word) > 1):
            return None
        return None if word == "m" and self.word(at + 1) in _AFTER_METRES else scale

    def _scale_alone(self, at: int, piece: Piece) -> Run:
        if piece.category == "dual":
            return Run(piece.value, at + 1, piece.value / 2)
        if piece.category == "dozen":
            return Run(piece.value, at + 1, piece.value)
        if piece.category == "alif" and not piece.tanween and self._noun(at + 1):
            return Run(2 * piece.value, at + 1, piece.value)
        return self._scaled(_ONE, at + 1, piece.value)

    def _noun(self, at: int) -> bool:
        """Whether a counted noun follows: «ألفا موظف» are two thousand, «ألفا و…», «ألفا في…» one."""
        word = self.word(at)
        if not word[:1].isalpha() or word in table.NO_UNIT or word.startswith(("و", "ال")):
            return False
        piece = self.tokens[at].piece
        return piece is None or piece.category in ("scale", "two")

    def _scaled(self, value: Fraction, at: int, scale: Fraction = _ONE) -> Run:
        """*value* times the scales at *at*, a half between them included: "two and a half million"."""
        end = at
        if half := self._half(at):
            following = self._scale(half[1])
            if following and not following.definite:
                value, end = value + half[0], half[1]
        while (piece := self._scale(end)) is not None and piece.value > scale:
            scale = scale * piece.value  # «ألف مليون»
            end += 1
        return Run(value * scale, end, scale)

    def _scale(self, at: int) -> Piece | None:
        piece = self.piece(at, "scale", "alif", "crowd", "dozen")
        return piece if piece and (piece.value >= 1000 or piece.category == "dozen") else None

    def _below_thousand(self, at: int) -> Part | None:
        piece = self.tokens[at].piece
        if piece is not None and piece.category in ("hundreds", "hundred"):
            value, end = piece.value, at + 1
        else:
            small = self._below_hundred(at)
            if small is None:
                return None
            value, end = small
            if (self.piece(end, "hundred") and value >= 1) or (
                self._counted_hundred(end) and 3 <= value <= 9
            ):
                value, end = value * 100, end + 1
            else:
                return small
        place = self.joined(end)
        if (
            place is None
            and self.piece(end, "unit", "ten", "teen", "tens")
            and self.word(end).isascii()
        ):
            place = end
        tail = self._below_hundred(place) if place is not None else None
        if (
            tail is None
            or tail[0] == 0
            or self.piece(tail[1], "hundred")
            or self._counted_hundred(tail[1])
        ):
            return value, end
        return value + tail[0], tail[1]

    def _counted_hundred(self, at: int) -> bool:
        piece = self.piece(at, "hundreds")
        return piece is not None and piece.value == _HUNDRED

    def _below_hundred(self, at: int) -> Part | None:
        piece = self.tokens[at].piece
        if piece is None or piece.category not in ("unit", "ten", "teen", "tens"):
            return None
        if piece.category == "tens" and self.tokens[at].word.isascii():
            hyphen = self.word(at + 1) == "-" and self.tight(at + 1) and self.tight(at + 2)
            unit = self.piece(at + 1 + hyphen, "unit")
            if unit and unit.value:
                return piece.value + unit.value, at + 2 + hyphen
        if piece.category == "unit" and piece.value and not self.tokens[at].word.isascii():
            if self.piece(at + 1, "ten"):
                return piece.value + 10, at + 2  # ثلاثة عشر
            place = self.joined(at + 1)
            tens = self.tokens[place].piece if place is not None else None
            if place is not None and tens is not None and tens.category == "tens":
                return piece.value + tens.value, place + 1  # خمسة وعشرون
        return piece.value, at + 1

    def _half(self, at: int) -> Part | None:
        """«ونصف», "and a half", "½" after a number."""
        if self.tight(at) and self.tokens[at].raw in table.SIGNS_OF_FRACTION:
            return table.SIGNS_OF_FRACTION[self.tokens[at].raw], at + 1
        place = self.joined(at)
        if place is None:
            return None
        if self.word(at) == "and":
            place += 1 if self.word(place) == "a" else len(self.tokens)
        piece = self.tokens[place].piece if place < len(self.tokens) else None
        if piece is None or piece.category != "fraction" or piece.definite:
            return None
        return piece.value, place + 1
