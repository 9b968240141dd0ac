"""Ctrl-C while articles go in, and what a terminal shows meanwhile."""

import json
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress

from bot.cli.progress import with_progress
from bot.settings import Settings
from retrieval.language.arabic import words
from tests.conftest import LAST_RESORT, ROOT, interruptible, run

MANY = 12
WORDS = words(
    "افتتح أعلن المجلس البلدي مشروع جديد حديقة عامة مدرسة مستشفى طريق جسر ميناء سوق مكتبة متحف نهر قرية مدينة شتاء صيف"
    " مزارع عامل طالب معلم مهندس وزير محافظ سكان زوار تكلفة مليون دينار خلال عام شهر أسبوع قرب بعد قبل شمال جنوب شرق غرب"
    " كبير صغير واسع قديم حديث مياه كهرباء قطار حافلة مطار شركة عقد توسعة ترميم بناء زراعة صناعة تجارة سياحة تعليم صحة"
)


def filed(home):
    """How many articles the library holds, before anything is indexed."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(home / "library.db")) as library:
        return library.execute("SELECT count(*) FROM articles").fetchone()[0]
    return 0


def test_what_was_read_is_found_and_the_rest_comes_with_the_next_run(tmp_path):
    """
    Ctrl-C says what is in, what is not and what to do; what is in can be searched at once.
    """
    home, export = tmp_path / "home", tmp_path / "export.jsonl"
    texts = [" ".join(random.Random(n).sample(WORDS, 60)) + "." for n in range(MANY)]
    export.write_text(
        "".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(texts))
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.cli.main", "--home", home, "ingest", export, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT), "RAWI_LANG": "en", "OMP_NUM_THREADS": "1"},
        cwd=ROOT,
        preexec_fn=interruptible,
    )
    patience = time.monotonic() + LAST_RESORT
    while filed(home) < 3 and process.poll() is None and time.monotonic() < patience:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, complaint = process.communicate(timeout=LAST_RESORT)
    added = len(json.loads(out)["added"])
    held, left = map(int, re.findall(r"\d+", complaint.decode()))

    assert (process.returncode, held, left) == (130, added, MANY - added)
    assert 3 <= added < MANY
    question = " ".join(texts[1].split()[:8])
    found = json.loads(run("search", question, "--json", home=home).stdout)
    assert "1" in {hit["article"]["id"] for hit in found["hits"]}
    report = json.loads(run("ingest", export, "--json", home=home).stdout)
    assert len(report["unchanged"]) >= added
    assert len(report["unchanged"]) + len(report["added"]) == MANY


def test_a_terminal_sees_total_rate_and_time_left(monkeypatch, capsys, tmp_path):
    """
    On standard error, and nothing is lost on the way through.
    """
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    steps = (time.sleep(0.15) or n for n in range(4))

    assert [*with_progress(steps, "reading", Settings(tmp_path), total=lambda: 8)] == [0, 1, 2, 3]
    shown = capsys.readouterr().err
    assert re.search(r"\d/8", shown)
    assert re.search(r"\d\.\d+/s", shown)
    assert re.search(r"\d\d:\d\d", shown)
