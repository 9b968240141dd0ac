"""What the library finds wrong with itself; slow, and it changes nothing."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, func, select

from retrieval.index.reads import IN_USE, Reads
from retrieval.index.rows import SPAN_BYTES, spans_of
from retrieval.index.schema import ARTICLES, EMBEDDINGS, PASSAGES


class Inspection(Reads):
    """Each method reads everything of its kind."""

    def broken_pages(self) -> str:
        """What the database finds wrong with its files; empty if nothing is."""
        return self._database.broken_pages()

    def passage_ids(self) -> set[str]:
        """Of every passage, its article finished or not."""
        return {row.id for row in self._database.all(select(PASSAGES.c.id))}

    def broken_passages(self) -> list[str]:
        """Passages that are no stretch of their article, or have no vectors."""
        here = PASSAGES.outerjoin(EMBEDDINGS, IN_USE).outerjoin(
            ARTICLES, ARTICLES.c.id == PASSAGES.c.article
        )
        length = func.length(ARTICLES.c.text)
        query = select(
            *(PASSAGES.c[name] for name in ("id", "start", "length", "spans")),
            length.label("whole"),
            func.length(EMBEDDINGS.c.vectors).label("bytes"),
        ).select_from(here)
        return [row.id for row in self._database.all(query) if not _sound(row)]


def _sound(row: Row[Any]) -> bool:
    """Whether a passage lies within its article, its sentences within it, and all have vectors."""
    if row.whole is None or not row.bytes or len(row.spans) % SPAN_BYTES:
        return False
    spans = spans_of(row.spans)
    inside = all(0 <= start <= end <= row.length for start, end in spans)
    fits = row.start >= 0 and row.start + row.length <= row.whole
    return inside and fits and row.bytes % (2 + len(spans)) == 0
