"""Small files that are there whole or not at all, and what the folders of indexes are called."""

import os
import re
import shutil
from pathlib import Path

_SET = re.compile(r"(?:vectors|words)(?:-(\d+))?")


def set_name(index: str, number: int) -> str:
    """
    The folder of one of the sets of indexes that were built one beside another; the first has none.

    >>> set_name("words", 0), set_name("words", 2)
    ('words', 'words-2')
    """
    return f"{index}-{number}" if number else index


def drop_other_sets(home: Path, number: int) -> None:
    """Delete every set of indexes in *home* but *number*; who still reads one keeps its files."""
    for path in home.iterdir():
        named = _SET.fullmatch(path.name)
        if named and int(named[1] or 0) != number:
            shutil.rmtree(path, ignore_errors=True)


def write_whole(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """
    Put *content* at *path* in one step: whoever reads, or starts after a power cut, sees the old
    content or the new.

    mode: the permissions of the new file. Raises OSError and leaves the old file as it was.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
    try:
        with os.fdopen(file, "wb") as open_file:
            open_file.write(content)
            open_file.flush()
            os.fsync(file)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Let what was written to *path* outlast a power cut."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)
