"""
The engines under the library and the indexes, and what they throw, told as Rawi's own errors.

Library and journal stand on SQLAlchemy Core over SQLite, or over PostgreSQL (``postgres``): the
statements elsewhere are the same for both, and what only one of them knows is here or there.
"""

from __future__ import annotations

import os
import sqlite3
from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, create_engine, event, exc, text

from retrieval.damages import IndexUnreadable, LibraryDamaged
from retrieval.errors import HomeUnusable, RawiError, ServiceError, SystemRefused
from retrieval.index.files import regular
from retrieval.reasons import NO_SPACE, READ_ONLY, SPENT, Reason, of_system

_MAPPED = 128 * 1024 * 1024  # bytes
_UNWRITABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY")
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_FULL = ("no space left", "disk is full", "disk full", "os error 28", "enospc", "sqlite_full")
_SPENT = (  # of open files, memory and threads
    "too many open files",
    "os error 24",
    "allocate",
    "out of memory",
    "os error 12",
    "os error 11",
)


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


class SqliteDatabase(Database):
    """``<home>/library.db``."""

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

    def _open(self, how: str = "mode=rwc") -> _Connection:
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

    def _spelling(
        self, statement: Select[Any], count: int
    ) -> tuple[str, Callable[[Iterable[Any]], Any]]:
        """*statement* for so many names as SQLite reads it, and what makes a row of its columns."""
        given = statement.params({name: [""] * count for name in statement.compile().params})
        sql = given.compile(self._engine, compile_kwargs={"render_postcompile": True})
        row: Callable[..., Any] = namedtuple  # whose columns mypy would have spelt out
        return str(sql), row("Found", statement.selected_columns.keys())._make

    def broken_pages(self) -> str:
        found = [row[0] for row in self.all(text("PRAGMA quick_check(1)"))]
        return "" if found == ["ok"] else "; ".join(found)

    def scrub(self) -> None:
        # Waits up to the busy timeout for readers; what they hold back goes with the next one.
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def _fault(self, error: BaseException | None) -> ServiceError:
        name = getattr(error, "sqlite_errorname", "")
        if name == "SQLITE_CANTOPEN":  # it does not say why, the system does
            try:
                self.path.open("rb").close()
            except OSError as why:
                if why.errno in SPENT:
                    return SystemRefused(why=of_system(why))
        damaged = name.startswith(_DAMAGED) or "decode to UTF-8" in str(error)
        return (LibraryDamaged if damaged else HomeUnusable)(path=self.path, why=Reason(str(error)))


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


@contextmanager
def calling(told: Callable[[BaseException], ServiceError]) -> Iterator[None]:
    """
    Let whatever the engine of an index throws be raised as what *told* makes of it.

    Both are Rust: on a damaged file they may panic, which Python hears as a BaseException that no
    ``except Exception`` would stop.
    """
    try:
        yield
    except RawiError:
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise told(error) from error


def unreadable(index: str, home: object, error: BaseException) -> ServiceError:
    """What is wrong with *index*, a folder's own, when its engine throws *error*."""
    said = str(error).lower()
    if "readonly" in said:  # sound, but Chroma reads nothing where it cannot write
        return HomeUnusable(path=home, why=READ_ONLY)
    if any(sign in said for sign in _FULL):
        return HomeUnusable(path=home, why=NO_SPACE)
    if isinstance(error, MemoryError) or any(sign in said for sign in _SPENT):
        return SystemRefused(why=Reason(str(error)[:200] or "out of memory"))
    why = Reason("damaged: {detail}", {"detail": str(error)[:200]})
    return IndexUnreadable(index=index, why=why)
