"""One writer at a time: a lock file in Rawi's folder that names who holds it."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.errors import HomeUnusable, LibraryBusy

_PATIENCE = 3.0  # seconds a second writer waits before it says who is in the way


@contextmanager
def writing(home: Path, *, patience: float = _PATIENCE) -> Iterator[None]:
    """
    Hold *home* for writing. The kernel frees the lock when a process dies, however it dies.

    Raises LibraryBusy naming the holder after *patience* seconds, HomeUnusable if the folder
    cannot be written.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = os.open(home / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise HomeUnusable(path=home, why=error.strerror) from error
    try:
        _acquire(file, home, patience)
        os.ftruncate(file, 0)
        os.pwrite(file, f"pid {os.getpid()}".encode(), 0)
        yield
    finally:
        os.close(file)


def _acquire(file: int, home: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                holder = os.pread(file, 100, 0).decode(errors="replace") or "?"
                raise LibraryBusy(path=home, holder=holder) from None
            time.sleep(0.05)
