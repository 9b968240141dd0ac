"""Small files that are there whole or not at all."""

import os
from pathlib import Path


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
