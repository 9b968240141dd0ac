"""Which of what a search found is about the matter searched for, and not merely near it. Pure."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.extraction.matching import Bag, coverage
from bot.extraction.weights import NEAR_TOPIC, ON_TOPIC, TOPIC, TOPIC_BIAS
from bot.i18n.messages import date_in_words
from retrieval.language.arabic import arabic_share, fold, question_language, terms, words
from retrieval.types import Evidence, Hit, Source

HELD = 0.6  # share of a matter's words, by rarity, in a sentence with its title that speaks of it
_JOINED = "بلعفوك"  # letters that stand for words and are written with the next one
_PREFIXED = re.compile(r"[بل]\w{3,}")  # «بحلب», of which a stem keeps the letter that is joined
_NEARLY = 0.6  # of the best score, for a hit about the same matter
_MOSTLY = 0.5  # of its letters
_FIRST = 5  # hits, one of which is nearest by meaning


def share(weights: Mapping[str, float], source: Source, *texts: str) -> float:
    """How much of a matter's words stand in *texts*, with the headline and date, by *weights*, 0 to 1."""
    dates = [date_in_words(source.date.iso, one) for one in ("ar", "en")] if source.date.iso else []
    bag = Bag(source.title, *dates, *texts)
    joined = [one[1:] for one in bag.words if _PREFIXED.fullmatch(one) and one[1:] in weights]
    return coverage(weights, (Bag(*bag.words, *joined) if joined else bag, 1.0))


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
    odds = TOPIC_BIAS + sum(TOPIC[name] * value for name, value in features.items())
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


def unjoined(topic: str, evidence: Evidence) -> str:
    """*topic* without a letter written with its first word, where the hits have the word without it."""
    first, space, rest = topic.partition(" ")
    bare = fold(first)
    said = {word for hit in evidence.hits for word in words(hit.passage.text)}
    if bare in said or bare[:1] not in tuple(_JOINED):
        return topic
    without = "ال" + first[2:] if bare.startswith("لل") else first[1:]
    return f"{without}{space}{rest}" if fold(without) in said else topic
