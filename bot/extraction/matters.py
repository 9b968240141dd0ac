"""Which hits of a search are about the matter that was asked for, and its newest tellings. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.extraction.leads import HELD, share
from retrieval.language.arabic import arabic_share, question_language
from retrieval.language.terms import terms
from retrieval.types import Evidence, Hit

_NEARLY = 0.6  # of the best score, for a hit about the same matter
_STANDS = 0.5  # of standing, from which what is found by meaning alone is about the matter
_MOSTLY = 0.5  # of its letters


def weights(evidence: Evidence) -> dict[str, float]:
    """How much each word of the matter searched for counts: by its rarity."""
    return {term: evidence.rarity.get(term, 1.0) for term in terms(evidence.question)}


def about(evidence: Evidence) -> list[Hit]:
    """
    The hits that speak of the matter searched for, not merely near it; best first.

    Their coverage counts synonyms and translations: a matter is asked for in one's own words. Where
    that is another language's, its meaning alone may stand out.
    """
    importance = weights(evidence)
    hits = [
        replace(hit, coverage=tuple(share(importance, hit.passage.source, one) for one in said))
        for hit in evidence.hits
        for said in [hit.passage.sentences]
    ]
    held = [hit for hit in hits if max(hit.coverage, default=0.0) >= HELD]
    if not held and evidence.standing >= _STANDS and _foreign(evidence):
        held = [replace(hit, coverage=(1.0,) * len(hit.coverage)) for hit in hits]
    best = max((hit.score for hit in held), default=0.0)
    return [hit for hit in held if hit.score >= _NEARLY * best]


def _foreign(evidence: Evidence) -> bool:
    """Whether the best hit is in another language than the question."""
    arabic = arabic_share(evidence.hits[0].passage.text) >= _MOSTLY
    return arabic != (question_language(evidence.question) == "ar")


def leading(hits: Sequence[Hit]) -> list[Hit]:
    """Those of *hits* whose article is about the matter: its title names it, or its first sentence."""
    named = {
        hit.passage.source.id
        for hit in hits
        if min(hit.coverage) >= HELD or (hit.passage.start == 0 and hit.coverage[0] >= HELD)
    }
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
