"""Which of what a search found is about the matter searched for, and not merely near it. Pure."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from statistics import median

from bot.extraction.matching import Bag, coverage
from bot.extraction.weights import (
    ARTICLE,
    ARTICLE_BIAS,
    NEAR_TOPIC,
    ON_TOPIC,
    TOPIC,
    TOPIC_BIAS,
)
from bot.i18n.messages import date_in_words
from retrieval.language.arabic import (
    arabic_share,
    content,
    question_language,
    terms,
)
from retrieval.types import Evidence, Hit, Source

HELD = 0.6  # share of a matter's words, by rarity, in a sentence with its title that speaks of it
_PREFIXED = re.compile(r"[بل]\w{3,}")  # «بحلب», of which a stem keeps the letter that is joined
_NEARLY = 0.6  # of the best score, for a hit about the same matter
_MOSTLY = 0.5  # of its letters
_FIRST = 5  # hits, one of which is nearest by meaning
_ABROAD = 3  # passages in another language
_HALF = 0.5  # of the most that any article holds of a matter's words, for another to be on it
# Whole articles as near to a field («الرياضة») as this are on it, whatever their words: of the nearest
# one's cosine, and at least. How near the nearest must be, where some have the word and where none has.
_OF_FIELD, _LEAST, _NEAREST, _STANDS_OUT = 0.7, 0.2, 0.25, 0.28


def share(weights: Mapping[str, float], source: Source, *texts: str) -> float:
    """How much of a matter's words stand in *texts*, with the headline and date, by *weights*, 0 to 1."""
    dates = [date_in_words(source.date.iso, one) for one in ("ar", "en")] if source.date.iso else []
    bag = Bag(source.title, *dates, *texts)
    joined = [one[1:] for one in bag.words if _PREFIXED.fullmatch(one) and one[1:] in weights]
    return coverage(weights, (Bag(*bag.words, *joined) if joined else bag, 1.0))


def together(evidence: Evidence, more: Evidence) -> Evidence:
    """*evidence* with what was found of the same matter among other days or outlets, too."""
    return replace(evidence, hits=(*evidence.hits, *further(more.hits, evidence.hits)))


def further(hits: Iterable[Hit], given: Iterable[Hit]) -> Iterator[Hit]:
    """Those of *hits* that are not among *given*."""
    known = {hit.passage.id for hit in given}
    return (hit for hit in hits if hit.passage.id not in known)


def interleaved(some: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """The hits of several searches, turn about, each passage once."""
    found: dict[str, Hit] = {}
    for hit in filter(None, chain.from_iterable(zip_longest(*some))):
        found.setdefault(hit.passage.id, hit)
    return tuple(found.values())


def weights(evidence: Evidence) -> dict[str, float]:
    """How much each word of the matter searched for counts: by its rarity."""
    return {term: evidence.rarity.get(term, 1.0) for term in terms(evidence.question)}


def weighed(evidence: Evidence) -> list[Hit]:
    """The hits, with the share of the matter's words in each sentence and what stands above it."""
    importance = weights(evidence)
    return [
        replace(
            hit,
            coverage=tuple(
                share(importance, hit.passage.source, one) for one in hit.passage.sentences
            ),
        )
        for hit in evidence.hits
    ]


def presence(evidence: Evidence, hits: Sequence[Hit]) -> float:
    """
    How likely the archive tells of the matter searched for, 0 to 1.

    hits: those of *evidence*, ``weighed``.
    """
    features = {
        "held": max((max(hit.coverage) for hit in hits), default=0.0),
        "standing": evidence.standing,
        "cosine": max((max(hit.cosines) for hit in hits[:_FIRST]), default=0.0),
        "foreign": float(_foreign(evidence)),
    }
    return _chance(TOPIC_BIAS, TOPIC, features)


def _chance(bias: float, weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    odds = bias + sum(weights[name] * value for name, value in features.items())
    return 1 / (1 + math.exp(-odds))


def _foreign(evidence: Evidence) -> bool:
    """Whether the best passage is in another language than what was searched for."""
    arabic = any(arabic_share(hit.passage.text) >= _MOSTLY for hit in evidence.hits[:1])
    return arabic != (question_language(evidence.question) == "ar")


def about(evidence: Evidence, *, in_words: bool = False, least: float = NEAR_TOPIC) -> list[Hit]:
    """
    The hits that speak of the matter searched for, not merely near it; best first.

    Their coverage counts synonyms and translations: a matter is asked for in one's own words. What
    a headline names is about it, however few of its words the search knew again. Where
    none has enough of them, all that is near may be about it, if not only *in_words* is asked for.
    least: how likely the archive must tell of it, so that any is.
    """
    hits = weighed(evidence)
    chance = presence(evidence, hits)
    if chance < least:
        return []
    held = [hit for hit in hits if max(hit.coverage, default=0.0) >= HELD]
    if not (held or in_words) and chance >= ON_TOPIC:
        least_score = _NEARLY * max(hit.score for hit in hits)
        near = [hit for hit in hits if hit.score >= least_score]
        return [replace(hit, coverage=(1.0,) * len(hit.coverage)) for hit in near]
    least_score = _NEARLY * max((hit.score for hit in held), default=0.0)
    return [hit for hit in held if hit.score >= least_score or min(hit.coverage) >= HELD]


def likeliest_first(evidence: Evidence, hits: Sequence[Hit], abroad: Evidence) -> list[Hit]:
    """
    The hits of *evidence*: those of which a sentence holds the matter, the best few *abroad*, the others.

    hits: the same, ``weighed``. abroad: what was found in another language, where words tell less.
    """
    held = {hit.passage.id for hit in hits if max(hit.coverage, default=0.0) >= HELD}
    first = [hit for hit in evidence.hits if hit.passage.id in held]
    first += further(abroad.hits[:_ABROAD], first)
    return [*first, *further(evidence.hits, first)]


def leading(hits: Sequence[Hit]) -> list[Hit]:
    """Those of *hits* whose article is about the matter: its title names it, or its first sentence."""
    named = {
        hit.passage.source.id
        for hit in hits
        if min(hit.coverage) >= HELD or (hit.passage.start == 0 and hit.coverage[0] >= HELD)
    }
    return [hit for hit in hits if hit.passage.source.id in named]


def articles(
    evidence: Evidence, near: Mapping[str, float], *, least: float, sure: bool
) -> dict[str, tuple[Hit, float]]:
    """
    The articles on the matter searched for, each with its best hit and how likely it is one, *least* to 1.

    sure: whether the archive tells of the matter at all; then the likeliest is one in any case.
    near: how near each article is to it as a whole, a cosine; those that are not there are left out.
    """
    best: dict[str, list[Hit]] = {}
    for hit in weighed(evidence):
        if hit.passage.source.id in near:
            best.setdefault(hit.passage.source.id, []).append(hit)
    importance = weights(evidence)
    nearest = max(near.values(), default=0.0) or 1.0
    cosine = max((max(hit.cosines) for hits in best.values() for hit in hits), default=0.0) or 1.0
    features = {
        id: _features(importance, hits, near[id] / nearest, cosine) for id, hits in best.items()
    }
    most = max((one["held"] for one in features.values()), default=0.0)
    likely = {
        id: _chance(ARTICLE_BIAS, ARTICLE, one) if one["held"] >= _HALF * most else 0.0
        for id, one in features.items()
    }
    having = [near[id] for id, one in features.items() if one["held"] >= HELD]
    others = [near[id] for id, one in features.items() if one["held"] < HELD]
    if len(content(evidence.question)) == 1 and _field(having, others):
        floor = max(_LEAST, _OF_FIELD * nearest)
        likely |= {id: max(likely[id], least) for id in likely if near[id] >= floor}
    if sure:
        least = min(least, max(likely.values(), default=0.0))
    return {id: (hits[0], likely[id]) for id, hits in best.items() if likely[id] >= least}


def _field(having: Sequence[float], others: Sequence[float]) -> bool:
    """
    Whether a word is a field's and no name's: what is near it need not have it.

    How near the articles are that have the word, and the others: of fields, one of these is nearer than
    most of those.
    """
    nearest = max([*having, *others], default=0.0)
    if not having:
        return nearest >= _STANDS_OUT
    return nearest >= _NEAREST and max(others, default=0.0) > median(having)


def _features(
    importance: Mapping[str, float], hits: Sequence[Hit], whole: float, cosine: float
) -> dict[str, float]:
    """What tells whether the article of *hits* is on a matter; the best *cosine* of all articles'."""
    begins = (hit.coverage[0] for hit in hits if hit.passage.start == 0)
    return {
        "whole": whole,
        "sentence": max(max(hit.cosines) for hit in hits) / cosine,
        "held": max(max(hit.coverage) for hit in hits),
        "headed": max([share(importance, hits[0].passage.source), *begins]),
    }


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
