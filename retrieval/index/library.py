"""
The library: one SQLite file, or one PostgreSQL database, that is the source of truth.

Articles, passages with their vectors, the manifest and the journal of conversations live here;
Chroma and tantivy hold nothing that cannot be made again from it. Tables: ``schema``, ``migrations``;
methods: ``reads``, ``writes``; rows to nouns: ``rows``.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Row, func, insert, select

from retrieval.errors import HomeNotEmpty
from retrieval.index.database import Database, metadata
from retrieval.index.journal import Journal
from retrieval.index.migrations import note, prepare
from retrieval.index.reads import IN_USE
from retrieval.index.rows import AT_ONCE, SPAN_BYTES, spans_of
from retrieval.index.schema import ARTICLES, EMBEDDINGS, MANIFEST, PASSAGES
from retrieval.index.writes import Writes

_OWN = ("schema", "home")  # facts of the database itself


class Library(Writes):
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
        """Copy every row of *other*, all or none. Raises HomeNotEmpty if there are articles here."""
        with other._database.transaction() as old, self._database.transaction() as new:
            if new.execute(select(func.count()).select_from(ARTICLES)).scalar():
                raise HomeNotEmpty(path=self.path)
            facts = old.execute(select(MANIFEST).where(MANIFEST.c.name.not_in(_OWN)))
            note(new, {row.name: row.value for row in facts})
            for table in metadata.sorted_tables:
                # Numbers are given anew, in their order: a server counts on from what it gave itself.
                columns = [column for column in table.c if column.name != "number"]
                rows = select(*columns).order_by(*table.primary_key)
                found = old.execute(rows).mappings().partitions(AT_ONCE)
                for some in found if table is not MANIFEST else ():
                    new.execute(insert(table), [dict(row) for row in some])

    def broken_pages(self) -> str:
        """What the database finds wrong with its files; empty if nothing is."""
        return self._database.broken_pages()

    def passage_ids(self) -> set[str]:
        """Of every passage, its article finished or not."""
        return {row.id for row in self._database.all(select(PASSAGES.c.id))}

    def broken_passages(self) -> list[str]:
        """Passages that are no stretch of their article, or have no vectors; every one is looked at."""
        here = PASSAGES.outerjoin(EMBEDDINGS, IN_USE).outerjoin(
            ARTICLES, ARTICLES.c.id == PASSAGES.c.article
        )
        query = select(
            *(PASSAGES.c[name] for name in ("id", "start", "length", "spans")),
            func.length(ARTICLES.c.text).label("whole"),
            func.length(EMBEDDINGS.c.vectors).label("bytes"),
        ).select_from(here)
        return [row.id for row in self._database.all(query) if not _sound(row)]

    def close(self) -> None:
        self._database.close()


def _opened(home: Path, url: str | None) -> Database:
    if url is None:
        from retrieval.index.sqlite import SqliteDatabase

        return SqliteDatabase(home)
    from retrieval.index.postgres import PostgresDatabase

    return PostgresDatabase(url)


def _sound(row: Row[Any]) -> bool:
    """Whether a passage lies within its article, its sentences within it, and all have vectors."""
    if row.whole is None or not row.bytes or len(row.spans) % SPAN_BYTES:
        return False
    spans = spans_of(row.spans)
    inside = all(0 <= start <= end <= row.length for start, end in spans)
    fits = row.start >= 0 and row.start + row.length <= row.whole
    return inside and fits and row.bytes % (2 + len(spans)) == 0
