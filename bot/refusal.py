"""
Whether the archive answers a question, and why not when it does not.

A sentence answers if nothing asked for is missing in it (``bot.lacking``) and it is likely enough
by how much of the question it holds and how near its meaning is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.extractive import Candidate
from bot.questions import Asked

_LIKELY = 0.65
_LIKELY_WITHOUT = 0.8  # when what a question of its kind asks for does not stand in its place
_UNRELATED = 0.45  # likeness below which a report is not even near


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    Whether the archive answers.

    answers: the sentences that do, best first; empty when there is a reason.
    lack: the word of the question that the sentence which holds most of it lacks, if there is one.
    """

    answers: tuple[Candidate, ...] = ()
    reason: Literal["no_match", "not_answered"] | None = None
    lack: str | None = None


def verdict(question: Asked, ranked: Sequence[Candidate]) -> Verdict:
    """Judge sentences that come best first."""
    if not ranked:
        return Verdict(reason="no_match")
    answers = tuple(one for one in ranked if answers_likely(question, one))
    if answers:
        return Verdict(answers)
    if ranked[0].score < _UNRELATED:
        return Verdict(reason="no_match")
    nearest = max(ranked, key=lambda one: one.held)
    return Verdict(reason="not_answered", lack=nearest.lack)


def answers_likely(question: Asked, one: Candidate) -> bool:
    """Whether *one* answers rather than resembles."""
    if one.lack is not None or one.fits == 0:
        return False
    return likelihood(one) >= (_LIKELY if one.fits == 1 else _LIKELY_WITHOUT)


def likelihood(one: Candidate) -> float:
    """How likely a sentence answers, 0 to 1."""
    x = -4.4 + 4.7 * one.cosine + 4.9 * one.held + 2.1 * one.fits
    return 1 / (1 + math.exp(-x))
