"""What changes the library, by the holder of ``retrieval.index.lock`` alone, and what that needs."""

from __future__ import annotations

import base64
import time
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from retrieval.index.migrations import note
from retrieval.index.passage_reads import EMBEDDED, WITH_VECTORS, PassageReads, in_space
from retrieval.index.rows import (
    AT_ONCE,
    SPAN_BYTES,
    Filed,
    article_of,
    article_row,
    batches,
    blob,
    embedding_rows,
    matrix,
    passage_of,
    passage_row,
    sealed,
    sentence_bytes,
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

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors


class Writes(PassageReads):
    """One transaction a method: kept whole or not at all."""

    def note(self, **facts: object) -> None:
        """Put *facts* into the manifest, in place of what stood there under the same names."""
        with self._database.transaction() as connection:
            note(connection, facts)

    def filed(self) -> dict[str, Filed]:
        """What is already here, by place."""
        rows = self._database.all(select(ARTICLES.c.place, ARTICLES.c.id, ARTICLES.c.digest))
        return {row.place: Filed(row.id, row.digest) for row in rows}

    def sharing(self, hashes: Collection[int], *, but: str, limit: int = 10) -> list[str]:
        """Articles with a text of their own, *but* one, that hold most of *hashes*, best first."""
        shared: Counter[str] = Counter()
        for some in batches(hashes):
            rows = self._database.all(
                select(SHINGLES.c.article, func.count().label("shared"))
                .join(ARTICLES, ARTICLES.c.id == SHINGLES.c.article)
                .where(SHINGLES.c.hash.in_(some), SHINGLES.c.article != but)
                .group_by(SHINGLES.c.article)
            )
            shared.update({row.article: row.shared for row in rows})
        return [article for article, _ in shared.most_common(limit)]

    def unfinished(self, *, removed: bool) -> list[Article]:
        """What a writer has left: to be taken out, or (whatever else its state is called) to be indexed."""
        left = (
            ARTICLES.c.state == "removed"
            if removed
            else ARTICLES.c.state.not_in(("done", "removed"))
        )
        rows = self._database.all(select(ARTICLES).where(left))
        return [article_of(row) for row in rows]

    def kept_vectors(self, id: str, *, wholes: bool = True) -> dict[str, Vectors]:
        """The vectors of the article *id*'s title and sentences, by text; *wholes*: its passages' too."""
        row = self._database.all(select(ARTICLES).where(ARTICLES.c.id == id))[0]
        article = article_of(row)
        kept: dict[str, Vectors] = {}
        rows = self._database.all(EMBEDDED.where(PASSAGES.c.article == id))
        for row in filter(sound, rows):
            passage = passage_of(row, article)
            kept[article.source.title], whole, *vectors = matrix(
                row.vectors, 2 + len(passage.spans)
            )
            if wholes:
                kept[passage.text] = whole
            kept |= dict(zip(passage.sentences, vectors, strict=True))
        return kept

    def save(
        self,
        article: Article,
        *,
        digest: str,
        story: str,
        same_as: str | None = None,
        title: Vectors | None = None,
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
        row = {
            **article_row(article.source),
            "place": article.key,
            "digest": digest,
            "state": "pending",
            "same_as": same_as,
            "story": story,
            "passages": len(rows),
            "text": article.text,
        }
        with self._database.transaction() as connection:
            if keep_version:
                _keep_version(connection, id)
            _forget(connection, id, [passage.id for passage, _ in rows])
            connection.execute(insert(ARTICLES), sealed(ARTICLES, row))
            if same_as:
                _relink(connection, id, same_as)
            above = b"" if title is None else blob(title)
            if rows:
                connection.execute(insert(PASSAGES), [passage_row(passage) for passage, _ in rows])
                space = connection.execute(select(SPACE)).scalar_one()
                connection.execute(insert(EMBEDDINGS), embedding_rows(space, above, rows))
            if marks := [{"hash": hash, "article": id} for hash in hashes]:
                connection.execute(insert(SHINGLES), marks)

    def orphan(self, id: str, *, removed: bool) -> frozenset[str]:
        """
        Before *id* changes or goes: its copies must stand on their own text again.

        They become pending and are returned; so does *id*, or removed if it is to go.
        """
        with self._database.transaction() as connection:
            found = _relink(connection, id, None)
            state = "removed" if removed else "pending"
            connection.execute(update(ARTICLES).where(ARTICLES.c.id == id).values(state=state))
        return found

    def finish(self, ids: Collection[str], *, generation: int, **facts: object) -> None:
        """The indexes hold the articles *ids* now: show them, and note *facts* with them."""
        with self._database.transaction() as connection:
            for some in batches(ids):
                connection.execute(
                    update(ARTICLES).where(ARTICLES.c.id.in_(some)).values(state="done")
                )
            _changed(connection, ids, generation)
            note(connection, {"generation": generation, **facts})

    def settle(self) -> None:
        """Note the sentences' mean, which search takes away from each vector, if it has changed."""
        facts = self.manifest()
        if facts.get("settled") != (generation := facts.get("generation")):
            self.note(**self._settled(self.space(), generation))

    def _settled(self, space: int, generation: object) -> dict[str, object]:
        """The mean of all sentences in *space*, for the manifest; nothing if there are none."""
        query = WITH_VECTORS.select_from(PASSAGES.join(EMBEDDINGS, in_space(space)))
        total: Any = 0.0
        count = 0
        with self._database.transaction() as connection:
            for rows in connection.execute(query).yield_per(AT_ONCE).partitions():
                some = [row for row in rows if sound(row)]
                sentences = sum(len(row.spans) // SPAN_BYTES for row in some)
                block = matrix(b"".join(map(sentence_bytes, some)), sentences)
                total = total + block.sum(axis=0, dtype="f8")
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
        with self._database.transaction() as connection:
            theirs = [passage.id for passage, _ in rows]
            old = EMBEDDINGS.c.passage.in_(theirs) & (EMBEDDINGS.c.space == space)
            connection.execute(delete(EMBEDDINGS).where(old))
            connection.execute(insert(EMBEDDINGS), embedding_rows(space, blob(title), rows))

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

    def redo(self, ids: Collection[str]) -> None:
        """Let the passages and vectors of the articles *ids* be made anew, by who finishes what is pending."""
        stray = PASSAGES.c.article.not_in(select(ARTICLES.c.id))
        pending = update(ARTICLES).where(OWN).values(state="pending")
        with self._database.transaction() as connection:
            for some in batches(ids):
                connection.execute(pending.where(ARTICLES.c.id.in_(some)))
            connection.execute(delete(PASSAGES).where(stray))

    def renew_terms(self, passages: Iterable[Passage]) -> None:
        """Take the terms of *passages* from their texts again."""
        made = map(passage_row, passages)
        rows = [{"key": row["id"], "renewed": row["terms"], "made": row["seal"]} for row in made]
        with self._database.transaction() as connection:
            connection.execute(
                update(PASSAGES)
                .where(PASSAGES.c.id == bindparam("key"))
                .values(terms=bindparam("renewed"), seal=bindparam("made")),
                rows,
            )

    def drop(self, ids: Collection[str], *, generation: int) -> None:
        """The indexes have dropped the articles *ids* with *generation*: forget them."""
        with self._database.transaction() as connection:
            for id in ids:
                _forget(connection, id)
                connection.execute(delete(VERSIONS).where(VERSIONS.c.article == id))
            _changed(connection, ids, generation)
            note(connection, {"generation": generation})


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
        rows = [{"article": id, "generation": generation} for id in some]
        connection.execute(insert(ARRIVALS), rows)


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
