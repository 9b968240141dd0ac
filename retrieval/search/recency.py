"""Which articles are of the days that a question asks for."""

import re
from collections.abc import Iterable
from datetime import date

from retrieval.language.arabic import fold
from retrieval.language.months import CALENDAR, any_of
from retrieval.types import Source

_KINDS = ("month", "weekday", "day", "period", "one")
# Without one of these no question names a day.
_TIME = re.compile(
    r"\d|امس|منذ|قبل|بعد|اخر|احدث|مستجد|latest|newest|recent|last|since|before|after"
    rf"|(?<!\w)[وفبل]*(?:{any_of(name for kind in _KINDS for name in CALENDAR[kind])})\b"
)


def timely(question: str, sources: Iterable[Source]) -> set[str]:
    """
    The articles of the days *question* names, or the newest if it wants the latest.

    They are favoured, not the only ones let through: an event is reported on other days too.
    """
    if not _TIME.search(fold(question)):
        return set()
    from retrieval.language.timewords import (  # its patterns take time to compile
        asked_days,
        wants_latest,
    )

    since, until = asked_days(question, date.today())
    spans = {source.id: source.date.span for source in sources}
    dated = {article: span for article, span in spans.items() if span}
    if since or until:
        first, last = since or "", until or "9999"
        return {id for id, span in dated.items() if span[0] <= last and span[1] >= first}
    if dated and wants_latest(question):
        newest = max(span[1] for span in dated.values())
        return {id for id, span in dated.items() if span[1] == newest}
    return set()
