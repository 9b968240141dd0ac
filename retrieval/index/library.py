"""
The library: one SQLite file, or one PostgreSQL database, that is the source of truth.

Articles, passages with their vectors, the manifest and the journal of conversations live here;
Chroma and tantivy hold nothing that cannot be made again from it. Tables: ``schema``, ``migrations``;
methods: ``reads``, ``passage_reads``, ``writes``; rows to nouns: ``rows``.
"""

from pathlib import Path

from sqlalchemy import Table, func, insert, select

from retrieval.damages import LibraryLost
from retrieval.errors import HomeNotEmpty
from retrieval.index.database import Database, metadata
from retrieval.index.files import indexed
from retrieval.index.journal import Journal
from retrieval.index.migrations import note, prepare
from retrieval.index.passage_reads import WITH_VECTORS, in_space
from retrieval.index.rows import AT_ONCE, sound, whole
from retrieval.index.schema import ARTICLES, EMBEDDINGS, MANIFEST, OWN, PASSAGES, SPACE
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

        Raises HomeUnusable, DatabaseUnreachable, LibraryTooNew, or LibraryLost where it knows nothing
        and the words in *home* were made of one that did.
        """
        self._database = _opened(home, url)
        self.path = self._database.path
        self.journal = Journal(self._database)
        with self._database.transaction() as connection:
            self._database.alone(connection, "prepare")
            prepare(connection, self.path)
        self.manifest()  # raises what is wrong with it
        if not self.generation() and not self.ids() and indexed(home):
            raise LibraryLost(path=self.path)

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

    def changed(self, table: Table, *names: str) -> tuple[int, set[str]]:
        """How many rows *table* has; by *names* of columns those that are not as they were written."""
        total, wrong = 0, set()
        with self._database.transaction() as connection:
            for row in connection.execute(select(table).execution_options(yield_per=AT_ONCE)):
                total += 1
                if not whole(table, row):
                    wrong.add(" ".join(str(getattr(row, name)) for name in names))
        return total, wrong

    def passage_ids(self) -> set[str]:
        """Of every passage, its article finished or not."""
        return {row.id for row in self._database.all(select(PASSAGES.c.id))}

    def unsound(self, id: str | None = None) -> set[str]:
        """The articles, of all or *id* alone, whose passages or vectors are not those that were made."""
        here = PASSAGES.outerjoin(EMBEDDINGS, in_space(SPACE))
        cut = select(func.count()).where(PASSAGES.c.article == ARTICLES.c.id).scalar_subquery()
        lacking = select(ARTICLES.c.id).where(OWN, cut != func.coalesce(ARTICLES.c.passages, -1))
        query = WITH_VECTORS.select_from(here)
        if id is not None:
            lacking = lacking.where(ARTICLES.c.id == id)
            query = query.where(PASSAGES.c.article == id)
        with self._database.transaction() as connection:
            rows = connection.execute(query.execution_options(yield_per=AT_ONCE))
            wrong = {row.article for row in rows if not sound(row)}
            return wrong | {*connection.execute(lacking).scalars()}

    def close(self) -> None:
        self._database.close()


def _opened(home: Path, url: str | None) -> Database:
    if url is None:
        from retrieval.index.sqlite import SqliteDatabase

        return SqliteDatabase(home)
    from retrieval.index.postgres import PostgresDatabase

    return PostgresDatabase(url)
