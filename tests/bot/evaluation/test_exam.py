"""A judge's examination, and what becomes of one that fails it."""

import asyncio
import json
import math
from contextlib import closing
from dataclasses import replace

import pytest

from bot import app, settings
from bot.cli.doctor import check_judge
from bot.evaluation.certificate import read_pairs
from bot.evaluation.exam import ScriptedJudge, exam_pairs, examine
from bot.verification.judge import MOST_PASSED, Examined, note
from tests.conftest import ROOT, run

JUDGE = "openai:judge"


def at_most(most, of, share):
    """How likely it is that so few of *of* come, each with a probability of *share*."""
    return sum(math.comb(of, n) * share**n * (1 - share) ** (of - n) for n in range(most + 1))


def test_the_bar_tells_a_weak_judge_from_a_strong_one():
    """
    One wrong in 15 of 100 fails in 98 of 100 examinations, one wrong in 1 of 100 passes in 95.
    """
    false = [pair for pair in exam_pairs() if pair.label == "false"]

    assert at_most(MOST_PASSED, len(false), 0.15) <= 0.02
    assert at_most(MOST_PASSED, len(false), 0.01) >= 0.95


def test_no_sentence_is_both_examined_and_certified():
    """
    What a judge is trusted for is not what its certificate counts.
    """
    certified = read_pairs([ROOT / "tests/verification/pairs.jsonl"])
    assert {pair.sentence for pair in exam_pairs()}.isdisjoint(pair.sentence for pair in certified)


@pytest.mark.parametrize(("wrong", "trusted"), [(0, True), (0.15, False), (1, False)])
def test_what_lets_falsehoods_pass_is_not_trusted(wrong, trusted):
    """
    Only false sentences that pass count: who vouches for nothing is of no use, and does no harm.
    """
    pairs = exam_pairs()
    found = asyncio.run(examine(ScriptedJudge(pairs, wrong), pairs))

    assert (found.false, found.true) == (48, 8)
    assert found.trusted is trusted


def test_the_command_keeps_what_it_found(tmp_path):
    """
    ``rawi certify`` without a file: 1 for a judge that failed; without a judge it says what to name.
    """
    done = run("certify", "--judge", "scripted:0.15", "--json", home=tmp_path)
    assert done.returncode == 1
    assert json.loads(done.stdout)["trusted"] is False

    assert run("certify", "--judge", "off", home=tmp_path).returncode == 2


@pytest.mark.parametrize(("passed", "asked"), [(None, True), (0, True), (3, False)])
def test_a_judge_that_failed_is_not_asked(tmp_path, passed, asked):
    """
    Nor is there one where none is wanted; a judge that nobody examined is asked, and doctor says so.
    """
    chosen = replace(settings.load(), home=tmp_path, llm=JUDGE, judge=JUDGE, openai_api_key="k")
    with closing(app.open_archive(chosen)) as archive:
        if passed is not None:
            archive.library.note(**note(JUDGE, Examined(48, passed, 8, 8)))

        assert (app.open_judge(chosen, archive) is not None) is asked
        assert app.open_judge(replace(chosen, judge=None), archive) is None
        check = check_judge(JUDGE, archive, "en")
        assert check.ok is asked
        assert ("not been examined" in check.detail) is (passed is None)
