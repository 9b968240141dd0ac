"""A library of a version before moved to the tables of this one, in place."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text

from retrieval.damages import LibraryDamaged
from retrieval.errors import LibraryTooNew, ServiceError
from retrieval.index import former_keys
from retrieval.index.database import metadata
from retrieval.index.schema import MANIFEST, SCHEMA
from retrieval.reasons import Reason

_OLDEST = 6
# In schema 6 an open message was whoever's was running.
_OWNERS_OF_6 = (
    "ALTER TABLE entries ADD COLUMN owner TEXT",
    "CREATE INDEX IF NOT EXISTS entries_owned ON entries (owner) WHERE owner IS NOT NULL",
    "UPDATE entries SET owner = '' WHERE kind IN ('inbox', 'incoming') AND body LIKE '%\"open\": true%'",
)


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
    if found < 7:
        for change in _OWNERS_OF_6:
            connection.execute(text(change))
    if found < 8:
        former_keys.respell(connection)
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
        connection.execute(insert(MANIFEST), rows)
