"""A library moved into a database of another kind, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from retrieval.errors import HomeNotEmpty
from retrieval.index.database import metadata
from retrieval.index.migrations import note
from retrieval.index.rows import AT_ONCE
from retrieval.index.schema import ARTICLES, MANIFEST

if TYPE_CHECKING:
    from retrieval.index.database import Database

_OWN = ("schema", "home")  # facts of the database itself


def move(source: Database, to: Database) -> None:
    """Copy every row of *source* into *to*, all or none. Raises HomeNotEmpty if that holds articles."""
    with source.transaction() as old, to.transaction() as new:
        if new.execute(select(func.count()).select_from(ARTICLES)).scalar():
            raise HomeNotEmpty(path=to.path)
        for table in metadata.sorted_tables:
            # Numbers are given anew, in their order: a server counts on from what it gave itself.
            columns = [column for column in table.c if column.name != "number"]
            rows = select(*columns).order_by(*table.primary_key)
            if table is MANIFEST:
                facts = {row.name: row.value for row in old.execute(rows) if row.name not in _OWN}
                note(new, facts)
                continue
            for some in old.execute(rows).mappings().partitions(AT_ONCE):
                new.execute(insert(table), [dict(row) for row in some])
