"""A library of an earlier version moved to the tables of this one, in place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from retrieval.errors import LibraryTooNew
from retrieval.index.database import metadata
from retrieval.index.rows import SPAN_BYTES, batches, blob, matrix
from retrieval.index.schema import MANIFEST, PASSAGES, SCHEMA

# In schema 1 entries had no name of their own.
_ENTRIES_OF_1 = (
    "INSERT INTO entries (kind, id, key, at, body)"
    " SELECT kind, CAST(id AS TEXT), key, at, body FROM journal ORDER BY id"
)
# In schema 2 passages had no terms: they get them, as its indexes will say, by a rebuild.
_TERMLESS = (
    "ALTER TABLE passages ADD COLUMN terms TEXT NOT NULL DEFAULT ''",
    "UPDATE manifest SET value = CAST(value AS INTEGER) + 1 WHERE name = 'generation'",
)
# In schema 3 the vector of a title stood with its article.
_TITLES_OF_3 = (
    "UPDATE passages SET vectors = CAST((SELECT title_vector FROM articles"
    " WHERE articles.id = passages.article) || vectors AS BLOB)",
    "ALTER TABLE articles DROP COLUMN title_vector",
)


def prepare(connection: Connection, path: Path) -> None:
    """Create what is missing; refuse what a later version wrote."""
    metadata.create_all(connection)
    found = connection.execute(select(MANIFEST.c.value).where(MANIFEST.c.name == "schema")).scalar()
    if found is None:
        connection.execute(insert(MANIFEST), {"name": "schema", "value": str(SCHEMA)})
    elif int(found) > SCHEMA:
        raise LibraryTooNew(path=path, found=found, known=SCHEMA)
    elif int(found) < SCHEMA:
        if int(found) == 1:
            connection.execute(text(_ENTRIES_OF_1))
            connection.execute(text("DROP TABLE journal"))
        titled = _TITLES_OF_3 if int(found) < 4 else ()
        for change in [*(_TERMLESS if int(found) < 3 else ()), *titled]:
            connection.execute(text(change))
        _lend_wholes(connection)
        note(connection, {"schema": SCHEMA})


def _lend_wholes(connection: Connection) -> None:
    """
    In schema 4 no passage had a vector of its own: let it be its sentences' mean.

    It ranks as well as it did; ``rawi rebuild --embed`` gives it what new articles have.
    """
    import numpy as np

    from retrieval.index.embedding import unit

    ids = [row.id for row in connection.execute(select(PASSAGES.c.id))]
    for some in batches(ids):
        query = select(PASSAGES.c.id, PASSAGES.c.spans, PASSAGES.c.vectors)
        rows = []
        for row in connection.execute(query.where(PASSAGES.c.id.in_(some))):
            old = matrix(row.vectors, 1 + len(row.spans) // SPAN_BYTES)
            whole = unit(old[1:].mean(axis=0))
            renewed = np.concatenate([old[:1], whole[None], old[1:]])
            rows.append({"key": row.id, "renewed": blob(renewed)})
        connection.execute(
            update(PASSAGES)
            .where(PASSAGES.c.id == bindparam("key"))
            .values(vectors=bindparam("renewed")),
            rows,
        )


def note(connection: Connection, facts: dict[str, Any]) -> None:
    if facts:
        connection.execute(delete(MANIFEST).where(MANIFEST.c.name.in_(facts)))
        rows = [{"name": name, "value": str(value)} for name, value in facts.items()]
        connection.execute(insert(MANIFEST), rows)
