"""A small invented town's news: requests by their whole text, questions and conversations by counts."""

import asyncio

import pytest

from bot.types import Question
from tests.town.trial import TRANSCRIPT, chains, opened, questions, transcript


@pytest.fixture(scope="module", name="rawi")
def _rawi(tmp_path_factory, embedder):
    return opened(tmp_path_factory.mktemp("town"), embedder)


def test_requests(rawi):
    """
    Forty requests in both languages and in dialects; ``python -m tests.town`` writes them anew, to be read.
    """
    assert "\n".join(transcript(rawi)) == TRANSCRIPT.read_text("utf-8")


def test_questions(rawi):
    """
    What its news says is answered where it is asked plainly, what it does not say hardly ever.
    """
    counts = questions(rawi)

    assert counts["plain"] >= 20, counts
    assert counts["miss of"] - counts["miss"] <= 4, counts


def test_conversations(rawi):
    """
    What was spoken of before is known in the next turn.
    """
    right, turns = chains(rawi)

    assert right >= 46, f"{right} of {turns}"


def test_a_question_of_its_own_after_an_answer(rawi):
    """
    Short as it is, it is not about that answer: what no report mentions is said to be lacking.
    """

    async def talk():
        for text in ("How long will the bridge repairs take?", "ما عاصمة البيرو؟"):
            *_, answer = [event async for event in rawi.ask(Question(text, "apart"))]
        return answer

    answer = asyncio.run(talk())

    assert answer.status == "refused"
    assert "البيرو" in answer.text
