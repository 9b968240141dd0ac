"""
The library: one SQLite file, or one PostgreSQL database, that is the source of truth.

Articles, passages with their vectors, the manifest and the journal of conversations live here;
Chroma and tantivy hold nothing that cannot be made again from it. Tables: ``schema``; rows to nouns:
``rows``; methods: ``reads``, ``catalogue``, ``writes``.
"""

import uuid
from pathlib import Path

from sqlalchemy import Connection, func, insert, select

from retrieval.damages import LibraryDamaged, LibraryLost
from retrieval.errors import HomeNotEmpty, LibraryTooNew, LibraryTooOld
from retrieval.index.engines import Database, SqliteDatabase
from retrieval.index.files import indexed
from retrieval.index.journal import Journal
from retrieval.index.rows import AT_ONCE
from retrieval.index.schema import ARTICLES, MANIFEST, SCHEMA, metadata
from retrieval.index.writes import Writes, note
from retrieval.reasons import Reason


class Library(Writes):
    """
    Everything Rawi knows.

    Methods block for a few milliseconds; whoever is async wraps them. Reading is safe while
    another process writes; only the holder of ``retrieval.index.lock`` may change articles.
    """

    def __init__(self, home: Path, url: str | None = None) -> None:
        """
        Open or create ``<home>/library.db``, or the PostgreSQL database at *url*.

        Raises HomeUnusable, DatabaseUnreachable, LibraryTooNew, LibraryTooOld, or LibraryLost where it
        knows nothing and the words in *home* were made of one that did.
        """
        self._database = SqliteDatabase(home) if url is None else _served(url)
        self.path = self._database.path
        self.journal = Journal(self._database)
        with self._database.transaction() as connection:
            self._database.alone(connection, "prepare")
            _prepare(connection, self.path)
        self.manifest()  # raises what is wrong with it
        if not self.generation() and not self.ids() and indexed(home):
            raise LibraryLost(path=self.path)

    def close(self) -> None:
        self._database.close()

    def take_over(self, other: "Library") -> None:
        """Copy every row of *other*, all or none. Raises HomeNotEmpty if there are articles here."""
        with other._database.transaction() as old, self._database.transaction() as new:
            if new.execute(select(func.count()).select_from(ARTICLES)).scalar():
                raise HomeNotEmpty(path=self.path)
            facts = old.execute(select(MANIFEST).where(MANIFEST.c.name.not_in(("schema", "home"))))
            note(new, {row.name: row.value for row in facts})
            for table in metadata.sorted_tables:
                # Numbers are given anew, in their order: a server counts on from what it gave itself.
                columns = [column for column in table.c if column.name != "number"]
                rows = select(*columns).order_by(*table.primary_key)
                found = old.execute(rows).mappings().partitions(AT_ONCE)
                for some in found if table is not MANIFEST else ():
                    new.execute(insert(table), [dict(row) for row in some])


def new_home_id() -> str:
    """What tells this home's vectors on a shared server from another's."""
    return uuid.uuid4().hex[:12]


def _prepare(connection: Connection, path: object) -> None:
    """Create what is missing; what another version wrote is refused, and stays as it was."""
    facts: dict[str, str] = {}
    if connection.dialect.has_table(connection, MANIFEST.name):
        rows = connection.execute(select(MANIFEST.c.name, MANIFEST.c.value))
        facts = {row.name: row.value for row in rows}
    found = str(facts.get("schema", SCHEMA))
    if not found.isdecimal():
        raise LibraryDamaged(path=path, why=Reason("no schema is named in it"))
    if int(found) != SCHEMA:
        age = LibraryTooNew if int(found) > SCHEMA else LibraryTooOld
        raise age(path=path, found=found, known=SCHEMA)
    metadata.create_all(connection)
    new = {"schema": SCHEMA, "home": new_home_id()}
    note(connection, {name: value for name, value in new.items() if name not in facts})


def _served(url: str) -> Database:
    from retrieval.index.postgres import PostgresDatabase

    return PostgresDatabase(url)
