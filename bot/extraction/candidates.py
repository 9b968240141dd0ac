"""
Answers in the archive's own words: the sentences that answer, chosen across the evidence.

Chooses, never writes: what a reader is shown is a verbatim stretch of an article.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.extraction import weights
from bot.extraction.counting import MONTH, counting, numbers_of
from bot.extraction.matching import Bag, coverage
from bot.extraction.questions import Asked, Kind
from bot.verification.injection import addresses
from retrieval.language.arabic import content, fold, words
from retrieval.types import Evidence, Hit, Passage

_GAP = 3  # characters between neighbours

_DAY = (
    "السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|امس|اليوم"
    "|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today"
)
# What a sentence that answers a question of each kind is expected to hold, in folded spelling.
_CUES: dict[Kind, re.Pattern[str]] = {
    "when": re.compile(
        rf"\bعندما\b|\bحين\b|\bwhen\b|\b(?:{MONTH}|{_DAY})\b|\b(?:1\d|20)\d\d\s?م?\b|\b\d{{3,4}}\s?(?:م|ه|ق\.?م)\b"
        r"|\b[وفبل]?(?:ال)?(?:عام|سنه|قرن|شهر|عهد|سن)\b|\bمنذ\b|\bقبل\b|\bcentury\b"
    ),
    "where": re.compile(r"\bفي\b|\bقرب\b|\bعند\b|\bشرق|\bغرب|\bشمال|\bجنوب|\bمن داخل\b|\b(?:in|at|near)\b"),
    "why": re.compile(
        r"\bبسبب\b|\bلان|\bنتيجه\b|\bردا?\b|\bاثر\b|\bبهدف\b|\bبغيه\b|\bالسبب\b|\bلضمان\b|\bلدفع|\bلمنع\b|\bانتقام"
        r"|\bخشيه\b|\bخوفا\b|\bنصره\b|\bلصد\b|\bتحسبا\b|\bبعدما\b|\bبعد ان\b|\bمن اجل\b|\bلحد\b|\bحتي\b|\bاستباق"
        r"|\b(?:because|due|to|after)\b"
    ),
}  # fmt: skip


_PRECISE = ("how_many",)
_FINISHED = re.compile(r"[.!?؟…۔:][\s\"»”’)\]]*$")  # else it is a caption or a heading


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A sentence that may answer.

    start: code points into the article's text.
    cosine: of the question with it, centred, -1 to 1.
    covered: share of the question's words it holds, weighted by rarity, 0 to 1.
    held: the same with its neighbours and title counted in part.
    fits: how far it holds what a question of this kind asks for, 0 to 1.
    score: how well it answers; comparable within one question.
    """

    hit: Hit
    start: int
    text: str
    cosine: float
    covered: float
    held: float
    fits: float
    score: float

    @property
    def likelihood(self) -> float:
        """That it answers, taken by itself, 0 to 1; fitted on ARCD and TyDi."""
        sign = (
            weights.LIKELY
            + weights.LIKELY_COSINE * self.cosine
            + weights.LIKELY_HELD * self.held
            + weights.LIKELY_FITS * self.fits
        )
        return 1 / (1 + math.exp(-sign))

    @property
    def passage(self) -> Passage:
        return self.hit.passage

    @property
    def article(self) -> str:
        return self.hit.passage.source.id

    @property
    def story(self) -> str:
        return self.hit.story


def candidates(question: Asked, evidence: Evidence) -> list[Candidate]:
    """Every sentence of the evidence that reports something, the one that answers best first."""
    rarity = evidence.rarity
    importance = weighed(question, rarity)
    found = [one for hit in evidence.hits for one in _weighed(question, hit, importance)]
    return sorted(found, key=lambda one: (-one.score, one.passage.id, one.start))


def _weighed(question: Asked, hit: Hit, importance: dict[str, float]) -> Iterator[Candidate]:
    passage = hit.passage
    title = Bag(passage.source.title)
    bags = [Bag(sentence) for sentence in passage.sentences]
    before = Bag()
    asked_for = Bag(question.text)
    nearest = max(hit.cosines, default=0.0)
    for at, bag in enumerate(bags):
        start, end = passage.spans[at]
        text = passage.text[start:end]
        if addresses(text):
            continue
        covered = coverage(importance, (bag, 1.0))
        held = coverage(
            importance, (bag, 1.0), (before, weights.IN_NEIGHBOUR), (title, weights.IN_TITLE)
        )
        fits = fit(question, text)
        fresh = {word for word in content(text) if not asked_for.holds(word)}
        score = (
            hit.cosines[at]
            + weights.NEAREST * nearest
            + weights.WORDS * hit.words
            + weights.COVERAGE * hit.coverage[at]
            + weights.HELD * held
            + weights.COVERED * covered
            + weights.FITS * fits
            + weights.FIRST_TERM * (bag.holds(question.terms[0]) if question.terms else 0.0)
            + weights.FRESH * math.log(1 + len(fresh))
            + weights.ASKS * text.endswith("؟")
            + weights.UNFINISHED * (_FINISHED.search(text) is None)
        )
        yield Candidate(
            hit,
            passage.start + start,
            text,
            hit.cosines[at],
            covered,
            held,
            fits,
            score,
        )
        before = bag


def weighed(question: Asked, rarity: dict[str, float]) -> dict[str, float]:
    """How much each content word counts: by rarity, and less if it is of the turn before."""
    own = {term: rarity.get(term, 1.0) for term in question.terms}
    return {term: weights.IN_CONTEXT * rarity.get(term, 1.0) for term in question.context} | own


def chosen(question: Asked, ranked: Sequence[Candidate]) -> list[Candidate]:
    """
    One to three of *ranked*: the best, and those that answer nearly as well in other words.

    A sentence of another article must come closer than a second one of the same: it may be about
    something else; and one that counts, and holds less of the question, counts something else.
    """
    best = ranked[0]
    picked = [best]
    for one in ranked[1:]:
        near = weights.NEAR if one.article == best.article else weights.NEAR_ELSEWHERE
        if one.article == best.article and _next_to(one, best):
            near = weights.NEAR_BESIDE
        if (
            len(picked) < weights.MOST
            and one.score >= best.score - near
            and one.fits >= best.fits
            and (question.kind not in _PRECISE or one.held >= best.held)
            and not any(_alike(one, other) for other in picked)
        ):
            picked.append(one)
    return picked


def _next_to(one: Candidate, other: Candidate) -> bool:
    """Whether one follows the other with nothing but space between."""
    first, second = sorted((one, other), key=lambda c: c.start)
    return second.start - (first.start + len(first.text)) <= _GAP


def _alike(one: Candidate, other: Candidate) -> bool:
    mine, theirs = set(words(one.text)), set(words(other.text))
    return len(mine & theirs) > weights.SAME_WORDS * min(len(mine), len(theirs))


def fit(question: Asked, sentence: str) -> float:
    """How far *sentence* holds what a question of its kind asks for, 0 to 1."""
    if question.kind == "how_many":
        return counting(question, sentence)
    cue = _CUES.get(question.kind)
    if cue is None:
        return 1.0
    found = cue.search(fold(sentence)) is not None
    if question.kind in ("why", "where"):  # which are often answered without any of these words
        return 0.5 + 0.5 * found
    return float(found)


def short_answer(question: Asked, sentence: str) -> tuple[int, int] | None:
    """
    Where in *sentence* the date or number asked for stands, if there is just one it can be.

    Names and places are never marked: without a reader's judgement they are wrong too often.
    """
    if question.kind == "when":
        from retrieval.language import dates  # here: its patterns take time to compile

        spans = [(found.start, found.end) for found in dates.find(sentence)]
    elif question.kind == "how_many":
        spans = [(found.start, found.end) for found in numbers_of(question, sentence)]
    else:
        return None
    new = [span for span in spans if fold(sentence[slice(*span)]) not in fold(question.text)]
    return new[0] if len(new) == 1 else None
