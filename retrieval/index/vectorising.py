"""The vectors of an article: its title's, and of each passage its own and its sentences'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.passages import passages
from retrieval.types import Article, Passage

if TYPE_CHECKING:
    from retrieval.index.embedding import Embedder, Means, Vectors


def embedded(
    article: Article, some: Sequence[Passage], embedder: Embedder, kept: Mapping[str, Vectors]
) -> tuple[Vectors, list[tuple[Passage, Vectors]]]:
    """
    The vector of the title, and each of the passages *some* with its own and its sentences'.

    kept: vectors by text, which are not made again.
    """
    title, parts = _texts(article, some)
    new = [text for text in dict.fromkeys([title, *chain.from_iterable(parts)]) if text not in kept]
    made = dict(zip(new, embedder.passages(new), strict=True)) if new else {}
    vectors = {**kept, **made}
    return vectors[title], [
        (passage, np.stack([vectors[text] for text in texts]))
        for passage, texts in zip(some, parts, strict=True)
    ]


def made_for(article: Article, embedder: Embedder) -> dict[str, Vectors]:
    """Every vector that *article* needs, by text."""
    title, parts = _texts(article, passages(article))
    texts = list(dict.fromkeys([title, *chain.from_iterable(parts)]))
    return dict(zip(texts, embedder.passages(texts), strict=True))


def _texts(article: Article, some: Sequence[Passage]) -> tuple[str, list[tuple[str, ...]]]:
    """What stands for the title, and of each passage its own text and its sentences'."""
    parts = [(passage.text, *passage.sentences) for passage in some]
    return article.source.title or article.text[:80], parts


class Prepared:
    """The embedder of the archive, with the vectors that workers made for the article in hand."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.identity = embedder.identity
        self.made: dict[str, Vectors] = {}

    @property
    def means(self) -> Means:
        return self._embedder.means

    def passages(self, texts: Sequence[str]) -> Vectors:
        if not all(text in self.made for text in texts):
            return self._embedder.passages(texts)
        return np.stack([self.made[text] for text in texts])

    def question(self, text: str) -> Vectors:
        return self._embedder.question(text)
