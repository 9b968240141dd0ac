"""Small files that are there whole or not at all, and what the folders of indexes are called."""

import errno
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


def regular(*paths: Path) -> None:
    """Raise OSError if one of *paths*, or of the files in a folder among them, is a pipe or a device."""
    for path in paths:
        for one in (path, *path.rglob("*")):
            if one.exists() and not (one.is_file() or one.is_dir()):
                raise OSError(errno.EINVAL, "it is no file", str(one))


def indexed(home: Path) -> bool:
    """Whether a word index in *home* was made of a library, whatever stands in its place now."""
    stamps = [path / "generation" for path in home.glob("words*") if _SET.fullmatch(path.name)]
    return any(
        stamp.parent.name != "words"  # only a library's manifest names it
        or (stamp.is_file() and stamp.read_bytes().strip() not in (b"", b"0"))
        for stamp in stamps
    )


def drop_other_sets(home: Path, number: int) -> None:
    """Delete every set of indexes in *home* but *number*; who still reads one keeps its files."""
    for path in home.iterdir():
        named = _SET.fullmatch(path.name)
        if named and int(named[1] or 0) != number:
            shutil.rmtree(path, ignore_errors=True)


def write_whole(path: Path, content: bytes) -> None:
    """
    Put *content* at *path* in one step: whoever reads, or starts after a power cut, sees the old
    content or the new. Raises OSError and leaves the old file as it was.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.touch(0o600)
        beside.write_bytes(content)
        sync(beside)
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
