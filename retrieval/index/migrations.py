"""A library of an earlier version moved to the tables of this one, in place."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    column,
    delete,
    insert,
    select,
    table,
    text,
    update,
)

from retrieval.errors import LibraryTooNew
from retrieval.index.database import metadata
from retrieval.index.digests import digest
from retrieval.index.rows import SPAN_BYTES, article_of, batches, blob, matrix
from retrieval.index.schema import ARTICLES, MANIFEST, SCHEMA
from retrieval.types import file_origin

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
# In schema 5 a passage held its vectors, and no article said whose it was.
_VECTORS_OF_5 = (
    "INSERT INTO embeddings (passage, space, vectors) SELECT id, 0, vectors FROM passages",
    "ALTER TABLE passages DROP COLUMN vectors",
    "ALTER TABLE articles ADD COLUMN host TEXT",
)
# In schema 6 an open message was whoever's was running.
_OWNERS_OF_6 = (
    "ALTER TABLE entries ADD COLUMN owner TEXT",
    "CREATE INDEX IF NOT EXISTS entries_owned ON entries (owner) WHERE owner IS NOT NULL",
    "UPDATE entries SET owner = '' WHERE kind IN ('inbox', 'incoming') AND body LIKE '%\"open\": true%'",
)
_OLD_PASSAGES = table("passages", column("id"), column("spans"), column("vectors"))


def prepare(connection: Connection, path: object) -> None:
    """Create what is missing; refuse what a later version wrote."""
    metadata.create_all(connection)
    found = connection.execute(select(MANIFEST.c.value).where(MANIFEST.c.name == "schema")).scalar()
    if found is None:
        note(connection, {"schema": SCHEMA, "home": new_home_id()})
    elif int(found) > SCHEMA:
        raise LibraryTooNew(path=path, found=found, known=SCHEMA)
    elif int(found) < SCHEMA:
        if int(found) < 6:
            _to_6(connection, int(found))
        for change in _OWNERS_OF_6:
            connection.execute(text(change))
        note(connection, {"schema": SCHEMA})


def _to_6(connection: Connection, found: int) -> None:
    if found == 1:
        connection.execute(text(_ENTRIES_OF_1))
        connection.execute(text("DROP TABLE journal"))
    titled = _TITLES_OF_3 if found < 4 else ()
    for change in [*(_TERMLESS if found < 3 else ()), *titled]:
        connection.execute(text(change))
    if found < 5:
        _lend_wholes(connection)
    for change in _VECTORS_OF_5:
        connection.execute(text(change))
    _own(connection)
    if not connection.execute(select(MANIFEST).where(MANIFEST.c.name == "home")).all():
        note(connection, {"home": new_home_id()})


def new_home_id() -> str:
    """What tells this home's vectors on a shared server from another's."""
    return uuid.uuid4().hex[:12]


def _lend_wholes(connection: Connection) -> None:
    """
    In schema 4 no passage had a vector of its own: let it be its sentences' mean.

    It ranks as well as it did; ``rawi rebuild --embed`` gives it what new articles have.
    """
    import numpy as np

    from retrieval.index.embedding import unit

    ids = [row.id for row in connection.execute(select(_OLD_PASSAGES.c.id))]
    for some in batches(ids):
        query = select(_OLD_PASSAGES.c.id, _OLD_PASSAGES.c.spans, _OLD_PASSAGES.c.vectors)
        rows = []
        for row in connection.execute(query.where(_OLD_PASSAGES.c.id.in_(some))):
            old = matrix(row.vectors, 1 + len(row.spans) // SPAN_BYTES)
            whole = unit(old[1:].mean(axis=0))
            renewed = np.concatenate([old[:1], whole[None], old[1:]])
            rows.append({"key": row.id, "renewed": blob(renewed)})
        connection.execute(
            update(_OLD_PASSAGES)
            .where(_OLD_PASSAGES.c.id == bindparam("key"))
            .values(vectors=bindparam("renewed")),
            rows,
        )


def _own(connection: Connection) -> None:
    """
    Say of each article whose it is, as far as it can be told, and take its digest.

    What came from the web stays nobody's until the host of its address brings it again; digests
    were taken otherwise in some earlier versions, and nothing can be told by one of those.
    """
    ids = connection.execute(select(ARTICLES.c.id)).scalars().all()
    for some in batches(ids):
        for row in connection.execute(select(ARTICLES).where(ARTICLES.c.id.in_(some))):
            article = article_of(row)
            if row.path:
                article = replace(article, origin=file_origin(Path(row.path)))
            connection.execute(
                update(ARTICLES)
                .where(ARTICLES.c.id == row.id)
                .values(place=article.key, digest=digest(article))
            )


def note(connection: Connection, facts: dict[str, Any]) -> None:
    if facts:
        connection.execute(delete(MANIFEST).where(MANIFEST.c.name.in_(facts)))
        rows = [{"name": name, "value": str(value)} for name, value in facts.items()]
        connection.execute(insert(MANIFEST), rows)
