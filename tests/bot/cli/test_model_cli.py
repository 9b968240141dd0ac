"""The command line with a model configured, well and badly, as processes of their own."""

import json
import os
import pty
import re
import select
import sys
import threading
import time

import pytest

from retrieval.index.archive import Archive
from tests.conftest import LAST_RESORT, ROOT
from tests.fakes.bridge import COST, NOWHERE, OPENING, QUESTION, built, citing
from tests.fakes.openai_server import KEY, MODEL, FakeOpenAI, Reply, said


@pytest.fixture(name="home", scope="module")
def _home(tmp_path_factory, embedder):
    """A home with the reports on the bridge, as the program would have ingested them."""
    home = tmp_path_factory.mktemp("bridge") / "home"
    built(Archive(home, embedder)).close()
    return home


@pytest.fixture(name="server", scope="module")
def _server():
    with FakeOpenAI(otherwise=citing(COST, NOWHERE, OPENING)) as server:
        yield server


@pytest.fixture(name="asking")
def _asking(rawi, server, home):
    """``rawi`` with the scripted model."""

    def asking(*args, **env):
        chosen = {
            "RAWI_LLM": f"openai:{MODEL}",
            "OPENAI_API_KEY": KEY,
            "OPENAI_BASE_URL": server.url,
        }
        patient = ("-m", "tests.fakes.patient")
        return rawi(*args, home=home, program=patient, **{**chosen, **env})

    return asking


def test_ask_writes_and_why_explains_without_asking_again(asking, server):
    """
    The answer with its sources; then, in a process that knows only the library, how it came about.
    """
    server.script()
    done = asking("ask", QUESTION)
    explained = asking("ask", "--why")
    told = json.loads(asking("ask", "--why", "--json").stdout)

    assert done.stdout.decode().startswith(
        f"{COST}. [1]\n{OPENING}. [2]\n\nالمصادر:\n[1][2] «افتتاح"
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert f"✗ {NOWHERE}." in explained.stdout.decode()
    assert told["mode"] == "generated"
    assert told["usage"]["input"] == 10 * len(server.requests)
    assert [one["outcome"] for one in told["how"]["sentences"]].count("dropped") == 1
    assert len(server.requests) == 1


def test_why_with_a_question_answers_first(asking):
    """
    One after the other on a page; as JSON, the answer's contract with ``how`` beside it.
    """
    page = asking("ask", QUESTION, "--why").stdout.decode()
    told = json.loads(asking("ask", QUESTION, "--why", "--json").stdout)
    plain = json.loads(asking("ask", QUESTION, "--json").stdout)

    assert page.index("المصادر:") < page.index("السؤال كما فُهم:")
    assert [*plain, "how"] == list(told)


def test_why_without_any_answer_says_so(rawi):
    """
    There is nothing to explain before the first question.
    """
    done = rawi("ask", "--why")

    assert (done.returncode, done.stdout.decode()) == (2, "لا جواب محفوظاً لشرحه بعد.\n")


BAD = {
    "provider": ({"RAWI_LLM": "nobody:x"}, "RAWI_LLM"),
    "no provider": ({"RAWI_LLM": "some-model"}, "openai:NAME"),
    "no name": ({"RAWI_LLM": "openai"}, "openai:NAME"),
    "empty name": ({"RAWI_LLM": "openai:"}, "openai:NAME"),
    "name alone": ({"RAWI_LLM": ":x"}, "openai:NAME"),
    "package": ({"RAWI_LLM": "mistralai:x"}, "pip install langchain-mistralai"),
    "no key": ({"OPENAI_API_KEY": "", "OPENAI_BASE_URL": ""}, "OPENAI_API_KEY"),
    "wrong key": ({"OPENAI_API_KEY": "sk-wrong-9f"}, "OPENAI_API_KEY"),
    "address": ({"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}, "OPENAI_BASE_URL"),
    "path": ({"OPENAI_BASE_URL": "{root}/v2"}, "OPENAI_BASE_URL"),
    "model": ({"RAWI_LLM": "openai:gpt-0"}, "openai:gpt-0"),
}


@pytest.mark.parametrize("wrong", BAD)
def test_a_bad_configuration_is_one_sentence_and_the_archive_still_answers(asking, server, wrong):
    """
    Told beside the answer on first use, and by the doctor; the answer is the articles' own words.
    """
    env, said = BAD[wrong]
    env = {name: value.replace("{root}", server.url[:-3]) for name, value in env.items()}
    done = asking("ask", QUESTION, "--json", **env)
    seen = asking("doctor", RAWI_LANG="en", **env)

    answer = json.loads(done.stdout)
    assert (done.returncode, answer["status"], answer["mode"]) == (0, "answered", "fallback")
    assert answer["text"].startswith("تعذّرت صياغة الجواب الآن")
    assert done.stderr.decode().startswith("راوي: ") and said in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert seen.returncode == 4
    (problem,) = [line for line in seen.stdout.decode().splitlines() if line.startswith("problem")]
    assert problem.startswith("problem · model: ") and said in problem
    for told in (done.stdout, done.stderr, seen.stdout, seen.stderr):
        assert b"sk-wrong" not in told and b"127.0.0.1" not in told


def test_the_doctor_hears_a_word_from_the_model(asking, server):
    """
    Key, address and name are good if the model replies.
    """
    server.script(Reply("ok"))
    done = asking("doctor", RAWI_LANG="en")

    assert f"ok · model: openai:{MODEL} replies" in done.stdout.decode()


@pytest.mark.parametrize("reply", ["", " \n", "<think>كم؟</think>\n"])
def test_a_model_that_writes_nothing_is_told_of(asking, server, reply):
    """
    Blanks and mere thoughts are no answer: the reports answer, labelled, and the reason is said.
    """
    server.script(Reply(reply))
    done = asking("ask", QUESTION)

    assert done.returncode == 0
    assert done.stdout.decode().startswith("تعذّرت صياغة الجواب الآن")
    assert "لم يكتب النموذج" in done.stderr.decode() and "(ردّ فارغ)" in done.stderr.decode()


def test_the_doctor_names_what_the_server_does_not_take(asking, server):
    """
    It is left out of every request, and this is where whoever runs Rawi learns of it.
    """
    server.script(Reply("ok"))
    server.refuses = ("temperature", "system")
    done = asking("doctor", RAWI_LANG="en")
    server.refuses = ()

    assert "replies; its server does not take: temperature, system" in done.stdout.decode()


def test_a_bad_switch_is_refused(asking):
    """
    ``RAWI_JUDGE`` is off, or names a model.
    """
    done = asking("ask", QUESTION, RAWI_JUDGE="yes", RAWI_LANG="en")

    assert done.returncode == 2
    assert "RAWI_JUDGE" in done.stderr.decode()


def test_a_terminal_shows_each_sentence_as_it_is_ready(home, server):
    """
    The first one stands there while the model still writes; nothing is shown twice.
    """

    seen_first = threading.Event()

    def slowly(request):
        first, rest = citing(COST)(request).text, citing(OPENING)(request).text
        return Reply(events=(said(first), seen_first, said(rest), said(finish="stop")))

    server.script(slowly)
    env = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "PYTHONPATH": str(ROOT),
        "RAWI_HOME": str(home),
        "TERM": "xterm-256color",
        "RAWI_LLM": f"openai:{MODEL}",
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": server.url,
        "VTE_VERSION": "7600",
        "OMP_NUM_THREADS": "1",
    }
    pid, end = pty.fork()
    if pid == 0:
        os.chdir(home.parent)
        os.execve(
            sys.executable, [sys.executable, "-m", "tests.fakes.patient", "ask", QUESTION], env
        )
    expected = [first := "300 مليون دينار. [1]", "يناير 2024. [2]", "المصادر:"]
    shown, seen = "", []
    deadline = time.monotonic() + LAST_RESORT
    while time.monotonic() < deadline:
        if select.select([end], [], [], 0.1)[0]:
            try:
                shown += os.read(end, 65536).decode(errors="ignore")
            except OSError:
                break
        seen += [words for words in expected if words in shown and words not in seen]
        if first in seen and not seen_first.is_set():
            assert seen == [first]  # and the model has not written the rest
            seen_first.set()
    os.waitpid(pid, 0)
    os.close(end)

    assert seen == expected
    page = re.sub(r"\x1b\[\w+|[\u200e\u200f]", "", shown)
    assert page.count("300 مليون دينار. [1]") == 1


def test_a_cassette_is_recorded_replayed_and_goes_stale(asking, rawi, server, home, tmp_path):
    """
    Recorded once with ``--live``; then nobody is asked, no key is needed, and another prompt fails.
    """
    file, tape = tmp_path / "cases.yaml", tmp_path / "replies.json"
    file.write_text(f"- id: bridge\n  ask: {QUESTION}\n  mode: generated\n", "utf-8")
    server.script()
    asked = len(server.requests)
    live = asking("check", file, "--cassette", tape, "--live", RAWI_LANG="en")
    heard = len(server.requests)
    again = rawi("check", file, "--cassette", tape, home=home, RAWI_LANG="en")
    file.write_text(f"- id: bridge\n  ask: {QUESTION} 2024\n  mode: generated\n", "utf-8")
    stale = rawi("check", file, "--cassette", tape, home=home, RAWI_LANG="en")

    assert (live.returncode, heard > asked) == (0, True), live.stderr.decode()
    assert (again.returncode, again.stderr) == (0, b""), again.stdout.decode()
    assert len(server.requests) == heard
    assert (stale.returncode, b"--live" in stale.stderr) == (1, True), stale.stdout.decode()


def test_another_reply_is_shown_beside_the_old_one(asking, server, tmp_path):
    file, tape = tmp_path / "cases.yaml", tmp_path / "replies.json"
    file.write_text(f"- id: bridge\n  ask: {QUESTION}\n", "utf-8")
    for reply in (citing(COST), citing(OPENING)):
        server.script(reply)
        done = asking("check", file, "--cassette", tape, "--live", RAWI_LANG="en")

    told = done.stderr.decode()
    assert "Reply 1 in bridge changed" in told
    assert COST in told and OPENING in told
