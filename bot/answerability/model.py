"""
Two questions, each a logistic model over the same features, and where the outcomes part; pure.

Does the archive speak of the matter at all? That tells what is near from what is absent. Does its
best sentence answer? That tells an answer from what is only near.

No feature depends on an archive's size, matter or outlets, so a model fitted on some archives holds on
others; each grows with how likely the sentence answers. Weights are log-odds for each unit of a feature;
``python -m tests.bench.answerability`` fits them and says what they do on questions that they were not
fitted on.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.extraction.candidates import Candidate
from retrieval.language.arabic import arabic_share, question_language
from retrieval.types import Evidence


@dataclass(frozen=True, slots=True)
class Features:
    """
    standing: how far the best passage stands above middling ones, 0 to 1.5.
    nearness: the same by meaning alone, 0 to 0.7.
    lead: by how much its score exceeds that of the best sentence of another story, 0 to 3.
    cosine: of the question with the sentence, centred, -1 to 1.
    held: share of the question's words, by rarity, in it, the one before and the title, 0 to 1;
        by spelling, by consonants, by a related word or by translation.
    fits: how far it holds a number, date or place where one is asked for, 0 to 1.
    foreign: 1 where question and sentence are in two languages, and so share few words.
    known: 1 in an article that the turn before was answered from, so that what it is about is given.
    ahead: by how much its score exceeds that of the next sentence of its article, 0 to 3.
    """

    standing: float
    nearness: float
    lead: float
    cosine: float
    held: float
    fits: float
    foreign: float
    known: float = 0.0
    ahead: float = 0.0


PRESENT: Final = {"standing": 4.05, "nearness": 3.66, "lead": 1.9, "cosine": 2.98, "held": 1.66}
PRESENT_BIAS: Final = -8.2
ANSWERS: Final = {"cosine": 6.25, "held": 2.53, "fits": 1.26, "foreign": 1.29}
ANSWERS_BIAS: Final = -6.57
# Of a sentence of an article that the turn before was answered from.
FOLLOWS: Final = {"cosine": 2.63, "held": 2.26, "fits": 1.23, "ahead": 1.53}
FOLLOWS_BIAS: Final = -3.72

NEAR: Final = 0.045  # of presence: below it nothing is near; 2 to 3 % of what could be answered
# Of a sentence's score: how little below the best's one of another story is shown beside it as near, and
# by how much it has to exceed the next of the best's own story. Chosen on ARCD, TyDi and half of the
# news; tests/bench/TRIED.md has the counts.
ELSEWHERE: Final = 0.3
NEARER: Final = 0.6
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


def features(evidence: Evidence, ranked: Sequence[Candidate]) -> Features:
    """Of the first of *ranked*, which are all sentences of *evidence*, best first."""
    best = ranked[0]
    elsewhere = (one.score for one in ranked if one.story != best.story)
    same = (one.score for one in ranked[1:] if one.article == best.article)
    arabic = question_language(evidence.question) == "ar"
    return Features(
        standing=evidence.standing,
        nearness=evidence.nearness,
        lead=best.score - next(elsewhere, 0.0),
        cosine=best.cosine,
        held=best.held,
        fits=best.fits,
        foreign=float(arabic != (arabic_share(best.text) >= 0.5)),
        known=float(best.known),
        ahead=best.score - next(same, best.score),
    )
