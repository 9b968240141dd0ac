"""
What no judge may let through: a number, a date, a quotation or a name that the named windows lack.

In either language, and only where the lack is certain: «مليونان» is 2 million, and a small number in
words may be counted from what a window lists. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.verification.function_words import holds
from bot.verification.number_veto import unborne
from bot.verification.windows import Window
from retrieval.language import dates
from retrieval.language.arabic import STOPWORDS, arabic_share, words
from retrieval.language.lexicon import arabic_skeletons, entries, latin_skeletons, lemmas
from retrieval.language.months import MONTHS, WEEKDAYS
from retrieval.language.nations import countries
from retrieval.types import Source

Lack = Literal["number", "date", "quote", "name"]
_QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\"")
_SPEECH = 4  # words of a quotation that is no name
# Groups of function words of which a sentence and its windows may not have different ones alone.
_RIVALS = (("morning", "evening"), ("yesterday", "tomorrow"), ("north", "south", "east", "west"))
_NAME = re.compile(r"(?<=[\w,;)’”»])\s([A-Z][a-z][\w-]+)")  # not at a sentence's beginning
_ALIKE = 4  # letters two forms of a name share: Iraq, Iraqi
_TWO = 2  # consonants that tell an Arabic spelling of a name


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
    outlets = " ".join(name for source in sources for name in _outlets(source))
    abroad = all(window.arabic != (arabic_share(text) >= 0.5) for window in windows)
    given = [span for source in sources for span in _own_days(text, source)]
    known = f"{told} {titles} {outlets}"
    found: dict[Lack, str] = {
        "number": unborne(text, f"{told} {titles}", given),
        "date": _day(text, told, sources) or _rival(text, known),
        "quote": _quotation(text, told, abroad=abroad),
        "name": _name(text, f"{known} {around}"),
    }
    return next(((lack, shown) for lack, shown in found.items() if shown), None)


def _outlets(source: Source) -> list[str]:
    names = (source.outlet, source.agency, *(place.outlet for place in source.also_in))
    return [name for name in names if name]


def _own_days(text: str, source: Source) -> list[tuple[int, int]]:
    """Where *text* gives the article's date: in brackets, or beside the name of its outlet."""
    spoken = f" {' '.join(words(text))} "
    named = any(f"{' '.join(words(name))} " in spoken for name in _outlets(source))
    own = source.date.iso
    return [
        (one.start, one.end)
        for one in dates.find(text)
        if (named or text[one.start - 1 : one.start] == "(")
        and own
        and (day := one.dated.iso)
        and (own.startswith(day) or day.startswith(own))
    ]


def _day(text: str, told: str, sources: Sequence[Source]) -> str:
    """A weekday or month of *text* that neither the windows nor the article's date have."""
    theirs = {kind for kind, _ in _calendar(told)}
    for source in sources:
        if source.date.precision in ("day", "month"):
            theirs.add(("month", int((source.date.iso or "")[5:7])))
    return next((word for kind, word in _calendar(text) if kind not in theirs), "")


def _calendar(text: str) -> Iterator[tuple[tuple[str, int], str]]:
    """Each weekday and month that *text* names, and by which word; short names are words as well."""
    folded = words(text)
    for first, second in zip(folded, [*folded[1:], ""], strict=True):
        for kind, names in (("weekday", WEEKDAYS), ("month", MONTHS)):
            for name in (f"{first} {second}", first, first[1:] if first[0] in "وبلف" else ""):
                if len(name) > 3 and name in names:
                    yield (kind, names[name]), name
                    break


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
    there = countries(told)
    for country, name in countries(text).items():
        if country not in there:
            return name
    known = _Known.of(words(told))
    for found in _NAME.finditer(text):
        if not all(known.has(one) or _is_english(one) for one in words(found[1])):
            return found[1]
    return ""


def _is_english(word: str) -> bool:
    """Whether *word* may be no name: a lexicon, a list of stop words or the calendar has it."""
    ordinary = word in STOPWORDS or word in MONTHS or word in WEEKDAYS
    return ordinary or any(form in entries() for form in lemmas(word))


@dataclass(frozen=True, slots=True)
class _Known:
    """How the words of a text begin if they are Latin, and how they sound if they are Arabic."""

    begins: frozenset[str]
    sounds: frozenset[str]

    @classmethod
    def of(cls, there: Sequence[str]) -> "_Known":
        arabic = (one for one in there if not one.isascii())
        return cls(
            frozenset(word[:_ALIKE] for word in there if word.isascii()),
            frozenset().union(*(arabic_skeletons(one, shortest=_TWO) for one in arabic)),
        )

    def has(self, word: str) -> bool:
        heard = latin_skeletons(word, shortest=_TWO)
        return word[:_ALIKE] in self.begins or not self.sounds.isdisjoint(heard)
