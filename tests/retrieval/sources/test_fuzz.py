"""A hundred mutated files of every format; ``make fuzz-sources`` tries two thousand."""

import subprocess
import sys

from tests.conftest import ROOT


def test_mutated_files_are_articles_or_errors():
    """
    No exception, no wait of over ten seconds, no child of over a gigabyte.

    In a process of its own: a child's largest memory counts what its parent held when it was
    started, and other children of the parent.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz_sources", "100", "11"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
