"""
Whether a sentence is an extract: its source's own words in its source's order, with nothing left
out that the rest depends on. Pure, knows no synonym, and asks nobody.

What may be left out is an aside between commas, dashes or brackets, and what stands at a
sentence's end and says when, where or who that was; never a verb's subject, a speaker, a condition,
a denial, a bound, or part of a number. Two sentences join only if the first is whole.
"""

from collections.abc import Iterator, Sequence

from bot.verification.function_words import TURNING, group, holds
from bot.verification.windows import Line, Token

_OPENING, _CLOSING = "،,؛;(–—-", "،,؛;)–—-"
_LONGEST_ASIDE = 15  # words
_CLAUSE = "،,؛;"
_SHORTEST = 4  # words of an extract
# What cut short says something else: a denial, a condition, a measure of more than is left.
_WHOLE = ("negation", "exception", "condition", "quantity")


def extracted(sentence: Sequence[Token], lines: Sequence[Line]) -> bool:
    """Whether *sentence*, its outlet left off, is an extract of neighbouring *lines*."""
    if len(sentence) < _SHORTEST:
        return False
    return _Walk(sentence, [line.tokens for line in lines]).arrives()


class _Walk:
    """One sentence laid along its source, word by word; places are tried once."""

    def __init__(self, sentence: Sequence[Token], lines: Sequence[Sequence[Token]]) -> None:
        self._sentence = sentence
        self._lines = lines
        self._tried: set[tuple[int, int, int]] = set()

    def arrives(self) -> bool:
        return any(self._from(0, 0, at) for at in _openings(self._lines[0]))

    def _from(self, said: int, line: int, at: int) -> bool:
        """Whether the sentence from its word *said* lies along what stands from word *at* of *line*."""
        place = (said, line, at)
        if place in self._tried:
            return False
        self._tried.add(place)
        return any(
            self._from(*following) or self._is_end(*following) for following in self._on(*place)
        )

    def _is_end(self, said: int, line: int, at: int) -> bool:
        if said < len(self._sentence) or line < len(self._lines) - 1:
            return False
        return _may_end(self._lines[line], at)

    def _on(self, said: int, line: int, at: int) -> Iterator[tuple[int, int, int]]:
        """Where the walk may go: a word further on both sides, or past what one of them may lack."""
        tokens = self._lines[line]
        if at == len(tokens):
            if line + 1 < len(self._lines) and said < len(self._sentence):
                joined = self._sentence[said].word == "and"
                for opening in _openings(self._lines[line + 1]):
                    yield said + joined, line + 1, opening
            return
        if said < len(self._sentence):
            own = self._sentence[said]
            if _same(own.word, tokens[at].word, opening=said == 0 or at == 0):
                yield said + 1, line, at + 1
            if own.word in group("free"):
                yield said + 1, line, at
        if tokens[at].word in group("free", "moment"):
            yield said, line, at + 1
        for end in _asides(tokens, at):
            yield said, line, end


def _openings(tokens: Sequence[Token]) -> list[int]:
    """
    Where a sentence's own matter may begin: at once, after words that only join it to others, or
    with its next clause, if nothing that governs it stands before.
    """
    found = [0]
    at = 0
    while at < len(tokens) and tokens[at].word in group("connective"):
        at += 1
        found.append(at)
    for at in range(1, len(tokens)):
        if _turns(tokens[at - 1].word):
            break
        if tokens[at].before[-1:] in _CLAUSE and tokens[at].before and _joins(tokens[at].word):
            found.append(at)
    return [at for at in found if at < len(tokens)]


def _joins(word: str) -> bool:
    """Whether a clause of its own begins with *word*: «وأعلن», «لكن», "and"."""
    return (word[:1] == "و" and not holds(word, "attribution", "possibility")) or word in (
        group("joining")
    )


def _same(word: str, other: str, *, opening: bool) -> bool:
    if word == other or _uninflected(word) == _uninflected(other):
        return True
    return opening and (
        (word[:1] == "و" and word[1:] == other) or (other[:1] == "و" and other[1:] == word)
    )


def _uninflected(word: str) -> str:
    """Without the ending that an Arabic noun has for its place in a sentence."""
    if len(word) > 4 and word.endswith("ا") and not word.endswith("وا"):
        return word[:-1]
    return word[:-2] + "ون" if len(word) > 5 and word.endswith("ين") else word


def _asides(tokens: Sequence[Token], at: int) -> Iterator[int]:
    """Where what may be left off from word *at* on ends: at its closing mark."""
    opened = tokens[at].before[-1:]
    if not opened or opened not in _OPENING or holds(tokens[at].word, "coordinator"):
        return
    if tokens[at].word[:1] == "و" and opened != "(":
        return
    for end in range(at + 1, min(len(tokens), at + _LONGEST_ASIDE + 1)):
        if _turns(tokens[end - 1].word):
            return
        closed = tokens[end].before[:1]
        if closed and closed in _CLOSING and (opened == "(") == (closed == ")"):
            follows = tokens[end].word
            if opened == "(" or not (
                follows[:1] == "و" or holds(follows, "coordinator", "relative", "pronoun")
            ):
                yield end
            if opened == "(":
                return


def _may_end(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sentence may stop before word *at* of its source."""
    if at == len(tokens):
        return True
    kept, left = tokens[:at], tokens[at:]
    first = left[0]
    if first.before[-1:] in _CLAUSE and first.before and _joins(first.word):
        governs = ("condition", "attribution", "reporting")[: 2 + first.word.isascii()]
        return not any(holds(one.word, *governs) for one in left) and not any(
            holds(one.word, "condition") for one in kept
        )
    if any(_turns(token.word) for token in left):
        return False
    if first.word not in group("adjunct") and first.before[-1:] != "(":
        return False
    if kept[-1].word[0].isdigit() or kept[-1].word == "%":
        return False
    return not any(holds(token.word, *_WHOLE) for token in kept)


def _turns(word: str) -> bool:
    """Whether the rest says something else without *word*: «لم», «ربما», «قال», «نحو», «سيفعل»."""
    if word in ("وقد", "فقد", "لقد"):
        return False
    return holds(word, *TURNING) or (word[:1] == "س" and word[1:2] in "يتن" and len(word) > 4)
