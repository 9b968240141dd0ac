"""
Number words and numerals put together: «مليوناً ومئتي ألف», «49 ألفاً و759», "two and a half million".

Pure. Reads the one quantity that begins at a token. Every look ahead is bounded, so that a text is
read in one pass.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from retrieval.language.number_words import FIRST, KINDS, MEASURES, Piece, Token

_ONE = Fraction(1)
_LONGEST_PHRASE = 4  # words


class Run(NamedTuple):
    """A quantity from a token to *end*. scale: the largest of its scale words, 1 if it has none."""

    value: Fraction
    end: int
    scale: Fraction = _ONE


class Reader:
    """The tokens of one text, and the quantities in it."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens

    def follows(self, at: int) -> bool:
        """Whether token *at* exists and only space on one line stands before it."""
        return 0 < at < len(self.tokens) and self.tokens[at].apart < 2

    def tight(self, at: int) -> bool:
        """Whether nothing at all stands before token *at*."""
        return 0 < at < len(self.tokens) and not self.tokens[at].apart

    def word(self, at: int) -> str:
        """The folded word at *at* if it follows on; else ''."""
        return self.tokens[at].word if self.follows(at) else ""

    def before(self, at: int) -> str:
        """The folded word that *at* follows on; else ''."""
        return self.tokens[at - 1].word if self.follows(at) else ""

    def piece(self, at: int, *kinds: str, joined: bool = False) -> Piece | None:
        """The number word at *at*, if it follows on, is of *kinds*, and is joined by و or not."""
        piece = self.tokens[at].piece if self.follows(at) else None
        wanted = piece and piece.kind in kinds and piece.joined == joined and not piece.led
        return piece if wanted else None

    def phrase(self, kind: str, at: int) -> tuple[str, int] | None:
        """What the longest phrase of *kind* that begins at *at* says, and the token after it."""
        words: list[str] = []
        if self.word(at) not in FIRST[kind]:
            return None
        while len(words) < _LONGEST_PHRASE and (word := self.word(at + len(words))):
            words.append(word)
        for length in range(len(words), 0, -1):
            if (value := KINDS[kind].get(" ".join(words[:length]))) is not None:
                return value, at + length
        return None

    def joined(self, at: int) -> int | None:
        """The token that a و or an "and" at *at* joins to what stands before."""
        if not self.follows(at):
            return None
        token = self.tokens[at]
        if token.piece is not None and token.piece.joined:
            return None if token.piece.led else at
        return at + 1 if token.word in ("و", "and") and self.follows(at + 1) else None

    def run(self, at: int) -> Run | None:
        """The quantity that begins at *at*."""
        first = self._group(at)
        if first is None:
            return None
        value, end, scale = first
        while scale > 1 and (further := self._further(end, scale)):
            value, end, scale = value + further.value, further.end, further.scale
        if half := self._half(end):
            value, end = value + half.value * scale, half.end
            again = self._scale(end)
            if again and scale > 1 and again.value in (scale, first.scale):
                end += 1  # «ونصف المليون»
        return Run(value, end, first.scale)

    def _goes_on(self, at: int) -> int | None:
        """The token that goes on with a quantity: joined, unless it is English."""
        latin = self.piece(at, "unit", "teen", "tens")
        place = self.joined(at)
        return at if place is None and latin and latin.latin else place

    def _further(self, at: int, scale: Fraction) -> Run | None:
        """What goes on after a scale, and is smaller."""
        place = self._goes_on(at)
        found = self._group(place) if place is not None else None
        return found if found and 0 < found.value < scale else None

    def _group(self, at: int) -> Run | None:
        """A count with its scales: «49 ألفاً»; or a scale, or a count without any."""
        token = self.tokens[at]
        if token.numeral:
            return self._numeral(at)
        piece = token.piece
        if piece is None:
            return None
        if piece.kind == "dual":
            return Run(2 * piece.value, at + 1, piece.value)
        if piece.kind == "alif" and not piece.tanween and self._noun(at + 1):
            return Run(2 * piece.value, at + 1, piece.value)
        if piece.kind in ("scale", "alif"):
            return self._scaled(Run(_ONE, at + 1, piece.value))
        small = self._below_thousand(at)
        return self._scaled(small) if small else None

    def _numeral(self, at: int) -> Run | None:
        numeral, end = self.tokens[at].numeral, at + 1
        if numeral is None or numeral.clock or self.is_suffixed(at):
            return None
        word = self.word(end)
        letters = KINDS["suffix"].get(word)  # "1.2m", "2bn"
        metres = word == "m" and self.word(end + 1) in KINDS["metres"]
        if letters and not metres and (self.tight(end) or len(word) > 1):
            scale = Fraction(letters)
            return Run((numeral.decimal or numeral.value) * scale, end + 1, scale)
        if numeral.decimal and (
            self._scale(end) or self.phrase("percent", end) or (word.isascii() and word in MEASURES)
        ):
            return self._scaled(Run(numeral.decimal, end))
        return self._scaled(Run(numeral.value, end))

    def is_suffixed(self, at: int) -> bool:
        """Whether the numeral at *at* is an ordinal: "21st"."""
        return self.tight(at + 1) and self.tokens[at + 1].word in KINDS["suffixed"]

    def _noun(self, at: int) -> bool:
        """Whether a counted noun follows: «ألفا موظف» are two thousand, «ألفا و…», «ألفا في…» one."""
        word = self.word(at)
        if not word[:1].isalpha() or word in KINDS["no_unit"] or word.startswith(("و", "ال")):
            return False
        piece = self.tokens[at].piece
        return piece is None or piece.kind in ("scale", "two")

    def _scaled(self, run: Run) -> Run:
        """*run* times the scales after it, a half between them included: "two and a half million"."""
        value, end, scale = run
        if half := self._half(end):
            following = self._scale(half.end)
            if following and not following.definite:
                value, end = value + half.value, half.end
        while (piece := self._scale(end)) and piece.value > scale:
            scale *= piece.value  # «ألف مليون»
            end += 1
        return Run(value * scale, end, scale)

    def _scale(self, at: int) -> Piece | None:
        piece = self.piece(at, "scale", "alif", "crowd")
        return piece if piece and (piece.kind != "crowd" or piece.value >= 1000) else None

    def _below_thousand(self, at: int) -> Run | None:
        piece = self.tokens[at].piece
        if piece is not None and piece.kind == "hundreds":
            value, end = piece.value, at + 1
        else:
            small = self._below_hundred(at)
            if small is None or not self._hundred(small):
                return small
            value, end = small.value * 100, small.end + 1
        place = self._goes_on(end)
        more = self._below_hundred(place) if place is not None else None
        if more is None or more.value == 0 or self._hundred(more):
            return Run(value, end)
        return Run(value + more.value, more.end)

    def _hundred(self, count: Run) -> bool:
        """Whether a hundred follows that *count* multiplies."""
        piece = self.piece(count.end, "hundreds")
        if piece is None or piece.value != 100:
            return False
        return count.value >= 1 if piece.latin else 3 <= count.value <= 9

    def _below_hundred(self, at: int) -> Run | None:
        piece = self.tokens[at].piece
        if piece is None or piece.kind not in ("unit", "teen", "tens"):
            return None
        if piece.kind == "tens" and piece.latin:
            hyphen = self.word(at + 1) == "-" and self.tight(at + 1) and self.tight(at + 2)
            unit = self.piece(at + 1 + hyphen, "unit")
            if unit and unit.value:
                return Run(piece.value + unit.value, at + 2 + hyphen)
        if piece.kind == "unit" and piece.value and not piece.latin:
            if (ten := self.piece(at + 1, "teen")) and not ten.latin:
                return Run(piece.value + 10, at + 2)  # ثلاثة عشر
            place = self.joined(at + 1)
            tens = self.tokens[place].piece if place is not None else None
            if place is not None and tens is not None and tens.kind == "tens":
                return Run(piece.value + tens.value, place + 1)  # خمسة وعشرون
        return Run(piece.value, at + 1)

    def _half(self, at: int) -> Run | None:
        """«ونصف», "and a half", "½" after a number."""
        place = self.joined(at)
        if place is None:
            return None
        if self.word(at) == "and":
            if self.word(place) != "a":
                return None
            place += 1
        piece = self.tokens[place].piece if place < len(self.tokens) else None
        if piece is None or piece.kind != "fraction" or piece.definite:
            return None
        return Run(piece.value, place + 1)
