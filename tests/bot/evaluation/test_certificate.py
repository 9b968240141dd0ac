"""The certificate: counts, the bound, and judges that are files or scripts."""

import asyncio
import json

import pytest

from bot.evaluation.cassette import RecordedModel
from bot.evaluation.certificate import Pair, as_text, certified, read_pairs, upper_bound
from bot.evaluation.exam import ScriptedJudge
from bot.generation.judging import ModelJudge
from retrieval.errors import RawiError
from tests.conftest import ROOT, run

PASSAGE = "افتتحت البلدية حديقة المنارة يوم الأحد. وبلغت كلفتها 40 مليون دينار."
PAIRS = [
    Pair("1", PASSAGE, "افتتحت البلدية حديقة المنارة يوم الأحد.", "true", "close"),
    Pair("2", PASSAGE, "كلّفت حديقة المنارة البلدية 40 مليون دينار.", "true", "free"),
    Pair("3", PASSAGE, "كلّفت حديقة المنارة البلدية 70 مليون دينار.", "false", "free"),
    Pair("4", PASSAGE, "أغلقت البلدية حديقة المنارة يوم الأحد.", "false", "close"),
]
SHIPPED = ROOT / "tests/verification/pairs.jsonl"


def outcomes(judge, pairs=PAIRS):
    return [ruling.outcome for _, ruling in asyncio.run(certified(pairs, judge)).results]


def test_without_a_judge_only_extracts_are_shown():
    """
    Everything else is quoted, true or false.
    """
    assert outcomes(None) == ["kept", "quoted", "quoted", "quoted"]


def test_a_judge_shows_what_it_vouches_for_and_no_veto_forbids():
    """
    One that is always right, and one that is always wrong: the number does not pass either.
    """
    assert outcomes(ScriptedJudge(PAIRS, 0)) == ["kept", "judged", "quoted", "quoted"]
    assert outcomes(ScriptedJudge(PAIRS, 1)) == ["kept", "quoted", "quoted", "judged"]


def test_prompts_are_recorded_and_answers_replayed(tmp_path):
    """
    Whoever reads the file answers exactly what the judge is asked; what is not answered is no.
    """
    file = tmp_path / "judge.json"
    asked = RecordedModel(file)
    assert asyncio.run(certified(PAIRS, ModelJudge(asked))).unanswered == 3
    asked.save()
    record = json.loads(file.read_text("utf-8"))
    for prompt in record["prompts"]:
        if PAIRS[1].sentence in prompt["messages"][-1][1]:
            prompt["answer"] = "1: 1"
    file.write_text(json.dumps(record), "utf-8")

    found = asyncio.run(certified(PAIRS, ModelJudge(RecordedModel(file))))
    assert [ruling.outcome for _, ruling in found.results] == ["kept", "judged", "quoted", "quoted"]
    assert found.unanswered == 2
    assert "2" in as_text(found.as_json(), "en").splitlines()[-1]


def test_the_bound_is_clopper_and_pearsons():
    """
    None of 300 leaves 1 %, the rule of three; and every share leaves more than itself.
    """
    assert upper_bound(0, 300) == pytest.approx(0.00994, abs=1e-5)
    assert upper_bound(2, 161) == pytest.approx(0.0386, abs=1e-4)
    assert upper_bound(7, 7) == 1.0
    assert all(upper_bound(k, 50) > k / 50 for k in range(50))


def test_json_has_counts_shares_and_items():
    """
    The contract of ``rawi certify --json``.
    """
    told = asyncio.run(certified(PAIRS, None)).as_json()

    assert told["true"] == {"kept": 1, "judged": 0, "quoted": 1, "dropped": 0}
    assert told["false"] == {"kept": 0, "judged": 0, "quoted": 2, "dropped": 0}
    assert (told["n"], told["true_shown"], told["false_shown"]) == (4, 0.5, 0.0)
    assert told["false_shown_upper95"] == pytest.approx(0.776, abs=1e-3)
    assert told["items"][0] == {"id": "1", "label": "true", "outcome": "kept", "why": "extract"}


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"passage": "x", "sentence": "y"}',
        '{"passage": "x", "sentence": "y", "label": "so"}',
    ],
)
def test_a_bad_line_is_named(tmp_path, line):
    """
    With its file and number, and what is needed.
    """
    file = tmp_path / "pairs.jsonl"
    file.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(RawiError, match="line 2"):
        read_pairs([file])


def test_the_command_prints_the_certificate(tmp_path):
    """
    ``rawi certify FILE --judge off --json``.
    """
    file = tmp_path / "pairs.jsonl"
    lines = [
        {"passage": one.passage, "sentence": one.sentence, "label": one.label} for one in PAIRS
    ]
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    done = run("certify", str(file), "--judge", "off", "--json", home=tmp_path)

    assert done.returncode == 0
    assert json.loads(done.stdout)["true"]["kept"] == 1


def test_the_shipped_pairs_hold():
    """
    Without a judge nothing false is shown in the model's words and next to nothing true is lost.
    """
    found = asyncio.run(certified(read_pairs([SHIPPED]), None))
    lost = found.counts("true")["dropped"]

    assert len(found.results) >= 240
    assert found.shown("false")[0] <= 0.01
    assert lost <= 0.05 * sum(found.counts("true").values())
