"""
One question, ranked evidence.

Candidates come from meaning (Chroma) and from words (tantivy); each gets one fused score, and
diversity decides what is shown. The score needs no statistics of the candidates, so a question in
English over Arabic text, where words find nothing, ranks by meaning alone.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable

import numpy as np

from retrieval.arabic import clean
from retrieval.archive import Archive
from retrieval.embedding import Vectors
from retrieval.errors import EmptyQuestion, QuestionTooLong
from retrieval.library import Vector
from retrieval.types import ANYTHING, Evidence, Filters, Hit, Passage

LONGEST_QUESTION = 1000  # characters
_CANDIDATES = 50  # from each index
_WORDS_WEIGHT = 0.9  # of nBM25 beside a centred cosine
_PER_ARTICLE = 2


class Searcher:
    """Finds passages in an archive. Safe to share between conversations."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._generation = -1
        self._mean: Vectors = np.zeros(archive.embedder.dimension, np.float32)

    async def search(
        self, question: str, *, limit: int = 10, filters: Filters = ANYTHING
    ) -> Evidence:
        """
        At most *limit* passages for *question*, best first.

        Raises EmptyQuestion, QuestionTooLong, or a ServiceError. No evidence is no hits.
        """
        question = presentable(question)
        return await asyncio.to_thread(self._search, question, limit, filters)

    def _search(self, question: str, limit: int, filters: Filters) -> Evidence:
        began = time.perf_counter()
        self._follow()
        vector = self._archive.embedder.question(question)
        embedded = time.perf_counter()
        words = self._archive.words.matching(question, limit=_CANDIDATES, filters=filters)
        near = self._archive.vectors.nearest(vector, limit=_CANDIDATES, filters=filters)
        found = self._archive.library.vectors({*near, *words})
        scores = self._scores(vector, found, words)
        chosen = diverse(scores, {id: v.story for id, v in found.items()}, limit)
        passages = self._passages(chosen)
        hits = tuple(Hit(passages[id], scores[id]) for id in chosen)
        done = time.perf_counter()
        return Evidence(
            question,
            hits,
            ms={"embed": 1000 * (embedded - began), "search": 1000 * (done - embedded)},
        )

    def _follow(self) -> None:
        """See what another process has written since the last question."""
        generation = self._archive.generation
        if generation != self._generation:
            if self._generation >= 0:
                self._archive.reopen()
            self._archive.check_embedder()
            self._archive.check_indexes()
            mean = self._archive.library.mean()
            self._mean = self._mean if mean is None else mean
            self._generation = generation

    def _scores(
        self, vector: Vectors, found: dict[str, Vector], words: dict[str, float]
    ) -> dict[str, float]:
        if not found:
            return {}
        rows = unit(np.stack([v.values for v in found.values()]) - self._mean)
        cosines = rows @ unit(vector - self._mean)
        return {
            id: float(cosine) + _WORDS_WEIGHT * words.get(id, 0.0)
            for id, cosine in zip(found, cosines, strict=True)
        }

    def _passages(self, ids: Iterable[str]) -> dict[str, Passage]:
        ids = list(ids)
        places = {id: id.rsplit("#", 1) for id in ids}
        articles = self._archive.library.articles({article for article, _ in places.values()})
        spans = self._archive.library.spans(articles)
        found = {}
        for id, (name, start) in places.items():
            end = next(end for begin, end in spans[name] if begin == int(start))
            article = articles[name]
            found[id] = Passage(article.source, int(start), article.text[int(start) : end])
        return found


def presentable(question: str) -> str:
    """*question* without what cannot be seen or stored; raises if nothing or too much is left."""
    question = " ".join(clean(question).split())
    if not question:
        raise EmptyQuestion
    if len(question) > LONGEST_QUESTION:
        raise QuestionTooLong(length=len(question), limit=LONGEST_QUESTION)
    return question


def diverse(scores: dict[str, float], stories: dict[str, str], limit: int) -> list[str]:
    """
    The best *limit* ids: at most two passages an article, one article a story.

    >>> scores = {"a#0": 0.9, "a#5": 0.8, "a#9": 0.7, "b#0": 0.6, "c#0": 0.5}
    >>> diverse(scores, {"a#0": "a", "a#5": "a", "a#9": "a", "b#0": "a", "c#0": "c"}, 10)
    ['a#0', 'a#5', 'c#0']
    """
    chosen: list[str] = []
    taken: Counter[str] = Counter()
    tellers: dict[str, str] = {}
    for id in sorted(scores, key=lambda id: (-scores[id], id)):
        article = id.rsplit("#", 1)[0]
        if taken[article] < _PER_ARTICLE and tellers.setdefault(stories[id], article) == article:
            taken[article] += 1
            chosen.append(id)
        if len(chosen) == limit:
            break
    return chosen


def unit(rows: Vectors) -> Vectors:
    """Each row at length 1."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return (rows / np.maximum(lengths, 1e-9)).astype(np.float32)
