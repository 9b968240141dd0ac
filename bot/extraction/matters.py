"""Which hits of a search are about the matter that was asked for, and its newest tellings. Pure."""

from collections.abc import Sequence

from bot.extraction.leads import HELD
from retrieval.types import Evidence, Hit

_NEARLY = 0.6  # of the best score, for a hit about the same matter


def about(evidence: Evidence) -> list[Hit]:
    """The hits that speak of the matter searched for, not merely near it; best first."""
    held = [hit for hit in evidence.hits if max(hit.coverage, default=0.0) >= HELD]
    best = max((hit.score for hit in held), default=0.0)
    return [hit for hit in held if hit.score >= _NEARLY * best]


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
