"""
The journal: what was said and done, as small JSON bodies, for whoever keeps conversations.

It knows no kind of entry by name: turns, answers and the like are their owners' affair.
"""

import json
import logging
import time
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Float,
    Index,
    Integer,
    Row,
    Table,
    Text,
    UniqueConstraint,
    delete,
    exc,
    func,
    insert,
    literal,
    select,
    update,
)

from retrieval.index.database import Database, Name, metadata
from retrieval.index.rows import batches

_entries = Table(
    "entries",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Name, nullable=False),
    Column("id", Name, nullable=False),
    Column("key", Name, nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("body", Text, nullable=False),
    Column("owner", Name),  # of what is still to be done: who does it
    UniqueConstraint("kind", "id"),
)
_OWNED = _entries.c.owner.is_not(None)
# By kind, as it is asked for: else SQLite looks through all of the kind that was ever done.
Index("entries_open", _entries.c.kind, sqlite_where=_OWNED, postgresql_where=_OWNED)


_LOG = logging.getLogger("rawi")


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One thing that was said or done.

    id: its name, unique within its kind.
    key: whose it is.
    at: when, in seconds since 1970.
    """

    id: str
    key: str
    at: float
    body: dict[str, Any]


class NewEntry(NamedTuple):
    """An entry that is to be kept: as an Entry, and of which kind."""

    kind: str
    id: str
    key: str
    body: dict[str, Any]


class Journal:
    """Entries in the order they were made. Methods block for about a millisecond."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, kind: str, key: str, body: dict[str, Any], *, id: str | None = None) -> bool:
        """Append an entry; False, and nothing is changed, if *kind* has one named *id* already."""
        row = _row(NewEntry(kind, id or uuid.uuid4().hex, key, body))
        with self._database.transaction() as connection:
            try:
                connection.execute(insert(_entries), row)
            except exc.IntegrityError:
                return False
        return True

    def take(self, entry: NewEntry, *, ending: str) -> str | None:
        """
        Append something to be done; whose it is, or None, and nothing is changed, if it is there.

        It is this process's, unless another that lives has more to do under keys with that *ending*.
        """
        with self._database.transaction() as connection:
            self._database.alone(connection, ending)
            busy = select(_entries.c.owner).where(
                _OWNED,
                _entries.c.kind == entry.kind,
                _entries.c.key.endswith(ending, autoescape=True),
            )
            found = connection.execute(busy.order_by(_entries.c.number.desc()).limit(1)).scalar()
            living = found in self._database.living(connection)
            owner = found if living and found is not None else self._database.owner
            try:
                connection.execute(insert(_entries), _row(entry) | {"owner": owner})
            except exc.IntegrityError:
                return None
        return owner

    @property
    def owner(self) -> str:
        """What this process is called where something is to be done."""
        return self._database.owner

    def leads(self) -> bool:
        """Whether it is for this process, of all that share the journal, to do what only one may do."""
        return self._database.leads()

    @property
    def shared(self) -> bool:
        """Whether other processes may do what is to be done."""
        return self._database.shared

    def claim(self, kind: str) -> list[Entry]:
        """What is to be done of *kind* by this process or by one that died, oldest first: all its own now."""
        with self._database.transaction() as connection:
            own = _entries.c.owner == self._database.owner
            orphaned = _entries.c.owner.not_in(self._database.living(connection))
            rows = connection.execute(
                select(_entries)
                .where(_OWNED, _entries.c.kind == kind, own | orphaned)
                .order_by(_entries.c.number)
                .with_for_update(skip_locked=True)
            ).all()
            numbers = [row.number for row in rows if row.owner != self._database.owner]
            mine = update(_entries).where(_entries.c.number.in_(numbers))
            connection.execute(mine.values(owner=self._database.owner))
        return _entries_of(rows)

    def last(
        self, kind: str, key: str | None = None, *, ending: str = "", limit: int
    ) -> list[Entry]:
        """
        The newest *limit* entries of *kind*, oldest first.

        key: whose they are; else everybody's whose key has that *ending*.
        """
        wanted = select(_entries).where(_entries.c.kind == kind)
        if key is not None:
            wanted = wanted.where(_entries.c.key == key)
        elif ending:
            wanted = wanted.where(_entries.c.key.endswith(ending, autoescape=True))
        rows = self._database.all(wanted.order_by(_entries.c.number.desc()).limit(limit))
        return _entries_of(reversed(rows))

    def find(self, kind: str, id: str) -> Entry | None:
        """The entry of *kind* named *id*."""
        rows = self._database.all(
            select(_entries).where(_entries.c.kind == kind, _entries.c.id == id)
        )
        return next(iter(_entries_of(rows)), None)

    def amend(self, kind: str, id: str, **facts: object) -> None:
        """Set *facts* in the body of an entry; nothing happens if it is gone."""
        self._amend(kind, id, facts)

    def finish(self, kind: str, id: str, **facts: object) -> None:
        """The same of an entry that was to be done, and is."""
        self._amend(kind, id, facts, owner=None)

    def _amend(self, kind: str, id: str, facts: dict[str, object], **values: object) -> None:
        this = (_entries.c.kind == kind) & (_entries.c.id == id)
        body = select(_entries.c.body).where(this).with_for_update()
        with self._database.transaction() as connection:
            if (found := connection.execute(body).scalar()) is not None:
                whole = json.dumps(json.loads(found) | facts)
                connection.execute(update(_entries).where(this).values(body=whole, **values))

    def put(self, *entries: NewEntry) -> None:
        """
        Keep all of *entries* or none of them.

        One that is there already gets the new body, and keeps its place.
        """
        with self._database.transaction() as connection:
            for entry in entries:
                this = (_entries.c.kind == entry.kind) & (_entries.c.id == entry.id)
                row = _row(entry)
                anew = update(_entries).where(this).values(body=row["body"])
                if not connection.execute(anew).rowcount:
                    connection.execute(insert(_entries), row)

    def drop(self, kind: str, *ids: str) -> int:
        """Forget the entries of *kind* named *ids*; how many there were."""
        return self._dropped(_entries.c.kind == kind, _entries.c.id.in_(ids))

    def _dropped(self, *where: ColumnElement[bool]) -> int:
        with self._database.transaction() as connection:
            return connection.execute(delete(_entries).where(*where)).rowcount

    def prune(self, kinds: Collection[str], before: float, *, but: Collection[str] = ()) -> int:
        """Forget entries of *kinds* made *before*, in seconds since 1970, *but* those named so."""
        old = select(_entries.c.id).where(_entries.c.kind.in_(kinds), _entries.c.at < before)
        ids = [row.id for row in self._database.all(old) if row.id not in but]
        for some in batches(ids):
            theirs = _entries.c.kind.in_(kinds) & _entries.c.id.in_(some)
            self._dropped(theirs, _entries.c.at < before)
        return len(ids)

    def rename(self, ending: str, to: str) -> None:
        """Let every key that has *ending* end with *to* instead."""
        key = _entries.c.key
        stem = func.substr(key, 1, func.length(key) - len(ending))
        with self._database.transaction() as connection:
            connection.execute(
                update(_entries)
                .where(key.endswith(ending, autoescape=True))
                .values(key=stem + literal(to))
            )

    def erase(self, kind: str, key: str) -> None:
        """Forget every entry of *kind* under *key*."""
        self._dropped(_entries.c.kind == kind, _entries.c.key == key)

    def wipe(self, prefix: str) -> None:
        """Forget every entry whose key begins with *prefix*; its bytes leave the disk as well."""
        self._dropped(_entries.c.key.startswith(prefix, autoescape=True))
        self._database.scrub()


def _entries_of(rows: Iterable[Row[Any]]) -> list[Entry]:
    """Those of *rows* that can be read; what damage made unreadable is told to the log."""
    found = []
    for row in rows:
        try:
            body = json.loads(row.body)
        except (ValueError, TypeError, RecursionError):
            body = None
        if isinstance(body, dict):
            found.append(Entry(row.id, row.key, row.at, body))
        else:
            _LOG.warning("damaged %s=%s", row.kind, row.id)
    return found


def _row(entry: NewEntry) -> dict[str, object]:
    return entry._asdict() | {"at": time.time(), "body": json.dumps(entry.body)}
