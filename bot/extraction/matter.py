"""Which of what a search found is about the matter searched for, and not merely near it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.extraction.matching import Bag, coverage
from bot.i18n.messages import date_in_words
from retrieval.language.arabic import arabic_share, question_language, terms
from retrieval.types import Evidence, Hit, Source

HELD = 0.6  # share of a matter's words, by rarity, in a sentence with its title that speaks of it
_NEARLY = 0.6  # of the best score, for a hit about the same matter
_STANDS = 0.5  # of standing, from which what is found by meaning alone is about the matter
_MOSTLY = 0.5  # of its letters


def share(weights: Mapping[str, float], source: Source, *texts: str) -> float:
    """How much of a matter's words stand in *texts*, with the headline and date, by *weights*, 0 to 1."""
    dates = [date_in_words(source.date.iso, one) for one in ("ar", "en")] if source.date.iso else []
    return coverage(weights, (Bag(source.title, *dates, *texts), 1.0))


def weights(evidence: Evidence) -> dict[str, float]:
    """How much each word of the matter searched for counts: by its rarity."""
    return {term: evidence.rarity.get(term, 1.0) for term in terms(evidence.question)}


def about(evidence: Evidence, *, in_words: bool = False) -> list[Hit]:
    """
    The hits that speak of the matter searched for, not merely near it; best first.

    Their coverage counts synonyms and translations: a matter is asked for in one's own words. Where
    that is another language's, its meaning alone may stand out, if not only *in_words* is asked for.
    """
    importance = weights(evidence)
    hits = []
    for hit in evidence.hits:
        shares = (share(importance, hit.passage.source, one) for one in hit.passage.sentences)
        hits.append(replace(hit, coverage=tuple(shares)))
    held = [hit for hit in hits if max(hit.coverage, default=0.0) >= HELD]
    arabic = bool(hits) and arabic_share(hits[0].passage.text) >= _MOSTLY
    foreign = arabic != (question_language(evidence.question) == "ar")
    if not (held or in_words) and evidence.standing >= _STANDS and foreign:
        held = [replace(hit, coverage=(1.0,) * len(hit.coverage)) for hit in hits]
    best = max((hit.score for hit in held), default=0.0)
    return [hit for hit in held if hit.score >= _NEARLY * best]


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
