"""What a case found: the answer as its layers look at it, and what each of them says of it."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from bot.evaluation.cases import Case
from bot.i18n.catalogue import Language
from bot.presentation.as_json import answer_json
from bot.types import Answer, Citation, Claim
from retrieval.types import Article, Source

Layer = Literal[
    "followup", "retrieval", "evidence", "answerability", "verification", "quote", "attribution",
    "numbers", "language", "conflict", "as_of",
]  # fmt: skip


Why = Callable[[Language], str]  # one thing that is wrong, said in a language
Found = Iterator[Why]


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What one layer did. ``why`` are its failures; ``note`` is worth knowing where it held.

    state: ``unasked`` where the case says nothing of it and nothing of it is shown.
    """

    layer: Layer
    state: Literal["held", "failed", "unasked"]
    why: tuple[Why, ...] = ()
    note: str = ""


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


@dataclass(frozen=True, slots=True)
class Result(Seen):
    """What a case found."""

    verdicts: tuple[Verdict, ...]

    @property
    def passed(self) -> bool:
        return not self.failed

    @property
    def serious(self) -> bool:
        """Whether it fails a run: a wish does not."""
        return not self.passed and self.case.severity != "wish"

    @property
    def failed(self) -> tuple[Layer, ...]:
        """The layers that failed, in the order in which they work."""
        return tuple(one.layer for one in self.verdicts if one.state == "failed")

    @property
    def blamed(self) -> Layer | None:
        """The layer to look at first: what comes after it works on what it was handed."""
        return next(iter(self.failed), None)

    @property
    def digest(self) -> str:
        """Of all that a reader of the answer is told; the same from run to run and place to place."""
        told = answer_json(self.answer)
        for name in ("id", "ms", "usage"):
            told.pop(name, None)
        for citation in told["citations"]:
            citation["article"].pop("path", None)  # where the archive's files lie is no part of it
        written = json.dumps(told, ensure_ascii=False, sort_keys=True)
        return blake2b(written.encode("utf-8"), digest_size=8).hexdigest()

    def wrong(self, language: Language) -> list[tuple[Layer, str]]:
        """What is wrong with it, in words, and which layer says so."""
        return [(one.layer, why(language)) for one in self.verdicts for why in one.why]


def named(source: Source, wanted: str) -> bool:
    """Whether *source* is one of the articles *wanted* names; «a|b» means either."""
    places = [(source.id, source.path), *((place.id, place.path) for place in source.also_in)]
    return any(
        id == name or (path is not None and path.replace("\\", "/").split("/")[-1].startswith(name))
        for name in wanted.split("|")
        for id, path in places
    )
