"""
One archive: a folder with the library and its two indexes, opened as far as a command needs them.

Opening is lazy because importing Chroma costs more than most commands: listing the sources
touches SQLite alone, and ingesting what is already there embeds and indexes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.damages import IndexDamaged, IndexForeign, IndexUnreadable, LibraryLost
from retrieval.errors import EmbedderMismatch, HomeUnusable, LibraryBusy
from retrieval.index.embedding import Embedder, Vectors, gist
from retrieval.index.files import drop_other_sets
from retrieval.index.library import Library
from retrieval.index.lock import holding, writing
from retrieval.types import Passage

if TYPE_CHECKING:
    from retrieval.index.exact import ExactVectors
    from retrieval.index.vectors import VectorIndex
    from retrieval.index.words import WordIndex

_PATIENCE = 600.0  # seconds for another process of this machine, which follows the library too


class Archive:
    """The library, the indexes and the embedder that belong together."""

    def __init__(
        self,
        home: Path,
        embedder: Embedder,
        chroma_url: str | None = None,
        database_url: str | None = None,
        *,
        number: int | None = None,
    ) -> None:
        """
        chroma_url: a server for the vectors, which else stand in *home*.
        database_url: a PostgreSQL database for the library, which else stands there too.
        number: a set of indexes other than the one the library names.
        """
        self.home, self.embedder = home, embedder
        self._chroma_url, self._database_url, self._number = chroma_url, database_url, number

    @cached_property
    def library(self) -> Library:
        return Library(self.home, self._database_url)

    @cached_property
    def vectors(self) -> VectorIndex | ExactVectors:
        from retrieval.index.vectors import VectorIndex

        owner = self.library.manifest().get("home", "")
        try:
            return VectorIndex(self.home, self._chroma_url, number=self.number, owner=owner)
        except HomeUnusable as error:  # a full disk, a folder that can only be read
            from retrieval.index.exact import ExactVectors

            return ExactVectors(self.library, self.embedder.means, error)

    @cached_property
    def words(self) -> WordIndex:
        from retrieval.index.words import WordIndex

        return WordIndex(self.home, number=self.number)

    def writing(self) -> AbstractContextManager[None]:
        """Be the only one who changes the archive. Raises LibraryBusy, ServiceError."""
        return writing(self.home, self._database_url)

    @property
    def number(self) -> int:
        """Which set of indexes is the library's own now; a rebuild makes another beside it."""
        if self._number is not None:
            return self._number
        return int(self.library.manifest().get("indexes", 0))

    def beside(self) -> Archive:
        """The same library with indexes of their own, new and empty, that nobody reads yet."""
        drop_other_sets(self.home, self.number)
        urls = self._chroma_url, self._database_url
        beside = Archive(self.home, self.embedder, *urls, number=self.number + 1)
        beside.vectors.clear()  # on a server there was no folder to delete
        return beside

    def drop_other_sets(self) -> None:
        """Delete the indexes that are the library's no more."""
        drop_other_sets(self.home, self.number)
        self.vectors.drop_other_sets()

    def check_library(self) -> None:
        """
        Raise LibraryLost if the library knows nothing and the vectors do; it looked at the words itself.

        SQLite makes a new library where the old one was deleted. Whatever is done with the indexes
        then, a rebuild above all, would end what they still tell of it.
        """
        if self.library.generation() or any(self.library.counts().values()):
            return
        with suppress(IndexUnreadable):
            if any(self.home.glob("vectors*")) and self.vectors.count():
                raise LibraryLost(path=self.library.path)

    def check_embedder(self) -> None:
        """Raise EmbedderMismatch unless the stored vectors are this embedder's."""
        stored = self.library.manifest().get("embedder", self.embedder.identity)
        if stored != self.embedder.identity:
            raise EmbedderMismatch(stored=stored, configured=self.embedder.identity)

    def check_indexes(self) -> None:
        """
        Raise IndexDamaged unless both indexes hold what the library says.

        Chroma has been seen to open a zero-byte database as an empty one, and to count rows it
        cannot find. What is unfinished, by a writer at work or a dead one, only adds: then an index
        may hold more than is shown and be a generation ahead, never less.
        """
        self.check_library()
        if self._database_url is not None:
            self._follow()
        while damage := self._disagreement(generation := self.library.generation()):
            if generation == self.library.generation():
                raise damage
            self.reopen()  # a writer finished something while we looked: look again

    def _follow(self) -> None:
        """
        Give the words what the library has and they have not, under a lock of this machine's.

        Vectors are on a server that all machines share; words are each one's own, for tantivy has none.
        """
        library, words = self.library, self.words
        if words.generation() >= library.generation():
            return
        with holding(self.home, "words.lock", LibraryBusy, patience=_PATIENCE):
            words.reload()
            known, generation = words.generation(), library.generation()
            if known >= generation:
                return
            changed = library.arrived(known) if known else None
            words.drop(changed or ())
            for _, rows in library.every_article(library.space(), changed):
                words.put(passage for passage, _ in rows)
            words.stamp(generation)

    def _disagreement(self, generation: int) -> IndexDamaged | None:
        """What is wrong with an index, by a library of *generation*."""
        if self.vectors.foreign:
            return IndexForeign(index="vectors", found="", expected="")
        counts = self.library.counts()
        ahead = generation + (counts["unfinished"] > 0)
        most = counts["passages"] if generation == ahead else sys.maxsize
        for name, index in (("vectors", self.vectors), ("words", self.words)):
            count, stamped = index.count(), index.generation()
            if not (counts["shown"] <= count <= most and generation <= stamped <= ahead):
                expected = f"{counts['shown']}@{generation}"
                return IndexDamaged(index=name, found=f"{count}@{stamped}", expected=expected)
        return None

    def index(self, rows: Sequence[tuple[Passage, Vectors]]) -> None:
        """Give both indexes the passages of *rows*, each with its vector and its sentences'."""
        means = self.embedder.means
        self.vectors.put([(passage, gist(vectors, means)) for passage, vectors in rows])
        self.words.put(passage for passage, _ in rows)

    def stamp(self) -> int:
        """Make what the indexes were given last; returns the generation it belongs to."""
        generation = self.library.generation() + 1
        self.words.stamp(generation)
        self.vectors.stamp(generation)
        return generation

    def reopen(self) -> None:
        """See what another process wrote: an open Chroma keeps searching what it had read."""
        for name in ("words", "vectors"):
            if name in self.__dict__:
                self.__dict__.pop(name).close()

    def close(self) -> None:
        self.reopen()
        if "library" in self.__dict__:
            self.__dict__.pop("library").close()
