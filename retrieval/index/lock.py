"""One writer at a time: a lock file in Rawi's folder that names who holds it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from retrieval.errors import HomeUnusable, LibraryBusy, ServiceError
from retrieval.reasons import of_system

_PATIENCE = 3.0  # seconds a second writer waits before it says who is in the way


@contextmanager
def writing(home: Path, url: str | None = None, *, patience: float = _PATIENCE) -> Iterator[None]:
    """
    Hold *home* for writing, and the database at *url* if that is where the library is.

    Raises LibraryBusy naming the holder after *patience* seconds, HomeUnusable if the folder
    cannot be written.
    """
    with ExitStack() as stack:
        stack.enter_context(holding(home, "lock", LibraryBusy, patience=patience))
        if url is not None:
            from retrieval.index.postgres import sole_writer

            stack.enter_context(sole_writer(url, patience=patience))
        yield


@contextmanager
def holding(
    home: Path, name: str, busy: type[ServiceError], *, patience: float = 0.0
) -> Iterator[None]:
    """
    Hold *name* in *home*. The kernel frees a lock when a process dies, however it dies.

    Raises *busy* with ``path`` and ``holder`` after *patience* seconds, or HomeUnusable.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = os.open(home / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise HomeUnusable(path=home, why=of_system(error)) from error
    try:
        _acquire(file, home, busy, patience)
        os.ftruncate(file, 0)
        os.pwrite(file, f"pid {os.getpid()}".encode(), 0)
        yield
    finally:
        os.close(file)


def _acquire(file: int, home: Path, busy: type[ServiceError], patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = os.pread(file, 100, 0).decode(errors="replace") or "?"
                raise busy(path=home, holder=holder) from None
            time.sleep(0.05)
