"""
The confidence from which an archive calls a sentence an answer, fitted on the archive itself.

Nothing is labelled: ``bot.evaluation.posing`` says what is asked.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from bot.answerability.model import ANSWER, ANSWER_FROM
from bot.answerability.verdict import confidence, threshold
from bot.evaluation.posing import posed, swapped
from bot.extraction.candidates import candidates
from bot.extraction.questions import asked
from retrieval.errors import UsageError
from retrieval.index.archive import Archive
from retrieval.search.searcher import Searcher
from retrieval.types import Filters

_BEFORE = "answer_from_before"  # in the manifest
_ARTICLES = 400  # read at most, of stories told once: a copy would answer for what is held out
_QUESTIONS = 150
_FEWEST = 40
_TAKEN = 0.15  # of near misses, called answers
_SWAY = 0.1  # by which an archive may move the threshold that is shipped


class TooFewSentences(UsageError):
    en = "The archive is too small to calibrate on: {count} sentences to ask about, of {fewest} needed. Add news to it."


@dataclass(frozen=True, slots=True)
class Calibration:
    """
    questions: put three times each: as they are, with a word swapped, and with the article held out.
    least, before: the confidence from which a sentence is called an answer, now and until now.
    now, then: percent of the three kinds that are called answers, at ``least`` and at ``before``.
    """

    questions: int
    least: float
    before: float
    now: dict[str, float]
    then: dict[str, float]


def undone(archive: Archive) -> float:
    """Go back to the threshold before the last calibration; returns it."""
    before = archive.library.manifest().get(_BEFORE) or str(ANSWER)
    archive.library.note(**{ANSWER_FROM: before, _BEFORE: ""})
    return float(before)


async def calibrated(archive: Archive) -> Calibration:
    """Ask *archive* about itself, and keep what it says. Raises TooFewSentences, or a ServiceError."""
    chance = random.Random(7)
    told_once = sorted(one.id for one in archive.library.sources() if not one.also_in)
    some = chance.sample(told_once, min(_ARTICLES, len(told_once)))
    questions = [one for id in some for one in posed(archive.library.articles([id]).values())]
    if len(questions) < _FEWEST:
        raise TooFewSentences(count=len(questions), fewest=_FEWEST)
    chosen = chance.sample(questions, min(_QUESTIONS, len(questions)))
    searcher = Searcher(archive)

    async def sure(text: str, held_out: str | None = None) -> float:
        evidence = await searcher.search(text, filters=Filters(without=held_out))
        return confidence(evidence, candidates(asked(text), evidence))

    kinds = {
        "answered": [await sure(text) for _, text in chosen],
        "near_misses": [await sure(text) for text in swapped(chosen)],
        "absent": [await sure(text, id) for id, text in chosen],
    }
    before = threshold(archive.library.manifest())
    least = fitted(kinds["near_misses"])
    archive.library.note(**{ANSWER_FROM: least, _BEFORE: before})
    now, then = (
        {kind: round(100 * fmean(one >= from_ for one in some), 1) for kind, some in kinds.items()}
        for from_ in (least, before)
    )
    return Calibration(len(chosen), least, before, now, then)


def fitted(near_misses: Sequence[float]) -> float:
    """
    The confidence that all but 15 % of *near_misses* stay below, not far from what is shipped.

    >>> [round(fitted(one) - ANSWER, 2) for one in ([0.1] * 9 + [0.5], [0.9] * 10)]
    [-0.1, 0.1]
    """
    high = sorted(near_misses, reverse=True)[int(_TAKEN * len(near_misses))]
    return round(min(max(high, ANSWER - _SWAY), ANSWER + _SWAY), 3)
