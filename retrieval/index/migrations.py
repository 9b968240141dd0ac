"""A library of a version before moved to the tables of this one, in place."""

from __future__ import annotations

import json
import uuid
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row, Table, and_, bindparam, delete, insert, select, text, update

from retrieval.damages import LibraryDamaged
from retrieval.errors import LibraryTooNew, ServiceError
from retrieval.index import former_keys
from retrieval.index.database import metadata
from retrieval.index.digests import digest
from retrieval.index.rows import article_of, batches, sealed
from retrieval.index.schema import ARTICLES, ENTRIES, MANIFEST, SCHEMA, SEALED
from retrieval.reasons import Reason

_OLDEST = 6
_CHANGES = {
    6: (  # an open message was whoever's was running
        "ALTER TABLE entries ADD COLUMN owner TEXT",
        "UPDATE entries SET owner = '' WHERE kind IN ('inbox', 'incoming') AND body LIKE '%\"open\": true%'",
    ),
    8: (  # no row had a seal
        *(f"ALTER TABLE {table.name} ADD COLUMN seal TEXT" for table in SEALED[9]),
        "ALTER TABLE articles ADD COLUMN passages INTEGER",
        "UPDATE articles SET passages = (SELECT count(*) FROM passages WHERE article = articles.id)",
    ),
    9: (  # what was still to be done was found among all that was ever done
        "DROP INDEX IF EXISTS entries_owned",
        "CREATE INDEX IF NOT EXISTS entries_open ON entries (kind) WHERE owner IS NOT NULL",
    ),
    10: ("ALTER TABLE entries ADD COLUMN seal TEXT",),
}


class LibraryTooOld(ServiceError):
    ar = (
        "كُتبت المكتبة {path} بإصدار تجريبي قديم من راوي (مخطط {found}، وأقدم ما يُقرأ {known}). "
        "أدخل المقالات من جديد في مجلد آخر (--home)."
    )
    en = (
        "The library {path} was written by an early trial of Rawi (schema {found}; the oldest that is "
        "read is {known}). Ingest the articles anew into another folder (--home)."
    )


def prepare(connection: Connection, path: object) -> None:
    """Create what is missing; refuse what a later version or an early trial wrote."""
    # Looked at first: a library that is refused stays as it was.
    old = connection.dialect.has_table(connection, MANIFEST.name)
    wanted = select(MANIFEST.c.value).where(MANIFEST.c.name == "schema")
    said = (connection.execute(wanted).scalar() or SCHEMA) if old else SCHEMA
    if not str(said).isdecimal():
        raise LibraryDamaged(path=path, why=Reason("مخطط لا يُقرأ", "no schema is named in it"))
    found = int(said)
    if found > SCHEMA:
        raise LibraryTooNew(path=path, found=found, known=SCHEMA)
    if found < _OLDEST:
        raise LibraryTooOld(path=path, found=found, known=_OLDEST)
    metadata.create_all(connection)
    for change in chain.from_iterable(_CHANGES.get(step, ()) for step in range(found, SCHEMA)):
        connection.execute(text(change))
    if found < 8:
        former_keys.respell(connection)
    for table in {one: 0 for step in SEALED if found < step for one in SEALED[step]}:
        _seal(connection, table)
    if found < SCHEMA or not connection.execute(wanted).scalar():
        note(connection, {"schema": SCHEMA})
    if not connection.execute(select(MANIFEST).where(MANIFEST.c.name == "home")).all():
        note(connection, {"home": new_home_id()})


def new_home_id() -> str:
    """What tells this home's vectors on a shared server from another's."""
    return uuid.uuid4().hex[:12]


def note(connection: Connection, facts: dict[str, Any]) -> None:
    if facts:
        connection.execute(delete(MANIFEST).where(MANIFEST.c.name.in_(facts)))
        rows = [{"name": name, "value": str(value)} for name, value in facts.items()]
        connection.execute(insert(MANIFEST), [sealed(MANIFEST, row) for row in rows])


def _seal(connection: Connection, table: Table) -> None:
    """Seal what stands there; what has changed already stays known for it."""
    key, *_ = table.primary_key
    ids = connection.execute(select(key).distinct()).scalars().all()
    this = and_(*(c == bindparam(f"key_{c.name}") for c in table.primary_key))
    change = update(table).where(this).values(seal=bindparam("made"))
    for some in batches(ids):
        found = connection.execute(select(table).where(key.in_(some))).all()
        rows = [
            {f"key_{c.name}": getattr(row, c.name) for c in table.primary_key}
            | {"made": sealed(table, row._asdict())["seal"]}
            for row in found
            if _credible(table, row)
        ]
        if rows:
            connection.execute(change, rows)


def _credible(table: Table, row: Row[Any]) -> bool:
    """Whether *row*, before it is sealed, can be what was written, as far as can be told."""
    if table is ARTICLES:
        return bool(digest(article_of(row)) == row.digest)
    try:
        return table is not ENTRIES or isinstance(json.loads(row.body), dict)
    except (ValueError, TypeError, RecursionError):
        return False
