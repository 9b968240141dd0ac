"""
The library: one SQLite file that is the source of truth.

Articles, passages with their vectors, the manifest and the journal of conversations live here;
Chroma and tantivy hold nothing that cannot be made again from it.

An article is ``pending`` from the moment it is saved until both indexes hold its passages, and
``removed`` until both have dropped them: a writer that finds either finishes the work.
An article with ``same_as`` adds no text of its own: it is listed, never indexed.
"""

from __future__ import annotations

import base64
import struct
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    bindparam,
    delete,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)

from retrieval.errors import LibraryTooNew
from retrieval.index.database import Database, metadata
from retrieval.index.journal import Journal
from retrieval.search.terms import held
from retrieval.types import Article, Dated, Passage, Place, Source

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors

SCHEMA = 5  # raised with every change of the tables; ``_prepare`` refuses what is newer
State = Literal["pending", "done", "removed"]

_manifest = Table(
    "manifest",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
_articles = Table(
    "articles",
    metadata,
    Column("id", String, primary_key=True),
    Column("place", String, nullable=False, unique=True),
    Column("digest", String, nullable=False),
    Column("state", String, nullable=False),
    Column("same_as", String),
    Column("story", String, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("outlet", Text),
    Column("author", Text),
    Column("published", String),
    Column("precision", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("url", Text),
    Column("path", Text),
    Column("language", String, nullable=False),
    Column("agency", Text),
    Column("dateline", Text),
    Column("text", Text, nullable=False),
)
# Only the few rows that differ: SQLite would take an index of all of them for every question.
Index(
    "articles_unfinished",
    _articles.c.state,
    sqlite_where=_articles.c.state != "done",
)
Index(
    "articles_copies",
    _articles.c.same_as,
    sqlite_where=_articles.c.same_as.is_not(None),
)
_passages = Table(
    "passages",
    metadata,
    Column("id", String, primary_key=True),
    Column("article", String, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("spans", LargeBinary, nullable=False),
    Column("vectors", LargeBinary, nullable=False),  # its title's, its own, each sentence's
    Column("terms", Text, nullable=False),
)
_shingles = Table(
    "shingles",
    metadata,
    Column("hash", BigInteger, primary_key=True),
    Column("article", String, primary_key=True, index=True),
)
_SOURCE = [column for column in _articles.c if column.name != "text"]
# Asked with every question, so with no parameter but names: ``Database.named``.
_DONE = _articles.c.state == literal_column("'done'")
_NAMED = (_passages.c.id.in_(bindparam("ids", expanding=True)), _DONE)
_MEANINGS = select(_passages.c.id, _passages.c.spans, _passages.c.vectors).where(
    _passages.c.id.in_(bindparam("ids", expanding=True))
)
_QUOTED = func.substr(
    _articles.c.text, _passages.c.start + literal_column("1"), _passages.c.length
).label("quoted")
_SEEN = [c for c in _SOURCE if c.name not in ("place", "digest", "state", "same_as")]
_CANDIDATES = (
    select(_passages.c.start, _passages.c.spans, _passages.c.terms, _QUOTED, *_SEEN)
    .join(_articles, _articles.c.id == _passages.c.article)
    .where(*_NAMED)
)
_PLACE = [
    _articles.c[name] for name in ("id", "story", "title", "outlet", "published", "url", "path")
]
_KIN = select(*_PLACE).where(_articles.c.story.in_(bindparam("stories", expanding=True)), _DONE)
_GENERATION = select(_manifest.c.value).where(_manifest.c.name == literal_column("'generation'"))
_SPAN_BYTES = 8  # two 32-bit offsets
Value = TypeVar("Value")
_FEW = 30  # sentences, whose mean says as much of their subject as of the language
_MANY = 10_000  # in a library of before they were counted
_AT_ONCE = 500  # ids in one IN list; SQLite's own limit is 32,766 variables


@dataclass(frozen=True, slots=True)
class Filed:
    """What the library already holds for a place."""

    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class Meanings:
    """
    The vectors of some passages, as the embedder made them.

    ids, lengths: of the passages, these in sentences.
    vectors: passage by passage a row for the title, one for the whole passage and one for each
        sentence, shape ``(2 * len(ids) + sum(lengths), dimension)``.
    """

    ids: tuple[str, ...]
    lengths: tuple[int, ...]
    vectors: Vectors


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A passage as ranking looks at it; where else its story was told is not yet said.

    terms: what its title and each of its sentences have of them (``retrieval.search.terms``), a line each.
    """

    passage: Passage
    story: str
    terms: str

    @property
    def id(self) -> str:
        return self.passage.id

    @property
    def article(self) -> str:
        return self.passage.source.id


class Library:
    """
    Everything Rawi knows, in ``<home>/library.db``.

    Methods block for a few milliseconds; whoever is async wraps them. Reading is safe while
    another process writes; only the holder of ``retrieval.index.lock`` may change articles.
    """

    def __init__(self, home: Path) -> None:
        """Open or create. Raises HomeUnusable or LibraryTooNew."""
        self._database = Database(home)
        self.path = self._database.path
        self.journal = Journal(self._database)
        with self._database.transaction() as connection:
            _prepare(connection, self.path)

    def close(self) -> None:
        self._database.close()

    # --- the manifest: small facts about the whole library ---

    def manifest(self) -> dict[str, str]:
        return {row.name: row.value for row in self._database.all(select(_manifest))}

    def generation(self) -> int:
        """Raised by every change; 0 when new."""
        rows = self._database.named(_GENERATION)
        return int(rows[0].value) if rows else 0

    def note(self, **facts: object) -> None:
        """Put *facts* into the manifest, in place of what stood there under the same names."""
        with self._database.transaction() as connection:
            _note(connection, facts)

    def counts(self) -> dict[str, int]:
        """How many ``articles``, ``copies``, ``passages``, ``shown`` ones and ``unfinished`` articles."""
        copy, undone = _articles.c.same_as.is_not(None), _articles.c.state != "done"
        waiting = select(_articles.c.id).where(undone)
        # By what is missing, which indexes name: to look at every article takes a second.
        counted = {
            "all": select(func.count()).select_from(_articles),
            "copied": select(func.count()).select_from(_articles).where(copy),
            "unfinished": select(func.count()).select_from(_articles).where(undone),
            "uncopied": select(func.count()).select_from(_articles).where(copy, undone),
            "passages": select(func.count()).select_from(_passages),
            "hidden": select(func.count()).where(_passages.c.article.in_(waiting)),
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

    # --- reading ---

    def sources(self) -> list[Source]:
        """One article a story, by date and id; each lists where else the story was."""
        rows = self._database.all(select(*_SOURCE).where(_articles.c.state == "done"))
        kin = _kin(rows)
        own = [row for row in rows if row.same_as is None]
        own.sort(key=lambda row: (row.id != row.story, row.id))
        tellers = {row.story: row for row in reversed(own)}.values()
        return [
            _source(row, kin)
            for row in sorted(tellers, key=lambda row: (row.published or "", row.id))
        ]

    def article(self, id: str) -> Article | None:
        """The article *id*; for a copy, the article that keeps its text."""
        rows = self._database.all(
            select(_articles).where(_articles.c.id == id, _articles.c.state == "done")
        )
        if not rows:
            return None
        (row,) = rows
        return self.article(row.same_as) if row.same_as else self._with_kin([row])[0]

    def source(self, id: str) -> Source | None:
        """The article *id* itself, be it a copy, without its text."""
        rows = self._database.all(
            select(*_SOURCE).where(_articles.c.id == id, _articles.c.state == "done")
        )
        return _source(rows[0], {}) if rows else None

    def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Those of *ids* that are in the library and have a text of their own."""
        rows = self._database.all(
            select(_articles).where(
                _articles.c.id.in_(ids), _articles.c.state == "done", _articles.c.same_as.is_(None)
            )
        )
        return {article.source.id: article for article in self._with_kin(rows)}

    def _with_kin(self, rows: Sequence[Row[Any]]) -> list[Article]:
        kin = self.told([*{row.story for row in rows}])
        return [Article(_source(row, kin), row.text, row.place) for row in rows]

    def meanings(self, ids: Sequence[str]) -> Meanings:
        """Of those passages among *ids* that are here, be their articles done or not."""
        rows = self._database.named(_MEANINGS, ids)
        lengths = tuple(len(row.spans) // _SPAN_BYTES for row in rows)
        vectors = _matrix(b"".join(row.vectors for row in rows), 2 * len(rows) + sum(lengths))
        return Meanings(tuple(row.id for row in rows), lengths, vectors)

    def candidates(self, ids: Sequence[str]) -> list[Candidate]:
        """Those passages among *ids* that may be shown."""
        return [
            Candidate(
                Passage(_source(row, {}), row.start, row.quoted, _spans(row.spans)),
                row.story,
                row.terms,
            )
            for row in self._database.named(_CANDIDATES, ids)
        ]

    def told(self, stories: Sequence[str]) -> dict[str, list[Place]]:
        """Wherever each of *stories* was told, by story and in the order of ids."""
        return _kin(self._database.named(_KIN, stories))

    def every_passage(self) -> Iterator[tuple[Passage, Vectors]]:
        """All passages that may be shown, article by article: the passage's vector, its sentences'."""
        ids = [row.id for row in self._database.all(select(_articles.c.id).where(_OWN))]
        for some in _batches(ids):
            articles = self.articles(some)
            rows = self._database.all(select(_passages).where(_passages.c.article.in_(some)))
            for row in rows:
                passage = _passage(row, articles[row.article])
                yield passage, _matrix(row.vectors, 2 + len(passage.spans))[1:]

    # --- writing, by ``retrieval.index.ingest`` alone ---

    def filed(self) -> dict[str, Filed]:
        """What is already here, by place."""
        rows = self._database.all(select(_articles.c.place, _articles.c.id, _articles.c.digest))
        return {row.place: Filed(row.id, row.digest) for row in rows}

    def sharing(self, hashes: Collection[int], *, but: str, limit: int = 10) -> list[str]:
        """Articles with a text of their own, *but* one, that hold most of *hashes*, best first."""
        shared: Counter[str] = Counter()
        for some in _batches(hashes):
            rows = self._database.all(
                select(_shingles.c.article, func.count().label("shared"))
                .where(_shingles.c.hash.in_(some), _shingles.c.article != but)
                .group_by(_shingles.c.article)
            )
            shared.update({row.article: row.shared for row in rows})
        return [article for article, _ in shared.most_common(limit)]

    def unfinished(self, state: State) -> list[Article]:
        rows = self._database.all(select(_articles).where(_articles.c.state == state))
        return [Article(_source(row, {}), row.text, row.place) for row in rows]

    def own_text(self, id: str) -> str:
        return str(self._database.all(select(_articles.c.text).where(_articles.c.id == id))[0][0])

    def story_of(self, id: str) -> str:
        return str(self._database.all(select(_articles.c.story).where(_articles.c.id == id))[0][0])

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
        row = self._database.all(select(_articles).where(_articles.c.id == id))[0]
        article = Article(_source(row, {}), row.text, row.place)
        for row in self._database.all(select(_passages).where(_passages.c.article == id)):
            passage = _passage(row, article)
            yield article.source.title, passage, _matrix(row.vectors, 2 + len(passage.spans))

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
        Keep *article* as pending, or as done if it is a copy with nothing to index.

        title: its vector; there must be one if there are *passages*, each of which has a row of its
            own and one for each of its sentences.
        """
        id = article.source.id
        row = {
            **_columns(article.source),
            "place": article.place,
            "digest": digest,
            "state": "done" if same_as else "pending",
            "same_as": same_as,
            "story": story,
            "text": article.text,
        }
        with self._database.transaction() as connection:
            _forget(connection, id)
            connection.execute(insert(_articles), row)
            if same_as:
                connection.execute(
                    update(_articles).where(_articles.c.same_as == id).values(same_as=same_as)
                )
            above = b"" if title is None else _blob(title)
            if rows := [_passage_row(passage, above, vectors) for passage, vectors in passages]:
                connection.execute(insert(_passages), rows)
            if marks := [{"hash": hash, "article": id} for hash in hashes]:
                connection.execute(insert(_shingles), marks)

    def orphan(self, id: str, *, removed: bool) -> None:
        """
        Before *id* changes or goes: its copies must stand on their own text again.

        They become pending; so does *id*, or removed if it is to go.
        """
        with self._database.transaction() as connection:
            connection.execute(
                update(_articles)
                .where(_articles.c.same_as == id)
                .values(same_as=None, story=_articles.c.id, state="pending")
            )
            state = "removed" if removed else "pending"
            connection.execute(update(_articles).where(_articles.c.id == id).values(state=state))

    def finish(self, ids: Collection[str], **facts: object) -> None:
        """The indexes hold the articles *ids* now: show them, and note *facts* with them."""
        with self._database.transaction() as connection:
            for some in _batches(ids):
                connection.execute(
                    update(_articles).where(_articles.c.id.in_(some)).values(state="done")
                )
            _note(connection, facts)

    def settle(self) -> None:
        """Note the sentences' mean, which search takes away from each vector, if it has changed."""
        facts = self.manifest()
        if facts.get("settled") == facts.get("generation"):
            return
        total: Any = 0.0
        count = 0
        with self._database.transaction() as connection:
            rows = connection.execute(select(_passages.c.spans, _passages.c.vectors))
            for some in rows.yield_per(_AT_ONCE).partitions():
                sentences = sum(len(row.spans) // _SPAN_BYTES for row in some)
                block = _matrix(b"".join(map(_of_sentences, some)), sentences)
                total = total + block.sum(axis=0, dtype="f8")
                count += sentences
            if count:
                mean = base64.b64encode(_blob(total / count)).decode()
                settled = {"mean": mean, "mean_of": count, "settled": facts.get("generation")}
                _note(connection, settled)

    def mean(self, unsettled: Vectors) -> Vectors:
        """
        The mean of all vectors as last settled, of few drawn towards *unsettled*.

        All that a few sentences have in common may be their subject, which must not be taken away.
        """
        facts = self.manifest()
        if "mean" not in facts:
            return unsettled
        count = int(facts.get("mean_of", _MANY))
        own = _matrix(base64.b64decode(facts["mean"]), 1)[0]
        mean: Vectors = (count * own + _FEW * unsettled) / (count + _FEW)
        return mean

    def renew_terms(self, passages: Iterable[Passage]) -> None:
        """Take the terms of *passages* from their texts again."""
        rows = [{"key": passage.id, "renewed": _terms(passage)} for passage in passages]
        with self._database.transaction() as connection:
            connection.execute(
                update(_passages)
                .where(_passages.c.id == bindparam("key"))
                .values(terms=bindparam("renewed")),
                rows,
            )

    def forget_vectors(self, embedder: str) -> None:
        """Make every article pending and without vectors, for *embedder* to embed anew."""
        with self._database.transaction() as connection:
            connection.execute(delete(_passages))
            connection.execute(update(_articles).where(_OWN).values(state="pending"))
            _note(connection, {"embedder": embedder})

    def drop(self, id: str) -> None:
        """The indexes have dropped the article *id*: forget it."""
        with self._database.transaction() as connection:
            _forget(connection, id)


# In schema 1 entries had no name of their own.
_ENTRIES_OF_1 = (
    "INSERT INTO entries (kind, id, key, at, body)"
    " SELECT kind, CAST(id AS TEXT), key, at, body FROM journal ORDER BY id"
)
# In schema 2 passages had no terms: they get them, as its indexes will say, by a rebuild.
_TERMLESS = (
    "ALTER TABLE passages ADD COLUMN terms TEXT NOT NULL DEFAULT ''",
    "UPDATE manifest SET value = CAST(value AS INTEGER) + 1 WHERE name = 'generation'",
)
# In schema 3 the vector of a title stood with its article.
_TITLES_OF_3 = (
    "UPDATE passages SET vectors = CAST((SELECT title_vector FROM articles"
    " WHERE articles.id = passages.article) || vectors AS BLOB)",
    "ALTER TABLE articles DROP COLUMN title_vector",
)
_OWN = (_articles.c.state == "done") & _articles.c.same_as.is_(None)


def _prepare(connection: Connection, path: Path) -> None:
    """Create what is missing; refuse what a later version wrote."""
    metadata.create_all(connection)
    found = connection.execute(
        select(_manifest.c.value).where(_manifest.c.name == "schema")
    ).scalar()
    if found is None:
        connection.execute(insert(_manifest), {"name": "schema", "value": str(SCHEMA)})
    elif int(found) > SCHEMA:
        raise LibraryTooNew(path=path, found=found, known=SCHEMA)
    elif int(found) < SCHEMA:
        if int(found) == 1:
            connection.execute(text(_ENTRIES_OF_1))
            connection.execute(text("DROP TABLE journal"))
        titled = _TITLES_OF_3 if int(found) < 4 else ()
        for change in [*(_TERMLESS if int(found) < 3 else ()), *titled]:
            connection.execute(text(change))
        _lend_wholes(connection)
        _note(connection, {"schema": SCHEMA})


def _lend_wholes(connection: Connection) -> None:
    """
    In schema 4 no passage had a vector of its own: let it be its sentences' mean.

    It ranks as well as it did; ``rawi rebuild --embed`` gives it what new articles have.
    """
    import numpy as np

    from retrieval.index.embedding import unit

    ids = [row.id for row in connection.execute(select(_passages.c.id))]
    for some in _batches(ids):
        query = select(_passages.c.id, _passages.c.spans, _passages.c.vectors)
        rows = []
        for row in connection.execute(query.where(_passages.c.id.in_(some))):
            old = _matrix(row.vectors, 1 + len(row.spans) // _SPAN_BYTES)
            whole = unit(old[1:].mean(axis=0))
            renewed = np.concatenate([old[:1], whole[None], old[1:]])
            rows.append({"key": row.id, "renewed": _blob(renewed)})
        connection.execute(
            update(_passages)
            .where(_passages.c.id == bindparam("key"))
            .values(vectors=bindparam("renewed")),
            rows,
        )


def _note(connection: Connection, facts: dict[str, Any]) -> None:
    if facts:
        connection.execute(delete(_manifest).where(_manifest.c.name.in_(facts)))
        rows = [{"name": name, "value": str(value)} for name, value in facts.items()]
        connection.execute(insert(_manifest), rows)


def _forget(connection: Connection, id: str) -> None:
    connection.execute(delete(_articles).where(_articles.c.id == id))
    connection.execute(delete(_passages).where(_passages.c.article == id))
    connection.execute(delete(_shingles).where(_shingles.c.article == id))


def _columns(source: Source) -> dict[str, str | None]:
    names = ("id", "title", "outlet", "author", "url", "path", "language", "agency", "dateline")
    date = source.date
    return {
        **{name: getattr(source, name) for name in names},
        "published": date.iso,
        "precision": date.precision,
        "origin": date.origin,
    }


def _source(row: Row[Any], kin: dict[str, list[Place]]) -> Source:
    return Source(
        id=row.id,
        title=row.title,
        outlet=row.outlet,
        author=row.author,
        date=Dated(row.published, row.precision, row.origin),
        url=row.url,
        path=row.path,
        language=row.language,
        agency=row.agency,
        dateline=row.dateline,
        also_in=tuple(place for place in kin.get(row.story, ()) if place.id != row.id),
    )


def _kin(rows: Iterable[Row[Any]]) -> dict[str, list[Place]]:
    """The places of each story, by id."""
    kin: dict[str, list[Place]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.id):
        kin[row.story].append(
            Place(row.id, row.title, row.outlet, row.published, row.url, row.path)
        )
    return kin


def _passage_row(passage: Passage, title: bytes, vectors: Vectors) -> dict[str, object]:
    return {
        "id": passage.id,
        "article": passage.source.id,
        "start": passage.start,
        "length": len(passage.text),
        "spans": struct.pack(f"<{2 * len(passage.spans)}i", *chain.from_iterable(passage.spans)),
        "vectors": title + _blob(vectors),
        "terms": _terms(passage),
    }


def _passage(row: Row[Any], article: Article) -> Passage:
    text = article.text[row.start : row.start + row.length]
    return Passage(article.source, row.start, text, _spans(row.spans))


def _blob(vectors: Vectors) -> bytes:
    """Half precision: its error is a tenth of what quantising the model cost."""
    return vectors.astype("<f2").tobytes()


def _matrix(blob: bytes, rows: int) -> Vectors:
    import numpy as np  # here, because most commands never touch a vector

    # By their bits, for numpy takes halves one by one: sign and digits moved to where a float has
    # them, copies of the sign taken out, and the exponent made up for.
    bits = np.frombuffer(blob, "<i2").astype("<i4") << 13
    bits &= ~0x70000000
    found: Vectors = bits.view("<f4") * np.float32(2.0**112)
    return found.reshape(rows, len(found) // max(rows, 1))


def _of_sentences(row: Any) -> bytes:
    """The vectors of a passage's sentences."""
    rows = 2 + len(row.spans) // _SPAN_BYTES
    return bytes(row.vectors[2 * len(row.vectors) // rows :])


def _terms(passage: Passage) -> str:
    return "\n".join(map(held, (passage.source.title, *passage.sentences)))


def _spans(blob: bytes) -> tuple[tuple[int, int], ...]:
    return tuple(struct.iter_unpack("<2i", blob))


def _batches(values: Iterable[Value]) -> Iterator[list[Value]]:
    rest = iter(values)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
