"""What filters look at: kept with each passage in both indexes, or asked of one article at a time."""

from retrieval.language.arabic import fold, spelt
from retrieval.types import Filters, Source, day_number


def filtered_by(source: Source) -> dict[str, str | int]:
    """What ``VectorIndex`` and ``WordIndex`` keep with a passage of *source*, under the same names."""
    facts: dict[str, str | int] = {"article": source.id, "language": source.language}
    if source.outlet:
        facts["outlet"] = fold(source.outlet)
    if source.date.span:
        facts["first"], facts["last"] = map(day_number, source.date.span)
    return facts


def allows(filters: Filters, source: Source) -> bool:
    """Whether *source* is let through; a date known by its month passes if any day of it does."""
    span = source.date.span
    if (filters.since or filters.until) and span is None:
        return False
    if span and filters.since and span[1] < filters.since:
        return False
    if span and filters.until and span[0] > filters.until:
        return False
    if filters.outlet and fold(source.outlet or "") != fold(spelt(filters.outlet)):
        return False
    if filters.language and source.language != filters.language:
        return False
    return source.id != filters.without
