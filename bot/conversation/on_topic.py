"""What a search finds on a topic, by the spelling of the reports and in either language."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.extraction.matter import (
    likeliest_first,
    presence,
    together,
    weighed,
)
from bot.extraction.questions import standard
from bot.extraction.spelling import named, spelt, unjoined, unseen
from retrieval.language.arabic import question_language
from retrieval.search.searcher import Searcher
from retrieval.types import Evidence, Filters, Hit, Language

_ABROAD = 10  # passages in the other language


@dataclass(frozen=True, slots=True)
class OnTopic:
    """
    topic: as the reports spell it.
    evidence: what was found on it, with what is *abroad* last.
    abroad: what reports in the other language say of it, whose names sound alike in both.
    """

    topic: str
    evidence: Evidence
    abroad: Evidence

    def weighed(self) -> tuple[float, Sequence[Hit]]:
        """How likely the archive tells of it, 0 to 1, and the hits, the likeliest first; blocks."""
        hits = weighed(self.evidence)
        first = likeliest_first(self.evidence, hits, self.abroad)
        return presence(self.evidence, hits), first


async def on_topic(searcher: Searcher, topic: str, *, limit: int, filters: Filters) -> OnTopic:
    """At most *limit* passages on *topic*, and some in the other language. Raises a ServiceError."""
    evidence = await searcher.search(topic, limit=limit, filters=filters)
    written = standard(topic)
    if written and written != topic and unseen(topic, evidence):  # no name: «هيدا»
        topic = written
        evidence = await searcher.search(topic, limit=limit, filters=filters)
    known = spelt(named(unjoined(topic, evidence), evidence), evidence)
    if known != topic:
        evidence = await searcher.search(known, limit=limit, filters=filters)
    abroad = await _abroad(searcher, evidence, filters)
    return OnTopic(known, together(evidence, abroad), abroad)


async def _abroad(searcher: Searcher, evidence: Evidence, filters: Filters) -> Evidence:
    if filters.language:
        return evidence
    other: Language = "en" if question_language(evidence.question) == "ar" else "ar"
    of_other = replace(filters, language=other)
    return await searcher.search(evidence.question, limit=_ABROAD, filters=of_other)
