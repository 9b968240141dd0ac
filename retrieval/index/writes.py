"""What changes the library, by the holder of ``retrieval.index.lock`` alone."""

import base64
import time
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from retrieval.index.catalogue import Catalogue
from retrieval.index.embedding import Vectors
from retrieval.index.reads import with_vectors
from retrieval.index.rows import (
    AT_ONCE,
    SPAN_BYTES,
    article_row,
    batches,
    blob,
    embedding_rows,
    matrix,
    passage_row,
    sealed,
    sound,
    whole,
)
from retrieval.index.schema import (
    ARRIVALS,
    ARTICLES,
    EMBEDDINGS,
    MANIFEST,
    OWN,
    PASSAGES,
    SHINGLES,
    SPACE,
    VERSIONS,
)
from retrieval.types import Article, Passage


class Writes(Catalogue):
    """One transaction a method: kept whole or not at all."""

    def note(self, **facts: object) -> None:
        """Put *facts* into the manifest, in place of what stood there under the same names."""
        with self._database.transaction() as connection:
            note(connection, facts)

    def save(
        self,
        article: Article,
        *,
        digest: str,
        story: str,
        same_as: str | None = None,
        title: "Vectors | None" = None,
        passages: Iterable[tuple[Passage, Vectors]] = (),
        hashes: Iterable[int] = (),
        keep_version: bool = False,
    ) -> None:
        """
        Keep *article* as pending, a copy too: while anything is, an index may be ahead.

        title: its vector; there must be one if there are *passages*, each of which has a row of its
            own and one for each of its sentences.
        keep_version: what is filed under its id now stays, as a version of it.
        """
        id = article.source.id
        rows = list(passages)
        row = article_row(article) | {"digest": digest, "state": "pending", "same_as": same_as}
        row |= {"story": story, "passages": len(rows)}
        above = b"" if title is None else blob(title)
        with self._database.transaction() as connection:
            if keep_version:
                _keep_version(connection, id)
            _forget(connection, id, [passage.id for passage, _ in rows])
            connection.execute(insert(ARTICLES), sealed(ARTICLES, row))
            if same_as:
                _relink(connection, id, same_as)
            space = connection.execute(select(SPACE)).scalar_one()
            _insert(connection, PASSAGES, [passage_row(passage) for passage, _ in rows])
            _insert(connection, EMBEDDINGS, embedding_rows(space, above, rows))
            _insert(connection, SHINGLES, [{"hash": hash, "article": id} for hash in hashes])

    def orphan(self, id: str, *, removed: bool) -> frozenset[str]:
        """
        Before *id* changes or goes: its copies must stand on their own text again.

        They become pending and are returned; so does *id*, or removed if it is to go.
        """
        with self._database.transaction() as connection:
            found = _relink(connection, id, None)
            _mark(connection, [id], "removed" if removed else "pending")
        return found

    def finish(self, ids: Collection[str], *, generation: int, **facts: object) -> None:
        """The indexes hold the articles *ids* now: show them, and note *facts* with them."""
        with self._database.transaction() as connection:
            _mark(connection, ids, "done")
            _changed(connection, ids, generation)
            note(connection, {"generation": generation, **facts})

    def drop(self, ids: Collection[str], *, generation: int) -> None:
        """The indexes have dropped the articles *ids* with *generation*: forget them."""
        with self._database.transaction() as connection:
            for id in ids:
                _forget(connection, id)
                connection.execute(delete(VERSIONS).where(VERSIONS.c.article == id))
            _changed(connection, ids, generation)
            note(connection, {"generation": generation})

    def redo(self, ids: Collection[str]) -> None:
        """Let the passages and vectors of the articles *ids* be made anew, by who finishes what is pending."""
        stray = PASSAGES.c.article.not_in(select(ARTICLES.c.id))
        with self._database.transaction() as connection:
            _mark(connection, ids, "pending", OWN)
            connection.execute(delete(PASSAGES).where(stray))

    def settle(self) -> None:
        """Note the sentences' mean, which search takes away from each vector, if it has changed."""
        facts = self.manifest()
        if facts.get("settled") != (generation := facts.get("generation")):
            self.note(**self._settled(self.space(), generation))

    def _settled(self, space: int, generation: object) -> dict[str, object]:
        """The mean of all sentences in *space*, for the manifest; nothing if there are none."""
        total: Any = 0.0
        count = 0
        with self._database.transaction() as connection:
            found = connection.execute(with_vectors(space)).yield_per(AT_ONCE)
            for row in filter(sound, found):
                sentences = len(row.spans) // SPAN_BYTES
                total = total + matrix(row.vectors, 2 + sentences)[2:].sum(axis=0, dtype="f8")
                count += sentences
        if not count:
            return {}
        mean = base64.b64encode(blob(total / count)).decode()
        return {"mean": mean, "mean_of": count, "settled": generation}

    # --- a rebuild: another set of indexes, and with another embedder another space, beside the old ---

    def stage(self, embedder: str) -> int:
        """
        The number of the space in which *embedder* makes all vectors anew.

        What it made there before it was interrupted is kept; what another one did is not.
        """
        space = self.space()
        if self.manifest().get("staged") != embedder:
            self._forget_spaces()
            self.note(staged=embedder)
        return space + 1

    def put_vectors(
        self, space: int, title: Vectors, rows: Sequence[tuple[Passage, Vectors]]
    ) -> None:
        """Keep what was made anew for one article's passages in *space*."""
        theirs = EMBEDDINGS.c.passage.in_([passage.id for passage, _ in rows])
        with self._database.transaction() as connection:
            connection.execute(delete(EMBEDDINGS).where(theirs, EMBEDDINGS.c.space == space))
            _insert(connection, EMBEDDINGS, embedding_rows(space, blob(title), rows))

    def renew_terms(self, passages: Iterable[Passage]) -> None:
        """Take the terms of *passages* from their texts again."""
        made = map(passage_row, passages)
        rows = [{"key": row["id"], "terms": row["terms"], "seal": row["seal"]} for row in made]
        with self._database.transaction() as connection:
            connection.execute(update(PASSAGES).where(PASSAGES.c.id == bindparam("key")), rows)

    def switch(self, *, indexes: int, generation: int, space: int, embedder: str) -> None:
        """From now on the set *indexes* and the vectors of *space* are the library's, at one stroke."""
        settled = self._settled(space, generation)
        with self._database.transaction() as connection:
            facts = {"indexes": indexes, "generation": generation, "space": space}
            note(connection, {**facts, "embedder": embedder, **settled})
            connection.execute(delete(MANIFEST).where(MANIFEST.c.name == "staged"))
        self._forget_spaces()

    def _forget_spaces(self) -> None:
        """Delete the vectors of every space but the one in use, some at a time."""
        query = select(EMBEDDINGS.c.passage).where(EMBEDDINGS.c.space != SPACE).limit(AT_ONCE)
        while some := [row.passage for row in self._database.all(query)]:
            with self._database.transaction() as connection:
                old = EMBEDDINGS.c.passage.in_(some) & (EMBEDDINGS.c.space != SPACE)
                connection.execute(delete(EMBEDDINGS).where(old))


def note(connection: Connection, facts: dict[str, Any]) -> None:
    """Put *facts* into the manifest; of none nothing is written, for whoever writes waits for a writer."""
    rows = [sealed(MANIFEST, {"name": name, "value": str(facts[name])}) for name in facts]
    if rows:
        connection.execute(delete(MANIFEST).where(MANIFEST.c.name.in_(facts)))
        connection.execute(insert(MANIFEST), rows)


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _mark(connection: Connection, ids: Iterable[str], state: str, *where: Any) -> None:
    """Let *state* be that of the articles *ids*, *where* it may be."""
    for some in batches(ids):
        theirs = update(ARTICLES).where(ARTICLES.c.id.in_(some), *where)
        connection.execute(theirs.values(state=state))


def _relink(connection: Connection, id: str, same_as: str | None) -> frozenset[str]:
    """Make the copies of the article *id* copies of *same_as*, or none's and pending; their ids."""
    rows = connection.execute(select(ARTICLES).where(ARTICLES.c.same_as == id)).all()
    for row in rows:
        alone = {"same_as": None, "story": row.id, "state": "pending"}
        new = {"same_as": same_as} if same_as else alone
        if whole(ARTICLES, row):  # a damaged one stays so
            new = sealed(ARTICLES, row._asdict() | new)
        connection.execute(update(ARTICLES).where(ARTICLES.c.id == row.id).values(new))
    return frozenset(row.id for row in rows)


def _changed(connection: Connection, ids: Collection[str], generation: int) -> None:
    """Note with which generation the articles *ids* were shown, or were gone."""
    for some in batches(dict.fromkeys(ids)):
        connection.execute(delete(ARRIVALS).where(ARRIVALS.c.article.in_(some)))
        _insert(connection, ARRIVALS, [{"article": id, "generation": generation} for id in some])


def _keep_version(connection: Connection, id: str) -> None:
    old = connection.execute(select(ARTICLES).where(ARTICLES.c.id == id)).mappings().one()
    row = {c.name: old[c.name] for c in VERSIONS.c if c.name in old}
    row |= {"article": id, "replaced": time.time()}
    connection.execute(insert(VERSIONS), sealed(VERSIONS, row))


def _forget(connection: Connection, id: str, anew: Collection[str] = ()) -> None:
    """Take out the article *id*, and what damage left under the ids of passages to be written *anew*."""
    theirs = connection.execute(select(PASSAGES.c.id).where(PASSAGES.c.article == id)).scalars()
    for some in batches([*theirs, *anew]):
        connection.execute(delete(PASSAGES).where(PASSAGES.c.id.in_(some)))
        connection.execute(delete(EMBEDDINGS).where(EMBEDDINGS.c.passage.in_(some)))
    connection.execute(delete(ARTICLES).where(ARTICLES.c.id == id))
    connection.execute(delete(SHINGLES).where(SHINGLES.c.article == id))
