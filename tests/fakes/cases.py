"""An answer made by hand, an archive that gives it, and what a case finds of it."""

import asyncio
from dataclasses import replace

from bot.evaluation.cases import Case
from bot.evaluation.running import check
from bot.types import Account, Answer, Citation, Claim
from retrieval.types import Article, Dated, Hit, Passage, Place, Source

DATE = Dated("2024-05-02", "day", "metadata")
BRIDGE = Source(
    "bridge-7f3a",
    "افتتاح جسر",
    outlet="الصباح",
    date=DATE,
    path="/news/bridge-opening.md",
    also_in=(Place("wire-22", "افتتاح جسر", "رويترز", None, None, "/wire/bridge-copy.md"),),
)
OTHER = Source("harbour", "ميناء", outlet="المساء", date=Dated("2024-04-01", "day", "metadata"))
QUOTE = "بلغت كلفة الجسر 2500 دينار."
SECOND = "ويعمل في الميناء 900 عامل."
ARTICLES = {
    BRIDGE.id: Article(BRIDGE, QUOTE, "bridge"),
    OTHER.id: Article(OTHER, SECOND, "harbour"),
}
PASSAGE = Passage(BRIDGE, 0, QUOTE, ((0, len(QUOTE)),))
ELSEWHERE = Passage(OTHER, 0, SECOND, ((0, len(SECOND)),))
SENTENCE = f"بحسب الصباح (2 مايو 2024): «{QUOTE}» [1]"
ANSWERED = Answer(
    id="1",
    question="كم بلغت الكلفة؟",
    standalone="كم بلغت الكلفة؟",
    language="ar",
    status="answered",
    reason=None,
    mode="extractive",
    text=SENTENCE,
    claims=(Claim(SENTENCE, (1,)),),
    citations=(Citation(1, PASSAGE, QUOTE, 0),),
    as_of="2024-05-02",
    independent_sources=1,
    considered=(Hit(PASSAGE, 2.0, story="s1"), Hit(ELSEWHERE, 1.0, story="s2")),
    confidence=0.9,
    ms={"total": 12.0},
)
REFUSED = replace(
    ANSWERED,
    status="refused",
    reason="not_answered",
    text="لا جواب في الأرشيف.",
    claims=(),
    citations=(),
    as_of=None,
    independent_sources=0,
)
NEAREST = replace(ANSWERED, status="nearest", reason="not_answered")
TWO_SIDED = replace(ANSWERED, accounts=(Account("أ", (1,)), Account("ب", (1,))))


class FakeRawi:
    """
    Gives every question *answer*, but refuses those with «فرنسا»; remembers what was asked.
    """

    def __init__(self, answer=ANSWERED):
        self.answer = answer
        self.asked = []
        self.forgotten = []

    async def ask(self, question):
        self.asked.append(question)
        yield Claim("…", (1,))
        yield replace(REFUSED if "فرنسا" in question.text else self.answer, question=question.text)

    def forget(self, chat):
        self.forgotten.append(chat)


def articles(ids):
    return {id: ARTICLES[id] for id in ids if id in ARTICLES}


def case(id="c", turns=("كم بلغت الكلفة؟",), **asserted):
    return Case(id, turns, **asserted)


def found(one, answer=ANSWERED):
    """What *one* finds of *answer*."""
    return asyncio.run(check(FakeRawi(answer), one, articles))


def failures(one, answer=ANSWERED):
    """Its failures in English, by layer."""
    return [
        (verdict.layer, why("en")) for verdict in found(one, answer).verdicts for why in verdict.why
    ]
