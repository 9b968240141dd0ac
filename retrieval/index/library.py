"""
The library: one SQLite file that is the source of truth.

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
    Everything Rawi knows, in ``<home>/library.db``.

    Methods block for a few milliseconds; whoever is async wraps them. Reading is safe while
    another process writes; only the holder of ``retrieval.index.lock`` may change articles.
    """

    def __init__(self, home: Path) -> None:
        """Open or create. Raises HomeUnusable or LibraryTooNew."""
        self._database = Database(home)
        self.path = self._database.path
        self.journal = Journal(self._database)
        with self._database.transaction() as connection:
            prepare(connection, self.path)

    def close(self) -> None:
        self._database.close()
