"""
Passages by meaning, in an embedded or a served Chroma. The only module that imports chromadb.

It holds ids, vectors and what filters need; never texts (they would cost five times the disk).
Anything in it can be made again from the library, which answers itself (``exact``) where Chroma cannot write.
"""

import os
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
import numpy as np
from chromadb.config import Settings

from retrieval.errors import ChromaUnreachable, ServiceError
from retrieval.index.embedding import Vectors
from retrieval.index.engines import calling, unreadable
from retrieval.index.exact import ranked
from retrieval.index.files import regular, set_name
from retrieval.index.filtering import conditions, filtered_by
from retrieval.types import Filters, Passage

_NAME = "passages"
_AT_ONCE = 2000  # rows a call; Chroma's own limit is 5,461
_FEW = 2000  # passages a filter may leave for exact search: through HNSW few matches are slow
_SPACE: Any = {"hnsw": {"space": "cosine", "ef_search": 150}}


class VectorIndex:
    """Nearest passages by cosine. One process writes at a time; see ``retrieval.index.lock``."""

    def __init__(
        self, home: Path, url: str | None = None, *, number: int = 0, owner: str = ""
    ) -> None:
        """
        Open ``<home>/vectors``, or the Chroma server at *url*.

        number: which of the sets of indexes that were built one beside another.
        owner: the id of the home; on a server, where others may have theirs, part of the name.
        """
        settings = Settings(anonymized_telemetry=False)
        # One call at a time comes from here: a second worker would only be woken and sent to sleep.
        os.environ.setdefault("TOKIO_WORKER_THREADS", "1")
        self._home, self._url, self._owner = home, url, owner
        self._name = f"{_NAME}-{owner}-{number}" if url and owner else _NAME
        self._client: Any
        with self._calling():
            if url is None:
                folder = home / set_name("vectors", number)
                regular(folder)
                self._client = chromadb.PersistentClient(str(folder), settings)
            else:
                at = urlsplit(url)
                self._client = chromadb.HttpClient(
                    at.hostname or url, at.port or 8000, ssl=at.scheme == "https", settings=settings
                )
            self._collection = self._open()

    def _open(self) -> Any:
        # Without embedding_function=None Chroma would fetch an English model of its own.
        return self._client.get_or_create_collection(
            self._name, embedding_function=None, configuration=_SPACE
        )

    def _calling(self) -> AbstractContextManager[None]:
        def told(error: BaseException) -> ServiceError:
            return ChromaUnreachable() if self._url else unreadable("vectors", self._home, error)

        return calling(told)

    def close(self) -> None:
        with suppress(ServiceError), self._calling():
            self._client.close()

    def count(self) -> int:
        with self._calling():
            return int(self._collection.count())

    def generation(self) -> int:
        """The generation of the library these vectors were last written for; 0 when new."""
        return int((self._collection.metadata or {}).get("generation", 0))

    @property
    def foreign(self) -> bool:
        """Whether these vectors were written for another home than the one that opened them."""
        owner: str = (self._collection.metadata or {}).get("home", self._owner)
        return owner != self._owner

    def ids(self) -> set[str]:
        """Of every passage that is here."""
        with self._calling():
            found: set[str] = set()
            while some := self._collection.get(limit=_AT_ONCE, offset=len(found), include=[])[
                "ids"
            ]:
                found.update(some)
            return found

    def stamp(self, generation: int) -> None:
        owned = {"home": self._owner} if self._owner else {}
        with self._calling():
            self._collection.modify(metadata={"generation": generation, **owned})

    def put(self, rows: Sequence[tuple[Passage, Vectors]]) -> None:
        """Store or replace passages, one vector each."""
        for at in range(0, len(rows), _AT_ONCE):
            some = rows[at : at + _AT_ONCE]
            with self._calling():
                self._collection.upsert(
                    ids=[passage.id for passage, _ in some],
                    embeddings=np.stack([vector for _, vector in some]),
                    metadatas=[filtered_by(passage.source) for passage, _ in some],
                )

    def drop(self, articles: Collection[str]) -> None:
        """Remove every passage of *articles*."""
        if articles:
            with self._calling():
                self._collection.delete(where={"article": {"$in": list(articles)}})

    def clear(self) -> None:
        with self._calling():
            self._client.delete_collection(self._name)
            self._collection = self._open()

    def drop_other_sets(self) -> None:
        """On a server: delete what else this home has there."""
        mine = f"{_NAME}-{self._owner}-"
        with self._calling():
            for collection in self._client.list_collections() if self._name != _NAME else ():
                if collection.name.startswith(mine) and collection.name != self._name:
                    self._client.delete_collection(collection.name)

    def nearest(self, vector: Vectors, *, limit: int, filters: Filters) -> dict[str, float]:
        """The cosines of at most *limit* passages that pass *filters*, nearest first, by id."""
        where: Any = None
        if filters:
            every = [{name: {how: value}} for name, how, value in conditions(filters)]
            where = {"$and": every} if len(every) > 1 else every[0]
        with self._calling():
            if where is not None:
                few = self._collection.get(where=where, limit=_FEW + 1, include=["embeddings"])
                if len(few["ids"]) <= _FEW:
                    return ranked(vector, few["ids"], few["embeddings"], limit)
            found = self._collection.query(
                query_embeddings=[vector], n_results=limit, where=where, include=["distances"]
            )
        near = zip(found["ids"][0], found["distances"][0], strict=True)
        return {id: 1 - distance for id, distance in near}
