"""
What the library and the journal stand on: SQLAlchemy Core over SQLite, or over PostgreSQL.

The statements elsewhere are the same for both; what only one of them knows is in ``sqlite`` and
``postgres``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, MetaData, Row, Select, String, exc

from retrieval.errors import ServiceError

if TYPE_CHECKING:
    from pathlib import Path

metadata = MetaData()
# Ordered by their bytes, as SQLite orders them, and not as some country's dictionary would.
Name = String().with_variant(String(collation="C"), "postgresql")


class Database:
    """
    Transactions, and failures as Rawi's own errors. Reading is safe while another process writes.

    path: what errors call it.
    shared: other machines may read and write it too.
    owner: what this process is called, among those that share what is to be done.
    """

    path: Path | str
    shared = False
    owner = ""
    _engine: Engine

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection whose work is kept whole or not at all, its failures said in a sentence."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except exc.DBAPIError as error:  # full disk, read-only folder, damaged file, lost server
            raise self._fault(error.orig) from error

    def all(self, statement: Any, **values: object) -> Sequence[Row[Any]]:
        """Every row of a query, its parameters being *values*."""
        with self.transaction() as connection:
            return connection.execute(statement, values).all()

    def named(self, statement: Select[Any], names: Sequence[str] = ()) -> Sequence[Any]:
        """Every row of a query whose one parameter, if any, is ``IN`` *names*; columns by their names."""
        return self.all(statement, **dict.fromkeys(statement.compile().params, names))

    def broken_pages(self) -> str:
        """What the engine finds wrong with its own files; empty if nothing is."""
        return ""

    def scrub(self) -> None:
        """Leave nothing of what was deleted where the engine keeps what it overwrites later."""
        raise NotImplementedError

    def alone(self, connection: Connection, matter: str) -> None:
        """Let nobody else do *matter* before the transaction of *connection* ends."""

    def leads(self) -> bool:
        """Whether this process is the one, of all that share the database, which does what one may do."""
        return True

    def living(self, connection: Connection) -> set[str]:
        """The owners that are not dead."""
        return {self.owner}

    def _fault(self, error: BaseException | None) -> ServiceError:
        raise NotImplementedError
