"""Cases put to Rawi, and what a run of them comes to."""

import asyncio
import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from bot.evaluation.baseline import Difference, compared, read_baseline, written
from bot.evaluation.cases import Facts
from bot.evaluation.junit import as_junit
from bot.evaluation.reading import BadFile
from bot.evaluation.running import check, checked
from bot.evaluation.summary import as_lines, as_markdown, summed
from tests.fakes.cases import ANSWERED, FakeRawi, articles, case, found

GOOD = case("good", facts=Facts(all=(2500,)), tags=("money",), file="a.yaml", line=1)
BAD = case("bad", forbidden=(2500,), tags=("money", "new"), file="a.yaml", line=4)
WISH = case("wish", ("كم في فرنسا؟",), severity="wish", file="b.yaml", line=1)
CASES = (GOOD, BAD, WISH)


@pytest.fixture(name="results")
def _results():
    return checked(FakeRawi(), CASES, articles)


def test_turns_are_one_conversation_and_leave_no_trace():
    """
    Every turn is asked in one chat of its own, the last is checked, and the chat is forgotten.
    """
    rawi = FakeRawi()
    turns = case(turns=("أولاً", "وماذا عن فرنسا؟"), outcome="refused")
    result = asyncio.run(check(rawi, turns, articles))
    asyncio.run(check(rawi, case(), articles))

    assert result.passed
    assert [question.text for question in rawi.asked][:2] == ["أولاً", "وماذا عن فرنسا؟"]
    assert rawi.asked[0].chat == rawi.asked[1].chat is not None
    assert rawi.asked[2].chat is None
    assert rawi.forgotten == [rawi.asked[0].chat]


def test_a_wish_fails_no_run(results):
    assert [one.case.id for one in results if not one.passed] == ["bad", "wish"]
    assert [one.case.id for one in results if one.serious] == ["bad"]


def test_lines_tell_failures_layers_tags_and_the_sum(results):
    """
    Each layer and each tag on a line of its own; nothing is averaged.
    """
    lines = [*as_lines(summed(results, "en"), "en")]
    assert lines[:4] == [
        "✗ bad: كم بلغت الكلفة؟",
        "    evidence sentence: says 2500",
        "✗ wish: كم في فرنسا؟",
        "    answerability: refused (not_answered): لا جواب في الأرشيف.",
    ]
    assert {"evidence sentence: 1/2", "answerability: 2/3", "#money: 1/2", "#new: 0/1"} < {*lines}
    assert lines[-1] == "1/3"


def test_a_summary_is_the_same_whenever_and_wherever(results):
    """
    Neither an id, nor milliseconds, nor a folder is part of the digest; what is said is.
    """
    [first, *_] = results
    source = replace(ANSWERED.citations[0].passage.source, path="/elsewhere/bridge.md")
    passage = replace(ANSWERED.citations[0].passage, source=source)
    citation = replace(ANSWERED.citations[0], passage=passage)
    again = replace(ANSWERED, id="2", ms={"total": 99.0}, citations=(citation,))
    other = replace(ANSWERED, text="غير ذلك")

    same = replace(first, answer=replace(again, question=first.answer.question))
    assert same.digest == first.digest != replace(first, answer=other).digest
    told = summed(results, "en")
    assert json.loads(json.dumps(told)) == told
    assert summed(results, "ar")["digest"] == told["digest"]
    assert told["layers"]["evidence"] == {"held": 1, "failed": 1, "blamed": 1}
    assert told["tags"]["money"]["layers"]["evidence"] == {"held": 1, "failed": 1, "blamed": 1}


def test_a_baseline_tells_what_is_new(results, tmp_path):
    """
    Written and read back nothing differs; then what fails, passes, changes and goes is told.
    """
    file = tmp_path / "before.json"
    file.write_text(written(summed(results, "en")), "utf-8")
    assert compared(summed(results, "en"), read_baseline(file)) == Difference()

    now = [found(replace(GOOD, forbidden=(2500,))), found(replace(BAD, forbidden=()))]
    assert compared(summed(now, "en"), read_baseline(file)) == Difference(
        failing=("good",), passing=("bad",), gone=("wish",), serious=("good",)
    )
    other = replace(ANSWERED, text="غير ذلك")
    assert compared(summed([found(GOOD, other)], "en"), read_baseline(file)).changed == ("good",)
    new = [found(replace(WISH, id="other", outcome="nearest")), found(case("fine"))]
    difference = compared(summed(new, "en"), read_baseline(file))
    assert (difference.failing, difference.serious) == (("other",), ())
    assert [*Difference(failing=("a", "b")).lines("en")] == ["newly failing (2): a b"]


def test_an_earlier_summary_is_a_baseline(results, tmp_path):
    file = tmp_path / "before.json"
    file.write_text(json.dumps(summed(results, "ar")), "utf-8")
    assert compared(summed(results, "en"), read_baseline(file)) == Difference()


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"results": 5}', '{"results": [{}]}'])
def test_a_broken_baseline_is_a_sentence(tmp_path, content):
    file = tmp_path / "before.json"
    if content is not None:
        file.write_text(content, "utf-8")
    with pytest.raises(BadFile) as raised:
        read_baseline(file)
    assert str(file) in str(raised.value)


def test_junit_has_a_suite_a_file_and_a_test_a_case(results):
    """
    The layer to blame is the message, a wish is skipped, and no text can break the XML.
    """
    nasty = replace(found(replace(BAD, id="x\x00<&\ud800")), case=replace(BAD, id="x\x00<&\ud800"))
    root = ElementTree.fromstring(as_junit(summed([*results, nasty], "en")))
    suites = [(one.get("name"), one.get("tests"), one.get("failures")) for one in root]

    assert suites == [("a.yaml", "2", "1"), ("b.yaml", "1", "0"), ("a.yaml", "1", "1")]
    [bad] = root.findall(".//testcase[@name='bad']")
    assert (bad.find("failure").get("message"), bad.get("line"), bad.get("time")) == (
        *("evidence", "4", "0.012"),
    )
    assert "evidence: says 2500" in bad.find("failure").text
    assert root.find(".//testcase[@name='wish']/skipped") is not None
    assert root.findall(".//testcase")[-1].get("name") == "x\ufffd<&\ufffd"


def test_markdown_is_short_and_inert(results):
    """
    The sum, the difference, the layers and the failures; an answer cannot put markup into it.
    """
    nasty = found(replace(BAD, id="n", turns=("<script> | `x` *y*",)))
    difference = Difference(failing=("bad",), serious=("bad",))
    told = as_markdown(summed([*results, nasty], "en"), "en", difference)

    assert told.startswith("### rawi check: 1/4\n")
    assert "- newly failing (1): `bad`" in told
    assert "| evidence sentence | 1 | 2 |" in told
    assert "| #money | 1 | 2 |" in told
    assert "\\<script\\> \\| \\`x\\` \\*y\\*" in told
