"""
The library: one SQLite file that is the source of truth. The only module that imports SQLAlchemy.

Articles, passages with their vectors, the manifest and the journal of conversations live here;
Chroma and tantivy hold nothing that cannot be made again from it. Every statement is SQLAlchemy
Core, so that PostgreSQL can take SQLite's place; what only SQLite knows is in ``_tune``.

An article is ``pending`` from the moment it is saved until both indexes hold its passages, and
``removed`` until both have dropped them: a writer that finds either finishes the work.
An article with ``same_as`` adds no text of its own: it is listed, never indexed.
"""

import base64
import json
import sqlite3
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import numpy as np
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Row,
    String,
    Table,
    Text,
    create_engine,
    delete,
    event,
    exc,
    func,
    insert,
    select,
    update,
)

from retrieval.embedding import Vectors
from retrieval.errors import HomeUnusable, LibraryTooNew
from retrieval.types import Article, Dated, Passage, Place, Source

SCHEMA = 1  # raised with every change of the tables; ``_prepare`` refuses what is newer
State = Literal["pending", "done", "removed"]

_metadata = MetaData()
_manifest = Table(
    "manifest",
    _metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
)
_articles = Table(
    "articles",
    _metadata,
    Column("id", String, primary_key=True),
    Column("place", String, nullable=False, unique=True),
    Column("digest", String, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("same_as", String, index=True),
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
_passages = Table(
    "passages",
    _metadata,
    Column("id", String, primary_key=True),
    Column("article", String, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("length", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)
_shingles = Table(
    "shingles",
    _metadata,
    Column("hash", BigInteger, primary_key=True),
    Column("article", String, primary_key=True, index=True),
)
_journal = Table(
    "journal",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("body", Text, nullable=False),
)
_SOURCE = [column for column in _articles.c if column.name != "text"]
_AT_ONCE = 500  # ids in one IN list; SQLite's own limit is 32,766 variables


@dataclass(frozen=True, slots=True)
class Filed:
    """What the library already holds for a place."""

    id: str
    digest: str
    state: State
    same_as: str | None


@dataclass(frozen=True, slots=True)
class Vector:
    """A passage's vector, and the story its article belongs to."""

    story: str
    values: Vectors


class Library:
    """
    Everything Rawi knows, in ``<home>/library.db``.

    Methods block for a few milliseconds; whoever is async wraps them. Reading is safe while
    another process writes; only the holder of ``retrieval.lock`` may change articles.
    """

    def __init__(self, home: Path) -> None:
        """Open or create. Raises HomeUnusable or LibraryTooNew."""
        self.path = home / "library.db"
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HomeUnusable(path=home, why=error.strerror) from error
        self._engine = create_engine(f"sqlite:///{self.path}")
        event.listen(self._engine, "connect", _tune)
        with self._transaction() as connection:
            _prepare(connection, self.path)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A connection whose work is kept whole or not at all, its failures said in a sentence."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except exc.DBAPIError as error:  # full disk, read-only folder, damaged file
            raise HomeUnusable(path=self.path, why=error.orig) from error

    def _all(self, statement: Any) -> Sequence[Row[Any]]:
        with self._transaction() as connection:
            return connection.execute(statement).all()

    # --- the manifest: small facts about the whole library ---

    def manifest(self) -> dict[str, str]:
        return {row.name: row.value for row in self._all(select(_manifest))}

    def counts(self) -> dict[str, int]:
        """How many ``articles``, ``copies``, ``passages`` and ``unfinished`` articles."""
        own = _articles.c.same_as.is_(None)
        done = _articles.c.state == "done"
        counted = {
            "articles": select(func.count()).where(own, done),
            "copies": select(func.count()).where(~own, done),
            "passages": select(func.count()).select_from(_passages),
            "unfinished": select(func.count()).where(~done),
        }
        return {name: self._all(query)[0][0] for name, query in counted.items()}

    # --- reading ---

    def sources(self) -> list[Source]:
        """Every article with a text of its own, by date and id; each lists where else it was."""
        rows = self._all(select(*_SOURCE).where(_articles.c.state == "done"))
        kin = _kin(rows)
        own = sorted(
            (row for row in rows if row.same_as is None),
            key=lambda row: (row.published or "", row.id),
        )
        return [_source(row, kin) for row in own]

    def article(self, id: str) -> Article | None:
        """The article *id*; for a copy, the article that keeps its text."""
        rows = self._all(select(_articles).where(_articles.c.id == id, _articles.c.state == "done"))
        if not rows:
            return None
        (row,) = rows
        return self.article(row.same_as) if row.same_as else self._with_kin([row])[0]

    def articles(self, ids: Collection[str]) -> dict[str, Article]:
        """Those of *ids* that are in the library and have a text of their own."""
        rows = self._all(
            select(_articles).where(
                _articles.c.id.in_(ids), _articles.c.state == "done", _articles.c.same_as.is_(None)
            )
        )
        return {article.source.id: article for article in self._with_kin(rows)}

    def _with_kin(self, rows: Sequence[Row[Any]]) -> list[Article]:
        stories = {row.story for row in rows}
        kin = _kin(
            self._all(
                select(*_SOURCE).where(_articles.c.story.in_(stories), _articles.c.state == "done")
            )
        )
        return [Article(_source(row, kin), row.text, row.place) for row in rows]

    def vectors(self, ids: Collection[str]) -> dict[str, Vector]:
        """The vectors of those passages among *ids* that may be shown."""
        rows = self._all(
            select(_passages.c.id, _articles.c.story, _passages.c.vector)
            .join(_articles, _articles.c.id == _passages.c.article)
            .where(_passages.c.id.in_(ids), _articles.c.state == "done")
        )
        return {row.id: Vector(row.story, _array(row.vector)) for row in rows}

    def every_passage(self) -> Iterator[tuple[Passage, Vectors]]:
        """All passages that may be shown with their vectors, article by article."""
        ids = [row.id for row in self._all(select(_articles.c.id).where(_OWN))]
        for some in _batches(ids):
            articles = self.articles(some)
            rows = self._all(select(_passages).where(_passages.c.article.in_(some)))
            for row in rows:
                article = articles[row.article]
                text = article.text[row.start : row.start + row.length]
                yield Passage(article.source, row.start, text), _array(row.vector)

    def spans(self, ids: Collection[str]) -> dict[str, list[tuple[int, int]]]:
        """Where the passages of each article among *ids* begin and end, in order."""
        rows = self._all(
            select(_passages.c.article, _passages.c.start, _passages.c.length)
            .where(_passages.c.article.in_(ids))
            .order_by(_passages.c.start)
        )
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row in rows:
            found[row.article].append((row.start, row.start + row.length))
        return found

    # --- writing, by ``retrieval.ingest`` alone ---

    def filed(self) -> dict[str, Filed]:
        """What is already here, by place."""
        columns = (_articles.c[name] for name in ("place", "id", "digest", "state", "same_as"))
        return {
            row.place: Filed(row.id, row.digest, row.state, row.same_as)
            for row in self._all(select(*columns))
        }

    def sharing(self, hashes: Collection[int], *, limit: int = 10) -> list[str]:
        """Articles with a text of their own that hold most of *hashes*, best first."""
        shared = func.count().label("shared")
        rows = self._all(
            select(_shingles.c.article)
            .where(_shingles.c.hash.in_(hashes))
            .group_by(_shingles.c.article)
            .order_by(shared.desc())
            .limit(limit)
        )
        return [row.article for row in rows]

    def unfinished(self, state: State) -> list[Article]:
        rows = self._all(select(_articles).where(_articles.c.state == state))
        return [Article(_source(row, {}), row.text, row.place) for row in rows]

    def own_text(self, id: str) -> str:
        return str(self._all(select(_articles.c.text).where(_articles.c.id == id))[0][0])

    def story_of(self, id: str) -> str:
        return str(self._all(select(_articles.c.story).where(_articles.c.id == id))[0][0])

    def kept_vectors(self, id: str) -> dict[str, Vectors]:
        """The vectors the article *id* already has, by passage text: none is made twice."""
        rows = self._all(select(_articles.c.text).where(_articles.c.id == id))
        passages = self._all(select(_passages).where(_passages.c.article == id))
        return {
            rows[0].text[row.start : row.start + row.length]: _array(row.vector) for row in passages
        }

    def save(
        self,
        article: Article,
        *,
        digest: str,
        story: str,
        same_as: str | None = None,
        passages: Iterable[tuple[Passage, Vectors]] = (),
        hashes: Iterable[int] = (),
    ) -> None:
        """Keep *article* as pending, or as done if it is a copy with nothing to index."""
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
        with self._transaction() as connection:
            _forget(connection, id)
            connection.execute(insert(_articles), row)
            if rows := [_passage_row(passage, vector) for passage, vector in passages]:
                connection.execute(insert(_passages), rows)
            if marks := [{"hash": hash, "article": id} for hash in hashes]:
                connection.execute(insert(_shingles), marks)

    def orphan(self, id: str, *, removed: bool) -> None:
        """
        Before *id* changes or goes: its copies must stand on their own text again.

        They become pending; so does *id*, or removed if it is to go.
        """
        with self._transaction() as connection:
            connection.execute(
                update(_articles)
                .where(_articles.c.same_as == id)
                .values(same_as=None, story=_articles.c.id, state="pending")
            )
            state = "removed" if removed else "pending"
            connection.execute(update(_articles).where(_articles.c.id == id).values(state=state))

    def finish(self, ids: Collection[str], **facts: object) -> None:
        """The indexes hold the articles *ids* now: show them, and note *facts* with them."""
        with self._transaction() as connection:
            for some in _batches(ids):
                connection.execute(
                    update(_articles).where(_articles.c.id.in_(some)).values(state="done")
                )
            _note(connection, facts)

    def settle(self) -> None:
        """Note the mean of all vectors, which search takes away from each."""
        total = np.zeros(1)
        rows = 0
        with self._transaction() as connection:
            vectors = connection.execute(select(_passages.c.vector)).yield_per(_AT_ONCE)
            for some in vectors.partitions():
                block = np.frombuffer(b"".join(row.vector for row in some), dtype="<f4")
                total = total + block.reshape(len(some), -1).sum(axis=0, dtype=np.float64)
                rows += len(some)
            mean = (total / max(rows, 1)).astype("<f4")
            _note(connection, {"mean": base64.b64encode(mean.tobytes()).decode()})

    def mean(self) -> Vectors | None:
        """The mean of all vectors as last settled."""
        stored = self.manifest().get("mean")
        return None if stored is None else _array(base64.b64decode(stored))

    def drop(self, id: str) -> None:
        """The indexes have dropped the article *id*: forget it."""
        with self._transaction() as connection:
            _forget(connection, id)

    # --- the journal: what was said, for whoever keeps conversations ---

    def record(self, kind: str, key: str, body: dict[str, Any]) -> None:
        """Append an entry of *kind* under *key*."""
        row = {"kind": kind, "key": key, "at": time.time(), "body": json.dumps(body)}
        with self._transaction() as connection:
            connection.execute(insert(_journal), row)

    def records(self, kind: str, key: str, *, limit: int) -> list[dict[str, Any]]:
        """The last *limit* entries of *kind* under *key*, oldest first."""
        rows = self._all(
            select(_journal.c.body)
            .where(_journal.c.kind == kind, _journal.c.key == key)
            .order_by(_journal.c.id.desc())
            .limit(limit)
        )
        return [json.loads(row.body) for row in reversed(rows)]

    def erase(self, kind: str, key: str) -> None:
        """Forget every entry of *kind* under *key*."""
        with self._transaction() as connection:
            connection.execute(
                delete(_journal).where(_journal.c.kind == kind, _journal.c.key == key)
            )


_OWN = (_articles.c.state == "done") & _articles.c.same_as.is_(None)


def _tune(connection: sqlite3.Connection, _record: object) -> None:
    """What only SQLite knows: readers beside one writer, and waiting for it."""
    connection.execute("PRAGMA busy_timeout = 5000")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA secure_delete = ON")


def _prepare(connection: Connection, path: Path) -> None:
    """Create what is missing; refuse what a later version wrote."""
    _metadata.create_all(connection)
    found = connection.execute(
        select(_manifest.c.value).where(_manifest.c.name == "schema")
    ).scalar()
    if found is None:
        connection.execute(insert(_manifest), {"name": "schema", "value": str(SCHEMA)})
    elif int(found) > SCHEMA:
        raise LibraryTooNew(path=path, found=found, known=SCHEMA)


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


def _passage_row(passage: Passage, vector: Vectors) -> dict[str, object]:
    return {
        "id": passage.id,
        "article": passage.source.id,
        "start": passage.start,
        "length": len(passage.text),
        "vector": vector.astype("<f4").tobytes(),
    }


def _array(blob: bytes) -> Vectors:
    return np.frombuffer(blob, dtype="<f4")


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
