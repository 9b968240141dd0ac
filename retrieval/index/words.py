"""
Passages by their words, in tantivy. The only module that imports it.

Holds the distinct character 4-grams of each passage with its title in front, to be ranked by
BM25, and its light stems, to be counted. Anything here can be made again from the library.
"""

import math
import shutil
from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager, suppress
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import tantivy

from retrieval.errors import ServiceError
from retrieval.index.engines import calling, unreadable
from retrieval.index.files import regular, set_name, write_whole
from retrieval.index.filtering import conditions, filtered_by
from retrieval.language.arabic import grams, stems
from retrieval.types import Filters, Passage

_HEAP = 50_000_000  # bytes tantivy may hold before it writes a segment
_REMEMBERED = 200_000  # tokens whose idf is kept at hand
_COMMON, _MANY = 0.1, 100  # a gram of more than this share of all passages, and of so many
_LAST = 99991231  # the last day there is
_CEILING = 2.2  # k1 + 1: the most one term's frequency can multiply its idf by in BM25


def _schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("article", "outlet", "language"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("first", "last"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_text_field("grams", tokenizer_name="whitespace", index_option="freq")
    builder.add_text_field("stems", tokenizer_name="whitespace", index_option="basic")
    return builder.build()


class WordIndex:
    """BM25 over our own tokens. One process writes at a time; see ``retrieval.index.lock``."""

    def __init__(self, home: Path, *, number: int = 0) -> None:
        """
        Open ``<home>/words``.

        number: which of the sets of indexes that were built one beside another.
        """
        self._home = home
        self._copy: TemporaryDirectory[str] | None = None
        self._path = home / set_name("words", number)
        with self._calling():
            self._path.mkdir(parents=True, exist_ok=True)
            regular(self._path)
            self._index = self._opened()
        self._writer: Any = None
        self._weight = lru_cache(_REMEMBERED)(self._weighed)

    def _opened(self) -> Any:
        try:
            return tantivy.Index(_schema(), path=str(self._path))
        except ValueError as error:  # it locks even what it only reads
            if not any(sign in str(error) for sign in ("ReadOnlyFilesystem", "PermissionDenied")):
                raise
        self._copy = TemporaryDirectory(prefix="rawi-words-")
        shutil.copytree(self._path, self._copy.name, dirs_exist_ok=True)
        return tantivy.Index(_schema(), path=self._copy.name)

    def _calling(self) -> AbstractContextManager[None]:
        return calling(lambda error: unreadable("words", self._home, error))

    def close(self) -> None:
        if self._writer is not None:
            with suppress(ServiceError), self._calling():
                self._writer.wait_merging_threads()
            self._writer = None
        if self._copy is not None:
            self._copy.cleanup()

    def reload(self) -> None:
        """See what another process has committed."""
        with self._calling():
            self._index.reload()
            self._weight.cache_clear()

    def count(self) -> int:
        with self._calling():
            return int(self._index.searcher().num_docs)

    def ids(self) -> list[str]:
        """Of every passage that is here, each as often as it is."""
        with self._calling():
            searcher = self._index.searcher()
            query = tantivy.Query.all_query()
            hits = searcher.search(query, max(1, searcher.num_docs), count=False).hits
            return [searcher.doc(address)["id"][0] for _, address in hits]

    def generation(self) -> int:
        """The generation of the library these words were last written for; 0 when new."""
        with self._calling(), suppress(FileNotFoundError, ValueError):
            return int((self._path / "generation").read_text())
        return 0

    def stamp(self, generation: int) -> None:
        """Make everything put and dropped so far last, and say what it belongs to."""
        with self._calling():
            if self._writer is not None:
                self._writer.commit()
                self._index.reload()
                self._weight.cache_clear()
            write_whole(self._path / "generation", str(generation).encode())

    def put(self, passages: Iterable[Passage]) -> None:
        """Add passages; they are found after ``stamp``. Whoever replaces drops first."""
        with self._calling():
            for passage in passages:
                self._open_writer().add_document(tantivy.Document(**_fields(passage)))

    def drop(self, articles: Collection[str]) -> None:
        with self._calling():
            for article in articles:
                self._open_writer().delete_documents_by_term("article", article)

    def _open_writer(self) -> Any:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        return self._writer

    def matching(self, question: str, *, limit: int, filters: Filters) -> dict[str, float]:
        """
        Normalised BM25 of the best *limit* passages that share telling 4-grams with *question*.

        nBM25 = BM25 / (2.2 · Σ idf of the question's grams), those that are nowhere counted at
        the highest idf: 1 would be a passage made of the question's words, 0 shares none. Being a
        share of what the question could reach, it needs no statistics of the other passages.
        """
        weights = self.idf("grams", set(grams(question)))
        if not weights:
            return {}
        schema, ceiling = self._index.schema, _CEILING * sum(weights.values())
        with self._calling():
            terms = [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, "grams", token, "freq"))
                for token in self._telling(weights)
            ]
            query = tantivy.Query.boolean_query(terms)
            if filters:
                must = [(tantivy.Occur.Must, query), *_conditions(schema, filters)]
                query = tantivy.Query.boolean_query(must)
            searcher = self._index.searcher()
            # Counting what matches would have every match looked at, not only what may come first.
            hits = searcher.search(query, limit, count=False).hits
            return {searcher.doc(address)["id"][0]: score / ceiling for score, address in hits}

    def _telling(self, weights: dict[str, float]) -> list[str]:
        """
        The tokens of *weights* worth looking up; all of them if all are common.

        Common ones are half of what looking up costs at 100,000 passages, and rank no better:
        without them ARCD, TyDi and XQuAD gain 0.1 to 0.2 points of MRR.
        """
        documents = self.count()
        least = _idf(documents, max(_MANY, int(_COMMON * documents)))
        return sorted(token for token, idf in weights.items() if idf >= least) or sorted(weights)

    def idf(self, field: str, tokens: Iterable[str]) -> dict[str, float]:
        """Lucene's BM25 idf of each token, as tantivy computes it; highest for an unseen one."""
        with self._calling():
            return {token: self._weight(field, token) for token in tokens}

    def _weighed(self, field: str, token: str) -> float:
        searcher = self._index.searcher()
        return _idf(searcher.num_docs, searcher.doc_freq(field, token))


def _idf(documents: int, seen: int) -> float:
    # Deleted documents are counted until their segment is merged.
    return math.log(1 + (max(documents - seen, 0) + 0.5) / (seen + 0.5))


def _fields(passage: Passage) -> dict[str, Any]:
    text = f"{passage.source.title}\n{passage.text}"
    return {
        **filtered_by(passage.source),
        "id": passage.id,
        # A gram counts once: it ranks better than its true frequency, and is half the index.
        "grams": " ".join(sorted(set(grams(text)))),
        "stems": " ".join(sorted(set(stems(text)))),
    }


def _conditions(schema: Any, filters: Filters) -> list[Any]:
    """What must hold besides the words, without adding to the score."""
    found = []
    for name, how, value in conditions(filters):
        if how in ("$gte", "$lte"):
            low, high = (value, _LAST) if how == "$gte" else (0, value)
            days = tantivy.FieldType.Integer
            query = tantivy.Query.range_query(schema, name, days, low, high)
        else:
            query = tantivy.Query.term_query(schema, name, value, "basic")
        occur = tantivy.Occur.MustNot if how == "$ne" else tantivy.Occur.Must
        found.append((occur, tantivy.Query.const_score_query(query, 0.0)))
    return found
