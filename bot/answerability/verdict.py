"""
Whether the archive answers: an answer, what is nearest, or a refusal; pure.

Only the story of the best sentence is looked at. Where that lacks what is asked, a sentence of
another story that does not is about something else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.answerability.features import features
from bot.answerability.model import ANSWER, NEAR, answers, present
from bot.extraction.candidates import Candidate
from retrieval.types import Evidence

_LIKELY = 0.4  # that a further sentence of an answer answers by itself
_MOST_NEAR = 2  # sentences shown where none answers
_NEARLY = 0.25  # confidence from which the best is near, whatever the rest of the archive says
_UNRELATED = 0.45  # score below which a report is not even near


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    Whether the archive answers.

    shown: the sentences an answer may be made of, best first, or at most two that come near; of
        one story, and empty in a refusal.
    reason: why it refuses.
    confidence: that the first of them, or the best there is, answers; 0 to 1.
    """

    outcome: Literal["answered", "nearest", "refused"]
    shown: tuple[Candidate, ...] = ()
    reason: Literal["no_match", "not_answered"] | None = None
    confidence: float = 0.0


def verdict(evidence: Evidence, ranked: Sequence[Candidate], *, least: float = ANSWER) -> Verdict:
    """
    Judge the sentences of *evidence*, which come best first.

    least: the confidence from which one is called an answer.
    """
    if not ranked:
        return Verdict("refused", reason="no_match")
    sure, best = confidence(evidence, ranked), ranked[0]
    story = tuple(one for one in ranked if one.story == best.story)
    if sure >= least and best.fits:  # no number, no answer to «كم»
        further = (one for one in story[1:] if one.fits and one.likelihood >= _LIKELY)
        return Verdict("answered", (best, *further), confidence=sure)
    if presence(evidence, ranked) >= NEAR or sure >= _NEARLY:
        return Verdict("nearest", _nearest(story), confidence=sure)
    if known := tuple(one for one in ranked if one.known):
        return Verdict("nearest", _nearest(known), confidence=sure)
    reason: Literal["no_match", "not_answered"]
    reason = "no_match" if best.score < _UNRELATED else "not_answered"
    return Verdict("refused", reason=reason, confidence=sure)


def confidence(evidence: Evidence, ranked: Sequence[Candidate]) -> float:
    """That the first of *ranked*, all sentences of *evidence*, answers; 0 to 1."""
    return answers(features(evidence, ranked)) if ranked else 0.0


def presence(evidence: Evidence, ranked: Sequence[Candidate]) -> float:
    """That the archive speaks of what is asked about at all; 0 to 1."""
    return present(features(evidence, ranked)) if ranked else 0.0


def _nearest(story: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The best of a *story*, and the next that holds what is asked for as well as it does."""
    best, *others = story
    fitting = [one for one in others if one.fits >= best.fits]
    return (best, *fitting[: _MOST_NEAR - 1])
