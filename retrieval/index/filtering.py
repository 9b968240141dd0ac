"""Filters applied to one article at a time, as ``VectorIndex`` and ``WordIndex`` apply them to all."""

from retrieval.language.arabic import fold, spelt
from retrieval.types import Filters, Source


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
