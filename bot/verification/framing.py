"""
Who a sentence of somebody else's says that it has its matter from. Pure.

A writer may add to a report's own words, or leave off, the outlet of the article it rests on and the
article's date, and no more.
"""

import re
from functools import lru_cache

from retrieval.language import dates
from retrieval.language.arabic import fold, group, words
from retrieval.types import Source

_SAID = "ذكر|ذكرت|افاد|افادت|قال|قالت|اورد|اوردت|كتب|كتبت|نشر|نشرت|reported|reports|said|says|wrote|writes"
_BY = "بحسب|حسب|حسبما|كما|وفق|وفقا|نقلا عن|according to|as"
_GIVEN = r"(?:يوم|بتاريخ|في|on|dated|of)"
_BEFORE_A_DATE = re.compile(rf"^[\s(]*(?:{_GIVEN}\s+)*|(?<![\s)])[\s)]++$")


def unframed(text: str, source: Source) -> str:
    """
    Folded *text* without what names the outlet of *source*; unchanged if it names another, or a day
    that is not the article's.

    >>> unframed("بحسب الغد، ارتفع السعر.", Source("a", "عنوان", outlet="الغد"))
    'ارتفع السعر.'
    >>> unframed("The Echo reported that prices rose.", Source("a", "Prices", outlet="The Echo"))
    'prices rose.'
    """
    folded = " ".join(fold(text).split())
    places = (place.outlet for place in source.also_in)
    for name in filter(None, (source.outlet, source.agency, *places)):
        for form in _forms(name):
            if (found := form.search(folded)) and _is_its_day(found["day"], source):
                return folded[: found.start()] + folded[found.end() :]
    return folded


@lru_cache(maxsize=256)
def _forms(name: str) -> tuple[re.Pattern[str], ...]:
    kinds = "|".join(sorted(group("outlet")))
    named = r"[\W_]+".join(map(re.escape, words(name))) or r"(?!)"
    who = rf"(?:ل|the )?(?:(?:{kinds})\s+)?[«\"“]?(?:ال)?{named}[»\"”]?(?:\s+(?:{kinds}))?"
    day = r"(?P<day>\s*\([^()]{4,40}\)|\s+(?:يوم|بتاريخ|في|on)\s[^،,:]{4,40}?)?"
    return tuple(
        re.compile(form)
        for form in (
            rf"^و?(?:{_BY})\s*(?:(?:{_SAID})\s+)?{who}{day}\s*[،,:]\s*(?:فان )?",
            rf"^و?(?:{_SAID})\s+{who}{day}\s*(?:\b(?:ان|بان)\b|:)\s*",
            rf"^{who}\s+(?:{_SAID}){day}\s*(?::|\bthat\b|,)?\s*",
            rf"\s*[،,]?\s*(?:{_BY})\s*(?:(?:{_SAID})\s+)?{who}{day}\s*(?=[.!]?$)",
            rf"\s*,\s*{who}\s+(?:{_SAID}){day}\s*(?=[.!]?$)",
        )
    )


def _is_its_day(given: str | None, source: Source) -> bool:
    """Whether *given* is nothing, or a date and no other than the article's, as far as it goes."""
    if not given:
        return True
    plain = _BEFORE_A_DATE.sub("", given)
    found = dates.find(plain)
    if len(found) != 1 or words(plain[: found[0].start] + plain[found[0].end :]):
        return False
    day, own = found[0].dated.iso, source.date.iso
    if day is None or own is None:
        return False
    return own.startswith(day) or day.startswith(own)
