"""
The journal: what was said and done, as small JSON bodies, for whoever keeps conversations.

It knows no kind of entry by name: turns, answers and the like are their owners' affair. What damage
or another program made of an entry is left out wherever entries are read, and told to the log.
"""

import json
import logging
import time
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, delete, exc, insert, select, update

from retrieval.index.engines import Database
from retrieval.index.rows import batches, sealed, whole
from retrieval.index.schema import ENTRIES, OWNED

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
    """
    Entries in the order they were made. Methods block for about a millisecond.

    owner: what this process is called where something is to be done.
    leads: whether it is for this process, of all that share the journal, to do what only one may do.
    shared: whether other processes may do what is to be done.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.owner, self.leads, self.shared = database.owner, database.leads, database.shared

    def add(self, kind: str, key: str, body: dict[str, Any], *, id: str | None = None) -> bool:
        """Append an entry; False, and nothing is changed, if *kind* has one named *id* already."""
        with self._database.transaction() as connection:
            return _added(connection, NewEntry(kind, id or uuid.uuid4().hex, key, body))

    def take(self, entry: NewEntry, *, ending: str) -> str | None:
        """
        Append something to be done; whose it is, or None, and nothing is changed, if it is there.

        It is this process's, unless another that lives has more to do under keys with that *ending*.
        """
        theirs = ENTRIES.c.key.endswith(ending, autoescape=True)
        busy = select(ENTRIES.c.owner).where(OWNED, ENTRIES.c.kind == entry.kind, theirs)
        with self._database.transaction() as connection:
            self._database.alone(connection, ending)
            found = connection.execute(busy.order_by(ENTRIES.c.number.desc()).limit(1)).scalar()
            living = found in self._database.living(connection)
            owner = found if living and found is not None else self.owner
            return owner if _added(connection, entry, owner=owner) else None

    def claim(self, kind: str) -> list[Entry]:
        """What is to be done of *kind* by this process or by one that died, oldest first: all its own now."""
        with self._database.transaction() as connection:
            free = ENTRIES.c.owner.not_in(self._database.living(connection) - {self.owner})
            query = select(ENTRIES).where(OWNED, ENTRIES.c.kind == kind, free)
            rows = connection.execute(
                query.order_by(ENTRIES.c.number).with_for_update(skip_locked=True)
            ).all()
            numbers = [row.number for row in rows if row.owner != self.owner]
            mine = update(ENTRIES).where(ENTRIES.c.number.in_(numbers))
            connection.execute(mine.values(owner=self.owner))
        return _entries_of(rows)

    def last(self, kind: str, key: str | None = None, *, limit: int) -> list[Entry]:
        """The newest *limit* entries of *kind*, everybody's or those under *key*, oldest first."""
        wanted = select(ENTRIES).where(ENTRIES.c.kind == kind)
        if key is not None:
            wanted = wanted.where(ENTRIES.c.key == key)
        rows = self._database.all(wanted.order_by(ENTRIES.c.number.desc()).limit(limit))
        return _entries_of(reversed(rows))

    def find(self, kind: str, id: str) -> Entry | None:
        """The entry of *kind* named *id*."""
        rows = self._database.all(select(ENTRIES).where(ENTRIES.c.kind == kind, ENTRIES.c.id == id))
        return next(iter(_entries_of(rows)), None)

    def amend(self, kind: str, id: str, **facts: object) -> None:
        """Set *facts* in the body of an entry; nothing happens if it is gone."""
        self._amend(kind, id, facts)

    def finish(self, kind: str, id: str, **facts: object) -> None:
        """The same of an entry that was to be done, and is."""
        self._amend(kind, id, facts, owner=None)

    def _amend(self, kind: str, id: str, facts: dict[str, object], **values: object) -> None:
        with self._database.transaction() as connection:
            row = _found(connection, kind, id)
            if row is not None and whole(ENTRIES, row):
                _change(connection, row, body=json.dumps(json.loads(row.body) | facts), **values)

    def put(self, *entries: NewEntry) -> None:
        """
        Keep all of *entries* or none of them.

        One that is there already gets the new body, and keeps its place.
        """
        with self._database.transaction() as connection:
            for entry in entries:
                row = _found(connection, entry.kind, entry.id)
                if row is not None and whole(ENTRIES, row):
                    _change(connection, row, body=json.dumps(entry.body))
                else:
                    _added(connection, entry)

    def rename(self, ending: str, to: str) -> None:
        """Let every key that has *ending* end with *to* instead."""
        theirs = select(ENTRIES).where(ENTRIES.c.key.endswith(ending, autoescape=True))
        with self._database.transaction() as connection:
            for row in connection.execute(theirs.with_for_update()).all():
                if whole(ENTRIES, row):
                    _change(connection, row, key=row.key.removesuffix(ending) + to)

    def drop(self, kind: str, *ids: str) -> int:
        """Forget the entries of *kind* named *ids*; how many there were."""
        return self._forget(ENTRIES.c.kind == kind, ENTRIES.c.id.in_(ids))

    def erase(self, kind: str, key: str) -> None:
        """Forget every entry of *kind* under *key*."""
        self._forget(ENTRIES.c.kind == kind, ENTRIES.c.key == key)

    def prune(self, kinds: Collection[str], before: float, *, but: Collection[str] = ()) -> int:
        """Forget entries of *kinds* made *before*, in seconds since 1970, *but* those named so."""
        old = (ENTRIES.c.kind.in_(kinds), ENTRIES.c.at < before)
        ids = {row.id for row in self._database.all(select(ENTRIES.c.id).where(*old))} - {*but}
        return sum(self._forget(*old, ENTRIES.c.id.in_(some)) for some in batches(ids))

    def wipe(self, prefix: str, *, done: str = "") -> None:
        """
        Forget every entry whose key begins with *prefix*; its bytes leave the disk as well.

        What is still to be done stays, but for the entry named *done*.
        """
        over = ENTRIES.c.owner.is_(None) | (ENTRIES.c.id == done)
        self._forget(ENTRIES.c.key.startswith(prefix, autoescape=True), over)
        self._database.scrub()

    def _forget(self, *where: ColumnElement[bool]) -> int:
        with self._database.transaction() as connection:
            return connection.execute(delete(ENTRIES).where(*where)).rowcount


def _entries_of(rows: Iterable[Row[Any]]) -> list[Entry]:
    """Those of *rows* that are as they were written."""
    found = []
    for row in rows:
        if whole(ENTRIES, row):
            found.append(Entry(row.id, row.key, row.at, json.loads(row.body)))
        else:
            _LOG.warning("damaged %s=%s", row.kind, row.id)
    return found


def _found(connection: Connection, kind: str, id: str) -> Row[Any] | None:
    """The row of an entry that is to be changed, damaged or not."""
    this = (ENTRIES.c.kind == kind) & (ENTRIES.c.id == id)
    return connection.execute(select(ENTRIES).where(this).with_for_update()).first()


def _added(connection: Connection, entry: NewEntry, **values: object) -> bool:
    """Whether *entry* is new; of a damaged one it takes the place."""
    row = _found(connection, entry.kind, entry.id)
    if row is not None and not whole(ENTRIES, row):
        connection.execute(delete(ENTRIES).where(ENTRIES.c.number == row.number))
    body = {"at": time.time(), "body": json.dumps(entry.body)}
    try:
        connection.execute(insert(ENTRIES), sealed(ENTRIES, entry._asdict() | body | values))
    except exc.IntegrityError:
        return False
    return True


def _change(connection: Connection, row: Row[Any], **values: object) -> None:
    new = sealed(ENTRIES, row._asdict() | values)
    connection.execute(update(ENTRIES).where(ENTRIES.c.number == row.number).values(new))
