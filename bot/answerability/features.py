"""
What an archive's best sentence says about whether it answers: numbers that travel; pure.

None depends on an archive's size, matter or outlets, so a model fitted on some archives holds on
others. Each grows with how likely the sentence answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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
