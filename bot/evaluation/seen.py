"""What a layer looks at, and what it says of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.evaluation.cases import Case
from bot.i18n.catalogue import Language
from bot.i18n.messages import date_in_words, say
from bot.types import Answer, Citation, Claim
from retrieval.types import Article, Source

Layer = Literal[
    "followup",
    "retrieval",
    "evidence",
    "answerability",
    "verification",
    "quote",
    "attribution",
    "numbers",
    "language",
    "conflict",
    "as_of",
]
State = Literal["held", "failed", "unasked"]


@dataclass(frozen=True, slots=True)
class Why:
    """One thing that is wrong: a sentence of the catalogues by its key, and what fills its braces."""

    key: str
    values: Mapping[str, object]

    def say(self, language: Language) -> str:
        return say(self.key, language, **self.values)


Found = Iterator[Why]


def why(key: str, **values: object) -> Why:
    return Why(key, values)


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
    def quotes(self) -> str:
        return "\n".join(citation.quote for citation in self.answer.citations)

    @property
    def found(self) -> list[Source]:
        """The articles of the passages found, best first."""
        sources = {hit.passage.source.id: hit.passage.source for hit in self.answer.considered}
        return list(sources.values())

    @property
    def stories(self) -> dict[str, str]:
        """The story of each article found."""
        return {hit.passage.source.id: hit.story for hit in self.answer.considered}

    @property
    def wanted(self) -> tuple[str, ...]:
        """The articles that are to be found and cited."""
        return (*self.case.article, *self.case.story)

    def is_of(self, source: Source, wanted: str) -> bool:
        """Whether *source* is the article *wanted*, or tells its story where one is asked for."""
        if named(source, wanted):
            return True
        if wanted not in self.case.story:
            return False
        told = {self.stories[one.id] for one in self.found if named(one, wanted)}
        return self.stories.get(source.id) in told

    def quoted_in(self, claim: Claim) -> bool:
        """Whether *claim* holds a quotation of the answer, be it its own or not."""
        return any(citation.quote in claim.text for citation in self.answer.citations)

    def cited_by(self, claim: Claim) -> list[Citation]:
        return [one for one in self.answer.citations if one.number in claim.citations]


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What one layer did. ``why`` are its failures; ``note`` is worth knowing where it held.

    state: ``unasked`` where the case says nothing of it and nothing of it is shown.
    """

    layer: Layer
    state: State
    why: tuple[Why, ...] = ()
    note: str = ""


def framing(citation: Citation) -> str:
    """What may be said of where a quotation is from, in either language."""
    source = citation.passage.source
    dates = (date_in_words(source.date.iso, language) for language in ("ar", "en"))
    return "\n".join(filter(None, (source.outlet, source.title, *dates)))


def named(source: Source, wanted: str) -> bool:
    """Whether *source* is one of the articles *wanted* names; «a|b» means either."""
    places = [(source.id, source.path), *((place.id, place.path) for place in source.also_in)]
    return any(
        id == name or (path is not None and path.replace("\\", "/").split("/")[-1].startswith(name))
        for name in wanted.split("|")
        for id, path in places
    )
