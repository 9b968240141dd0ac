"""What a model writes over the sample archive, through the whole of Rawi."""

import asyncio

import pytest
import yaml

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.generation.citation_parser import NO_ANSWER
from bot.generation.model import LangChainModel
from bot.generation.writer import Writer
from bot.types import Question
from tests.conftest import ROOT
from tests.fakes.openai_server import KEY, MODEL, FakeOpenAI, Reply
from tests.writing.drafts import own
from tests.writing.replay import PATIENCE, counts, replayed

REFUSALS = ROOT / "tests/qa/refusals.yaml"


@pytest.mark.parametrize("judge", [None, "strong"])
def test_nothing_true_is_lost_and_nothing_false_is_shown(seeds, judge):
    """
    Without a judge in the source's words, with one in the model's; never as a failure.
    """
    drafts = own()
    found = counts(drafts, replayed(seeds, drafts, judge=judge))

    for one in found.values():
        assert one["false kept"] == one["false judged"] == 0
        assert one["true dropped"] == one["true unread"] == 0
        assert one["mode fallback"] == one["mode extractive"] == 0
        if judge:
            assert one["true kept"] + one["true judged"] == one["true"]


def test_a_model_that_declines_is_a_refusal_with_what_is_nearest(seeds):
    """
    Of all questions that the archive does not answer, whatever the extracts would have said.
    """
    pairs = yaml.safe_load(REFUSALS.read_text("utf-8"))
    questions = [one["ask"] for one in pairs if "ask" in one][::3]

    async def asked():
        with FakeOpenAI(otherwise=Reply(NO_ANSWER)) as server:
            model = LangChainModel(f"openai:{MODEL}", key=KEY, base_url=server.url)
            rawi = Rawi(seeds, Memory(seeds.library), Writer(model, deadline=PATIENCE))
            return [[event async for event in rawi.ask(Question(text))][-1] for text in questions]

    answers = asyncio.run(asked())

    assert {answer.status for answer in answers} == {"refused"}
    assert all(answer.nearest and not answer.claims for answer in answers)
