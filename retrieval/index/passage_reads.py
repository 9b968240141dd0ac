"""What the library tells of passages and their vectors; nothing here changes it."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, bindparam, func, literal_column, select

from retrieval.damages import PassagesDamaged
from retrieval.index.reads import Reads
from retrieval.index.rows import (
    SPAN_BYTES,
    Candidate,
    Meanings,
    batches,
    matrix,
    passage_of,
    sound,
    source_of,
    spans_of,
)
from retrieval.index.schema import ARTICLES, DONE, EMBEDDINGS, OWN, PASSAGES, SOURCE_COLUMNS, SPACE
from retrieval.types import Article, Passage

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors

_NAMED = (PASSAGES.c.id.in_(bindparam("ids", expanding=True)), DONE)
_VECTORS = [EMBEDDINGS.c[name] for name in ("passage", "space", "vectors")]
WITH_VECTORS = select(PASSAGES, *_VECTORS, EMBEDDINGS.c.seal.label("sealed"))


def in_space(space: int | ColumnElement[int]) -> ColumnElement[bool]:
    """That vectors are a passage's, in *space*."""
    return (EMBEDDINGS.c.passage == PASSAGES.c.id) & (EMBEDDINGS.c.space == space)


EMBEDDED = WITH_VECTORS.select_from(PASSAGES.join(EMBEDDINGS, in_space(SPACE)))
_MEANINGS = EMBEDDED.where(PASSAGES.c.id.in_(bindparam("ids", expanding=True)))
_QUOTED = func.substr(
    ARTICLES.c.text, PASSAGES.c.start + literal_column("1"), PASSAGES.c.length
).label("quoted")
_HIDDEN = ("place", "digest", "state", "same_as", "passages", "seal")
_SEEN = [c for c in SOURCE_COLUMNS if c.name not in _HIDDEN]
_CANDIDATES = (
    select(PASSAGES.c.start, PASSAGES.c.spans, PASSAGES.c.terms, _QUOTED, *_SEEN)
    .join(ARTICLES, ARTICLES.c.id == PASSAGES.c.article)
    .where(*_NAMED)
)
_FEW = 30  # sentences, whose mean says as much of their subject as of the language


Embedded = tuple[Passage, "Vectors | None"]


class PassageReads(Reads):
    """Methods block for a few milliseconds; safe while another process writes."""

    def meanings(self, ids: Sequence[str]) -> Meanings:
        """
        Of those passages among *ids* that are here, be their articles done or not.

        Raises PassagesDamaged if one is not as it was written, or is gone while nobody writes.
        """
        rows = self._database.named(_MEANINGS, ids)
        wrong = {row.article for row in rows if not sound(row)}
        if len(rows) < len(ids) and not self.counts()["unfinished"]:
            wrong |= {id.rpartition("#")[0] for id in {*ids} - {row.id for row in rows}}
        if wrong:
            raise PassagesDamaged(ids=", ".join(sorted(map(str, wrong))[:5]))
        lengths = tuple(len(row.spans) // SPAN_BYTES for row in rows)
        vectors = matrix(b"".join(row.vectors for row in rows), 2 * len(rows) + sum(lengths))
        return Meanings(tuple(row.id for row in rows), lengths, vectors)

    def candidates(self, ids: Sequence[str]) -> list[Candidate]:
        """Those passages among *ids* that may be shown."""
        return [
            Candidate(
                Passage(source_of(row, {}), row.start, row.quoted, spans_of(row.spans)),
                row.story,
                row.terms,
            )
            for row in self._database.named(_CANDIDATES, ids)
        ]

    def passages_of(self, article: str) -> list[str]:
        """The ids of its passages, in its order."""
        query = (
            select(PASSAGES.c.id).where(PASSAGES.c.article == article).order_by(PASSAGES.c.start)
        )
        return [row.id for row in self._database.all(query)]

    def every_passage(self) -> Iterator[tuple[Passage, Vectors]]:
        """All passages that may be shown, article by article: the passage's vector, its sentences'."""
        for _, rows in self.every_article(self.space()):
            yield from ((passage, vectors[1:]) for passage, vectors in rows if vectors is not None)

    def every_article(
        self, space: int, ids: Collection[str] | None = None
    ) -> Iterator[tuple[Article, list[Embedded]]]:
        """
        Each article that may be shown and has a text of its own, of *ids* or of all, with its passages.

        A passage has the vectors of its title, its own and its sentences' in *space*, or None.
        """
        if ids is None:
            own = select(ARTICLES.c.id).where(OWN).order_by(ARTICLES.c.id)
            ids = [row.id for row in self._database.all(own)]
        query = WITH_VECTORS.select_from(PASSAGES.outerjoin(EMBEDDINGS, in_space(space)))
        query = query.order_by(PASSAGES.c.article, PASSAGES.c.start)
        for some in batches(ids):
            # A damaged one too, whose passages the indexes count: it is refused when it is read.
            articles = {one.source.id: one for one in self._with_kin(self._owning(some))}
            found: dict[str, list[Embedded]] = {id: [] for id in articles}
            for row in self._database.all(query.where(PASSAGES.c.article.in_([*articles]))):
                passage = passage_of(row, articles[row.article])
                vectors = matrix(row.vectors, 2 + len(passage.spans)) if sound(row) else None
                found[row.article].append((passage, vectors))
            yield from ((articles[id], rows) for id, rows in found.items())

    def space(self) -> int:
        """The number of the space that the vectors in use are in; a new embedder makes another."""
        return int(self._database.all(select(SPACE))[0][0])

    def mean(self, unsettled: Vectors) -> Vectors:
        """
        The mean of all vectors as last settled, of few drawn towards *unsettled*.

        All that a few sentences have in common may be their subject, which must not be taken away.
        """
        facts = self.manifest()
        if "mean" not in facts:
            return unsettled
        count = int(facts["mean_of"])
        own = matrix(base64.b64decode(facts["mean"]), 1)[0]
        mean: Vectors = (count * own + _FEW * unsettled) / (count + _FEW)
        return mean
