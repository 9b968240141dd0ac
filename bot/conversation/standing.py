"""
Standing questions: whether new articles answer one, or change or contradict what was said before.

What is told are two quotations, the new one and the last one before it; nothing is put in other words.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.conversation.composing import quoting
from bot.conversation.intents import asks
from bot.conversation.pipeline import Rawi
from bot.extraction.chains import framed
from bot.extraction.leads import Extract, extracts, opening
from bot.extraction.matching import repeats
from bot.extraction.matter import HELD, about, leading, published, weights
from bot.i18n.messages import quoted, say
from bot.types import Answer, Citation, Claim
from bot.verification.contradiction import figures
from bot.verification.windows import Line, Window
from retrieval.index.library import Library
from retrieval.language.arabic import question_language
from retrieval.types import Evidence, Hit, Passage

Kind = Literal["followed", "answered", "more", "changed", "contradicted"]
_HITS = 30


@dataclass(frozen=True, slots=True)
class News:
    """
    What is new on a topic.

    kind: ``followed`` from now on, and nothing is new; ``answered`` for the first time; ``more`` on
        it; ``changed`` by the same outlet, or ``contradicted`` by another.
    quotes: the new one, and the one before it if there was any.
    """

    topic: str
    kind: Kind
    quotes: tuple[Citation, ...]


class Standing:
    """Looks into the archive for what is followed."""

    def __init__(self, rawi: Rawi, library: Library) -> None:
        self._rawi = rawi
        self._library = library

    async def said(self, topic: str) -> tuple[Citation, ...]:
        """What the archive says of *topic* now, best first; nothing if it has no answer."""
        answer = await self._rawi.preview(topic)
        return answer.citations if answer.status == "answered" else ()

    async def news(self, topic: str, since: int, before: Sequence[Citation]) -> News | None:
        """
        What articles that came after the generation *since* say of *topic*, if it is new.

        before: what was told of it, the last first.
        """
        fresh = await asyncio.to_thread(self._library.arrived, since)
        if not fresh:
            return None
        evidence = await self._rawi.searcher.search(topic, limit=_HITS)
        hits = [hit for hit in about(evidence) if hit.passage.source.id in fresh]
        if not hits:
            return None
        for one in (each for hit in hits for each in _about(hit)):
            if other := next((old for old in before if _differ(one.text, old)), None):
                same = other.passage.source.credit == one.passage.source.credit
                kind: Kind = "changed" if same else "contradicted"
                return News(topic, kind, (_citation(one), other))
        found = [one for one in await self.said(topic) if one.passage.source.id in fresh]
        if not found and not asks(topic):
            found = await asyncio.to_thread(self._opening, evidence, fresh)
        found = [one for one in found if not any(repeats(one.quote, old.quote) for old in before)]
        if not found:
            return None
        return News(topic, "more" if before else "answered", (found[0], *before[:1]))

    def _opening(self, evidence: Evidence, fresh: Iterable[str]) -> list[Citation]:
        """What the newest of the *fresh* articles about a matter begin with."""
        hits = [hit for hit in leading(about(evidence)) if hit.passage.source.id in fresh]
        hits.sort(key=published, reverse=True)
        articles = self._library.articles({hit.passage.source.id for hit in hits})
        return [
            _citation(one)
            for hit in hits
            if (article := articles.get(hit.passage.source.id))
            for one in opening(self._rawi.meaning.telling(article), hit, weights(evidence), most=1)
        ]


def told(news: Sequence[News]) -> Answer:
    """One answer that tells all of *news*, each quotation with its outlet and date."""
    language = question_language(news[0].topic)
    citations: list[Citation] = []
    claims: list[Claim] = []
    lines: list[str] = []
    for one in news:
        lines.append(say(f"standing_{one.kind}", language, topic=quoted(one.topic, language)))
        for at, quote in enumerate(one.quotes):
            cited = replace(quote, number=len(citations) + 1)
            citations.append(cited)
            claims.append(Claim(framed(cited, language), (cited.number,)))
            lines += [*([say("standing_before", language)] if at else []), claims[-1].text]
    question = say("comma", language).join(one.topic for one in news)
    return replace(quoting(question, language, citations, claims), text="\n".join(lines))


def _about(hit: Hit) -> list[Extract]:
    every = zip(hit.coverage, extracts(hit.passage, hit.story), strict=True)
    return [one for covered, one in every if covered >= HELD]


def _differ(text: str, old: Citation) -> bool:
    """Whether *text* says what was said before with another number or day."""
    return figures(text, Window((Line(_alone(old), 1, 0),))) == "other"


def _alone(citation: Citation) -> Passage:
    return replace(
        citation.passage,
        start=citation.start,
        text=citation.quote,
        spans=((0, len(citation.quote)),),
    )


def _citation(one: Extract) -> Citation:
    return Citation(1, one.passage, one.text, one.start)
