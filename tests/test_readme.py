"""The README holds what it promises: its commands run, its exchange is real."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import LAST_RESORT

README = Path("README.md").read_text("utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]


def run(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    program, *arguments = (str(home) if word == ".rawi" else word for word in shlex.split(command))
    # This test runs inside ``make``, so make itself only says what it would do.
    rawi = [sys.executable, "-m", "bot.cli.main"]
    full = [*(rawi if program == "rawi" else [program, "--dry-run"]), *arguments]
    env = {**os.environ, "RAWI_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(full, capture_output=True, text=True, env=env, timeout=LAST_RESORT)


@pytest.fixture(scope="module", name="home")
def _home(tmp_path_factory):
    home = tmp_path_factory.mktemp("readme")
    run("rawi ingest seeds", home)
    return home


@pytest.mark.parametrize("command", COMMANDS)
def test_command(command, home):
    """
    Every command in the README does what it says and succeeds.
    """
    done = run(command, home)

    assert (done.returncode, done.stderr) == (0, "")


def test_exchange_is_real(home):
    """
    The conversation in the README is what the program says today.
    """
    exchange = re.search(r"```text\n(.*?)```", README, re.DOTALL)[1]
    for turn in exchange.split("› ")[1:]:
        question, shown = turn.split("\n", 1)
        assert run(f"rawi ask '{question}'", home).stdout.startswith(shown.rstrip())


def test_is_short():
    """
    At most 150 lines, Arabic before English.
    """
    assert len(README.splitlines()) <= 150
    assert README.index("أرشيف") < README.index("In English")
