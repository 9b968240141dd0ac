"""
The confidence below which an archive refuses, fitted on the archive itself; nothing is labelled.

Two words of a sentence, put as a question, are about as hard as the hardest that people ask of
ARCD, TyDi and XQuAD. With its article in place the archive can answer them; held out, it cannot.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.answerability.verdict import confidence
from bot.extraction.candidates import candidates
from bot.extraction.questions import asked
from retrieval.errors import UsageError
from retrieval.index.archive import Archive
from retrieval.language.arabic import content, sentences
from retrieval.search.searcher import Searcher
from retrieval.types import Article, Filters

_ARTICLES = 400  # read at most, of stories told once: a copy would answer for what is held out
_QUESTIONS = 200
_FEWEST = 40
_WORDS = 2
_LONG = 6  # words of a sentence worth asking about
_FALSE = (
    0.01  # share refused for want of confidence; ``bot.lacks.lacking`` refuses another 1 or 2 %
)
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
    chance = random.Random(7)
    told_once = sorted(one.id for one in archive.library.sources() if not one.also_in)
    some = chance.sample(told_once, min(_ARTICLES, len(told_once)))
    questions = [one for id in some for one in posed(archive.library.articles([id]).values())]
    if len(questions) < _FEWEST:
        raise TooFewSentences(count=len(questions), fewest=_FEWEST)
    chosen = chance.sample(questions, min(_QUESTIONS, len(questions)))
    searcher = Searcher(archive)
    there = [await _confidence(searcher, text, Filters()) for _, text in chosen]
    gone = [await _confidence(searcher, text, Filters(without=id)) for id, text in chosen]
    fitted = sorted(there)[int(_FALSE * len(there))]
    least = round(min(max(fitted, _LOWEST), _HIGHEST), 3)
    return Calibration(len(chosen), least, _below(there, least), _below(gone, least))


def posed(articles: Iterable[Article]) -> Iterator[tuple[str, str]]:
    """An article's id and two words of one of its sentences, for each that is long enough."""
    for article in articles:
        chance = random.Random(article.source.id)
        for start, end in sentences(article.text):
            words = list(dict.fromkeys(content(article.text[start:end])))
            if len(words) >= _LONG:
                picked = sorted(chance.sample(range(len(words)), _WORDS))
                yield article.source.id, " ".join(words[at] for at in picked)


async def _confidence(searcher: Searcher, text: str, filters: Filters) -> float:
    evidence = await searcher.search(text, filters=filters)
    return confidence(evidence, candidates(asked(text), evidence))


def _below(values: list[float], least: float) -> float:
    return 100 * sum(value < least for value in values) / len(values)
