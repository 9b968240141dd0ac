"""
The defects. Each stands between Rawi and something it works with, and spoils what passes.

Most are at a seam: a part of the archive, the memory, the judge, or Rawi itself, wrapped. A few
functions have no seam; there the one name that calls them is replaced while the defect lasts.
"""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from unittest import mock

from bot.answerability.verdict import Verdict, verdict
from bot.conversation import extracts
from bot.extraction.questions import asked
from bot.types import Answer
from bot.verification import gate
from retrieval.language import arabic, lexicon
from retrieval.search import ranking
from tests.sabotage.drafts import YesJudge


class Wrapped:
    """*inner* with some of its attributes replaced."""

    def __init__(self, inner, **replaced):
        self._inner = inner
        vars(self).update(replaced)

    def __getattr__(self, name):
        return getattr(self._inner, name)


def same(one):
    return one


@dataclass(frozen=True)
class Defect:
    """
    layer: the one to blame. written: whether only answers that a model wrote show it.
    archive, memory, judge, rawi: what each is replaced by.
    patches: (module, name, function), for what no seam passes.
    """

    name: str
    layer: str
    written: bool = False
    archive: object = same
    memory: object = same
    judge: object = same
    rawi: object = same
    patches: tuple = ()

    def __enter__(self):
        with ExitStack() as stack:  # one that cannot be put in place leaves none of the others
            for module, name, function in self.patches:
                stack.enter_context(mock.patch.object(module, name, function))
            object.__setattr__(self, "_stack", stack.pop_all())
        return self

    def __exit__(self, *_):
        self._stack.close()


# --- seams of the archive ---


def weightless_meaning(archive):
    """Words count ten times what they should."""

    def matching(question, **limits):
        return {id: 10 * score for id, score in archive.words.matching(question, **limits).items()}

    return Wrapped(archive, words=Wrapped(archive.words, matching=matching))


def stale(archive):
    """Neither index knows the articles that came last."""

    def known(scores):
        return {id: score for id, score in scores.items() if not id.startswith(("port", "final"))}

    return Wrapped(
        archive,
        words=Wrapped(archive.words, matching=lambda q, **k: known(archive.words.matching(q, **k))),
        vectors=Wrapped(
            archive.vectors, nearest=lambda v, **k: known(archive.vectors.nearest(v, **k))
        ),
    )


def of_candidates(change):
    """The archive, each candidate read from the library changed."""

    def archive(inner):
        def candidates(ids):
            return [change(one) for one in inner.library.candidates(ids)]

        return Wrapped(inner, library=Wrapped(inner.library, candidates=candidates))

    return archive


def a_month_late(one):
    dated = one.passage.source.date
    day = date.fromisoformat(dated.iso)
    later = day.replace(month=day.month % 12 + 1, day=min(day.day, 28)).isoformat()
    source = replace(one.passage.source, date=replace(dated, iso=later))
    return replace(one, passage=replace(one.passage, source=source))


# --- other seams ---


def forgetful(memory):
    return Wrapped(memory, turns=lambda *_, **__: [])


def of_answers(change):
    """Rawi, each of its answers changed."""

    def rawi(inner):
        async def ask(question):
            async for event in inner.ask(question):
                yield change(event) if isinstance(event, Answer) else event

        return Wrapped(inner, ask=ask)

    return rawi


def swapped(answer):
    """Each sentence cites what the next one rests on."""
    if len(answer.claims) < 2:
        return answer
    numbers = [claim.citations for claim in answer.claims]
    turned = zip(answer.claims, numbers[1:] + numbers[:1], strict=True)
    return replace(answer, claims=tuple(replace(claim, citations=one) for claim, one in turned))


def copies_counted(answer):
    """Every place a text was seen is a source of its own."""
    places = {place.id for one in answer.citations for place in one.passage.source.also_in}
    sources = {one.passage.source.id for one in answer.citations}
    return replace(answer, independent_sources=len(places | sources))


def shifted(answer):
    citations = (replace(one, start=one.start + 1) for one in answer.citations)
    return replace(answer, citations=tuple(citations))


# --- functions without a seam ---


def at_zero(evidence, ranked, **_):
    """Everything that is found is an answer."""
    return replace(verdict(evidence, ranked), outcome="answered", shown=tuple(ranked[:1]))


def at_one(evidence, ranked, **_):
    """Nothing is ever sure enough."""
    return Verdict("refused", reason="not_answered")


def in_another_language(text, **context):
    question = asked(text, **context)
    return replace(question, language="en" if question.language == "ar" else "ar")


QUOTED = gate.Gate.quoted


def of_the_last_window(self, waiting, *rest, **named):
    """Quotes the least likely window."""
    return QUOTED(self, replace(waiting, windows=waiting.windows[::-1]), *rest, **named)


# What a search takes of the stemmer, and what it remembers of it.
NO_STEMS = (
    *((module, "stem", same) for module in (ranking, arabic, lexicon)),
    (ranking, "consonants", lexicon.consonants.__wrapped__),
)
DEFECTS = (
    Defect("fusion weight", "retrieval", archive=weightless_meaning),
    Defect("stemmer off", "retrieval", patches=NO_STEMS),
    Defect("vetoes off", "numbers", written=True, patches=((gate, "lacks", lambda *_: None),)),
    Defect("judge always yes", "verification", written=True, judge=lambda _: YesJudge()),
    Defect(
        "quotation of the wrong window",
        "evidence",
        written=True,
        patches=((gate.Gate, "quoted", of_the_last_window),),
    ),
    Defect("offsets off by one", "quote", rawi=of_answers(shifted)),
    Defect("stale index", "retrieval", archive=stale),
    Defect("threshold 0", "answerability", patches=((extracts, "verdict", at_zero),)),
    Defect("threshold 1", "answerability", patches=((extracts, "verdict", at_one),)),
    Defect("citations swapped", "attribution", rawi=of_answers(swapped)),
    Defect("wrong language", "language", patches=((extracts, "asked", in_another_language),)),
    Defect("duplicates counted", "attribution", rawi=of_answers(copies_counted)),
    Defect("follow-ups off", "followup", memory=forgetful),
    Defect("dates off by a month", "as_of", archive=of_candidates(a_month_late)),
    Defect(
        "updates as conflicts", "conflict", patches=((extracts, "is_update", lambda *_: False),)
    ),
)
