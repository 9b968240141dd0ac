"""
Answers in the archive's own words: the sentences that answer, chosen across the evidence.

Chooses, never writes: what a reader is shown is a verbatim stretch of an article.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.extraction import weights
from bot.extraction.captions import is_caption, is_finished
from bot.extraction.matching import Bag, alike, coverage, repeats
from bot.extraction.questions import MONTH, Asked, belong, counting, numbers_of
from bot.verification.injection import addressing
from retrieval.language.arabic import content, fold
from retrieval.types import Evidence, Hit, Passage

_GAP = 3  # characters between neighbours
_REACH = 4  # words after a noun in which what belongs to it is looked for

_DAY = (
    "السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|امس|اليوم|غدا|الساعه|صباحا?|مساء|ظهرا|فجرا?|ليلا?"
    "|الربيع|الصيف|الخريف|الشتاء|monday|tuesday|wednesday|thursday|friday|saturday|sunday|yesterday|today|tomorrow"
    "|spring|summer|autumn|winter|noon|midnight|morning|evening|afternoon|night|[ap]m|o'clock|next|last"
)
# What a sentence that says when is expected to hold, in folded spelling.
_WHEN = re.compile(
    rf"\bعندما\b|\bحين\b|\bwhen\b|\b(?:{MONTH}|{_DAY})\b|\b(?:1\d|20)\d\d\s?م?\b|\b\d{{3,4}}\s?(?:م|ه|ق\.?م)\b"
    r"|\b[وفبل]?(?:ال)?(?:عام|سنه|قرن|شهر|عهد|سن)\b|\bمنذ\b|\bقبل\b|\bcentury\b"
)
_WHY = re.compile(
    r"\bبسبب\b|\bلان|\bنتيجه\b|\bاثر\b|\bبهدف\b|\bالسبب\b|\bسببه|\bخشيه\b|\bخوفا\b|\bبعدما\b|\bبعد ان\b|\bمن اجل\b|\bجراء\b"
    r"|\b(?:because|due|after|since|reason|caused?)\b"
)
_PRECISE = ("how_many",)


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
    known: whether its article is one that the turn before was answered from.
    """

    hit: Hit
    start: int
    text: str
    cosine: float
    covered: float
    held: float
    fits: float
    score: float
    known: bool = False

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
    def merit(self) -> float:
        """Its score without the advantage of its article, which says nothing of who tells it best."""
        return self.score - weights.KNOWN * self.known

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
    asked_for = cache(Bag(question.text).holds)  # neighbours share most of their words
    found = [one for hit in evidence.hits for one in _weighed(question, hit, importance, asked_for)]
    return sorted(found, key=lambda one: (-one.score, one.passage.id, one.start))


def _weighed(
    question: Asked, hit: Hit, importance: dict[str, float], asked_for: Callable[[str], float]
) -> Iterator[Candidate]:
    passage = hit.passage
    title = Bag(passage.source.title)
    bags = [Bag(sentence) for sentence in passage.sentences]
    before = Bag()
    told = not all(map(is_caption, passage.sentences))
    strange = addressing(passage.sentences)
    nearest = max(hit.cosines, default=0.0)
    # What a follow-up leaves out is what the article is about that was answered from.
    known = question.before is not None and passage.source.id in question.before.articles
    for at, bag in enumerate(bags):
        start, end = passage.spans[at]
        text = passage.text[start:end]
        if at in strange or (is_caption(text) and told):
            continue
        covered = coverage(importance, (bag, 1.0))
        # What is named around a sentence is what it is about, unless it names another itself.
        around = ((before, weights.IN_NEIGHBOUR), (title, weights.IN_TITLE))
        held = coverage(importance, (bag, 1.0), *around)
        own = without_rivals(question, bag)
        sure = held if own is bag else coverage(importance, (own, 1.0))
        fits = fit(question, text)
        fresh = {word for word in content(text) if not asked_for(word)}
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
            + weights.UNFINISHED * (not is_finished(text))
            + weights.REPEATS * _told_already(question, text, bag)
            + weights.KNOWN * known
        )
        yield Candidate(
            hit, passage.start + start, text, hit.cosines[at], covered, sure, fits, score, known
        )
        before = bag


def without_rivals(question: Asked, bag: Bag) -> Bag:
    """
    *bag* without the words that name another thing of the kind asked about.

    «برج إيفل» holds nothing of «برج خليفة», nor «القوات البريطانية» of «القوات الفرنسية»: what
    follows a noun and belongs to it tells which one is meant.
    """
    found = bag.words
    rivals = {
        at
        for at in range(len(found) if question.pairs else 0)
        if _another(found[at], found[at + 1 : at + 1 + _REACH], question)
    }
    if not rivals:
        return bag
    kept = Bag()
    kept.words = [word for at, word in enumerate(found) if at not in rivals]
    return kept


def _another(word: str, after: Sequence[str], question: Asked) -> bool:
    """Whether *word*, before *after*, is a noun of the question, and nothing of it belongs to it."""
    if not after or not belong(word, after[0]):
        return False
    if all(alike(word, noun) < 1.0 for noun, _ in question.pairs):
        return False
    return not any(map(Bag(" ".join(after)).holds, question.terms))


def _told_already(question: Asked, text: str, bag: Bag) -> bool:
    """Whether the turn before told *text*, and what is asked now stands not in it."""
    turn, own = question.before, question.terms
    return turn is not None and text in turn.answer and bool(own) and not any(map(bag.holds, own))


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
            and (one.covered >= weights.SAYS * best.covered or question.kind == "why")
            and (question.kind not in _PRECISE or one.held >= best.held)
            and not any(repeats(one.text, other.text) for other in picked)
        ):
            picked.append(one)
    return picked


def _next_to(one: Candidate, other: Candidate) -> bool:
    """Whether one follows the other with nothing but space between."""
    first, second = sorted((one, other), key=lambda c: c.start)
    return second.start - (first.start + len(first.text)) <= _GAP


def fit(question: Asked, sentence: str) -> float:
    """How far *sentence* holds what a question of its kind asks for, 0 to 1."""
    if question.kind == "how_many":
        return counting(question, sentence)
    if question.kind == "why":  # which is often answered without any of these words
        return 0.5 + 0.5 * (_WHY.search(fold(sentence)) is not None)
    return float(question.kind != "when" or _WHEN.search(fold(sentence)) is not None)


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
