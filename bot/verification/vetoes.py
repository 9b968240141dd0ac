"""
What no judge may let through: a number, a date, a quotation or a name that the named windows lack.

In either language, and only where the lack is certain: «مليونان» is 2 million, and a small number in
words may be counted from what a window lists. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from bot.verification.framing import unframed
from bot.verification.windows import Window
from retrieval.language.arabic import words
from retrieval.language.lexicon import entries, lemmas
from retrieval.language.months import MONTHS, WEEKDAYS
from retrieval.language.numbers import Number, held, numbers
from retrieval.language.transliteration import arabic_skeletons, latin_skeletons
from retrieval.types import Source

Lack = Literal["number", "date", "quote", "name"]
_QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|\"([^\"]+)\"")
_SPEECH = 4  # words of a quotation that is no name
_NOBODY = Source("nobody", "")
_COUNTED = 2  # up to which a number in words may be counted from what is listed
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
    # The article's own date is known where the outlet is named with it.
    dated = source.date.iso or "" if unframed(text, source) != unframed(text, _NOBODY) else ""
    found: dict[Lack, str] = {
        "number": _number(text, told, dated),
        "date": _day(text, told, source),
        "quote": _quotation(text, told),
        "name": _name(text, known),
    }
    return next(((lack, shown) for lack, shown in found.items() if shown), None)


def _number(text: str, told: str, dated: str) -> str:
    theirs = numbers(told)
    known = {int(part) for part in dated.split("-") if part}
    ends = {end for number in theirs for end in (number.low, number.high)}
    for mine in numbers(text):
        spread = mine.low != mine.high and {mine.low, mine.high} <= ends
        if mine.kind in ("day", "year") and mine.low in known:
            continue
        if not (held(mine, theirs) or spread or _may_be_counted(mine)):
            return mine.text
    return ""


def _may_be_counted(mine: Number) -> bool:
    """Whether *mine* may follow from what a window lists: «التاسع», "both", "two"."""
    in_words = not mine.text[:1].isdigit()
    return in_words and (
        mine.kind == "ordinal" or (mine.kind == "cardinal" and mine.low <= _COUNTED)
    )


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


def _quotation(text: str, told: str) -> str:
    """Words between quotation marks that stand nowhere in that order."""
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
