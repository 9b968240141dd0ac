"""
Whether the archive answers a question, and why not when it does not.

Two things are asked. Does the archive speak of the matter at all: how far does the best of it
stand above the rest? And is there a sentence in which nothing asked for is missing
(``bot.lacks.lacking``), likely enough by how much of the question it holds and how near its meaning is?
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.extraction.candidates import Candidate
from retrieval.language.arabic import arabic_share
from retrieval.types import Evidence

LEAST = 0.09  # confidence below which nothing is answered; refuses 3 to 5 % of what could be
EVEN = 0.5  # below it a sentence must be likelier
_LIKELY = 0.4  # of a sentence
_LIKELY_IN_DOUBT = 0.55  # where the archive as a whole is less likely to answer than not
_NEAREST = 2  # sentences shown where none answers
_OTHERS = 4  # stories that the best is compared with
_ORDINARY = 0.3  # the score of those a small archive lacks
_UNRELATED = 0.45  # likeness below which a report is not even near


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    Whether the archive answers.

    shown: the sentences that do, best first, or at most two that come near; of one story, and
        empty in a refusal.
    reason: why it refuses.
    confidence: that the sentence shown, or the best there is, answers; 0 to 1.
    """

    outcome: Literal["answered", "nearest", "refused"]
    shown: tuple[Candidate, ...] = ()
    reason: Literal["no_match", "not_answered"] | None = None
    confidence: float = 0.0


def verdict(evidence: Evidence, ranked: Sequence[Candidate], *, least: float = LEAST) -> Verdict:
    """
    Judge the sentences of *evidence*, which come best first; *least* is a confidence.

    Only the story of the best sentence is looked at: where that lacks what is asked, a sentence of
    another story that does not is about something else.

    One fitted on an archive's own words asks too much of a question in another language than its
    reports, which shares none of them; that need not stand higher than ``LEAST``.
    """
    if not ranked:
        return Verdict("refused", reason="no_match")
    if (arabic_share(evidence.question) < 0.5) != (arabic_share(ranked[0].text) < 0.5):
        least = min(least, LEAST)
    sure = confidence(evidence, ranked)
    story = tuple(one for one in ranked if one.story == ranked[0].story)
    floor = _LIKELY if sure >= EVEN else _LIKELY_IN_DOUBT
    answers = tuple(one for one in story if answers_likely(one, floor))
    if answers and sure >= least:
        return Verdict("answered", answers, confidence=sure)
    if max(one.score for one in ranked) < _UNRELATED:
        return Verdict("refused", reason="no_match", confidence=sure)
    if sure < least:
        return Verdict("refused", reason="not_answered", confidence=sure)
    return Verdict("nearest", story[:_NEAREST], confidence=sure)


def answers_likely(one: Candidate, floor: float = _LIKELY) -> bool:
    """Whether *one* answers rather than resembles."""
    return one.lack is None and one.fits > 0 and likelihood(one) >= floor


def confidence(evidence: Evidence, ranked: Sequence[Candidate]) -> float:
    """
    How likely the archive answers the question, 0 to 1, were it as likely as not before.

    A logistic model whose signs do not depend on the archive's size, fitted on questions of ARCD
    and TyDi put to archives of 4 to 1,200 articles that hold the answer or had it taken out.
    """
    stories: dict[str, float] = {}
    for hit in evidence.hits:
        stories.setdefault(hit.story, hit.score)
    scores = [*stories.values(), *[_ORDINARY] * _OTHERS]
    first, *others = sorted(scores, reverse=True)[: 1 + _OTHERS]
    lead = first - sum(others) / _OTHERS
    best = max(map(_sign, ranked), default=0.0)
    return _logistic(
        -5.71 + 1.6 * evidence.standing + 7.2 * evidence.nearness + 4.5 * lead + 0.32 * best
    )


def likelihood(one: Candidate) -> float:
    """How likely a sentence answers, 0 to 1."""
    return _logistic(_sign(one))


def _sign(one: Candidate) -> float:
    return -4.7 + 4.7 * one.cosine + 4.9 * one.held + 2.1 * one.fits


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x))
