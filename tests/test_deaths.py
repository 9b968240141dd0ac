"""Short forms of ``make deaths`` and ``make damages``: writers killed at random, and files damaged."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize(
    "long_form", [("deaths", 6, 3), ("damages", 1, 9, 3)], ids=lambda one: one[0]
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
