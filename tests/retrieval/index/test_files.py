"""Small files that are there whole or not at all."""

import resource

import pytest

from retrieval.index.files import write_whole


def test_what_cannot_be_written_leaves_what_was(tmp_path):
    """
    Written in place, a file on a disk that fills up is an empty one: the old content stays, and
    nothing lies beside it.
    """
    path = tmp_path / "generation"
    write_whole(path, b"7")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(OSError):
            write_whole(path, b"8")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert path.read_bytes() == b"7"
    assert list(tmp_path.iterdir()) == [path]
    write_whole(path, b"9")
    assert path.read_bytes() == b"9"
    assert path.stat().st_mode & 0o777 == 0o600
