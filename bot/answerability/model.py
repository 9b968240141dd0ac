"""
Two questions, each a logistic model over the same features, and where the outcomes part.

Does the archive speak of the matter at all? That tells what is near from what is absent. Does its
best sentence answer? That tells an answer from what is only near.

Weights are log-odds for each unit of a feature; ``python -m tests.bench.answerability`` fits them and
says what they do on questions that they were not fitted on.
"""

import math
from collections.abc import Mapping
from typing import Final

from bot.answerability.features import Features

PRESENT: Final = {"standing": 4.05, "nearness": 3.66, "lead": 1.9, "cosine": 2.98, "held": 1.66}
PRESENT_BIAS: Final = -8.2
ANSWERS: Final = {"cosine": 6.25, "held": 2.53, "fits": 1.26, "foreign": 1.29}
ANSWERS_BIAS: Final = -6.57
# Of a sentence of an article that the turn before was answered from.
FOLLOWS: Final = {"cosine": 2.63, "held": 2.26, "fits": 1.23, "ahead": 1.53}
FOLLOWS_BIAS: Final = -3.72

NEAR: Final = 0.045  # of presence: below it nothing is near; 2 to 3 % of what could be answered
# Of confidence, from which the best sentence is called an answer: at most 15 % of the near
# misses that were fitted on are.
ANSWER: Final = 0.515
ANSWER_FROM: Final = "answer_from"  # in an archive's manifest: what ``rawi calibrate`` fitted


def threshold(manifest: Mapping[str, str]) -> float:
    """The confidence from which a sentence of an archive is called an answer."""
    return float(manifest.get(ANSWER_FROM) or ANSWER)


def present(one: Features) -> float:
    """How likely the archive speaks of the matter, 0 to 1."""
    return 1.0 if one.known else _logistic(PRESENT, PRESENT_BIAS, one)


def answers(one: Features) -> float:
    """How likely the sentence answers the question, 0 to 1."""
    weights, bias = (FOLLOWS, FOLLOWS_BIAS) if one.known else (ANSWERS, ANSWERS_BIAS)
    return _logistic(weights, bias, one)


def _logistic(weights: Mapping[str, float], bias: float, one: Features) -> float:
    odds = bias + sum(weight * float(getattr(one, name)) for name, weight in weights.items())
    return 1 / (1 + math.exp(-odds))
