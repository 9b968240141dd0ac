"""Clocks that stand a century off: nothing that is filed, asked or copied rests on today's date alone."""

import subprocess
import sys

import pytest

from tests.conftest import LAST_RESORT, ROOT

# As a machine would run it whose clock says so: what asks Python for the time gets another.
PROGRAM = """
import sys, time
time.time = lambda: float(sys.argv[1])
import bot.app
from bot.cli.main import main
from tests.fakes.archives import WordEmbedder
bot.app.open_embedder = lambda settings: WordEmbedder()
home, folder = sys.argv[2:]
for command in (
    ["ingest", folder], ["ask", "كم بلغ عدد سكان الرملة؟"], ["latest"], ["sources"], ["follow"],
    ["show", "news"], ["doctor", "--deep"], ["backup", home + ".zip"], ["rebuild"],
):
    print("status", command[0], main(["--home", home, *command]), flush=True)
"""


@pytest.mark.parametrize(
    "clock", [-2_177_452_800, -86_400, 253_402_300_000], ids=["1901", "1969", "9999"]
)
def test_a_clock_that_is_wrong(tmp_path, clock):
    (tmp_path / "news").mkdir()
    text = "أعلنت البلدية أن عدد سكان الرملة بلغ 2500 نسمة هذا العام وفق الإحصاء الجديد."
    (tmp_path / "news/news.md").write_text(f"إحصاء جديد\n25 يناير 2024\n\n{text}\n", "utf-8")
    arguments = [str(clock), str(tmp_path / "home"), str(tmp_path / "news")]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=LAST_RESORT,
        env={"PATH": "/usr/bin:/bin", "OMP_NUM_THREADS": "1", "RAWI_LANG": "en"},
    )
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("status ")]
    statuses = {command: status for _, command, status in lines}

    assert done.returncode == 0, done.stderr[-2000:]
    assert "Unexpected" not in done.stderr
    assert len(statuses) == 9
    assert set(statuses.values()) <= {"0", "3"}, statuses
