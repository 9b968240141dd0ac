"""
PostgreSQL under the library and the journal, where one machine is not enough. The only module of psycopg.

The server flushes what it confirms, checks its own pages, and frees a lock when its holder dies,
however it dies.
"""

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, exc, make_url, text
from sqlalchemy.pool import NullPool, StaticPool

from retrieval.errors import DatabaseUnreachable, DriverMissing, LibraryBusy, ServiceError
from retrieval.index.engines import Database
from retrieval.masking import masked
from retrieval.reasons import Reason

# Classes of advisory locks: numbers that only Rawi uses.
_WRITER, _MATTERS, _OWNERS, _LEADER = 72940, 72941, 72942, 72943
# A session's locks are freed half a minute after its machine has lost its power.
_SESSION = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=4"
_PATIENCE = 10  # seconds for a connection


class PostgresDatabase(Database):
    """A database of Rawi's own on a server."""

    shared = True

    def __init__(self, url: str) -> None:
        """Nothing is asked of the server yet. Raises DriverMissing."""
        address = _address(url)
        self.path = shown(address)
        self._engine = _engine(address, pool_pre_ping=True)
        self._presence = _engine(address, poolclass=StaticPool, isolation_level="AUTOCOMMIT")
        self.owner = str(secrets.randbelow(2**31))

    def close(self) -> None:
        self._presence.dispose()
        super().close()

    def scrub(self) -> None:
        with self._connected(
            self._engine.execution_options(isolation_level="AUTOCOMMIT")
        ) as connection:
            connection.execute(text("VACUUM entries"))

    def alone(self, connection: Connection, matter: str) -> None:
        query = text("SELECT pg_advisory_xact_lock(:kind, hashtext(:matter))")
        connection.execute(query, {"kind": _MATTERS, "matter": matter})

    def living(self, connection: Connection) -> set[str]:
        """
        Those whose session holds their lock.

        A session that was lost, with the server's restart say, is begun anew here.
        """
        query = text(
            "SELECT objid::text FROM pg_locks WHERE locktype = 'advisory' AND classid = :kind AND granted"
        )
        seen = set(connection.execute(query, {"kind": _OWNERS}).scalars())
        if self.owner not in seen:
            with self._connected(self._presence) as session:
                _locked(session, _OWNERS, int(self.owner))
        return seen | {self.owner}

    def leads(self) -> bool:
        with self._connected(self._presence) as session:
            return _locked(session, _LEADER)

    @contextmanager
    def _connected(self, engine: Engine) -> Iterator[Connection]:
        """A connection whose statements are each a transaction of their own."""
        try:
            with engine.connect() as connection:
                yield connection
        except exc.DBAPIError as error:
            raise self._fault(error.orig) from error

    def _fault(self, error: BaseException | None) -> ServiceError:
        return _unreachable(self.path, error)


@contextmanager
def sole_writer(url: str, *, patience: float) -> Iterator[None]:
    """
    Be the only writer of the library at *url*, of all machines.

    Raises LibraryBusy naming the holder after *patience* seconds, or DatabaseUnreachable.
    """
    address = _address(url)
    engine = _engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            deadline = time.monotonic() + patience
            while not _locked(connection, _WRITER):
                if time.monotonic() >= deadline:
                    raise LibraryBusy(path=shown(address), holder=_holder(connection))
                time.sleep(0.05)
            yield
    except exc.DBAPIError as error:
        raise _unreachable(shown(address), error.orig) from error


def _locked(connection: Connection, kind: int, which: int = 0) -> bool:
    """Whether the session of *connection* holds this lock now, for as long as it lives."""
    query = text("SELECT pg_try_advisory_lock(:kind, :which)")
    return bool(connection.execute(query, {"kind": kind, "which": which}).scalar())


def _holder(connection: Connection) -> str:
    query = text(
        "SELECT coalesce(client_addr::text, 'local') || ' pid ' || pid FROM pg_stat_activity JOIN pg_locks"
        " USING (pid) WHERE locktype = 'advisory' AND classid = :kind AND granted"
    )
    return str(connection.execute(query, {"kind": _WRITER}).scalar() or "?")


def shown(address: URL) -> str:
    """*address* without its password."""
    return address.set(password=None, drivername="postgresql").render_as_string()


def _address(url: str) -> URL:
    return make_url(url).set(drivername="postgresql+psycopg")


def _engine(address: URL, **options: object) -> Engine:
    try:
        return create_engine(
            address,
            connect_args={
                "connect_timeout": _PATIENCE,
                "application_name": "rawi",
                "options": _SESSION,
            },
            **options,
        )
    except ModuleNotFoundError as error:
        raise DriverMissing(package="psycopg", extra="postgres") from error


def _unreachable(path: object, error: BaseException | None) -> DatabaseUnreachable:
    said = masked(str(error)).strip().splitlines() or [type(error).__name__]
    return DatabaseUnreachable(path=path, why=Reason(said[0]))
