"""What a question asks of the library; what else is asked of it: ``catalogue``."""

import base64
import logging
from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, literal_column, select

from retrieval.damages import ArticleDamaged, ArticlesUnfinished, LibraryDamaged, PassagesDamaged
from retrieval.index.embedding import Vectors
from retrieval.index.engines import Database
from retrieval.index.rows import (
    SPAN_BYTES,
    Candidate,
    article_of,
    batches,
    intact,
    matrix,
    passage_of,
    places_of,
    sound,
    source_of,
    spans_of,
    whole,
)
from retrieval.index.schema import (
    ARTICLES,
    DONE,
    EMBEDDINGS,
    MANIFEST,
    OWN,
    PASSAGES,
    SOURCE_COLUMNS,
    SPACE,
)
from retrieval.reasons import Reason
from retrieval.types import Article, Passage, Place

_LOG = logging.getLogger("rawi")
_FEW = 30  # sentences, whose mean says as much of their subject as of the language


def with_vectors(space: int | ColumnElement[int], *, all: bool = False) -> Select[Any]:
    """Passages with their vectors in *space*; *all*: those without any too."""
    theirs = (EMBEDDINGS.c.passage == PASSAGES.c.id) & (EMBEDDINGS.c.space == space)
    columns = [EMBEDDINGS.c[name] for name in ("passage", "space", "vectors")]
    query = select(PASSAGES, *columns, EMBEDDINGS.c.seal.label("sealed"))
    return query.select_from(PASSAGES.join(EMBEDDINGS, theirs, isouter=all))


def _named(column: ColumnElement[str]) -> ColumnElement[bool]:
    return column.in_(bindparam("names", expanding=True))


_EMBEDDED = with_vectors(SPACE)
_MEANINGS = _EMBEDDED.where(_named(PASSAGES.c.id))
_SEEN = [
    c
    for c in SOURCE_COLUMNS
    if c.name not in ("place", "digest", "state", "same_as", "passages", "seal")
]
_QUOTED = func.substr(ARTICLES.c.text, PASSAGES.c.start + literal_column("1"), PASSAGES.c.length)
_CANDIDATES = (
    select(PASSAGES.c.start, PASSAGES.c.spans, PASSAGES.c.terms, _QUOTED.label("quoted"), *_SEEN)
    .join(ARTICLES, ARTICLES.c.id == PASSAGES.c.article)
    .where(_named(PASSAGES.c.id), DONE)
)
_WHOLE = select(ARTICLES).where(_named(ARTICLES.c.id))
_KIN = select(*SOURCE_COLUMNS).where(_named(ARTICLES.c.story), DONE)
_GENERATION = select(MANIFEST).where(MANIFEST.c.name == literal_column("'generation'"))


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
        """Raised by every change; 0 when new. An index stamped otherwise belongs to another state."""
        return int(self._facts(self._database.named(_GENERATION)).get("generation", 0))

    def _facts(self, rows: Sequence[Any]) -> dict[str, str]:
        for row in rows:
            if not whole(MANIFEST, row):
                raise self._damaged(row.name)
        return {row.name: row.value for row in rows}

    def _damaged(self, fact: str) -> LibraryDamaged:
        return LibraryDamaged(path=self._database.path, why=Reason(f"{fact} in its manifest"))

    def counts(self) -> dict[str, int]:
        """How many ``articles``, ``copies``, ``passages``, ``shown`` ones and ``unfinished`` articles."""
        copy, undone = ARTICLES.c.same_as.is_not(None), ARTICLES.c.state != "done"
        every = select(func.count()).select_from(ARTICLES)
        waiting = select(ARTICLES.c.id).where(undone)
        # By what is missing, which indexes name: to look at every article takes a second.
        counted = {
            "every": every,
            "copied": every.where(copy),
            "unfinished": every.where(undone),
            "uncopied": every.where(copy, undone),
            "passages": select(func.count()).select_from(PASSAGES),
            "hidden": select(func.count()).where(PASSAGES.c.article.in_(waiting)),
        }
        every_count = (one.scalar_subquery().label(name) for name, one in counted.items())
        [n] = self._database.all(select(*every_count))
        copies = n.copied - n.uncopied
        return {
            "articles": n.every - n.unfinished - copies,
            "copies": copies,
            "passages": n.passages,
            "shown": n.passages - n.hidden,
            "unfinished": n.unfinished,
        }

    def check_finished(self) -> None:
        """Raise ArticlesUnfinished if there are articles and none of them may be shown yet."""
        counts = self.counts()
        if counts["unfinished"] and not counts["articles"]:
            raise ArticlesUnfinished(count=counts["unfinished"])

    def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Those of *ids* that are in the library and have a text of their own."""
        rows = self._shown(self._owning(ids), texts=True)
        return {article.source.id: article for article in self._with_kin(rows)}

    def damaged(self, ids: Collection[str]) -> set[str]:
        """Those of *ids* whose article is no longer what was filed, in a digit or all."""
        found = (row for some in batches(ids) for row in self._database.named(_WHOLE, some))
        return {row.id for row in found if not intact(row)}

    def places(self, stories: Sequence[str]) -> dict[str, list[Place]]:
        """Wherever each of *stories* was told, by story and in the order of ids."""
        rows = self._database.named(_KIN, stories)
        return places_of(row for row in rows if whole(ARTICLES, row))

    def _owning(self, ids: Collection[str]) -> Sequence[Row[Any]]:
        return self._database.all(select(ARTICLES).where(ARTICLES.c.id.in_(ids), OWN))

    def _shown(self, rows: Sequence[Row[Any]], *, texts: bool = False) -> list[Row[Any]]:
        """Those of *rows*, articles, that may be shown. Raises ArticleDamaged if none may."""
        kept = [row for row in rows if (intact(row) if texts else whole(ARTICLES, row))]
        if len(kept) < len(rows):
            damaged = ", ".join(sorted({row.id for row in rows} - {row.id for row in kept})[:5])
            _LOG.warning("damaged articles=%s", damaged)
            if not kept:
                raise ArticleDamaged(ids=damaged)
        return kept

    def _with_kin(self, rows: Sequence[Row[Any]]) -> list[Article]:
        kin = self.places([*{row.story for row in rows}])
        return [article_of(row, kin) for row in rows]

    def meanings(self, ids: Sequence[str]) -> dict[str, Vectors]:
        """
        The vectors of those passages among *ids* that are here, be their articles done or not.

        A row for the title, one for the whole passage and one for each sentence. Raises PassagesDamaged if
        one is not as it was written, or is gone while nobody writes.
        """
        rows = self._database.named(_MEANINGS, ids)
        wrong = {row.article for row in rows if not sound(row)}
        if len(rows) < len(ids) and not self.counts()["unfinished"]:
            wrong |= {id.rpartition("#")[0] for id in {*ids} - {row.id for row in rows}}
        if wrong:
            raise PassagesDamaged(ids=", ".join(sorted(map(str, wrong))[:5]))
        counts = [2 + len(row.spans) // SPAN_BYTES for row in rows]
        vectors = matrix(b"".join(row.vectors for row in rows), sum(counts))  # quicker than each
        own = zip(rows, counts, accumulate(counts), strict=True)
        return {row.id: vectors[end - count : end] for row, count, end in own}

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
        theirs = select(PASSAGES.c.id).where(PASSAGES.c.article == article)
        return [row.id for row in self._database.all(theirs.order_by(PASSAGES.c.start))]

    def kept_vectors(self, id: str, *, wholes: bool = True) -> dict[str, Vectors]:
        """The vectors of the article *id*'s title and sentences, by text; *wholes*: its passages' too."""
        kept: dict[str, Vectors] = {}
        if not (found := self._database.named(_WHOLE, [id])):
            return kept  # removed meanwhile
        article = article_of(found[0])
        for row in filter(sound, self._database.all(_EMBEDDED.where(PASSAGES.c.article == id))):
            passage = passage_of(row, article)
            title, own, *vectors = matrix(row.vectors, 2 + len(passage.spans))
            kept[article.source.title] = title
            if wholes:
                kept[passage.text] = own
            kept |= dict(zip(passage.sentences, vectors, strict=True))
        return kept

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
