"""
Who did it to whom: two words of a sentence must not have changed places; pure.

«قصفت روسيا تركيا» and «قصفت تركيا روسيا» have the same words. There is no grammar here: each
word's place is told by its preposition and by the word before it.
"""

from itertools import combinations

from bot.alignment import Alignment
from bot.lacking import ROLES
from bot.terms import Term
from retrieval.arabic import stem

_TITLE = 4  # terms between a title and the name it belongs to
_BY = frozenset({"by", "قبل", "يد", "جانب"})


def swapped(found: Alignment) -> str | None:
    """Two words that stand in each other's place, or None."""
    placed = sorted(
        (mine, theirs)
        for mine, theirs in found.pairs.items()
        if found.sentence.terms[mine].number is None and found.sentence.terms[mine].date is None
    )
    for one, other in combinations(placed, 2):
        if _swapped(found, one, other):
            return f"{found.sentence.terms[one[0]].word} / {found.sentence.terms[other[0]].word}"
    return None


def _swapped(found: Alignment, one: tuple[int, int], other: tuple[int, int]) -> bool:
    here = found.sentence.terms[one[0]], found.sentence.terms[other[0]]
    there = found.window.terms[one[1]], found.window.terms[other[1]]
    if one[1] == other[1] or not all(map(_thing, (*here, *there))) or _are_one(here):
        return False
    if found.foreign:
        return False
    if there[0].marker != there[1].marker:
        return (here[0].marker, here[1].marker) == (there[1].marker, there[0].marker)
    if (one[1] < other[1]) or _coordinated(found, one[1], other[1]) or _entitled(found, one, other):
        return False
    return _took_place(found, one, other) or _took_place(found, other, one)


def _thing(term: Term) -> bool:
    """Whether a term is a somebody or something, not a verb."""
    if term.word.isascii():
        return term.capital or term.nation is not None
    return term.definite or term.nation is not None or (term.named and term.word[0] not in "يتس")


def _are_one(here: tuple[Term, Term]) -> bool:
    return bool(here[0].keys & here[1].keys)


def _took_place(found: Alignment, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether *one* stands after the word that *other* stands after in the source."""
    left_here = found.pairs.get(one[0] - 1) if one[0] else -1
    left_there = other[1] - 1
    return left_here is not None and left_here == left_there


def _coordinated(found: Alignment, low: int, high: int) -> bool:
    """Whether two terms of the window are joined by «و», in whichever order they come."""
    low, high = sorted((low, high))
    between = found.window.terms[low + 1 : high + 1]
    if any(
        term.word.startswith("و") and term.clause == found.window.terms[low].clause
        for term in between
    ):
        return True
    reading, first = found.window.place(low)
    _, last = found.window.place(high)
    return "and" in reading.words[first.at : last.at] or "و" in reading.words[first.at : last.at]


def _entitled(found: Alignment, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """A title and its name may stand in either order."""
    titles = any(stem(found.window.terms[n].word) in ROLES for n in _span(one[1], other[1]))
    return titles and abs(one[1] - other[1]) <= _TITLE


def _span(one: int, other: int) -> range:
    low, high = sorted((one, other))
    return range(max(0, low - 1), high + 1)
