"""
What no judge may let through: a number, a date, a quotation or a name that the named windows lack.

In either language, and only where the lack is certain: «مليونان» is 2 million. What follows from a
window's numbers is borne: a week for seven days, and what may be counted («التاسع», "both") where
nothing there counts the same thing otherwise. A sum is not: of 295 true sentences that a judge was asked
about none was saved by reckoning, and two false ones passed. Pure.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache
from itertools import chain, pairwise
from typing import Literal

from bot.verification import days
from bot.verification.days import Span, outlets
from bot.verification.windows import Window
from retrieval.language.arabic import STOPWORDS, arabic_share, fold, holds, stem, stems, words
from retrieval.language.lexicon import entries, lemmas
from retrieval.language.nations import countries
from retrieval.language.number_words import MEASURES
from retrieval.language.numbers import Bound, Number, held, numbers
from retrieval.language.sounds import arabic_skeletons, latin_skeletons
from retrieval.language.tables import MONTHS, WEEKDAYS
from retrieval.types import Source

_COUNTED = 2  # up to which a number in words may be counted from what is listed
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}

_EDGES: tuple[Bound, ...] = ("at_least", "at_most")


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


Lack = Literal["number", "date", "quote", "name"]
_QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\"")
_SPEECH = 4  # words of a quotation that is no name
# Groups of function words of which a sentence and its windows may not have different ones alone.
_RIVALS = (("morning", "evening"), ("yesterday", "tomorrow"), ("north", "south", "east", "west"))
_NAME = re.compile(r"(?<=[\w,;)’”»])\s([A-Z][a-z][\w-]+)")  # not at a sentence's beginning
# "Meteorology", "Federation": what ends so is part of an institution's name in translation, and no one's own.
_ABSTRACT = re.compile(r".{3}(?:olog(?:y|ies)|tions?|isms?)$")
_ALIKE = 4  # letters two forms of a name share: Iraq, Iraqi
_TWO, _LONG = 2, 4  # consonants that tell an Arabic spelling of a name, and of a country


def lacks(
    text: str, windows: Sequence[Window], sources: Sequence[Source], near: Sequence[Window] = ()
) -> tuple[Lack, str] | None:
    """
    What *text* has that none of *windows* holds, and the words that show it.

    sources: of the articles; their titles, outlets and dates are known without a window.
    near: other windows, where a name may stand as well.
    """
    told = " ".join(window.text for window in windows)
    around = " ".join(window.text for window in near)
    titles = " ".join(source.title for source in sources)
    papers = " ".join(name for source in sources for name in outlets(source))
    abroad = all(window.arabic != (arabic_share(text) >= 0.5) for window in windows)
    given = [*days.known(text, windows, sources), *chain(*(_named(text, one) for one in sources))]
    known = f"{told} {titles} {papers}"
    found: dict[Lack, str] = {
        "number": unborne(text, f"{told} {titles}", given),
        "date": days.strange(text, windows, sources) or _rival(text, known),
        "quote": _quotation(text, told, abroad=abroad),
        "name": _name(text, f"{known} {around}"),
    }
    return next(((lack, shown) for lack, shown in found.items() if shown), None)


def _named(text: str, source: Source) -> list[Span]:
    """Where *text* has the number in the name of *source*'s outlet, in either script: «فرانس 24»."""
    names = (pairwise(name.split()) for name in outlets(source))
    return [
        found.span(2)
        for before, number in chain.from_iterable(names)
        if number.isdigit()
        for found in re.finditer(rf"(\w+)\s*({number})(?!\w)", text)
        if fold(found[1]) == fold(before)
        or not latin_skeletons(found[1]).isdisjoint(arabic_skeletons(fold(before)))
    ]


def _rival(text: str, told: str) -> str:
    """A time of day, a day counted from today or a point of the compass, where *told* has another."""
    mine, theirs = words(text), words(told)
    for rivals in _RIVALS:
        there = {name for name in rivals if any(holds(word, name) for word in theirs)}
        for name in rivals if there else ():
            if name not in there and (found := [word for word in mine if holds(word, name)]):
                return found[0]
    return ""


def _quotation(text: str, told: str, *, abroad: bool) -> str:
    """Words between quotation marks that stand nowhere in that order; or that nobody said, if *abroad*."""
    if abroad and _QUOTED.search(told):  # translated
        return ""
    there = f" {' '.join(words(told))} "
    for found in _QUOTED.findall(text):
        said = words("".join(found))
        if len(said) >= _SPEECH and f" {' '.join(said)} " not in there:
            return " ".join(said)
    return ""


def _name(text: str, told: str) -> str:
    """A country, or a capitalised English word, that *told* does not name in either language."""
    there, known = countries(told), words(told)
    begins = {word[:_ALIKE] for word in known if word.isascii()}
    arabic = (arabic_skeletons(one, shortest=_TWO) for one in known if not one.isascii())
    sounds = frozenset().union(*arabic)
    for country, name in countries(text).items():
        # «الكامرون» is spelt in more ways than a list of countries has; short ones sound like words.
        if country not in there and sounds.isdisjoint(latin_skeletons(name, shortest=_LONG)):
            return name
    for found in _NAME.finditer(text):
        for one in words(found[1]):
            heard = not sounds.isdisjoint(latin_skeletons(one, shortest=_TWO))
            if not (heard or one[:_ALIKE] in begins or _is_english(one)):
                return found[1]
    return ""


def _is_english(word: str) -> bool:
    """Whether *word* may be no name: by its ending, or a lexicon, stop words or the calendar have it."""
    ordinary = word in STOPWORDS or word in MONTHS or word in WEEKDAYS or _ABSTRACT.search(word)
    known = word in _beginnings() or any(form in entries() for form in lemmas(word))
    return bool(ordinary) or known


@cache
def _beginnings() -> frozenset[str]:
    """What headwords of several words begin with: "prime" of "prime minister"."""
    return frozenset(one.partition(" ")[0] for one in entries() if " " in one)
