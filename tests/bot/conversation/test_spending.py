"""What models may cost in a day, and what is forgotten after some."""

import asyncio
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from bot.conversation.memory import FEEDBACK, Memory
from bot.conversation.pipeline import Rawi
from bot.conversation.spending import Spending
from bot.generation.faults import ModelSlow
from bot.generation.writer import Writer
from bot.types import Answer, Claim, Question, Turn, Usage
from retrieval.index.archive import Archive
from retrieval.index.journal import NewEntry
from retrieval.index.library import Library
from tests.bot.fake_rawi import ANSWERED
from tests.fakes.archives import WordEmbedder
from tests.fakes.bridge import QUESTION, built


class Mute:
    """A model that must not be asked."""

    name = "mute"

    async def ready(self):
        pass


def test_a_budget_is_of_a_day_and_outlives_the_process(tmp_path):
    """
    Either limit ends it; the next day begins anew.
    """
    today = datetime(2026, 1, 2, 23, tzinfo=UTC)
    for usage, questions in ((Usage(1, 1), 2), (Usage(60, 40), 1)):
        with closing(Library(tmp_path / str(questions))) as library:
            made = [
                Spending(library.journal, questions=2, tokens=100, now=lambda day=day: day)
                for day in (today, today, today + timedelta(hours=2))
            ]
            for number in range(questions):
                assert not made[number].used_up()
                made[number].spend(usage)
            assert [one.used_up() for one in made] == [True, True, False]


def test_over_the_budget_the_archive_answers_and_says_so(tmp_path):
    """
    No model is asked; the first claim and the text say why, and the mode is that of a fallback.
    """
    archive = built(Archive(tmp_path / "home", WordEmbedder()))
    spending = Spending(archive.library.journal, questions=1, tokens=10**9)
    spending.spend(Usage())
    rawi = Rawi(archive, Memory(archive.library), Writer(Mute()), spending)

    async def play():
        return [event async for event in rawi.ask(Question(QUESTION))]

    events = asyncio.run(play())
    archive.close()
    claim = next(event for event in events if isinstance(event, Claim))
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert (answer.mode, answer.text.split("،")[0]) == (
        "fallback",
        "بلغ عدد أسئلة اليوم أو كلفتها الحد",
    )
    assert claim.lead.startswith("بلغ عدد أسئلة اليوم")


class Paid:
    """A model whose every request costs 10 and 1 tokens; the *fails*-th breaks in the middle."""

    name = "paid"

    def __init__(self, fails=0):
        self.asked = 0
        self._fails = fails

    async def ready(self):
        pass

    async def stream(self, messages, *, most, meter=None):
        self.asked += 1
        meter.begin()
        meter.read({"input_tokens": 10, "output_tokens": 1})
        yield "كم سفينة "
        if self.asked == self._fails:
            raise ModelSlow(model=self.name)
        yield "رست [1]؟"


@pytest.mark.parametrize(
    ("follow_up", "fails", "asked"), [(False, 0, 1), (True, 0, 2), (False, 1, 2)]
)
def test_every_request_to_a_model_counts(tmp_path, follow_up, fails, asked):
    """
    That which makes a question stand alone as well, and one that broke off and was tried again.
    """
    archive = built(Archive(tmp_path / "home", WordEmbedder()))
    spending = Spending(archive.library.journal, questions=9, tokens=11 * asked)
    memory, model = Memory(archive.library), Paid(fails)
    rawi = Rawi(archive, memory, Writer(model), spending)
    if follow_up:
        memory.remember("chat", Turn(QUESTION, QUESTION, "جواب"))

    async def play():
        text = "وماذا عن ذلك؟" if follow_up else QUESTION
        return [event async for event in rawi.ask(Question(text, "chat"))][-1]

    answer = asyncio.run(play())
    used_up = spending.used_up()
    archive.close()
    assert model.asked == asked
    assert answer.usage == Usage(10 * asked, asked)
    assert used_up


def test_a_question_that_was_given_up_was_paid_for(tmp_path):
    """
    Its reader stopped it while the model wrote.
    """
    archive = built(Archive(tmp_path / "home", WordEmbedder()))
    spending = Spending(archive.library.journal, questions=1, tokens=10**9)
    rawi = Rawi(archive, Memory(archive.library), Writer(Endless()), spending)

    async def play():
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                async for _ in rawi.ask(Question(QUESTION)):
                    pass

    asyncio.run(play())
    used_up = spending.used_up()
    archive.close()
    assert used_up


class Endless(Paid):
    """One that writes nothing more for ever."""

    async def stream(self, messages, *, most, meter=None):
        meter.begin()
        meter.read({"input_tokens": 10, "output_tokens": 0})
        yield "كم"
        await asyncio.sleep(60)


def test_old_answers_are_forgotten_but_those_with_a_verdict(tmp_path):
    """
    What is newer stays, and so does what ``rawi feedback`` must show.
    """
    with closing(Library(tmp_path)) as library:
        memory = Memory(library)
        for id in ("liked", "a1"):
            library.journal.put(NewEntry("answer", id, "telegram/1/1/0", {}))
        library.journal.put(NewEntry(FEEDBACK, "liked/1", "k", {"answer": "liked", "verdict": "-"}))
        before = datetime.now(UTC).timestamp() + 1
        assert memory.prune(before - 9) == 0
        assert memory.prune(before) == 1
        assert (memory.answer("liked"), memory.answer("a1")) == ({}, None)
        memory.keep("chat", ANSWERED)
        assert memory.prune(before - 9) == 0
