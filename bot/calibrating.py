"""
The confidence below which an archive refuses, fitted on the archive itself; nothing is labelled.

Two words of a sentence, put as a question, are about as hard as the hardest that people ask of
ARCD, TyDi and XQuAD. With its article in place the archive can answer them; held out, it cannot.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.extractive import candidates
from bot.questions import asked
from bot.refusal import confidence
from retrieval.arabic import content
from retrieval.archive import Archive
from retrieval.errors import UsageError
from retrieval.search import Searcher
from retrieval.types import Filters, Passage

_QUESTIONS = 200
_FEWEST = 40
_WORDS = 2
_LONG = 6  # words of a sentence worth asking about
_FALSE = 0.02  # share refused for want of confidence; what ``bot.lacking`` names refuses as many
_LOWEST, _HIGHEST = 0.03, 0.4


class TooFewSentences(UsageError):
    ar = "الأرشيف أصغر من أن يُعايَر عليه: فيه {count} جملة تصلح للسؤال، واللازم {fewest}. أضف إليه أخباراً."
    en = "The archive is too small to calibrate on: {count} sentences to ask about, of {fewest} needed. Add news to it."


@dataclass(frozen=True, slots=True)
class Calibration:
    """
    questions: put twice each. least: the confidence below which nothing is answered.
    false, true: percent refused with their article in place, and with it held out.
    """

    questions: int
    least: float
    false: float
    true: float


async def calibrated(archive: Archive) -> Calibration:
    """Ask *archive* about itself. Raises TooFewSentences, or a ServiceError."""
    passages = [passage for passage, _ in archive.library.every_passage()]
    questions = sorted(posed(passages))
    if len(questions) < _FEWEST:
        raise TooFewSentences(count=len(questions), fewest=_FEWEST)
    chosen = random.Random(7).sample(questions, min(_QUESTIONS, len(questions)))
    searcher = Searcher(archive)
    there = [await _confidence(searcher, text, Filters()) for _, text in chosen]
    gone = [await _confidence(searcher, text, Filters(without=id)) for id, text in chosen]
    fitted = sorted(there)[int(_FALSE * len(there))]
    least = round(min(max(fitted, _LOWEST), _HIGHEST), 3)
    return Calibration(len(chosen), least, _below(there, least), _below(gone, least))


def posed(passages: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    """An article and two words of one of its sentences; of a story told once, since copies stay."""
    chance = random.Random(7)
    for passage in passages:
        if passage.source.also_in:
            continue
        for sentence in passage.sentences:
            words = list(dict.fromkeys(content(sentence)))
            if len(words) >= _LONG:
                picked = sorted(chance.sample(range(len(words)), _WORDS))
                yield passage.source.id, " ".join(words[at] for at in picked)


async def _confidence(searcher: Searcher, text: str, filters: Filters) -> float:
    evidence = await searcher.search(text, filters=filters)
    return confidence(evidence, candidates(asked(text), evidence))


def _below(values: list[float], least: float) -> float:
    return 100 * sum(value < least for value in values) / len(values)
