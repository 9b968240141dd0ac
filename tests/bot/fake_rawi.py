"""
A Rawi with three answers, for tests of the front ends; run as a program, it is ``rawi`` with it.

It answers every question alike, refuses those with «فرنسا», returns a thanks, and breaks at «عطل».
"""

import sys
from dataclasses import replace

from bot import app
from bot.cli.main import main as cli
from bot.presentation.as_json import answer_json, how_json
from bot.types import Answer, Citation, Claim, Question
from retrieval.errors import EmptyQuestion, HomeUnusable, LibraryBusy
from retrieval.types import Dated, Passage, Place, Source

TALKS = Source(
    id="talks-1",
    title="محادثات في بغداد",
    outlet="وكالة الأنباء",
    date=Dated("2024-01-25", "day", "printed"),
    url="https://example.org/1",
    path="/news/talks.md",
    also_in=(Place("talks-2", "محادثات", "Reuters", "2024-01", None, "/news/copy.md"),),
)
PASSAGE = Passage(TALKS, 100, "بدأت المحادثات أمس. للولايات المتحدة 2500 جندي في العراق اليوم.")
QUOTE = "للولايات المتحدة 2500 جندي في العراق"
ANSWERED = Answer(
    id="a1",
    question="",
    standalone="",
    language="ar",
    status="answered",
    reason=None,
    mode="extractive",
    text="بحسب وكالة الأنباء: «للولايات المتحدة 2500 جندي في العراق» [1].",
    claims=(Claim("للولايات المتحدة 2500 جندي في العراق", (1,), 1.0),),
    citations=(Citation(1, PASSAGE, QUOTE, 100 + PASSAGE.text.index(QUOTE), (17, 21)),),
    as_of="2024-01-25",
    independent_sources=1,
    ms={"search": 1.26, "first": 2.0, "total": 3.0},
)
REFUSED = replace(
    ANSWERED,
    id="a2",
    status="refused",
    reason="not_answered",
    text="لا يجيب الأرشيف عن هذا السؤال.",
    claims=(),
    citations=(),
    as_of=None,
    independent_sources=0,
    nearest=(TALKS,),
)
REPLIED = replace(
    ANSWERED, id="a3", mode="reply", text="على الرحب والسعة.", claims=(), citations=(), as_of=None
)


class FakeRawi:
    """Remembers what it was asked."""

    writer = None

    def __init__(self):
        self.asked = []

    async def preview(self, text):
        return ANSWERED

    async def ask(self, question: Question):
        self.asked.append(question)
        if not question.text.strip():
            raise EmptyQuestion
        if "عطل" in question.text:
            raise LibraryBusy(path="/home", holder="pid 7")
        if "خلل" in question.text:
            raise KeyError("سر")
        yield "Progress"
        answer = REFUSED if "فرنسا" in question.text else ANSWERED
        answer = REPLIED if "شكر" in question.text else answer
        yield from_question(answer, question)


def from_question(answer: Answer, question: Question) -> Answer:
    return replace(answer, question=question.text, standalone=question.text)


class FakeLibrary:
    def sources(self):
        return [TALKS]

    def counts(self):
        return {"articles": 1}


class FakeArchive:
    library = FakeLibrary()

    def close(self):
        pass


class FakeMemory:
    def __init__(self):
        self.forgotten = []

    def forget(self, chat):
        if self.forgotten:
            raise HomeUnusable(path="/home", why="full")
        self.forgotten.append(chat)

    def keep(self, chat, answer):
        self.kept = {**answer_json(answer), "how": how_json(answer)}

    def latest(self, chat):
        return getattr(self, "kept", None)


def opened(_settings=None) -> app.Opened:
    return app.Opened(FakeArchive(), FakeMemory(), FakeRawi(), None)


if __name__ == "__main__":
    app.open_rawi = opened
    sys.exit(cli())
