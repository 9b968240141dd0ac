"""The names of months and weekdays, apart from ``retrieval.language.dates``, whose patterns take time to compile."""

import re
from collections.abc import Iterable

from retrieval.language.tables import tables

CALENDAR = tables("calendar")


def numbered(kind: str) -> dict[str, int]:
    """The words of *kind* in the calendar's tables, folded, with their numbers."""
    return {name: int(number) for name, number in CALENDAR[kind].items()}


def any_of(names: Iterable[str]) -> str:
    """A pattern of *names*, the longest first, with any space between the words of one."""
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in longest_first)


MONTHS = numbered("month")
WEEKDAYS = numbered("weekday")
