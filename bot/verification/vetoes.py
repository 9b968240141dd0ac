"""
What no judge may let through: a number, a date, a quotation or a name that the named windows lack.

In either language, and only where the lack is certain: «مليونان» is 2 million, and a small number in
words may be counted from what a window lists. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from typing import Literal

from bot.verification.function_words import holds
from bot.verification.number_veto import unborne
from bot.verification.windows import Window, tokens
from retrieval.language import dates
from retrieval.language.arabic import STOPWORDS, arabic_share, cut, stem, words
from retrieval.language.lexicon import entries, lemmas
from retrieval.language.months import MONTHS, WEEKDAYS
from retrieval.language.nations import countries, nation
from retrieval.language.terms import consonants
from retrieval.language.transliteration import arabic_skeletons, latin_skeletons
from retrieval.types import Source

Lack = Literal["number", "date", "quote", "name"]
_QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\"")
_SPEECH = 4  # words of a quotation that is no name
# Groups of function words of which a sentence and its windows may not have different ones alone.
_RIVALS = (("morning", "evening"), ("yesterday", "tomorrow"), ("north", "south", "east", "west"))
# Not at a sentence's beginning, unless somebody says something there.
_NAME = re.compile(
    r"(?:(?<=[\w,;)’”»])\s|^(?=\w+ (?:said|says|reported|told)\b))([A-Z][a-z][\w-]+)"
)
_ALIKE = 4  # letters two forms of a name share: Iraq, Iraqi
_SPEAKER = 4  # words behind a verb of saying that may name who speaks
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
        "name": _name(text, f"{known} {around}") or ("" if abroad else _other_name(text, known)),
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
    """A country, a capitalised English word or a speaker that *told* does not name in either language."""
    own, theirs = words(text), words(told)
    there = countries(told)
    for country, name in countries(text).items():
        if country not in there:
            return name
    known = _Known.of(theirs)
    for found in _NAME.finditer(text):
        if not all(known.has(one) or _is_english(one) for one in words(found[1])):
            return found[1]
    if any(word.isascii() for word in theirs[:1] + own[:1]):
        return ""
    for said in _speakers(text):
        if not any(known.has(word) or nation(word) for word in said):
            return said[0]
    return ""


def _is_english(word: str) -> bool:
    """Whether *word* may be no name: a lexicon, a list of stop words or the calendar has it."""
    ordinary = word in STOPWORDS or word in MONTHS or word in WEEKDAYS
    return ordinary or any(form in entries() for form in lemmas(word))


@dataclass(frozen=True, slots=True)
class _Known:
    """The words of a text as they may be met again: spelt, inflected, translated or transliterated."""

    begins: frozenset[str]
    stems: frozenset[str]
    sounds: frozenset[str]

    @classmethod
    def of(cls, there: Sequence[str]) -> "_Known":
        return cls(
            frozenset(word[:_ALIKE] for word in there if word.isascii()),
            frozenset().union(*map(_stems, there)),
            frozenset().union(
                *(arabic_skeletons(one, shortest=_TWO) for one in there if not one.isascii())
            ),
        )

    def has(self, word: str) -> bool:
        if word.isascii() and (word[:_ALIKE] in self.begins or self._sounds(word)):
            return True
        return not self.stems.isdisjoint(_stems(word))

    def _sounds(self, word: str) -> bool:
        return not self.sounds.isdisjoint(latin_skeletons(word, shortest=_TWO))


@lru_cache(maxsize=20_000)
def _stems(word: str) -> frozenset[str]:
    """Stem and consonants of an Arabic *word*, one of its clitics apart or not; or of a translation."""
    forms = [word, *(word[n:] for n in (1, 2) if len(word) > n + 2)]
    if word.isascii():
        lines = [entries()[one] for one in lemmas(word) if one in entries()]
        forms = [one for line in lines for one in cut(line.replace("|", " "))]
    return frozenset(map(stem, forms)) | frozenset(filter(None, map(consonants, forms)))


def _speakers(text: str) -> Iterator[list[str]]:
    """The words behind each verb of saying or «بحسب», up to a mark or to what is said."""
    own = tokens(text)
    for at, one in enumerate(own):
        if not holds(one.word, "reporting", "saying", "by"):
            continue
        behind = takewhile(
            lambda two: (
                not two.before
                and two.word.isalpha()
                and not holds(two.word, "reporting", "saying", "by", "complement")
            ),
            own[at + 1 : at + 1 + _SPEAKER],
        )
        if said := [two.word for two in behind if two.word not in STOPWORDS]:
            yield said


def _other_name(text: str, told: str) -> str:
    """An Arabic word that no lexicon has in the name of whoever speaks, where *told* goes on otherwise."""
    theirs = words(told)
    known = _Known.of(theirs)
    here = {*map(stem, words(text))}
    beside: dict[str, set[str]] = {}
    for first, second in pairwise(theirs):
        beside.setdefault(first, set()).add(stem(second))
    for said in _speakers(text):
        for first, second in pairwise(said):
            if known.has(second) or stem(second) in _vocabulary() or second.isascii():
                continue
            if beside.get(first, here) - here:
                return second
    return ""


@cache
def _vocabulary() -> frozenset[str]:
    """The stem of every Arabic word of the lexicon."""
    known = {word for line in entries().values() for word in cut(line.replace("|", " "))}
    return frozenset(map(stem, known))
