"""Short forms of ``make deaths``, ``damages``, ``busy`` and ``full-disk``."""

import os
import subprocess
import sys
import tempfile

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize(
    "long_form", [("deaths", 6, 3), ("damages", 1, 9, 3), ("busy", 1)], ids=lambda one: one[0]
)
def test_nothing_is_lost_doubled_or_quoted_wrong(long_form):
    """
    In processes of their own, which no thread of this one can hold up.
    """
    name, *given = long_form
    done = subprocess.run(
        [sys.executable, "-m", f"tests.{name}", *map(str, given)],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode()


def _can_mount():
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]
        if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
            return False
        subprocess.run(["umount", folder], check=True)
        return True


@pytest.mark.skipif(not _can_mount(), reason="only root may mount a disk to fill up")
def test_a_full_disk_answers_as_it_did():
    """
    Under one who serves and before one who starts; clean once there is room again.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.full_disk", "4"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode()
