"""
One question, ranked evidence.

Candidates come from meaning (Chroma) and from words (tantivy); each gets one fused score, and
diversity decides the order. No part of the score depends on the other candidates, so a
question in English over Arabic text, where words find nothing, ranks by meaning alone.

    score(passage) = max over its sentences of (cosine + 0.4 · coverage) + 0.6 · nBM25

where a sentence's vector carries some of its passage's and its title's. Constants were chosen on
ARCD and TyDi; the surface around them is flat.
"""

from __future__ import annotations

import asyncio
import heapq
import math
import re
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.errors import EmptyQuestion, QuestionTooLong
from retrieval.index.archive import Archive
from retrieval.index.embedding import unit
from retrieval.index.rows import Candidate
from retrieval.language.arabic import arabic_share, clean, content, fold, stem
from retrieval.language.lexicon import Group, Holding, groups
from retrieval.search.meaning import Near, nearness
from retrieval.search.terms import Wanted, terms
from retrieval.types import ANYTHING, LONGEST_QUESTION, Evidence, Filters, Hit, Passage, Place

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors

_NEAR, _NEAR_SHARE = 100, 1 / 500  # candidates from meaning; asked for more, Chroma misses fewer
_WORDED = 50  # candidates from words
_WEIGHED = 60  # candidates whose sentences' vectors are read
_RERANKED = 20  # candidates whose terms are looked at
_COVERAGE, _WORDS = 0.4, 0.6  # weights beside the cosine
_WORDS_FIRST = 0.9  # weight of nBM25 before coverage is known
_TIMELY = 0.15  # for an article of the days, or as new, as the question asks for
_PER_ARTICLE = 2  # passages
_PER_STORY = 2  # articles that keep their place
# Without one of these no question names a day.
_TIME = re.compile(
    r"\d|امس|بارح|يوم|شهر|عام|سنه|سنوات|اسبوع|منذ|قبل|بعد|اخر|احدث|مستجد|يناير|فبراير|مارس|ابريل|مايو|يوني"
    r"|يولي|غسطس|سبتمبر|كتوبر|نوفمبر|ديسمبر|كانون|شباط|اذار|نيسان|ايار|حزيران|تموز|ايلول|تشرين|جانفي|فيفري"
    r"|latest|newest|recent|last|since|before|after|yesterday|today|week|month|year|january|february|march"
    r"|april|may|june|july|august|september|october|november|december"
)
# How much higher the best of a larger archive stands by chance alone, for each e-fold of its size.
_PER_LN = 0.055
_MIDDLING = slice(10, 50)  # candidates by rank


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score and what that is made of, as a Hit has them."""

    candidate: Candidate
    score: float
    cosines: tuple[float, ...] = ()
    coverage: tuple[float, ...] = ()
    words: float = 0.0


class Searcher:
    """Finds passages in an archive. Safe to share between conversations."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        # A written answer's sentences are weighed against the question it was searched by.
        self._asked = lru_cache(maxsize=256)(self._centred_question)
        self._lock = threading.Lock()
        self._generation: int | None = None
        self._mean = archive.embedder.means.passages

    async def search(
        self, question: str, *, limit: int = 10, filters: Filters = ANYTHING
    ) -> Evidence:
        """
        At most *limit* passages for *question*, best first.

        Raises EmptyQuestion, QuestionTooLong, or a ServiceError. No evidence is no hits.
        """
        return await asyncio.to_thread(self._search, presentable(question), limit, filters)

    def _search(self, question: str, limit: int, filters: Filters) -> Evidence:
        began = time.perf_counter()
        vector = self._asked(question)
        embedded = time.perf_counter()
        # An index is closed and opened again when another process has written; nobody may be
        # reading it then. What is guarded takes milliseconds, the embedding outside takes longer.
        with self._lock:
            self._follow()
            return self._ranked(question, vector, limit, filters, began, embedded)

    def _ranked(
        self,
        question: str,
        vector: Vectors,
        limit: int,
        filters: Filters,
        began: float,
        embedded: float,
    ) -> Evidence:
        archive = self._archive
        weighed = max(_WEIGHED, 3 * limit)
        worded = archive.words.matching(question, limit=_WORDED, filters=filters)
        asked = max(_NEAR, weighed, int(_NEAR_SHARE * archive.words.count()))
        near = archive.vectors.nearest(vector, limit=asked, filters=filters)
        meanings = archive.library.meanings(likely(near, worded, weighed))
        wholes = archive.embedder.means.wholes
        near_by = nearness(vector, meanings, self._mean, wholes)
        first = {
            id: max(one.within) + _WORDS_FIRST * worded.get(id, 0.0) for id, one in near_by.items()
        }
        best_first = sorted(first, key=lambda id: (-first[id], id))
        kept = archive.library.candidates(best_first[: max(_RERANKED, 2 * limit)])
        hits = self._shown(diverse(self._reranked(question, kept, near_by, worded), limit))
        chance = _PER_LN * math.log(max(archive.words.count(), _MIDDLING.stop))
        standing = _above(first.values()) + chance
        nearest = _above(max(one.alone) for one in near_by.values())
        done = time.perf_counter()
        ms = {"embed": 1000 * (embedded - began), "search": 1000 * (done - embedded)}
        return Evidence(question, hits, self._rarity(question), standing, nearest, ms)

    def _follow(self) -> None:
        """See what another process has written since the last question."""
        archive = self._archive
        generation = archive.generation  # read first: what is written meanwhile is seen next time
        if generation != self._generation:
            if self._generation is not None:
                archive.reopen()
            archive.check_embedder()
            archive.check_indexes()
            self._mean = archive.library.mean(self._mean)
            self._generation = generation

    def _centred_question(self, question: str) -> Vectors:
        means = self._archive.embedder.means
        mean = means.arabic_questions if arabic_share(question) >= 0.5 else means.english_questions
        return unit(self._archive.embedder.question(question) - mean)

    def belonging(self, question: str, passages: Sequence[Passage]) -> dict[str, tuple[float, ...]]:
        """
        By passage: how near each sentence is to the rest of its article, or to *question* if nearer.

        Centred cosines, -1 to 1. Centred as the embedder's texts are, not as this archive's: an
        archive on one matter would leave its sentences nothing in common. Blocks.
        """
        asked = self._asked(question)
        found: dict[str, tuple[float, ...]] = {}
        for id in self._archive.library.articles({passage.source.id for passage in passages}):
            vectors = self._archive.library.sentence_vectors(id)
            centred = {
                text: unit(vector - self._archive.embedder.means.passages)
                for text, vector in vectors.items()
            }
            whole = sum(centred.values())
            for passage in passages:
                if passage.source.id == id:
                    own = [centred[sentence] for sentence in passage.sentences]
                    found[passage.id] = tuple(
                        float(max(one @ unit(whole - one), one @ asked)) for one in own
                    )
        return found

    def _reranked(
        self,
        question: str,
        candidates: Sequence[Candidate],
        near_by: dict[str, Near],
        worded: dict[str, float],
    ) -> list[Ranked]:
        """*candidates* with their final scores, best first."""
        own = Wanted.of(self._own_words(question))
        timely = _timely(question, candidates)
        # What English words mean in Arabic is looked for in the texts.
        foreign = self._translated(question)
        ranked = []
        for one in candidates:
            near, in_words = near_by[one.id], worded.get(one.id, 0.0)
            translated = foreign and one.passage.source.language == "ar"
            covered = _held(one.passage, foreign) if translated else own.shares(one.terms)
            best = max(c + _COVERAGE * v for c, v in zip(near.within, covered, strict=True))
            score = best + _WORDS * in_words + _TIMELY * (one.article in timely)
            ranked.append(Ranked(one, score, near.alone, covered, in_words))
        return sorted(ranked, key=lambda one: (-one.score, one.candidate.id))

    def _shown(self, chosen: Sequence[Ranked]) -> tuple[Hit, ...]:
        """*chosen*, told where else their stories stand."""
        told = self._archive.library.places([*{one.candidate.story for one in chosen}])
        return tuple(
            Hit(
                _told(one.candidate.passage, told.get(one.candidate.story, ())),
                one.score,
                one.cosines,
                one.coverage,
                one.words,
                one.candidate.story,
            )
            for one in chosen
        )

    def _own_words(self, question: str) -> dict[str, float]:
        """The question's terms with the idf of their stems."""
        asked = terms(question)
        idf = self._archive.words.idf("stems", map(stem, asked))
        return {term: idf[stem(term)] for term in asked}

    def _translated(self, question: str) -> dict[Group, float]:
        """What an English question's words are in Arabic, with the idf of the commonest way."""
        if arabic_share(question) >= 0.5:
            return {}
        idf = self._archive.words.idf
        return {
            group: min(max(idf("stems", phrase).values()) for phrase in group.phrases)
            for group in groups(question)
        }

    def _rarity(self, question: str) -> dict[str, float]:
        """Idf of each content word's stem, as a share of an unseen one's."""
        asked = content(question)
        idf = self._archive.words.idf("stems", ["", *map(stem, asked)])
        return {word: idf[stem(word)] / idf[""] for word in asked}


def _told(passage: Passage, places: Iterable[Place]) -> Passage:
    """*passage*, listing all of *places* but its own article."""
    others = tuple(place for place in places if place.id != passage.source.id)
    return replace(passage, source=replace(passage.source, also_in=others)) if others else passage


def likely(near: dict[str, float], worded: dict[str, float], count: int) -> list[str]:
    """
    The *count* best candidates by their passages' own vectors and words.

    What only words found is no nearer than the last of those that meaning found. Of the ten that
    sentences put first, 99 % are among the first 60 of these, on ARCD, TyDi and XQuAD.
    """
    farthest = min(near.values(), default=0.0)
    scores = {
        id: near.get(id, farthest) + _WORDS_FIRST * worded.get(id, 0.0) for id in near | worded
    }
    return heapq.nlargest(count, scores, key=scores.__getitem__)


def _held(passage: Passage, idf: dict[Group, float]) -> tuple[float, ...]:
    """For each sentence with the title: the idf share of an English question's words it speaks of."""
    total = sum(idf.values())
    title = passage.source.title
    held = [Holding.of(f"{title} {sentence}") for sentence in passage.sentences]
    return tuple(
        sum(weight for group, weight in idf.items() if one.has(group)) / total for one in held
    )


def _timely(question: str, candidates: Sequence[Candidate]) -> set[str]:
    """
    The articles of the days *question* names, or the newest if it wants the latest.

    They are favoured, not the only ones let through: an event is reported on other days too.
    """
    if not _TIME.search(fold(question)):
        return set()
    from retrieval.language.timewords import (  # its patterns take time to compile
        asked_days,
        wants_latest,
    )

    since, until = asked_days(question, date.today())
    sources = [one.passage.source for one in candidates]
    spans = {source.id: source.date.span for source in sources}
    dated = {article: span for article, span in spans.items() if span}
    if since or until:
        first, last = since or "", until or "9999"
        return {id for id, span in dated.items() if span[0] <= last and span[1] >= first}
    if dated and wants_latest(question):
        newest = max(span[1] for span in dated.values())
        return {id for id, span in dated.items() if span[1] == newest}
    return set()


def _above(scores: Iterable[float]) -> float:
    """
    How far the best of *scores* stands above middling ones.

    Those that a small archive lacks count as 0, as what has nothing to do with a question does.
    """
    every = [*scores]
    middling = sorted([*every, *[0.0] * (_MIDDLING.stop - len(every))], reverse=True)[_MIDDLING]
    return max(every, default=0.0) - sum(middling) / len(middling)


def presentable(question: str) -> str:
    """*question* without what cannot be seen or stored; raises if no word or too much is left."""
    question = " ".join(clean(question).split())
    if not any(map(str.isalnum, question)):
        raise EmptyQuestion
    if len(question) > LONGEST_QUESTION:
        raise QuestionTooLong(length=len(question), limit=LONGEST_QUESTION)
    return question


def diverse(ranked: Iterable[Ranked], limit: int) -> tuple[Ranked, ...]:
    """
    The best *limit* of *ranked*: at most two passages an article, and two articles a story first.

    An exact copy has no passages; what tells a story again has words of its own, so it keeps its
    place, unless two others of its story stand above it: then it comes after all other stories.
    """
    first: list[Ranked] = []
    last: list[Ranked] = []
    taken: Counter[str] = Counter()
    tellers: dict[str, set[str]] = defaultdict(set)
    for one in ranked:
        article, told = one.candidate.article, tellers[one.candidate.story]
        if taken[article] == _PER_ARTICLE:
            continue
        taken[article] += 1
        if len(told) < _PER_STORY:
            told.add(article)
        (first if article in told else last).append(one)
    return tuple([*first, *last][:limit])
