"""Clocks that stand a century off: nothing that is filed, asked or copied rests on today's date alone."""

import pytest

from tests.conftest import run

PROGRAM = ("-m", "tests.fakes.wrong_clock")


@pytest.mark.parametrize(
    "clock", ["-2177452800", "-86400", "253402300000"], ids=["1901", "1969", "9999"]
)
def test_a_clock_that_is_wrong(tmp_path, clock):
    (tmp_path / "news").mkdir()
    text = "أعلنت البلدية أن عدد سكان الرملة بلغ 2500 نسمة هذا العام وفق الإحصاء الجديد."
    (tmp_path / "news/news.md").write_text(f"إحصاء جديد\n25 يناير 2024\n\n{text}\n", "utf-8")
    home = tmp_path / "home"
    done = run(clock, home, tmp_path / "news", home=home, program=PROGRAM, RAWI_LANG="en")
    lines = [
        line.split() for line in done.stdout.decode().splitlines() if line.startswith("status ")
    ]
    statuses = {command: status for _, command, status in lines}

    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert b"Unexpected" not in done.stderr
    assert len(statuses) == 9
    assert set(statuses.values()) <= {"0", "3"}, statuses
