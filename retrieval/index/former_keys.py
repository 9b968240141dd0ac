"""
What a library of schema 7 calls its articles, spelt as this one does, and their digests with the host.

It kept nothing apart that held a ``#`` itself, nor a page's second article from another ``…-2``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, Row, select, update

from retrieval.index.digests import digest
from retrieval.index.rows import article_of
from retrieval.index.schema import ARTICLES
from retrieval.places import of_part, of_record

_PART = re.compile(r"(.*)-(\d+)", re.DOTALL)


def respell(connection: Connection) -> None:
    """Change what is spelt otherwise now; a damaged article stays one."""
    names = ("id", "place", "outlet", "url", "path")
    rows = connection.execute(select(*(ARTICLES.c[name] for name in names))).all()
    known = {row.place: row for row in rows}
    changes: dict[str, dict[str, str]] = {row.id: {} for row in rows}
    for row in rows:
        if (place := _place(row, known)) != row.place:
            changes[row.id]["place"] = place
    fetched = select(ARTICLES).where(ARTICLES.c.host.is_not(None))
    for row in connection.execute(fetched).yield_per(500):
        article = article_of(row)
        if row.digest == digest(replace(article, source=replace(article.source, host=None))):
            changes[row.id]["digest"] = digest(article)
    for id, values in changes.items():
        if values:
            connection.execute(update(ARTICLES).where(ARTICLES.c.id == id).values(values))


def _place(row: Row[Any], known: Mapping[str, Row[Any]]) -> str:
    origin, between, place = row.place.rpartition("\n")
    part = _PART.fullmatch(row.place)
    first = part and known.get(part[1])
    if part and first is not None and first.url == row.url:
        origin, between, place = _place(first, known).rpartition("\n")
        place = of_part(place, int(part[2]))
    elif row.outlet and place.startswith(f"{row.outlet}#"):
        place = of_record(place.removeprefix(f"{row.outlet}#"), outlet=row.outlet, name="")
    elif row.path and place.startswith(f"{row.path}#"):
        id = place.removeprefix(f"{row.path}#")
        own = row.id == id or row.id.startswith(f"{id}-")  # else it is the number of a record
        if "#" in id or (own and PurePath(row.path).stem != id):
            place = of_record(id, outlet=None, name=row.path)
    return f"{origin}{between}{place}"
