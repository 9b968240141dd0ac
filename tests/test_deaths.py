"""Short forms of ``make deaths``, ``damages``, ``busy`` and ``full-disk``."""

import os
import subprocess
import sys
import tempfile

from tests.conftest import ROOT


def test_nothing_is_lost_doubled_or_quoted_wrong():
    """
    In one process without threads, which loads everything once and is copied for each death.
    """
    parts = ["deaths.main(6, 3, deaths.KINDS[:-1])", "damages.main(1, 9, 3)", "busy.main(1)"]
    if _can_mount():  # as nobody but root can
        parts.append("full_disk.main(4)")
    program = f"from tests import busy, damages, deaths, full_disk\nraise SystemExit({' or '.join(parts)})"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True)

    assert done.returncode == 0, (done.stdout + done.stderr).decode()


def _can_mount():
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]
        if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
            return False
        subprocess.run(["umount", folder], check=True)
        return True
