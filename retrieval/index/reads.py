"""What the library can be asked; nothing here changes it."""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, bindparam, func, literal_column, select

from retrieval.index.database import Database
from retrieval.index.digests import digest
from retrieval.index.rows import (
    SPAN_BYTES,
    Candidate,
    Meanings,
    article_of,
    batches,
    matrix,
    passage_of,
    places_of,
    source_of,
    spans_of,
    version_of,
)
from retrieval.index.schema import (
    ARRIVALS,
    ARTICLES,
    DONE,
    EMBEDDINGS,
    MANIFEST,
    OWN,
    PASSAGES,
    SOURCE_COLUMNS,
    SPACE,
    VERSIONS,
)
from retrieval.language.arabic import fold
from retrieval.types import ANYTHING, Article, Filters, Passage, Place, Source, Version

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors

_NAMED = (PASSAGES.c.id.in_(bindparam("ids", expanding=True)), DONE)
IN_USE = (EMBEDDINGS.c.passage == PASSAGES.c.id) & (EMBEDDINGS.c.space == SPACE)
_MEANINGS = (
    select(PASSAGES.c.id, PASSAGES.c.spans, EMBEDDINGS.c.vectors)
    .select_from(PASSAGES.join(EMBEDDINGS, IN_USE))
    .where(PASSAGES.c.id.in_(bindparam("ids", expanding=True)))
)
_WHOLE = select(ARTICLES).where(ARTICLES.c.id.in_(bindparam("ids", expanding=True)))
_QUOTED = func.substr(
    ARTICLES.c.text, PASSAGES.c.start + literal_column("1"), PASSAGES.c.length
).label("quoted")
_SEEN = [c for c in SOURCE_COLUMNS if c.name not in ("place", "digest", "state", "same_as")]
_CANDIDATES = (
    select(PASSAGES.c.start, PASSAGES.c.spans, PASSAGES.c.terms, _QUOTED, *_SEEN)
    .join(ARTICLES, ARTICLES.c.id == PASSAGES.c.article)
    .where(*_NAMED)
)
EMBEDDED = select(PASSAGES, EMBEDDINGS.c.vectors).select_from(PASSAGES.join(EMBEDDINGS, IN_USE))
_PLACE = [
    ARTICLES.c[name] for name in ("id", "story", "title", "outlet", "published", "url", "path")
]
_KIN = select(*_PLACE).where(ARTICLES.c.story.in_(bindparam("stories", expanding=True)), DONE)
_GENERATION = select(MANIFEST.c.value).where(MANIFEST.c.name == literal_column("'generation'"))
_SAMPLE = 1000  # articles
_TOLD_AGAIN = 8  # articles looked at for each of the newest stories
_FEW = 30  # sentences, whose mean says as much of their subject as of the language


Embedded = tuple[Passage, "Vectors | None"]


class Reads:
    """Methods block for a few milliseconds; safe while another process writes."""

    _database: Database

    def manifest(self) -> dict[str, str]:
        return {row.name: row.value for row in self._database.all(select(MANIFEST))}

    def generation(self) -> int:
        """Raised by every change; 0 when new."""
        rows = self._database.named(_GENERATION)
        return int(rows[0].value) if rows else 0

    def arrived(self, since: int) -> frozenset[str]:
        """Ids of the articles that came, changed or went after the generation *since*."""
        later = select(ARRIVALS.c.article).where(ARRIVALS.c.generation > since)
        return frozenset(row.article for row in self._database.all(later))

    def counts(self) -> dict[str, int]:
        """How many ``articles``, ``copies``, ``passages``, ``shown`` ones and ``unfinished`` articles."""
        copy, undone = ARTICLES.c.same_as.is_not(None), ARTICLES.c.state != "done"
        waiting = select(ARTICLES.c.id).where(undone)
        # By what is missing, which indexes name: to look at every article takes a second.
        counted = {
            "all": select(func.count()).select_from(ARTICLES),
            "copied": select(func.count()).select_from(ARTICLES).where(copy),
            "unfinished": select(func.count()).select_from(ARTICLES).where(undone),
            "uncopied": select(func.count()).select_from(ARTICLES).where(copy, undone),
            "passages": select(func.count()).select_from(PASSAGES),
            "hidden": select(func.count()).where(PASSAGES.c.article.in_(waiting)),
        }
        n = {name: self._database.all(query)[0][0] for name, query in counted.items()}
        copies = n["copied"] - n["uncopied"]
        return {
            "articles": n["all"] - n["unfinished"] - copies,
            "copies": copies,
            "passages": n["passages"],
            "shown": n["passages"] - n["hidden"],
            "unfinished": n["unfinished"],
        }

    def main_language(self) -> str | None:
        """The language most articles are in, by the first thousand; None of an empty library."""
        some = select(ARTICLES.c.language).limit(_SAMPLE).subquery()
        often = func.count().desc()
        rows = self._database.all(select(some.c.language).group_by(some.c.language).order_by(often))
        return rows[0].language if rows else None

    def sources(self) -> list[Source]:
        """One article a story, by date and id; each lists where else the story was."""
        rows = self._database.all(select(*SOURCE_COLUMNS).where(ARTICLES.c.state == "done"))
        kin = places_of(rows)
        own = [row for row in rows if row.same_as is None]
        own.sort(key=lambda row: (row.id != row.story, row.id))
        tellers = {row.story: row for row in reversed(own)}.values()
        return [
            source_of(row, kin)
            for row in sorted(tellers, key=lambda row: (row.published or "", row.id))
        ]

    def newest(self, *, limit: int, filters: Filters = ANYTHING) -> list[tuple[str, Source]]:
        """
        The first article of each of the *limit* newest stories, newest first, with its story.

        Undated ones come last. A month or a year is as new as its first day.
        """
        wanted = [ARTICLES.c.state == "done", ARTICLES.c.same_as.is_(None)]
        if filters.since:  # "2024-05" passes where any of its days does
            wanted.append(ARTICLES.c.published.concat("~") >= filters.since)
        if filters.until:
            wanted.append(ARTICLES.c.published <= filters.until)
        if filters.language:
            wanted.append(ARTICLES.c.language == filters.language)
        if filters.outlet:
            named = self._database.all(select(ARTICLES.c.outlet).distinct())
            same = [row.outlet for row in named if fold(row.outlet or "") == fold(filters.outlet)]
            wanted.append(ARTICLES.c.outlet.in_(same))
        order = (func.coalesce(ARTICLES.c.published, "").desc(), ARTICLES.c.id)
        rows = self._database.all(
            select(*SOURCE_COLUMNS).where(*wanted).order_by(*order).limit(_TOLD_AGAIN * limit)
        )
        stories = {row.story: row for row in reversed(rows)}
        found = [row for row in rows if stories[row.story] is row][:limit]
        kin = self.places([row.story for row in found])
        return [(row.story, source_of(row, kin)) for row in found]

    def article(self, id: str) -> Article | None:
        """The article *id*; for a copy, the article that keeps its text."""
        rows = self._database.all(
            select(ARTICLES).where(ARTICLES.c.id == id, ARTICLES.c.state == "done")
        )
        if not rows:
            return None
        (row,) = rows
        return self.article(row.same_as) if row.same_as else self._with_kin([row])[0]

    def source(self, id: str) -> Source | None:
        """The article *id* itself, be it a copy, without its text."""
        rows = self._database.all(
            select(*SOURCE_COLUMNS).where(ARTICLES.c.id == id, ARTICLES.c.state == "done")
        )
        return source_of(rows[0], {}) if rows else None

    def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Those of *ids* that are in the library and have a text of their own."""
        rows = self._database.all(
            select(ARTICLES).where(
                ARTICLES.c.id.in_(ids), ARTICLES.c.state == "done", ARTICLES.c.same_as.is_(None)
            )
        )
        return {article.source.id: article for article in self._with_kin(rows)}

    def _with_kin(self, rows: Sequence[Row[Any]]) -> list[Article]:
        kin = self.places([*{row.story for row in rows}])
        return [article_of(row, kin) for row in rows]

    def damaged(self, ids: Collection[str]) -> set[str]:
        """Those of *ids* whose article is no longer what was filed, in a digit or all."""
        return {
            row.id
            for some in batches(ids)
            for row in self._database.named(_WHOLE, some)
            if digest(article_of(row)) != row.digest
        }

    def ids(self) -> list[str]:
        """Of every article, finished or not."""
        return [row.id for row in self._database.all(select(ARTICLES.c.id))]

    def versions(self, id: str) -> list[Version]:
        """What the article *id* was before it was updated, the oldest first."""
        query = select(VERSIONS).where(VERSIONS.c.article == id).order_by(VERSIONS.c.number)
        return [version_of(row, n) for n, row in enumerate(self._database.all(query), 1)]

    def meanings(self, ids: Sequence[str]) -> Meanings:
        """Of those passages among *ids* that are here, be their articles done or not."""
        rows = self._database.named(_MEANINGS, ids)
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

    def places(self, stories: Sequence[str]) -> dict[str, list[Place]]:
        """Wherever each of *stories* was told, by story and in the order of ids."""
        return places_of(self._database.named(_KIN, stories))

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
        here = (EMBEDDINGS.c.passage == PASSAGES.c.id) & (EMBEDDINGS.c.space == space)
        both = PASSAGES.outerjoin(EMBEDDINGS, here)
        query = select(PASSAGES, EMBEDDINGS.c.vectors).select_from(both)
        query = query.order_by(PASSAGES.c.article, PASSAGES.c.start)
        for some in batches(ids):
            articles = self.articles(some)
            found: dict[str, list[Embedded]] = {id: [] for id in articles}
            for row in self._database.all(query.where(PASSAGES.c.article.in_([*articles]))):
                passage = passage_of(row, articles[row.article])
                vectors = row.vectors and matrix(row.vectors, 2 + len(passage.spans))
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
