"""Which hits of a search are about the matter that was asked for, and its newest tellings. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.extraction.leads import HELD
from bot.extraction.matching import Bag, coverage
from retrieval.language.arabic import arabic_share, question_language
from retrieval.language.terms import terms
from retrieval.types import Evidence, Hit

_NEARLY = 0.6  # of the best score, for a hit about the same matter
_STANDS = 0.5  # of standing, from which what is found by meaning alone is about the matter
_MOSTLY = 0.5  # of its letters


def about(evidence: Evidence) -> list[Hit]:
    """
    The hits that speak of the matter searched for, not merely near it; best first.

    Their coverage counts synonyms and translations: a matter is asked for in one's own words. Where
    that is another language's, its meaning alone may stand out.
    """
    weights = {term: evidence.rarity.get(term, 1.0) for term in terms(evidence.question)}
    hits = [replace(hit, coverage=_shares(weights, hit)) for hit in evidence.hits]
    held = [hit for hit in hits if max(hit.coverage, default=0.0) >= HELD]
    if not held and evidence.standing >= _STANDS and _foreign(evidence):
        held = [replace(hit, coverage=(1.0,) * len(hit.coverage)) for hit in hits]
    best = max((hit.score for hit in held), default=0.0)
    return [hit for hit in held if hit.score >= _NEARLY * best]


def _foreign(evidence: Evidence) -> bool:
    """Whether the best hit is in another language than the question."""
    arabic = arabic_share(evidence.hits[0].passage.text) >= _MOSTLY
    return arabic != (question_language(evidence.question) == "ar")


def _shares(weights: dict[str, float], hit: Hit) -> tuple[float, ...]:
    """How much of a matter's words each sentence holds, together with the headline."""
    title = Bag(hit.passage.source.title)
    return tuple(
        coverage(weights, (title + Bag(sentence), 1.0)) for sentence in hit.passage.sentences
    )


def leading(hits: Sequence[Hit], *, least: int = 1) -> Sequence[Hit]:
    """
    Those of *hits* whose article is about the matter: its title names it, or its first sentence.

    All of them if that is fewer than *least*: then what merely mentions it has to do.
    """
    named = {
        hit.passage.source.id
        for hit in hits
        if min(hit.coverage) >= HELD or (hit.passage.start == 0 and hit.coverage[0] >= HELD)
    }
    if len(named) < least:
        return hits
    return [hit for hit in hits if hit.passage.source.id in named]


def published(hit: Hit) -> str:
    return hit.passage.source.date.iso or ""


def newest_of_each(hits: Sequence[Hit]) -> dict[str, Hit]:
    """The newest telling of each story."""
    stories: dict[str, Hit] = {}
    for hit in hits:
        kept = stories.get(hit.story)
        if kept is None or published(hit) > published(kept):
            stories[hit.story] = hit
    return stories
