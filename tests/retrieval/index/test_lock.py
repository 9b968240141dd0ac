"""One writer at a time."""

import os
import signal
import subprocess
import sys

import pytest

from retrieval.errors import HomeUnusable, LibraryBusy
from retrieval.index.lock import writing
from tests.conftest import ROOT

HELD = 120  # seconds
HOLD = f"""
import sys, time
from pathlib import Path
from retrieval.index.lock import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep({HELD})
"""


@pytest.fixture(name="holder")
def _holder(tmp_path):
    """Another process that holds ``tmp_path`` for writing."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, tmp_path], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_writer_is_told_who_holds_it(tmp_path, holder):
    """
    By process id, when patience has been of no use.
    """
    busy = pytest.raises(LibraryBusy, match=rf"pid {holder.pid}\b")
    with busy, writing(tmp_path, patience=0.1):
        pass


def test_a_killed_writer_holds_nothing(tmp_path, holder):
    """
    However it died; nobody has to delete a file.
    """
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()

    with writing(tmp_path, patience=1):
        assert (tmp_path / "lock").read_text() == f"pid {os.getpid()}"


def test_a_writer_waits_for_one_that_is_nearly_done(tmp_path, holder):
    """
    Patience is for the writer that ends while one waits.
    """
    os.kill(holder.pid, signal.SIGTERM)

    with writing(tmp_path):
        pass


def test_a_writer_that_failed_holds_nothing(tmp_path):
    """
    An error inside releases the lock.
    """
    with pytest.raises(ZeroDivisionError), writing(tmp_path):
        raise ZeroDivisionError
    with writing(tmp_path, patience=0):
        pass


def test_a_folder_that_cannot_be_written_is_said_to_be(tmp_path):
    """
    A file in place of the folder, or of the lock's own name.
    """
    (tmp_path / "file").write_text("")
    (tmp_path / "home" / "lock").mkdir(parents=True)

    for home in (tmp_path / "file", tmp_path / "home", tmp_path / "file" / "below"):
        with pytest.raises(HomeUnusable, match=str(home)), writing(home):
            pass
