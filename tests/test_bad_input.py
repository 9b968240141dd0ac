"""Bad input through the real command line: one clear sentence, the right status, nothing lost."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from tests.conftest import LAST_RESORT, ROOT
from tests.fakes.archives import flaws

BLNS = ROOT.parent / "shared" / "security" / "blns.json"


@pytest.fixture(name="home")
def _home(seeds_home, tmp_path):
    """A copy of the sample archive; whatever a test does, it is whole afterwards, and all there."""
    home = tmp_path / "home"
    shutil.copytree(seeds_home, home)
    before = articles(home)
    yield home
    assert before <= articles(home)
    assert flaws(home) == []


def articles(home):
    with sqlite3.connect(home / "library.db") as library:
        found = set(library.execute("SELECT id, text FROM articles WHERE state = 'done'"))
    library.close()
    return found


def complaint(done):
    """The one sentence on standard error."""
    assert b"Traceback" not in done.stderr
    (line,) = done.stderr.decode().splitlines()
    assert "Unexpected" not in line
    return line


def rejected(done, *, status=1):
    """The reasons an ingest gave, in its report; it complained of nothing else."""
    assert (done.returncode, done.stderr.decode()) == (status, "")
    return json.loads(done.stdout)["rejected"]


# --- files ---


def empty(folder):
    (folder / "a.txt").write_bytes(b"")
    return folder / "a.txt"


def blank(folder):
    (folder / "a.txt").write_bytes(b"\xef\xbb\xbf \n\t\r\n\x00 ")
    return folder / "a.txt"


def binary(folder):
    (folder / "a.txt").write_bytes(bytes(range(256)) * 64)
    return folder / "a.txt"


def picture(folder):
    (folder / "a.md").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    return folder / "a.md"


def no_articles(folder):
    (folder / "news").mkdir()
    (folder / "news" / "README.md").write_text("about")
    return folder / "news"


def folder_named_as_file(folder):
    (folder / "a.txt").mkdir()
    return folder / "a.txt"


def dangling(folder):
    (folder / "a.txt").symlink_to(folder / "gone.txt")
    return folder / "a.txt"


def circular(folder):
    (folder / "a.txt").symlink_to(folder / "a.txt")
    return folder / "a.txt"


def pipe(folder):
    os.mkfifo(folder / "a.txt")
    return folder / "a.txt"


def not_there(folder):
    return folder / "gone.txt"


def other_kind(folder):
    (folder / "a.exe").write_text("x")
    return folder / "a.exe"


def undecodable_name(folder):
    return os.fsencode(folder) + b"/\xff\xfe.txt"


def only_boilerplate(folder):
    (folder / "a.txt").write_text("إعلان\nشارك\n", "utf-8")
    return folder / "a.txt"


def open_front_matter(folder):
    (folder / "a.md").write_text("---\ntitle: x\n\nنص الخبر هنا.\n", "utf-8")
    return folder / "a.md"


def broken_json(folder):
    (folder / "a.json").write_text('{"text": "x",\n oops}', "utf-8")
    return folder / "a.json"


def deep_json(folder):
    (folder / "a.json").write_text("[" * 100_000, "utf-8")
    return folder / "a.json"


SOURCES = [
    (empty, "empty"),
    (blank, "empty"),
    (binary, "not text"),
    (picture, "not text"),
    (no_articles, "No articles in the folder"),
    (folder_named_as_file, "No articles in the folder"),
    (dangling, "No such file"),
    (circular, ""),
    (pipe, "not a regular file"),
    (not_there, "No such file"),
    (other_kind, "Unknown kind"),
    (undecodable_name, "No such file"),
    (only_boilerplate, "Nothing of an article is left"),
    (open_front_matter, "front matter"),
    (broken_json, "Line 2"),
    (deep_json, "Line 1"),
]


@pytest.mark.parametrize(("make", "said"), SOURCES, ids=lambda one: getattr(one, "__name__", ""))
def test_an_input_that_cannot_be_read_is_said_to_be(home, rawi, tmp_path, make, said):
    """
    One reason that names the file, status 1, and the archive is as it was.
    """
    source = make(tmp_path)
    before = articles(home)
    (reason,) = rejected(rawi("ingest", source, "--json", home=home, RAWI_LANG="en"))
    name = os.fsencode(source).split(b"/")[-1].decode("utf-8", "replace").replace("\ufffd", "")

    assert said in reason["reason"]
    assert name in reason["reason"].replace("?", "")
    assert reason["reason"].count("\n") == 0
    assert articles(home) == before


def test_a_broken_line_is_named_by_file_line_and_field(home, rawi, tmp_path):
    """
    Every broken line of a JSONL file, and the good ones go in all the same.
    """
    lines = [
        '{"id": "good-1", "text": "قال الوزير إن الأسعار ارتفعت."}',
        "{broken",
        '["x"]',
        '{"title": "no text"}',
        '{"text": ""}',
        '{"text": 5}',
        '{"text": "نص", "published": "soon"}',
        '{"text": "نص", "title": ["x"]}',
        "",
        '{"id": "good-2", "text": "وصلت الشاحنات إلى الميناء."}',
    ]
    path = tmp_path / "feed.jsonl"
    path.write_bytes("\n".join(lines).encode() + b'\n{"text": "\xff\xfe"}\n')
    done = rawi("ingest", path, "--json", home=home, RAWI_LANG="en")
    found = rejected(done)

    assert [(one["line"], one["field"]) for one in found] == [
        (2, "-"),
        (3, "-"),
        (4, "text"),
        (5, "text"),
        (6, "text"),
        (7, "published"),
        (8, "title"),
        (11, "-"),
    ]
    for one in found:
        assert all(
            part in one["reason"] for part in (f"Line {one['line']}", str(path), one["field"])
        )
    assert [one["id"] for one in json.loads(done.stdout)["added"]] == ["good-1", "good-2"]


def test_a_field_may_hold_anything(home, rawi, tmp_path):
    """
    NUL, lone surrogates, controls and line breaks in any field: the article goes in or is
    rejected, what is stored is clean, and the lines after it are read.
    """
    odd = "a\x00b\ud800c\u202ed\n\x1b[31m قال."
    fields = ("id", "title", "outlet", "author", "url", "language", "published", "text")
    lines = [{"text": f"قال الوزير إن {field} ارتفع أمس.", field: odd} for field in fields]
    lines.append({"id": "after", "text": "وصلت الشاحنات إلى الميناء اليوم."})
    path = tmp_path / "feed.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    done = rawi("ingest", path, "--json", home=home, RAWI_LANG="en")

    assert (done.returncode, done.stderr.decode()) == (1, "")
    report = json.loads(done.stdout)
    assert [(one["line"], one["field"]) for one in report["rejected"]] == [(7, "published")]
    assert report["added"][-1]["id"] == "after"
    listed = rawi("sources", "--json", home=home).stdout
    for hidden in (b"\x00", b"\x1b", b"\\u0000", b"\\ud800", b"\\u001b", "\u202e".encode()):
        assert hidden not in listed


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_said_to_be(home, rawi, tmp_path):
    """
    With the reason the system gives.
    """
    (tmp_path / "a.txt").write_text("نص")
    (tmp_path / "a.txt").chmod(0)
    (reason,) = rejected(rawi("ingest", tmp_path / "a.txt", "--json", home=home, RAWI_LANG="en"))

    assert "Permission denied" in reason["reason"]


# --- questions ---


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize(
    ("question", "said"),
    [
        (b"x" * 100_000, "100000 characters, limit 1000"),
        (b"", "The question is empty"),
        (b" \t\n", "The question is empty"),
        (b"\xff\xed\xa0\x80", "The question is empty"),
        ("\u200f\u202b".encode(), "The question is empty"),
    ],
    ids=["long", "empty", "blank", "undecodable", "invisible"],
)
def test_a_question_that_cannot_be_asked_is_said_to_be(home, rawi, command, question, said):
    """
    Status 2, and a program that reads standard output finds nothing there.
    """
    done = rawi(command, question, home=home, RAWI_LANG="en")

    assert said in complaint(done)
    assert (done.returncode, done.stdout) == (2, b"")


@pytest.mark.parametrize("command", ["ask", "search"])
def test_what_cannot_be_seen_in_a_question_is_passed_over(home, rawi, command):
    """
    Bytes that are no text, on the command line, around a question that is one.
    """
    question = b"\xff\xed\xa0\x80" + "كم عدد القوات الأميركية في العراق؟".encode() + b"\xc3"
    done = rawi(command, question, "--json", home=home)

    assert (done.returncode, done.stderr) == (0, b"")
    assert "2500" in done.stdout.decode()


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["show", b"\xff"], 2),
        (["show", "a\nb"], 2),
        (["show", ""], 2),
        (["remove", b"\xff"], 2),
        (["search", "القوات", "--since", b"\xff"], 2),
        (["search", "القوات", "--since", "2024-02-30"], 2),
        (["search", "القوات", "-k", "-1"], 2),
        (["search", "القوات", "-k", b"\xff"], 2),
        (["search", "القوات", "--lang", b"\xff"], 2),
        ([b"\xff"], 2),
        (["check", b"/\xff"], 1),
    ],
    ids=lambda one: repr(one)[:40],
)
def test_an_argument_that_makes_no_sense_is_said_to_be(home, rawi, args, status):
    """
    Whichever argument: one sentence, nothing on standard output.
    """
    done = rawi(*args, home=home, RAWI_LANG="en")

    complaint(done)
    assert (done.returncode, done.stdout) == (status, b"")


def test_an_outlet_that_cannot_be_spelt_has_no_articles(home, rawi):
    """
    It is as unknown as any other unknown one.
    """
    done = rawi("search", "القوات", "--outlet", b"a\xff", "--json", home=home)

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["hits"] == []


STREAM = [
    {"id": "nul", "question": "كم عدد القوات\x00 الأميركية في العراق؟"},
    {"id": "surrogate", "question": "كم عدد القوات \ud800الأميركية في العراق؟"},
    {"id": "nothing", "question": "\ud800\x00"},
    {"id": "chat", "question": "كم عدد القوات الأميركية في العراق؟", "chat": "\ud800\x00"},
    {"id": "long", "question": "س" * 100_000},
    {"id": "\ud800", "question": "كم عدد القوات الأميركية في العراق؟"},
    {"id": "last", "question": "كم عدد القوات الأميركية في العراق؟"},
]


def test_a_stream_of_bad_questions_is_answered_in_order(home, rawi):
    """
    NUL and lone surrogates in questions, ids and chats: each line is answered, none as a failure
    of the service, and the worst of them makes the status 1.
    """
    stdin = "".join(json.dumps(line) + "\n" for line in STREAM).encode()
    done = rawi("ask", "--jsonl", home=home, stdin=stdin)
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]

    assert done.stderr == b""
    assert [line["id"] for line in lines][:5] == [line["id"] for line in STREAM][:5]
    assert [line["status"] for line in lines] == [
        *("answered", "answered", "failed", "answered", "failed", "answered", "answered"),
    ]
    assert {line["reason"] for line in lines if line["status"] == "failed"} == {"bad_question"}
    assert done.returncode == 1


# --- homes ---


@pytest.mark.parametrize(
    "args",
    [["sources"], ["ingest", "x.txt"], ["ask", "x"], ["search", "x"], ["show", "x"], ["rebuild"]],
    ids=lambda args: args[0],
)
def test_a_home_that_cannot_be_used_is_said_to_be(rawi, tmp_path, args):
    """
    A file in its place, and a place where nothing can be made: status 4, the path, the remedy.
    """
    (tmp_path / "file").write_text("mine")
    for home in (tmp_path / "file", "/proc/nowhere/rawi"):
        done = rawi(*args, "--home", home, RAWI_LANG="en")
        line = complaint(done)
        assert str(home) in line
        assert "--home" in line
        assert (done.returncode, done.stdout) == (4, b"")
    assert (tmp_path / "file").read_text() == "mine"


READ_ONLY = """
mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" || exit 77
cd "$0/.." && exec "$@"
"""


def read_only(home, *args):
    """``rawi`` in a world of its own where *home* cannot be written, whoever runs it."""
    shown = subprocess.run(
        [
            "unshare",
            "--mount",
            "sh",
            "-c",
            READ_ONLY,
            home,
            sys.executable,
            "-m",
            "bot.cli.main",
            *args,
        ],
        capture_output=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": ROOT, "RAWI_HOME": home, "RAWI_LANG": "en"},
        timeout=LAST_RESORT,
    )
    if shown.returncode == 77 or b"unshare" in shown.stderr:
        pytest.skip("mounting is not permitted here")
    return shown


@pytest.mark.skipif(not shutil.which("unshare"), reason="no unshare(1)")
@pytest.mark.parametrize(
    "args",
    [["sources"], ["ask", "كم جندياً؟"], ["ingest", "seeds"], ["rebuild"]],
    ids=lambda a: a[0],
)
def test_a_read_only_home_is_said_to_be(home, args):
    """
    Whoever reads is answered, a writer told of the folder and the remedy. The archive is as it was,
    and works once it can be written again.
    """
    before = articles(home)
    done = read_only(home, *args)

    assert done.returncode in ((0, 3) if args[0] in ("sources", "ask") else (4,))
    if done.returncode == 4:
        assert str(home) in complaint(done)
        assert done.stdout == b""
    assert articles(home) == before


@pytest.mark.parametrize("args", [["sources"], ["ask", "x"], ["ingest", "x"], ["rebuild"]])
def test_a_library_of_a_later_version_is_left_alone(home, rawi, args):
    """
    Refused with both schemas and the remedy, and not a byte of what it says is changed.
    """

    def manifest(query="SELECT name, value FROM manifest"):
        with sqlite3.connect(home / "library.db") as library:
            found = library.execute(query).fetchall()
        library.close()
        return sorted(found)

    manifest("UPDATE manifest SET value = '99' WHERE name = 'schema'")
    before = manifest()
    done = rawi(*args, home=home, RAWI_LANG="en")

    assert "schema 99" in complaint(done)
    assert (done.returncode, done.stdout) == (4, b"")
    assert manifest() == before


# --- everything at once ---


@pytest.fixture(name="naughty", scope="module")
def _naughty():
    if not BLNS.exists():
        pytest.skip(f"the Big List of Naughty Strings is not there: {BLNS.name}")
    return json.loads(BLNS.read_text("utf-8"))


def test_naughty_strings_are_questions_like_others(home, rawi, naughty):
    """
    Every twelfth of them, through one process: each answered in order, refused or told what is wrong
    with it; the service never fails.
    """
    naughty = naughty[::12]
    stdin = "".join(json.dumps({"id": n, "question": q}) + "\n" for n, q in enumerate(naughty))
    done = rawi("ask", "--jsonl", home=home, stdin=stdin.encode())
    lines = [json.loads(line) for line in done.stdout.decode().split("\n") if line]

    assert done.stderr == b""
    assert [line["id"] for line in lines] == list(range(len(naughty)))
    failed = [line["question"] for line in lines if line["reason"] == "service_unavailable"]
    assert failed == []
    assert done.returncode == 1  # some are empty


def test_naughty_strings_are_articles_like_others(tmp_path, rawi, naughty):
    """
    Some of them as texts, titles, outlets and ids: each goes in or is rejected with a reason, and what went in
    is listed, shown and searched.
    """
    lines = [
        *({"id": f"text-{n}", "text": one} for n, one in enumerate(naughty[::24])),
        *(
            {"id": one, "title": one, "outlet": one, "author": one, "url": one, "text": f"خبر {n}"}
            for n, one in enumerate(naughty[::30])
        ),
    ]
    (tmp_path / "blns.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    done = rawi("ingest", tmp_path / "blns.jsonl", "--json")
    report = json.loads(done.stdout)
    taken = [one["id"] for kind in ("added", "duplicate", "updated") for one in report[kind]]

    assert done.stderr == b""
    assert len(taken) + len(report["unchanged"]) + len(report["rejected"]) == len(lines)
    assert all(one["reason"] for one in report["rejected"])
    listed = json.loads(rawi("sources", "--json").stdout)
    assert {one["id"] for one in listed} <= set(taken)
    for one in listed[:3]:
        assert rawi("show", one["id"]).returncode == 0
    assert flaws(tmp_path / "home") == []


# --- addresses ---


@pytest.mark.parametrize(
    "url",
    [
        *(
            "http://127.0.0.1:80/canary",
            "http://[::1]/",
            "http://169.254.169.254/latest/meta-data/",
        ),
        *("https://user:canary@site.example/", "http://2130706433/", "file:///etc/passwd"),
        *("http://localhost/", "https://", "http://" + "أ" * 5000 + ".example/"),
    ],
)
def test_an_address_that_is_not_read(home, rawi, url):
    """
    A hostile address is one rejection in a sentence, beside input that is read.
    """
    done = rawi("ingest", url, ROOT / "seeds", "--json", home=home)
    (reason,) = rejected(done)

    assert "canary@" not in done.stdout.decode()
    assert reason["reason"].endswith((".", "1."))
    assert json.loads(done.stdout)["unchanged"]
