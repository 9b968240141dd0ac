"""
A number of a sentence that its windows do not bear. Pure.

What follows from them is borne: a week for seven days, and what may be counted («التاسع», "both")
where nothing there counts the same thing otherwise. A sum is not: of 295 true sentences that a judge
was asked about none was saved by reckoning, and two false ones passed.
"""

from collections.abc import Collection, Sequence

from retrieval.language.arabic import stem, stems, words
from retrieval.language.number_context import Bound
from retrieval.language.number_words import MEASURES
from retrieval.language.numbers import Number, held, numbers

_COUNTED = 2  # up to which a number in words may be counted from what is listed
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}

_EDGES: tuple[Bound, ...] = ("at_least", "at_most")

Span = tuple[int, int]


def unborne(text: str, told: str, known: Collection[Span] = ()) -> str:
    """
    The first number of *text* that *told* does not bear, in its own words; empty if there is none.

    known: stretches of *text* whose numbers are known without *told*.

    >>> unborne("غاب أسبوعاً", "غاب سبعة أيام"), unborne("في يومين", "في ثلاثة أيام")
    ('', 'يومين')
    """
    theirs = numbers(told)
    singles = {MEASURES[word] for word in words(told) if word in MEASURES}
    for mine in numbers(text):
        inside = any(start <= mine.start and mine.end <= end for start, end in known)
        listed = [one for one in theirs if _beside(one, told) & _beside(mine, text)]
        if not (inside or _counted(mine, listed) or _borne(mine, theirs, singles)):
            return mine.text
    return ""


def _borne(mine: Number, theirs: Sequence[Number], singles: Collection[str]) -> bool:
    ends = {end for number in theirs for end in (number.low, number.high)}
    spread = mine.low != mine.high and {mine.low, mine.high} <= ends
    bounded = mine.bound in _EDGES and any(
        one.low != one.high and mine.low in (one.low, one.high) for one in theirs
    )
    return held(mine, theirs) or spread or bounded or _converted(mine, theirs, singles)


def _counted(mine: Number, alike: Sequence[Number]) -> bool:
    """Whether *mine* may follow from what is listed; *alike* count or place the same thing."""
    if mine.text[:1].isdigit() or any(one.kind == mine.kind for one in alike):
        return False
    return mine.kind == "ordinal" or (mine.kind == "cardinal" and mine.low <= _COUNTED)


def _beside(number: Number, text: str) -> set[str]:
    """The noun of *number*, and stems of the words on either side of it."""
    near = {*stems(text[: number.start])[-1:], *stems(text[number.end :])[:1]}
    return near | ({stem(number.unit)} if number.unit else set())


def _converted(mine: Number, theirs: Sequence[Number], singles: Collection[str]) -> bool:
    """Whether one of *theirs* is *mine* in another unit of time; a bare «أسبوع» is one week."""
    for sizes in (_SECONDS, _MONTHS):
        if mine.unit in sizes:
            length = mine.low * sizes[mine.unit]
            lengths = [sizes[one] for one in singles if one in sizes] + [
                one.low * sizes[one.unit] for one in theirs if one.unit in sizes
            ]
            return mine.low == mine.high and length in lengths
    return False
