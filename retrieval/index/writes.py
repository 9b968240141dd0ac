"""What changes the library, by the holder of ``retrieval.index.lock`` alone, and what that needs."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from retrieval.index.migrations import note
from retrieval.index.reads import Reads
from retrieval.index.rows import (
    AT_ONCE,
    SPAN_BYTES,
    Filed,
    article_row,
    batches,
    blob,
    matrix,
    passage_of,
    passage_row,
    sentence_bytes,
    source_of,
    terms_of,
)
from retrieval.index.schema import ARTICLES, OWN, PASSAGES, SHINGLES, State
from retrieval.types import Article, Passage

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors


class Writes(Reads):
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
                .where(SHINGLES.c.hash.in_(some), SHINGLES.c.article != but)
                .group_by(SHINGLES.c.article)
            )
            shared.update({row.article: row.shared for row in rows})
        return [article for article, _ in shared.most_common(limit)]

    def unfinished(self, state: State) -> list[Article]:
        rows = self._database.all(select(ARTICLES).where(ARTICLES.c.state == state))
        return [Article(source_of(row, {}), row.text, row.place) for row in rows]

    def own_text(self, id: str) -> str:
        return str(self._database.all(select(ARTICLES.c.text).where(ARTICLES.c.id == id))[0][0])

    def story_of(self, id: str) -> str:
        return str(self._database.all(select(ARTICLES.c.story).where(ARTICLES.c.id == id))[0][0])

    def sentence_vectors(self, id: str) -> dict[str, Vectors]:
        """The vectors of the article *id*'s title and sentences, by text."""
        kept = {}
        for title, passage, (above, _, *vectors) in self._embedded(id):
            kept[title] = above
            kept |= dict(zip(passage.sentences, vectors, strict=True))
        return kept

    def kept_vectors(self, id: str) -> dict[str, Vectors]:
        """All vectors that the article *id* already has, by text: none is made twice."""
        wholes = {passage.text: vectors[1] for _, passage, vectors in self._embedded(id)}
        return wholes | self.sentence_vectors(id)

    def _embedded(self, id: str) -> Iterator[tuple[str, Passage, Vectors]]:
        """The title of the article *id* with each of its passages and their vectors."""
        row = self._database.all(select(ARTICLES).where(ARTICLES.c.id == id))[0]
        article = Article(source_of(row, {}), row.text, row.place)
        for row in self._database.all(select(PASSAGES).where(PASSAGES.c.article == id)):
            passage = passage_of(row, article)
            yield article.source.title, passage, matrix(row.vectors, 2 + len(passage.spans))

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
    ) -> None:
        """
        Keep *article* as pending, a copy too: while anything is, an index may be ahead.

        title: its vector; there must be one if there are *passages*, each of which has a row of its
            own and one for each of its sentences.
        """
        id = article.source.id
        row = {
            **article_row(article.source),
            "place": article.place,
            "digest": digest,
            "state": "pending",
            "same_as": same_as,
            "story": story,
            "text": article.text,
        }
        with self._database.transaction() as connection:
            forget(connection, id)
            connection.execute(insert(ARTICLES), row)
            if same_as:
                connection.execute(
                    update(ARTICLES).where(ARTICLES.c.same_as == id).values(same_as=same_as)
                )
            above = b"" if title is None else blob(title)
            if rows := [passage_row(passage, above, vectors) for passage, vectors in passages]:
                connection.execute(insert(PASSAGES), rows)
            if marks := [{"hash": hash, "article": id} for hash in hashes]:
                connection.execute(insert(SHINGLES), marks)

    def orphan(self, id: str, *, removed: bool) -> frozenset[str]:
        """
        Before *id* changes or goes: its copies must stand on their own text again.

        They become pending and are returned; so does *id*, or removed if it is to go.
        """
        copies = select(ARTICLES.c.id).where(ARTICLES.c.same_as == id)
        with self._database.transaction() as connection:
            found = frozenset(connection.execute(copies).scalars())
            connection.execute(
                update(ARTICLES)
                .where(ARTICLES.c.same_as == id)
                .values(same_as=None, story=ARTICLES.c.id, state="pending")
            )
            state = "removed" if removed else "pending"
            connection.execute(update(ARTICLES).where(ARTICLES.c.id == id).values(state=state))
        return found

    def finish(self, ids: Collection[str], **facts: object) -> None:
        """The indexes hold the articles *ids* now: show them, and note *facts* with them."""
        with self._database.transaction() as connection:
            for some in batches(ids):
                connection.execute(
                    update(ARTICLES).where(ARTICLES.c.id.in_(some)).values(state="done")
                )
            note(connection, facts)

    def settle(self) -> None:
        """Note the sentences' mean, which search takes away from each vector, if it has changed."""
        facts = self.manifest()
        if facts.get("settled") == facts.get("generation"):
            return
        total: Any = 0.0
        count = 0
        with self._database.transaction() as connection:
            rows = connection.execute(select(PASSAGES.c.spans, PASSAGES.c.vectors))
            for some in rows.yield_per(AT_ONCE).partitions():
                sentences = sum(len(row.spans) // SPAN_BYTES for row in some)
                block = matrix(b"".join(map(sentence_bytes, some)), sentences)
                total = total + block.sum(axis=0, dtype="f8")
                count += sentences
            if count:
                mean = base64.b64encode(blob(total / count)).decode()
                settled = {"mean": mean, "mean_of": count, "settled": facts.get("generation")}
                note(connection, settled)

    def renew_terms(self, passages: Iterable[Passage]) -> None:
        """Take the terms of *passages* from their texts again."""
        rows = [{"key": passage.id, "renewed": terms_of(passage)} for passage in passages]
        with self._database.transaction() as connection:
            connection.execute(
                update(PASSAGES)
                .where(PASSAGES.c.id == bindparam("key"))
                .values(terms=bindparam("renewed")),
                rows,
            )

    def forget_vectors(self, embedder: str) -> None:
        """Make every article pending and without vectors, for *embedder* to embed anew."""
        with self._database.transaction() as connection:
            connection.execute(delete(PASSAGES))
            connection.execute(update(ARTICLES).where(OWN).values(state="pending"))
            note(connection, {"embedder": embedder})

    def drop(self, ids: Collection[str], **facts: object) -> None:
        """The indexes have dropped the articles *ids*: forget them, and note *facts* with that."""
        with self._database.transaction() as connection:
            for id in ids:
                forget(connection, id)
            note(connection, facts)


def forget(connection: Connection, id: str) -> None:
    connection.execute(delete(ARTICLES).where(ARTICLES.c.id == id))
    connection.execute(delete(PASSAGES).where(PASSAGES.c.article == id))
    connection.execute(delete(SHINGLES).where(SHINGLES.c.article == id))
