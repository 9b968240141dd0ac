"""
Tables of words as data files hold them, one of each name a language: ``data/NAME.ar.txt``.

A line is a kind, perhaps a value, a colon and words; ``_`` is a space in one, ``#`` begins a remark.
Above each group a remark says what it is for. The names of months and weekdays are here, apart from
``retrieval.language.dates``, whose patterns take time to compile.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from retrieval.language.arabic import fold


@cache
def tables(name: str) -> Mapping[str, Mapping[str, str]]:
    """
    By kind, each folded word with its folded value; of two values the first counts.

    >>> tables("calendar")["month"]["تشرين الاول"]
    '10'
    """
    kinds: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for language in ("ar", "en"):
        path = files("retrieval.language").joinpath(f"data/{name}.{language}.txt")
        # All of it at once, which takes a tenth of the time.
        for line in fold(path.read_text("utf-8")).splitlines():
            head, _, words = line.partition(": ")
            if words and not line.startswith("#"):
                kind, _, value = head.partition(" ")
                for word in words.split():
                    kinds[kind].setdefault(word.replace("_", " "), value)
    return kinds


def any_of(names: Iterable[str]) -> str:
    """A pattern of *names*, the longest first, with any space between the words of one."""
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)


CALENDAR = tables("calendar")


def numbered(kind: str) -> dict[str, int]:
    """The words of *kind* in the calendar's tables, folded, with their numbers."""
    return {name: int(number) for name, number in CALENDAR[kind].items()}


MONTHS = numbered("month")
WEEKDAYS = numbered("weekday")
