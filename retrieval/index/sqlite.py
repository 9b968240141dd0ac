"""The SQLite file under the library and the journal: its connections, and how its failures are told."""

import os
import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Select, create_engine, event, text

from retrieval.damages import LibraryDamaged
from retrieval.errors import HomeUnusable, ServiceError, SystemRefused
from retrieval.index.database import Database
from retrieval.index.files import regular
from retrieval.reasons import SPENT, of_sqlite, of_system

_UNWRITABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY")
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_MAPPED = 128 * 1024 * 1024  # bytes


class SqliteDatabase(Database):
    """``<home>/library.db``. Reading is safe while another process writes."""

    path: Path

    def __init__(self, home: Path) -> None:
        """Open or create. Raises HomeUnusable."""
        self.path = home / "library.db"
        try:
            home.mkdir(parents=True, exist_ok=True)
            regular(*(home / f"library.db{end}" for end in ("", "-wal", "-shm")))
        except OSError as error:
            raise HomeUnusable(path=home, why=of_system(error)) from error
        _private(self.path)
        self._engine = create_engine(f"sqlite:///{self.path}", creator=self.connect)
        event.listen(self._engine, "connect", _tune)
        event.listen(self._engine, "checkin", _let_others_in)
        self._spelt = lru_cache(self._spelling)

    def connect(self) -> sqlite3.Connection:
        """
        Open the file as one of many, or alone where there is no room for what they would share.

        On a full disk SQLite cannot make the index of its log that processes share; alone it keeps
        one in memory.
        """
        connection = self._open()
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorname.startswith(_UNWRITABLE) and self._settled():
                return self._open("mode=ro&immutable=1")
            if error.sqlite_errorname not in ("SQLITE_IOERR_SHMSIZE", "SQLITE_FULL"):
                raise
            connection = self._open()
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.alone = True
        return connection

    def _open(self, how: str = "mode=rwc") -> "_Connection":
        address = f"{self.path.absolute().as_uri()}?{how}"
        return sqlite3.connect(address, uri=True, check_same_thread=False, factory=_Connection)

    def _settled(self) -> bool:
        """Whether all that was written stands in the file itself, and it can be read without its log."""
        log = self.path.with_name(f"{self.path.name}-wal")
        readable = self.path.is_file() and not os.access(self.path.parent, os.W_OK)
        return readable and not (log.exists() and log.stat().st_size)

    def named(self, statement: Select[Any], names: Sequence[str] = ()) -> list[Any]:
        # Spelt once for each number of names and run by the driver: SQLAlchemy takes longer over a
        # question's few short queries than SQLite does.
        sql, row = self._spelt(statement, len(names))
        try:
            with closing(self._engine.raw_connection()) as connection:
                return list(map(row, connection.cursor().execute(sql, names)))
        except sqlite3.Error as error:
            raise self._fault(error) from error

    def broken_pages(self) -> str:
        found = [row[0] for row in self.all(text("PRAGMA quick_check(1)"))]
        return "" if found == ["ok"] else "; ".join(found)

    def _fault(self, error: BaseException | None) -> ServiceError:
        name = getattr(error, "sqlite_errorname", "")
        if name == "SQLITE_CANTOPEN":  # it does not say why, the system does
            try:
                self.path.open("rb").close()
            except OSError as why:
                if why.errno in SPENT:
                    return SystemRefused(why=of_system(why))
        damaged = name.startswith(_DAMAGED) or "decode to UTF-8" in str(error)
        return (LibraryDamaged if damaged else HomeUnusable)(path=self.path, why=of_sqlite(error))

    def _spelling(
        self, statement: Select[Any], count: int
    ) -> tuple[str, Callable[[Iterable[Any]], Any]]:
        """*statement* for so many names as SQLite reads it, and what makes a row of its columns."""
        given = statement.params({name: [""] * count for name in statement.compile().params})
        sql = given.compile(self._engine, compile_kwargs={"render_postcompile": True})
        row: Callable[..., Any] = namedtuple  # whose columns mypy would have spelt out
        return str(sql), row("Found", statement.selected_columns.keys())._make

    def scrub(self) -> None:
        # Waits up to the busy timeout for readers; what they hold back goes with the next one.
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


class _Connection(sqlite3.Connection):
    """A connection that knows whether it keeps all others out."""

    alone = False


def _let_others_in(connection: _Connection | None, record: Any) -> None:
    """One that keeps others out does so for no longer than it reads."""
    if connection is not None and connection.alone:
        record.invalidate()


def _private(path: Path) -> None:
    """Questions and who asked them stand in it: nobody else on the machine may read that."""
    with suppress(OSError):  # a folder that can only be read, or a full disk
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)


def _tune(connection: sqlite3.Connection, _record: object) -> None:
    """Readers beside one writer, waiting for it, and nothing left of what is deleted."""
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA journal_mode = WAL")
    # A power cut undoes nothing that was confirmed: a question taken in, a turn remembered. It
    # costs a flush of the disk for each, and each article, a hundredth of what embedding it does.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    # Read in place instead of copied: a third off each question. Bounded, for it counts as memory.
    connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
