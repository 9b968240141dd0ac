"""
What no judge may let through: a number, a date, a quotation or a name that the named windows lack.

In either language, and only where the lack is certain: «مليونان» is 2 million, and a small number in
words may be counted from what a window lists. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Literal

from bot.verification.function_words import holds
from bot.verification.number_veto import unborne
from bot.verification.windows import Window
from retrieval.language import dates
from retrieval.language.arabic import STOPWORDS, arabic_share, cut, stem, words
from retrieval.language.lexicon import entries, lemmas
from retrieval.language.months import MONTHS, WEEKDAYS
from retrieval.language.terms import consonants
from retrieval.language.transliteration import arabic_skeletons, latin_skeletons
from retrieval.types import Source

Lack = Literal["number", "date", "quote", "name"]
_QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\"")
_SPEECH = 4  # words of a quotation that is no name
# Groups of function words of which a sentence and its windows may not have different ones alone.
_RIVALS = (("morning", "evening"), ("yesterday", "tomorrow"), ("north", "south", "east", "west"))
_NAME = re.compile(r"(?<![.!?:“\"«\w])\s([A-Z][a-z][\w-]+)")
_ALIKE = 4  # letters two forms of a name share: Iraq, Iraqi
_TWO = 2  # consonants that tell an Arabic spelling of a name


def lacks(text: str, windows: Sequence[Window], source: Source) -> tuple[Lack, str] | None:
    """
    What *text* has that none of *windows* holds, and the words that show it.

    source: of the article; its title, outlet and date are known without a window.
    """
    told = " ".join(window.text for window in windows)
    known = " ".join(filter(None, (told, source.title, source.outlet, source.agency)))
    abroad = all(window.arabic != (arabic_share(text) >= 0.5) for window in windows)
    found: dict[Lack, str] = {
        "number": unborne(text, f"{told} {source.title}", _own_days(text, source)),
        "date": _day(text, told, source) or _rival(text, known),
        "quote": _quotation(text, told, abroad=abroad),
        "name": _name(text, known) or ("" if abroad else _other_name(text, known)),
    }
    return next(((lack, shown) for lack, shown in found.items() if shown), None)


def _own_days(text: str, source: Source) -> list[tuple[int, int]]:
    """Where *text* gives the article's date: in brackets, or beside the name of its outlet."""
    outlets = (source.outlet, source.agency, *(place.outlet for place in source.also_in))
    spoken = f" {' '.join(words(text))} "
    named = any(name and f"{' '.join(words(name))} " in spoken for name in outlets)
    own = source.date.iso
    return [
        (one.start, one.end)
        for one in dates.find(text)
        if (named or text[one.start - 1 : one.start] == "(")
        and own
        and (day := one.dated.iso)
        and (own.startswith(day) or day.startswith(own))
    ]


def _day(text: str, told: str, source: Source) -> str:
    """A weekday or month of *text* that neither the windows nor the article's date have."""
    theirs = {kind for kind, _ in _calendar(told)}
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
    """A capitalised English word that no lexicon knows and nothing there is spelt or sounds like."""
    there = set(words(told))
    begins = {word[:_ALIKE] for word in there if word.isascii()}
    sounds = frozenset().union(
        *(arabic_skeletons(word, shortest=_TWO) for word in there if not word.isascii())
    )
    for found in _NAME.finditer(text):
        name = found[1]
        parts = words(name)
        known = any(form in entries() for part in parts for form in lemmas(part))
        spelt = all(part in there or part[:_ALIKE] in begins for part in parts)
        if not known and not spelt and not latin_skeletons(name, shortest=_TWO) & sounds:
            return name
    return ""


def _other_name(text: str, told: str) -> str:
    """An Arabic word beside one of *told*, in the place of another; no lexicon knows either of them."""
    mine, theirs = words(text), words(told)
    stems = {*map(stem, theirs)}
    roots = {*map(consonants, theirs)}
    here = {*map(stem, mine)}
    beside: dict[str, set[str]] = {}
    for first, second in pairwise(theirs):
        beside.setdefault(first, set()).add(second)
    for first, second in pairwise(mine):
        introduced = holds(first, "title", "reporting") or _may_be_a_name(first)
        strange = introduced and stem(second) not in stems and consonants(second) not in roots
        if (
            strange
            and _may_be_a_name(second)
            and any(
                _may_be_a_name(other) and stem(other) not in here for other in beside.get(first, ())
            )
        ):
            return second
    return ""


def _may_be_a_name(word: str) -> bool:
    """Whether *word* is Arabic and no lexicon has it, or one of its root."""
    plain = word.isalpha() and not word.isascii() and word not in STOPWORDS
    return plain and stem(word) not in _vocabulary() and consonants(word) not in _vocabulary()


@cache
def _vocabulary() -> frozenset[str]:
    """Stems and consonants of every Arabic word of the lexicon."""
    known = {word for line in entries().values() for word in cut(line.replace("|", " "))}
    return frozenset(map(stem, known)) | frozenset(map(consonants, known))
