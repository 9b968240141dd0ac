"""A case and its answer, as the layers look at it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.evaluation.cases import Case
from bot.types import Answer, Citation, Claim
from retrieval.types import Article, Source


@dataclass(frozen=True, slots=True)
class Seen:
    """
    A case and what came of it.

    articles: by id, the texts of what is cited, as the library holds them now.
    """

    case: Case
    answer: Answer
    articles: Mapping[str, Article]

    @property
    def shown(self) -> str:
        return "\n".join(claim.text for claim in self.answer.claims) or self.answer.text

    @property
    def cited(self) -> dict[str, Source]:
        """The articles cited, by id."""
        return {one.passage.source.id: one.passage.source for one in self.answer.citations}

    @property
    def outcomes(self) -> dict[str, int]:
        """How many sentences were kept, judged, quoted and dropped."""
        shown: Counter[str] = Counter(claim.outcome for claim in self.answer.claims)
        return {**shown, "dropped": len(self.answer.dropped)}

    @property
    def found(self) -> list[Source]:
        """The articles of the passages found, best first."""
        sources = {hit.passage.source.id: hit.passage.source for hit in self.answer.considered}
        return list(sources.values())

    @property
    def wanted(self) -> tuple[str, ...]:
        """The articles that are to be found and cited."""
        return (*self.case.article, *self.case.story)

    def is_of(self, source: Source, wanted: str) -> bool:
        """Whether *source* is the article *wanted*, or tells its story where one is asked for."""
        if named(source, wanted):
            return True
        stories = {hit.passage.source.id: hit.story for hit in self.answer.considered}
        told = {stories[one.id] for one in self.found if named(one, wanted)}
        return wanted in self.case.story and stories.get(source.id) in told

    def quoted_in(self, claim: Claim) -> bool:
        """Whether *claim* holds a quotation of the answer, be it its own or not."""
        return any(citation.quote in claim.text for citation in self.answer.citations)

    def cited_by(self, claim: Claim) -> list[Citation]:
        return [one for one in self.answer.citations if one.number in claim.citations]


def named(source: Source, wanted: str) -> bool:
    """Whether *source* is one of the articles *wanted* names; «a|b» means either."""
    places = [(source.id, source.path), *((place.id, place.path) for place in source.also_in)]
    return any(
        id == name or (path is not None and path.replace("\\", "/").split("/")[-1].startswith(name))
        for name in wanted.split("|")
        for id, path in places
    )
