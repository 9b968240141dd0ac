"""
The library: one SQLite file, or one PostgreSQL database, that is the source of truth.

Articles, passages with their vectors, the manifest and the journal of conversations live here;
Chroma and tantivy hold nothing that cannot be made again from it. Tables: ``schema``, ``migrations``;
methods: ``reads``, ``writes``, ``inspection``; rows to nouns: ``rows``.
"""

from pathlib import Path

from retrieval.index.database import Database
from retrieval.index.inspection import Inspection
from retrieval.index.journal import Journal
from retrieval.index.migrations import prepare
from retrieval.index.writes import Writes


class Library(Inspection, Writes):
    """
    Everything Rawi knows.

    Methods block for a few milliseconds; whoever is async wraps them. Reading is safe while
    another process writes; only the holder of ``retrieval.index.lock`` may change articles.
    """

    def __init__(self, home: Path, url: str | None = None) -> None:
        """
        Open or create ``<home>/library.db``, or the PostgreSQL database at *url*.

        Raises HomeUnusable, DatabaseUnreachable or LibraryTooNew.
        """
        self._database = _opened(home, url)
        self.path = self._database.path
        self.journal = Journal(self._database)
        with self._database.transaction() as connection:
            self._database.alone(connection, "prepare")
            prepare(connection, self.path)

    def take_over(self, other: "Library") -> None:
        """Hold everything that *other* does. Raises HomeNotEmpty if there are articles here."""
        from retrieval.index.moving import move

        move(other._database, self._database)

    def close(self) -> None:
        self._database.close()


def _opened(home: Path, url: str | None) -> Database:
    if url is None:
        from retrieval.index.sqlite import SqliteDatabase

        return SqliteDatabase(home)
    from retrieval.index.postgres import PostgresDatabase

    return PostgresDatabase(url)
