"""
Rows of the library's tables to nouns, and back. Pure.

What was filed has a digest and each row a seal, a few letters each: a digit changed on disk is not
passed on.
"""

import hashlib
import json
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from itertools import chain, islice
from typing import Any, TypeVar

from sqlalchemy import Table

from retrieval.index.embedding import Vectors
from retrieval.index.schema import ARTICLES, EMBEDDINGS, ENTRIES, PASSAGES, VERSIONS
from retrieval.language.lexicon import stored_terms
from retrieval.types import Article, Dated, Passage, Place, Source, Version

Value = TypeVar("Value")
SPAN_BYTES = 8  # two 32-bit offsets
AT_ONCE = 500  # ids in one IN list; SQLite's own limit is 32,766 variables
# Columns of an article that its source has by the same name.
_ALIKE = tuple(one.name for one in fields(Source) if one.name in ARTICLES.c)
_APART = ("id", "path", "also_in")  # of a source, what two readings may differ in
_UNSEALED = {  # what changes while the rest of a row stands
    ARTICLES: ("state", "text"),
    VERSIONS: ("number",),
    ENTRIES: ("number", "owner"),
}


@dataclass(frozen=True, slots=True)
class Filed:
    """What the library already holds for a place."""

    id: str
    digest: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A passage as ranking looks at it; where else its story was told is not yet said.

    terms: what its title and each of its sentences have of them (``stored_terms``), a line each.
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


def digest(article: Article) -> str:
    """Equal for two readings of one place if nothing a reader could see has changed."""
    facts = asdict(article.source) | {"text": article.text}
    for name in _APART:
        del facts[name]
    if article.source.host is None:  # of a file, as most are
        del facts["host"]
    return hashed(json.dumps(facts, sort_keys=True, ensure_ascii=False))


def hashed(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def seal(values: Iterable[object]) -> str:
    """Of the values of a row, by which it is known to be what was written."""
    found = hashlib.blake2b(digest_size=8)
    for value in values:
        raw = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
        found.update(b"%d " % len(raw))
        found.update(raw)
    return found.hexdigest()


@lru_cache
def _names(table: Table) -> tuple[str, ...]:
    return tuple(c.name for c in table.c if c.name not in ("seal", *_UNSEALED.get(table, ())))


def sealed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """*row* with its seal, as it is written."""
    return {**row, "seal": seal(row[name] for name in _names(table))}


def whole(table: Table, row: Any, *, seal_in: str = "seal") -> bool:
    """Whether *row* is as it was written; of an article, its text apart."""
    return bool(getattr(row, seal_in) == seal(getattr(row, name) for name in _names(table)))


def intact(row: Any) -> bool:
    """Whether an article is what was filed, its text too."""
    return (
        whole(ARTICLES, row) and isinstance(row.text, str) and digest(article_of(row)) == row.digest
    )


def sound(row: Any) -> bool:
    """Whether a passage and its vectors, in one row, are as they were written."""
    return whole(PASSAGES, row) and whole(EMBEDDINGS, row, seal_in="sealed")


def article_row(article: Article) -> dict[str, Any]:
    source, date = article.source, article.source.date
    dated = {"published": date.iso, "precision": date.precision, "origin": date.origin}
    own = {"place": article.key, "text": article.text}
    return {name: getattr(source, name) for name in _ALIKE} | dated | own


def source_of(row: Any, kin: Mapping[str, list[Place]]) -> Source:
    return Source(
        **{name: getattr(row, name) for name in _ALIKE},
        date=Dated(row.published, row.precision, row.origin),
        also_in=tuple(place for place in kin.get(row.story, ()) if place.id != row.id),
    )


def article_of(row: Any, kin: Mapping[str, list[Place]] | None = None) -> Article:
    """*row* of the articles, whole."""
    origin, _, place = row.place.rpartition("\n")
    return Article(source_of(row, kin or {}), row.text, place, origin)


def version_of(row: Any, number: int, host: str | None) -> Version:
    date = Dated(row.published, row.precision, row.origin)
    return Version(number, row.replaced, row.title, row.outlet, date, row.url, row.text, host)


def places_of(rows: Iterable[Any]) -> dict[str, list[Place]]:
    """The places of each story, by id."""
    kin: dict[str, list[Place]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.id):
        kin[row.story].append(
            Place(row.id, row.title, row.outlet, row.published, row.url, row.path, row.host)
        )
    return kin


def passage_row(passage: Passage) -> dict[str, Any]:
    row = {
        "id": passage.id,
        "article": passage.source.id,
        "start": passage.start,
        "length": len(passage.text),
        "spans": struct.pack(f"<{2 * len(passage.spans)}i", *chain.from_iterable(passage.spans)),
        "terms": "\n".join(map(stored_terms, (passage.source.title, *passage.sentences))),
    }
    return sealed(PASSAGES, row)


def passage_of(row: Any, article: Article) -> Passage:
    text = article.text[row.start : row.start + row.length]
    return Passage(article.source, row.start, text, spans_of(row.spans))


def spans_of(blob: bytes) -> tuple[tuple[int, int], ...]:
    return tuple(struct.iter_unpack("<2i", blob))


def embedding_rows(
    space: int, title: bytes, rows: Iterable[tuple[Passage, Vectors]]
) -> list[dict[str, Any]]:
    return [
        sealed(
            EMBEDDINGS, {"passage": passage.id, "space": space, "vectors": title + blob(vectors)}
        )
        for passage, vectors in rows
    ]


def blob(vectors: Vectors) -> bytes:
    """Half precision: its error is a tenth of what quantising the model cost."""
    return vectors.astype("<f2").tobytes()


def matrix(blob: bytes, rows: int) -> Vectors:
    import numpy as np  # here, because most commands never touch a vector

    # By their bits, for numpy takes halves one by one: sign and digits moved to where a float has
    # them, copies of the sign taken out, and the exponent made up for.
    bits = np.frombuffer(blob, "<i2").astype("<i4") << 13
    bits &= ~0x70000000
    found: Vectors = bits.view("<f4") * np.float32(2.0**112)
    return found.reshape(rows, len(found) // max(rows, 1))


def batches(values: Iterable[Value]) -> Iterator[list[Value]]:
    rest = iter(values)
    while some := list(islice(rest, AT_ONCE)):
        yield some
