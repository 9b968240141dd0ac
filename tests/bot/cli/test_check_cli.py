"""``rawi check`` and ``rawi feedback`` as people run them."""

import json
from xml.etree import ElementTree

import pytest

from bot.evaluation.reading import read_cases
from retrieval.index.archive import Archive
from tests.fakes.archives import article, ingested

BRIDGE = (
    "افتتح وزير النقل جسر السلام في مدينة الرمان يوم الأحد. بلغت كلفة جسر السلام 300 مليون دينار."
)
PORT = "يعمل في ميناء الياسمين 900 عامل، بحسب إدارة الميناء. وتوقف العمل فيه يومين بسبب الرياح."
GOOD = "- id: cost\n  ask: كم بلغت كلفة جسر السلام؟\n  facts: {all: [300000000, 300 مليون]}\n  article: [bridge]\n"
BAD = "- id: workers\n  ask: كم عامل يعمل في ميناء الياسمين؟\n  facts: {all: [700]}\n"


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory, embedder):
    home = tmp_path_factory.mktemp("check") / "home"
    archive = Archive(home, embedder)
    ingested(
        archive,
        article(1, text=BRIDGE, id="bridge", title="افتتاح جسر السلام", outlet="الصباح"),
        article(2, text=PORT, id="port", title="العمل في ميناء الياسمين", outlet="المساء"),
    )
    archive.close()
    return home


@pytest.fixture(name="file")
def _file(tmp_path):
    path = tmp_path / "cases.yaml"
    path.write_text(GOOD + BAD, "utf-8")
    return path


def test_a_run_with_everything(rawi, home, file, tmp_path):
    """
    The first run writes the baseline; the next fails on nothing that is known; each output is there.
    """
    names = ("before.json", "j.xml", "s.md", "r.html")
    before, junit, summary, report = (tmp_path / name for name in names)
    plain = rawi("check", file, home=home, RAWI_LANG="en")
    first = rawi("check", file, "--baseline", before, home=home, RAWI_LANG="en")
    again = rawi(
        *(
            "check",
            file,
            "--baseline",
            before,
            "--junit",
            junit,
            "--summary",
            summary,
            "--report",
            report,
            "--json",
        ),
        home=home,
    )
    told = json.loads(again.stdout)

    assert plain.returncode == 1 and b"retrieval: no passage it found says 700" in plain.stdout
    assert (first.returncode, b"before.json" in first.stderr) == (0, True)
    assert (again.returncode, told["failed"], told["baseline"]["serious"]) == (0, 1, [])
    assert ElementTree.parse(junit).getroot()[0].get("failures") == "1"
    assert "1/2" in summary.read_text("utf-8")
    assert report.read_text("utf-8").startswith('<!doctype html>\n<html lang="ar"')
    assert rawi("check", file, "--report", tmp_path / "no" / "r.html", home=home).returncode == 1
    assert told["digest"] == json.loads(rawi("check", file, "--json", home=home).stdout)["digest"]


def test_a_new_failure_is_one(rawi, home, file, tmp_path):
    """
    Exit status 1 once; ``--update-baseline`` takes it for known.
    """
    before = tmp_path / "before.json"
    file.write_text(GOOD, "utf-8")
    rawi("check", file, "--baseline", before, home=home)
    file.write_text(GOOD + BAD, "utf-8")
    fails = rawi("check", file, "--baseline", before, home=home, RAWI_LANG="en")
    rawi("check", file, "--baseline", before, "--update-baseline", home=home)

    assert (fails.returncode, b"newly failing (1): workers" in fails.stdout) == (1, True)
    assert rawi("check", file, "--baseline", before, home=home).returncode == 0
    assert rawi("check", file, "--update-baseline", home=home).returncode == 2
    assert rawi("check", file, "--live", home=home).returncode == 2


def test_a_case_is_recorded_and_holds(rawi, home, tmp_path):
    """
    Question, verdict, facts and article on standard input; then ``check`` passes.
    """
    file = tmp_path / "new.yaml"
    lines = [
        *("كم عامل يعمل في ميناء الياسمين؟", "y", "900", ""),
        *("من رئيس بلدية مدينة الرمان؟", "r", ""),
    ]
    done = rawi("check", "--new", file, home=home, stdin="\n".join(lines).encode(), RAWI_LANG="en")
    [workers, mayor] = read_cases(file)

    assert done.returncode == 0 and b"900" in done.stdout
    assert (workers.facts.all, workers.article, mayor.outcome) == ((900,), ("port",), "refused")
    cut = rawi("check", "--new", file, home=home, stdin="كم؟\n".encode())
    assert (cut.returncode, len(read_cases(file))) == (2, 2)


def test_what_readers_disliked_becomes_cases(rawi, home, embedder, tmp_path):
    """
    Counted, shown, or written into a file once.
    """
    rawi("ask", "كم عامل يعمل في ميناء الياسمين؟", home=home)
    archive = Archive(home, embedder)
    [kept] = archive.library.journal.last("answer", limit=1)
    for person, verdict in (("1", "-"), ("2", "-"), ("3", "+")):
        body = {"answer": kept.id, "verdict": verdict}
        archive.library.journal.add("feedback", person, body, id=f"{kept.id}/{person}")
    archive.close()
    file = tmp_path / "disliked.yaml"
    counts = rawi("feedback", "--json", home=home)
    shown = rawi("feedback", "--as-cases", home=home)
    for _ in range(2):
        rawi("feedback", "--as-cases", file, home=home)

    told = json.loads(counts.stdout)
    assert (told["up"], told["down"]) == (1, 2)
    assert [one["question"] for one in told["disliked"]] == ["كم عامل يعمل في ميناء الياسمين؟"]
    assert shown.stdout.decode().startswith("- id:")
    [case] = read_cases(file)
    assert (case.question, case.severity) == ("كم عامل يعمل في ميناء الياسمين؟", "wish")
