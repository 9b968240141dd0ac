"""Passages by meaning without Chroma, from the library's own vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import numpy as np

from retrieval.errors import HomeUnusable
from retrieval.index.embedding import Means, Vectors, gist
from retrieval.index.filtering import allows
from retrieval.index.library import Library
from retrieval.types import Filters


class ExactVectors:
    """
    What ``VectorIndex`` answers, for a home in which Chroma cannot be opened: it reads nothing where it
    cannot write. As exact as can be, and as slow: every vector is read once and kept in memory.
    """

    foreign = False

    def __init__(self, library: Library, means: Means, why: HomeUnusable) -> None:
        """why: what writing raises."""
        self._why = why
        self._generation = library.generation()
        rows = [*library.every_passage()]
        self._passages = [passage for passage, _ in rows]
        self._rows = [gist(vectors, means) for _, vectors in rows]

    def close(self) -> None:
        """Nothing is open."""

    def count(self) -> int:
        return len(self._passages)

    def generation(self) -> int:
        return self._generation

    def ids(self) -> set[str]:
        return {passage.id for passage in self._passages}

    def nearest(self, vector: Vectors, *, limit: int, filters: Filters) -> dict[str, float]:
        """The cosines of at most *limit* passages that pass *filters*, nearest first, by id."""
        some = [n for n, one in enumerate(self._passages) if allows(filters, one.source)]
        ids = [self._passages[n].id for n in some]
        return ranked(vector, ids, [self._rows[n] for n in some], limit)

    def _refuse(self, *_: object) -> NoReturn:
        raise self._why

    put = drop = stamp = clear = drop_other_sets = _refuse


def ranked(
    vector: Vectors, ids: Sequence[str], rows: Sequence[Vectors] | Vectors, limit: int
) -> dict[str, float]:
    """The cosines of the *limit* nearest of *rows*, unit vectors, by their *ids*."""
    if not ids:
        return {}
    cosines = np.asarray(rows) @ vector
    order = np.argsort(-cosines, kind="stable")[:limit]
    return {ids[at]: float(cosines[at]) for at in order}
