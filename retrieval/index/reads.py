"""What the library can be asked; nothing here changes it."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, literal_column, select

from retrieval.damages import ArticleDamaged, ArticlesUnfinished, LibraryDamaged
from retrieval.index.database import Database
from retrieval.index.rows import (
    article_of,
    batches,
    intact,
    places_of,
    source_of,
    version_of,
    whole,
)
from retrieval.index.schema import (
    ARRIVALS,
    ARTICLES,
    DONE,
    MANIFEST,
    OWN,
    PASSAGES,
    SOURCE_COLUMNS,
    VERSIONS,
)
from retrieval.language.arabic import fold
from retrieval.reasons import Reason
from retrieval.types import ANYTHING, Article, Filters, Place, Source, Version

_WHOLE = select(ARTICLES).where(ARTICLES.c.id.in_(bindparam("ids", expanding=True)))
_KIN = select(*SOURCE_COLUMNS).where(
    ARTICLES.c.story.in_(bindparam("stories", expanding=True)), DONE
)
_GENERATION = select(MANIFEST).where(MANIFEST.c.name == literal_column("'generation'"))
_SAMPLE = 1000  # articles
_TOLD_AGAIN = 8  # articles looked at for each of the newest stories
_LOG = logging.getLogger("rawi")


class Reads:
    """
    Methods block for a few milliseconds; safe while another process writes.

    What has changed on disk is never returned. Of many articles it is left out, and told to the
    log; of one, or where nothing else is left, ArticleDamaged is raised.
    """

    _database: Database

    def manifest(self) -> dict[str, str]:
        """Raises LibraryDamaged."""
        facts = self._facts(self._database.all(select(MANIFEST)))
        if ("mean" in facts) != ("mean_of" in facts):
            raise self._damaged("mean")
        return facts

    def generation(self) -> int:
        """Raised by every change; 0 when new."""
        return int(self._facts(self._database.named(_GENERATION)).get("generation", 0))

    def _facts(self, rows: Sequence[Any]) -> dict[str, str]:
        for row in rows:
            if not whole(MANIFEST, row):
                raise self._damaged(row.name)
        return {row.name: row.value for row in rows}

    def _damaged(self, fact: str) -> LibraryDamaged:
        return LibraryDamaged(path=self._database.path, why=Reason("", f"{fact} in its manifest"))

    def _shown(self, rows: Sequence[Row[Any]], *, texts: bool = False) -> list[Row[Any]]:
        """Those of *rows*, articles, that may be shown. Raises ArticleDamaged if none may."""
        kept = [row for row in rows if (intact(row) if texts else whole(ARTICLES, row))]
        if len(kept) < len(rows):
            damaged = ", ".join(sorted({row.id for row in rows} - {row.id for row in kept})[:5])
            _LOG.warning("damaged articles=%s", damaged)
            if not kept:
                raise ArticleDamaged(ids=damaged)
        return kept

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

    def check_finished(self) -> None:
        """Raise ArticlesUnfinished if there are articles and none of them may be shown yet."""
        counts = self.counts()
        if counts["unfinished"] and not counts["articles"]:
            raise ArticlesUnfinished(count=counts["unfinished"])

    def main_language(self) -> str | None:
        """The language most articles are in, by the first thousand; None of an empty library."""
        some = select(ARTICLES.c.language).limit(_SAMPLE).subquery()
        often = func.count().desc()
        rows = self._database.all(select(some.c.language).group_by(some.c.language).order_by(often))
        return rows[0].language if rows else None

    def sources(self) -> list[Source]:
        """
        One article a story, by date and id; each lists where else the story was.

        Raises ArticlesUnfinished.
        """
        rows = self._shown(
            self._database.all(select(*SOURCE_COLUMNS).where(ARTICLES.c.state == "done"))
        )
        if not rows:
            self.check_finished()
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

        Undated ones come last. A month or a year is as new as its first day. Raises ArticlesUnfinished.
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
        rows = self._shown(rows)
        if not rows:
            self.check_finished()
        stories = {row.story: row for row in reversed(rows)}
        found = [row for row in rows if stories[row.story] is row][:limit]
        kin = self.places([row.story for row in found])
        return [(row.story, source_of(row, kin)) for row in found]

    def article(self, id: str) -> Article | None:
        """The article *id*; for a copy, the article that keeps its text. Raises ArticleDamaged."""
        query = select(ARTICLES).where(ARTICLES.c.state == "done")
        rows = self._database.all(query.where(ARTICLES.c.id == id))
        if rows and (text := rows[0].same_as):
            rows = self._database.all(
                query.where(ARTICLES.c.id == text, ARTICLES.c.same_as.is_(None))
            )
            if not rows:
                raise ArticleDamaged(ids=id)
        return self._with_kin(self._shown(rows, texts=True))[0] if rows else None

    def source(self, id: str) -> Source | None:
        """The article *id* itself, be it a copy, without its text; of a damaged one what there is."""
        rows = self._database.all(
            select(*SOURCE_COLUMNS).where(ARTICLES.c.id == id, ARTICLES.c.state == "done")
        )
        return source_of(rows[0], self.places([rows[0].story])) if rows else None

    def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Those of *ids* that are in the library and have a text of their own."""
        rows = self._shown(self._owning(ids), texts=True)
        return {article.source.id: article for article in self._with_kin(rows)}

    def _owning(self, ids: Collection[str]) -> Sequence[Row[Any]]:
        return self._database.all(select(ARTICLES).where(ARTICLES.c.id.in_(ids), OWN))

    def _with_kin(self, rows: Sequence[Row[Any]]) -> list[Article]:
        kin = self.places([*{row.story for row in rows}])
        return [article_of(row, kin) for row in rows]

    def damaged(self, ids: Collection[str]) -> set[str]:
        """Those of *ids* whose article is no longer what was filed, in a digit or all."""
        found = (row for some in batches(ids) for row in self._database.named(_WHOLE, some))
        return {row.id for row in found if not intact(row)}

    def unlisted(self) -> set[str]:
        """The articles that ``sources`` leaves out as damaged."""
        rows = self._database.all(select(*SOURCE_COLUMNS))
        return {row.id for row in rows if not whole(ARTICLES, row)}

    def ids(self) -> list[str]:
        """Of every article, finished or not."""
        return [row.id for row in self._database.all(select(ARTICLES.c.id))]

    def told_by(self, id: str) -> tuple[str, str]:
        """The story and the text of the article *id*, finished or not."""
        query = select(ARTICLES.c.story, ARTICLES.c.text).where(ARTICLES.c.id == id)
        row = self._database.all(query)[0]
        return str(row.story), str(row.text)

    def versions(self, id: str) -> list[Version]:
        """What the article *id* was before it was updated, the oldest first. Raises ArticleDamaged."""
        query = select(VERSIONS).where(VERSIONS.c.article == id).order_by(VERSIONS.c.number)
        rows = self._database.all(query)
        if not all(whole(VERSIONS, row) for row in rows):
            raise ArticleDamaged(ids=id)
        host = self._database.all(select(ARTICLES.c.host).where(ARTICLES.c.id == id))
        return [version_of(row, n, host[0].host) for n, row in enumerate(rows, 1)]

    def places(self, stories: Sequence[str]) -> dict[str, list[Place]]:
        """Wherever each of *stories* was told, by story and in the order of ids."""
        rows = self._database.named(_KIN, stories)
        return places_of(row for row in rows if whole(ARTICLES, row))
