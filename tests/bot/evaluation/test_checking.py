"""The runner of fixed question–answer pairs, over answers made by hand."""

import asyncio
import json
import re
from dataclasses import replace

import pytest

from bot.evaluation.checking import (
    BadCase,
    Case,
    as_lines,
    as_page,
    check,
    failures,
    read_cases,
    run,
    summed,
)
from bot.types import Account, Answer, Citation, Claim
from retrieval.errors import InputRejected, RawiError
from retrieval.types import Passage, Place, Source

TALKS = Source(
    "talks-7f3a",
    "محادثات",
    outlet="الغد",
    path="/news/coalition-talks.md",
    also_in=(Place("wire-22", "محادثات", "رويترز", None, None, "/wire/talks-copy.md"),),
)
QUOTE = "في العراق 2500 جندي."
ANSWERED = Answer(
    id="1",
    question="س",
    standalone="س",
    language="ar",
    status="answered",
    reason=None,
    mode="extractive",
    text=f"بحسب الغد: «{QUOTE}» [1]",
    claims=(Claim(QUOTE, (1,), 1.0),),
    citations=(Citation(1, Passage(TALKS, 0, QUOTE), QUOTE, 0),),
)
REFUSED = replace(
    ANSWERED, status="refused", reason="not_answered", text="لا جواب.", claims=(), citations=()
)
TWO_SIDED = replace(ANSWERED, accounts=(Account("أ", (1,)), Account("ب", (1,))))


class FakeRawi:
    """Answers every question alike, but refuses those with «فرنسا»; remembers what was asked."""

    def __init__(self):
        self.asked = []
        self.forgotten = []

    async def ask(self, question):
        self.asked.append(question)
        yield ANSWERED.claims[0]
        yield replace(REFUSED if "فرنسا" in question.text else ANSWERED, question=question.text)

    def forget(self, chat):
        self.forgotten.append(chat)


def case(**asserted):
    return Case("c", ("س",), **asserted)


@pytest.mark.parametrize(
    ("asserted", "answer"),
    [
        ({}, ANSWERED),
        ({"says": ("2500",)}, ANSWERED),
        ({"says": ("٢٥٠٠ جُنديّ", "العِراق")}, ANSWERED),
        ({"says": ("900|2500",)}, ANSWERED),
        ({"never": ("900",)}, ANSWERED),
        ({"cites": ("talks-7f3a",)}, ANSWERED),
        ({"cites": ("coalition",)}, ANSWERED),
        ({"cites": ("embassy|coalition-talks",)}, ANSWERED),
        ({"cites": ("wire-22",)}, ANSWERED),
        ({"cites": ("talks-copy",)}, ANSWERED),
        ({"only": ("coalition-talks", "embassy")}, ANSWERED),
        ({"conflict": True}, TWO_SIDED),
        ({"lang": "ar"}, ANSWERED),
        ({"refuse": True}, REFUSED),
    ],
    ids=str,
)
def test_what_holds(asserted, answer):
    """
    Facts after folding, alternatives, ids, file names and other places of a text all count.
    """
    assert [*failures(case(**asserted), answer)] == []


@pytest.mark.parametrize(
    ("asserted", "answer", "failure"),
    [
        ({"says": ("2500", "900|800")}, ANSWERED, "does not say 900|800"),
        ({"never": ("2500",)}, ANSWERED, "says 2500"),
        ({"cites": ("embassy",)}, ANSWERED, "does not cite embassy"),
        ({"cites": ("oalition-talks",)}, ANSWERED, "does not cite oalition-talks"),
        ({"only": ("embassy",)}, ANSWERED, "cites talks-7f3a"),
        ({"conflict": True}, ANSWERED, "shows one account only"),
        ({"lang": "en"}, ANSWERED, "is in ar"),
        ({"refuse": True}, ANSWERED, f"answered, though the archive cannot: {ANSWERED.text}"),
        ({}, REFUSED, "came out refused (not_answered): لا جواب."),
        ({"never": ("2500",)}, REFUSED, "came out refused (not_answered): لا جواب."),
    ],
    ids=str,
)
def test_what_fails(asserted, answer, failure):
    """
    Each assertion fails in its own words; a refusal is one failure, not many.
    """
    assert [one.en for one in failures(case(**asserted), answer)] == [failure]


def test_every_shortcoming_is_told():
    """
    One run shows all that is wrong with an answer.
    """
    wrong = case(says=("900",), never=("2500",), cites=("x",), lang="en")
    found = [*failures(wrong, ANSWERED)]

    assert [one.en for one in found] == [
        *("does not say 900", "says 2500", "does not cite x", "is in ar")
    ]
    assert [one.ar for one in found] == ["لا يقول 900", "يقول 2500", "لا يستشهد بـx", "لغته ar"]


def test_turns_are_one_conversation_and_leave_no_trace():
    """
    Every turn is asked in one chat of its own, the last is checked, and the chat is forgotten.
    """
    rawi = FakeRawi()
    result = asyncio.run(check(rawi, Case("c", ("أولاً", "وماذا عن فرنسا؟"), refuse=True)))
    asyncio.run(check(rawi, Case("d", ("وحده",))))

    assert result.failures == ()
    assert [question.text for question in rawi.asked] == ["أولاً", "وماذا عن فرنسا؟", "وحده"]
    assert rawi.asked[0].chat == rawi.asked[1].chat is not None
    assert rawi.asked[2].chat is None
    assert rawi.forgotten == [rawi.asked[0].chat]


def test_a_file_of_cases(tmp_path):
    """
    YAML and JSON are read alike; what is not asserted is empty, numbers become text.
    """
    yaml, json_ = tmp_path / "a.yaml", tmp_path / "b.json"
    yaml.write_text("- id: a\n  ask: كم؟\n  says: [2500, 'x|y']\n  lang: ar\n", "utf-8")
    json_.write_text('[{"id": "b", "turns": ["كم؟", "ومتى؟"], "refuse": true}]', "utf-8")

    assert read_cases(yaml) == [Case("a", ("كم؟",), says=("2500", "x|y"), lang="ar")]
    assert read_cases(json_) == [Case("b", ("كم؟", "ومتى؟"), refuse=True)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "[words, and, words]",
        "{id: a, ask: b}",
        "- id: a",
        "- ask: no id",
        "- {id: a, ask: b, sais: [c]}",
        "- {id: a, ask: b, says: 5}",
        "- {id: a, ask: b, says: a fact}",
        "- {id: a, ask: 5}",
        "- {id: a, turns: a question}",
        "- {id: a, ask: [b",
        "- id: a\n\task: tab\n",
        "\x00",
    ],
    ids=repr,
)
def test_a_broken_file_is_one_sentence_that_names_it(tmp_path, text):
    """
    Whatever is wrong with it, and in both languages; nothing is guessed.
    """
    path = tmp_path / "cases.yaml"
    path.write_text(text, "utf-8")

    with pytest.raises(BadCase) as raised:
        read_cases(path)
    for language in ("ar", "en"):
        sentence = raised.value.say(language)
        assert str(path) in sentence
        assert "\n" not in sentence and "Error" not in sentence and "Errno" not in sentence
    assert re.search("[\u0600-\u06ff]", raised.value.say("en")) is None
    assert isinstance(raised.value, InputRejected)


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", "directory"])
def test_a_file_that_cannot_be_read(tmp_path, content):
    """
    Missing, not text or a folder: the same kind of sentence.
    """
    path = tmp_path / "cases.yaml"
    if content == "directory":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)

    with pytest.raises(BadCase) as raised:
        read_cases(path)
    assert str(path) in str(raised.value)
    assert "Error" not in str(raised.value) and "Errno" not in str(raised.value)


@pytest.fixture(name="files")
def _files(tmp_path):
    """Two files of cases: one case fails in each."""
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    first.write_text(
        "- {id: good, ask: كم؟, says: ['2500']}\n- {id: bad, ask: كم؟, says: ['900']}", "utf-8"
    )
    second.write_text("- {id: worse, ask: كم في فرنسا؟}", "utf-8")
    return [first, second]


def ran(files, **options):
    return run(files, FakeRawi(), "en", **options)


def test_run_fails_when_a_case_does(files):
    """
    1 on any failure, each shown with its question and reason, then the count; 0 when all hold.
    """
    summary, status = ran(files)
    assert status == 1
    assert [*as_lines(summary)] == [
        "✗ bad: كم؟",
        "    does not say 900",
        "✗ worse: كم في فرنسا؟",
        "    came out refused (not_answered): لا جواب.",
        "1/3",
    ]
    files[0].write_text("- {id: good, ask: كم؟}", "utf-8")
    summary, status = ran(files[:1])
    assert (status, [*as_lines(summary)]) == (0, ["1/1"])


def test_a_baseline_excuses_what_it_failed_already(files, tmp_path):
    """
    The same failures as before are 0; one more is 1.
    """
    before, less = tmp_path / "before.json", tmp_path / "less.json"
    before.write_text(json.dumps(ran(files)[0]), "utf-8")
    less.write_text(json.dumps(ran(files[:1])[0]), "utf-8")

    assert ran(files, baseline=before)[1] == 0
    assert ran(files, baseline=less)[1] == 1


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"results": 5}', '{"results": [{}]}'])
def test_a_broken_baseline_is_a_sentence_too(files, tmp_path, content):
    """
    A missing or mangled baseline is named, like any other input.
    """
    baseline = tmp_path / "before.json"
    if content is not None:
        baseline.write_text(content, "utf-8")

    with pytest.raises(RawiError) as raised:
        ran(files[:1], baseline=baseline)
    assert str(baseline) in str(raised.value)


def test_a_report_that_cannot_be_written_is_a_sentence(files, tmp_path):
    """
    The path is named.
    """
    with pytest.raises(RawiError) as raised:
        ran(files[:1], report=tmp_path / "no" / "report.html")
    assert "report.html" in str(raised.value)


def test_json_and_report_tell_every_case(files, tmp_path):
    """
    One JSON object with a verdict for each case in order, and a page with the same.
    """
    report = tmp_path / "report.html"
    told, _ = ran(files, report=report)

    assert (told["cases"], told["failed"]) == (3, 2)
    assert [(one["id"], one["passed"]) for one in told["results"]] == [
        ("good", True),
        ("bad", False),
        ("worse", False),
    ]
    page = report.read_text("utf-8")
    assert page.count("<tr>") == 3
    assert all(one["question"] in page for one in told["results"])


def test_the_report_escapes_what_it_shows():
    """
    An article or a question cannot put markup on the page.
    """
    nasty = "<script>alert('&')</script>"
    result = asyncio.run(check(FakeRawi(), Case(nasty, (nasty,), says=(nasty,))))
    said = replace(result, answer=replace(result.answer, text=nasty))
    page = as_page(summed([said], "ar"), "ar")

    assert "<script" not in page
    assert page.count("&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;") == 4
