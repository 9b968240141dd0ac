"""What filters look at: kept with each passage in both indexes, or asked of one article at a time."""

import operator

from retrieval.language.arabic import fold, spelt
from retrieval.types import Filters, Source, day_number

_COMPARED = {"$eq": operator.eq, "$ne": operator.ne, "$gte": operator.ge, "$lte": operator.le}


def filtered_by(source: Source) -> dict[str, str | int]:
    """What ``VectorIndex`` and ``WordIndex`` keep with a passage of *source*, under the same names."""
    facts: dict[str, str | int] = {"article": source.id, "language": source.language}
    if source.outlet:
        facts["outlet"] = fold(source.outlet)
    if source.date.span:
        facts["first"], facts["last"] = map(day_number, source.date.span)
    return facts


def conditions(filters: Filters) -> list[tuple[str, str, str | int]]:
    """
    What must hold of these: a name, a comparison as Chroma spells it, and a value.

    A date known by its month passes if any day of it does.
    """
    every = (
        ("last", "$gte", filters.since and day_number(filters.since)),
        ("first", "$lte", filters.until and day_number(filters.until)),
        ("outlet", "$eq", filters.outlet and fold(spelt(filters.outlet))),
        ("language", "$eq", filters.language),
        ("article", "$ne", filters.without),
    )
    return [(name, comparison, value) for name, comparison, value in every if value]


def allows(filters: Filters, source: Source) -> bool:
    """Whether *source* is let through."""
    facts = filtered_by(source)
    return all(
        name in facts and _COMPARED[comparison](facts[name], value)
        for name, comparison, value in conditions(filters)
    )
