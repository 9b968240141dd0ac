"""
Answers in the archive's own words: the sentences that answer, chosen across the evidence.

Chooses, never writes: what a reader is shown is a verbatim stretch of an article.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.matching import Bag, coverage
from bot.questions import Asked, Kind
from retrieval.arabic import fold, sentences
from retrieval.types import Evidence, Hit, Passage

# How much a word of the question counts when it stands beside the sentence instead of in it.
_IN_NEIGHBOUR = 0.6
_IN_TITLE = 0.5

_MONTH = (
    "يناير|فبراير|مارس|ابريل|مايو|يونيو|يوليو|اغسطس|سبتمبر|اكتوبر|نوفمبر|ديسمبر|كانون|شباط|اذار|نيسان"
    "|ايار|حزيران|تموز|اب|ايلول|تشرين|جانفي|فيفري|افريل|ماي|جوان|جويليه|اوت"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
)
_DAY = (
    "السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|امس|اليوم"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today"
)
_COUNT = (
    r"\d+|\b(?:[وبلف]|ال)?(?:واحد|واحده|اثن\w+|ثلاث\w*|اربع\w*|خمس\w*|ست|سته|ستون|ستين|سبع\w*|ثمان\w*"
    r"|تسع\w*|عشر\w*|مئه|مائه|مئات|مايه|ميتي\w*|الف|الاف|الفي\w*|مليون|ملايين|مليار\w*|عشرات|عدد من)\b"
    r"|\b\w{3,}(?:تان|تين)\b|\b(?:قتيلان|شخصان|هجومان|جنديان|مرتان|مرتين|يومان|يومين|عامان|عامين)\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|million)\b"
)
# What a sentence that answers a question of each kind is expected to hold, in folded spelling.
_CUES: dict[Kind, re.Pattern[str]] = {
    "when": re.compile(rf"\b(?:{_MONTH})\b|\b(?:{_DAY})\b|\b(?:1[89]|20)\d\d\b|\bعام\b|\bمنذ\b|\bقبل\b"),
    "how_many": re.compile(_COUNT),
    "where": re.compile(r"\bفي\b|\bقرب\b|\bعند\b|\bشرق|\bغرب|\bشمال|\bجنوب|\bمن داخل\b|\b(?:in|at|near)\b"),
    "why": re.compile(
        r"\bبسبب\b|\bلان|\bنتيجه\b|\bردا?\b|\bاثر\b|\bبهدف\b|\bبغيه\b|\bلضمان\b|\bلدفع|\bلمنع\b|\bانتقام"
        r"|\bخشيه\b|\bتحسبا\b|\bبعدما\b|\bبعد ان\b|\bمن اجل\b|\bلحد\b|\bحتي\b|\bاستباق|\b(?:because|due|to|after)\b"
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A sentence that may answer.

    start: code points into the article's text.
    covered: share of the question's words it holds, weighted by rarity, 0 to 1.
    held: the same with its neighbours and title counted in part.
    fits: whether it holds what a question of this kind asks for.
    score: how well it answers; comparable within one question.
    """

    hit: Hit
    start: int
    text: str
    bag: Bag
    covered: float
    held: float
    fits: bool
    score: float

    @property
    def passage(self) -> Passage:
        return self.hit.passage


def candidates(question: Asked, evidence: Evidence) -> list[Candidate]:
    """Every sentence of the evidence, the one that answers best first."""
    found = [one for hit in evidence.hits for one in _weighed(question, hit, evidence.rarity)]
    return sorted(found, key=lambda one: (-one.score, one.passage.id, one.start))


def _weighed(question: Asked, hit: Hit, rarity: dict[str, float]) -> Iterator[Candidate]:
    passage = hit.passage
    title = Bag.of(passage.source.title)
    spans = sentences(passage.text)
    bags = [Bag.of(passage.text[start:end]) for start, end in spans]
    for at, (start, end) in enumerate(spans):
        text = passage.text[start:end]
        before = bags[at - 1] if at else Bag.of()
        covered = coverage(question.terms, rarity, (bags[at], 1.0))
        held = coverage(
            question.terms,
            rarity,
            (bags[at], 1.0),
            (before, _IN_NEIGHBOUR),
            (title, _IN_TITLE),
        )
        fits = fit(question.kind, text)
        score = hit.score + 0.6 * covered + 0.3 * held + 0.15 * fits - 0.15 * text.endswith("؟")
        yield Candidate(hit, passage.start + start, text, bags[at], covered, held, fits, score)


def fit(kind: Kind, sentence: str) -> bool:
    """Whether *sentence* holds what a question of *kind* asks for; True for kinds without a cue."""
    cue = _CUES.get(kind)
    return cue is None or cue.search(fold(sentence)) is not None
