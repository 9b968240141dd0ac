"""
One question, ranked evidence.

Candidates come from meaning (Chroma) and from words (tantivy); each gets one fused score, and
diversity decides the order. No part of the score depends on the other candidates, so a
question in English over Arabic text, where words find nothing, ranks by meaning alone.

    score(passage) = max over its sentences of (cosine + COVERAGE · coverage) + WORDS · nBM25

where a sentence's vector carries some of its passage's and its title's; ``weights`` has the constants.
"""

from __future__ import annotations

import asyncio
import heapq
import logging
import math
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.damages import ArticleDamaged
from retrieval.index.archive import Archive
from retrieval.index.embedding import unit
from retrieval.index.rows import Candidate
from retrieval.language.arabic import question_language
from retrieval.language.terms import language_of, native
from retrieval.search import weights
from retrieval.search.question import own_words, presentable, rarity, timely, translated
from retrieval.search.ranking import Near, Ranked, Wanted, diverse, nearness, translated_coverage
from retrieval.types import ANYTHING, Evidence, Filters, Hit, Passage, Place

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors

_READ = 30  # words of a sentence that is compared with others
_READ_LETTERS = 300  # of them, at most
_LOG = logging.getLogger("rawi")
_PATIENCE = 2  # seconds in which a question is asked again while the archive changes under it


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
            while True:
                self._follow()
                try:
                    found = self._ranked(question, vector, limit, filters, began, embedded)
                except Exception:  # what it was reading may just have been replaced
                    if self._archive.library.generation() == self._generation:
                        raise
                else:
                    if not found.hits:
                        self._archive.library.check_finished()
                    # Half of it may have been read before another process changed the archive.
                    if self._archive.library.generation() == self._generation or _late(began):
                        return found

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
        weighed = max(weights.WEIGHED, 3 * limit)
        worded = archive.words.matching(question, limit=weights.WORDED, filters=filters)
        asked = max(weights.NEAR, weighed, int(weights.NEAR_SHARE * archive.words.count()))
        near = archive.vectors.nearest(vector, limit=asked, filters=filters)
        meanings = archive.library.meanings(likely(near, worded, weighed))
        wholes = archive.embedder.means.wholes
        near_by = nearness(vector, meanings, self._mean, wholes)
        first = {
            id: max(one.within) + weights.WORDS_FIRST * worded.get(id, 0.0)
            for id, one in near_by.items()
        }
        best_first = sorted(first, key=lambda id: (-first[id], id))
        kept = archive.library.candidates(best_first[: max(weights.RERANKED, 2 * limit)])
        hits = self._as_hits(diverse(self._reranked(question, kept, near_by, worded), limit))
        chance = weights.PER_LN * math.log(max(archive.words.count(), weights.MIDDLING.stop))
        standing = _above(first.values()) + chance
        nearest = _above(max(one.alone) for one in near_by.values())
        done = time.perf_counter()
        ms = {"embed": 1000 * (embedded - began), "search": 1000 * (done - embedded)}
        return Evidence(question, hits, rarity(question, archive.words), standing, nearest, ms)

    async def within(self, question: str, article: str, *, limit: int) -> tuple[Hit, ...]:
        """
        The passages of *article* in its order: all, or of more than *limit* the best for *question*.

        Raises a ServiceError.
        """
        return await asyncio.to_thread(self._within, presentable(question), article, limit)

    def _within(self, question: str, article: str, limit: int) -> tuple[Hit, ...]:
        vector = self._asked(question)
        with self._lock:
            library = self._archive.library
            ids = library.passages_of(article)
            wholes = self._archive.embedder.means.wholes
            near_by = nearness(vector, library.meanings(ids), self._mean, wholes)
            best = self._reranked(question, library.candidates(ids), near_by, {})[:limit]
            return self._as_hits(sorted(best, key=lambda one: one.candidate.passage.start))

    def _follow(self) -> None:
        """See what another process has written since the last question."""
        archive = self._archive
        generation = (
            archive.library.generation()
        )  # read first: what is written meanwhile is seen next time
        if generation != self._generation:
            if self._generation is not None:
                archive.reopen()
            archive.check_embedder()
            archive.check_indexes()
            self._mean = archive.library.mean(archive.embedder.means.passages)
            self._generation = generation

    def _centred_question(self, question: str) -> Vectors:
        means = self._archive.embedder.means
        arabic = question_language(question) == "ar"
        mean = means.arabic_questions if arabic else means.english_questions
        # The model knows a word by its letters, and Arabic's reports are not spelt as in Urdu.
        spelt = native(question) if language_of(question) == "ar" else question
        return unit(self._archive.embedder.question(spelt) - mean)

    def belonging(self, question: str, passages: Sequence[Passage]) -> dict[str, tuple[float, ...]]:
        """
        By passage: how near each sentence is to the rest of its article, or to *question* if nearer.

        Centred cosines, -1 to 1. Centred as the embedder's texts are, not as this archive's: an
        archive on one matter would leave its sentences nothing in common. Blocks.
        """
        asked = self._asked(question)
        found: dict[str, tuple[float, ...]] = {}
        for id in self._archive.library.articles({passage.source.id for passage in passages}):
            vectors = self._archive.library.kept_vectors(id, wholes=False)
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

    def nearness(self, text: str, *, passages: Sequence[Passage]) -> dict[tuple[str, int], float]:
        """
        How near *text*, a sentence, is to each sentence of *passages*, by passage and place.

        Centred cosines, -1 to 1. Costs an embedding, a millisecond a token; its first thirty
        words are read. Blocks.
        """
        embedder = self._archive.embedder
        read = " ".join(text.split()[:_READ])[:_READ_LETTERS]
        own = unit(embedder.passages([read])[0] - embedder.means.passages)
        found = {}
        for id in self._archive.library.articles({passage.source.id for passage in passages}):
            vectors = self._archive.library.kept_vectors(id, wholes=False)
            for passage in passages:
                for at, sentence in enumerate(passage.sentences if passage.source.id == id else ()):
                    near = unit(vectors[sentence] - embedder.means.passages) @ own
                    found[passage.id, at] = float(near)
        return found

    def _reranked(
        self,
        question: str,
        candidates: Sequence[Candidate],
        near_by: dict[str, Near],
        worded: dict[str, float],
    ) -> list[Ranked]:
        """*candidates* with their final scores, best first."""
        own = Wanted.of(own_words(question, self._archive.words))
        wanted_days = timely(question, [one.passage.source for one in candidates])
        # What English words mean in Arabic is looked for in the texts.
        foreign = translated(question, self._archive.words)
        ranked = []
        for one in candidates:
            near, in_words = near_by[one.id], worded.get(one.id, 0.0)
            in_arabic = foreign and one.passage.source.language == "ar"
            covered = (
                translated_coverage(one.passage, foreign) if in_arabic else own.shares(one.terms)
            )
            best = max(c + weights.COVERAGE * v for c, v in zip(near.within, covered, strict=True))
            score = best + weights.WORDS * in_words + weights.TIMELY * (one.article in wanted_days)
            ranked.append(Ranked(one, score, near.alone, covered, in_words))
        return sorted(ranked, key=lambda one: (-one.score, one.candidate.id))

    def _as_hits(self, chosen: Sequence[Ranked]) -> tuple[Hit, ...]:
        """*chosen* as hits that list where else their stories stand."""
        library = self._archive.library
        places = library.places([*{one.candidate.story for one in chosen}])
        if damaged := library.damaged({one.candidate.article for one in chosen}):
            _LOG.warning("damaged articles=%s", ",".join(sorted(damaged)))
            if chosen[0].candidate.article in damaged:
                raise ArticleDamaged(ids=chosen[0].candidate.article)
            chosen = [one for one in chosen if one.candidate.article not in damaged]
        return tuple(
            Hit(
                _listing(one.candidate.passage, places.get(one.candidate.story, ())),
                one.score,
                one.cosines,
                one.coverage,
                one.words,
                one.candidate.story,
            )
            for one in chosen
        )


def _listing(passage: Passage, places: Iterable[Place]) -> Passage:
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
        id: near.get(id, farthest) + weights.WORDS_FIRST * worded.get(id, 0.0)
        for id in near | worded
    }
    return heapq.nlargest(count, scores, key=scores.__getitem__)


def _late(began: float) -> bool:
    return time.perf_counter() - began > _PATIENCE


def _above(scores: Iterable[float]) -> float:
    """
    How far the best of *scores* stands above middling ones.

    Those that a small archive lacks count as 0, as what has nothing to do with a question does.
    """
    every = [*scores]
    middling = sorted([*every, *[0.0] * (weights.MIDDLING.stop - len(every))], reverse=True)[
        weights.MIDDLING
    ]
    return max(every, default=0.0) - sum(middling) / len(middling)
