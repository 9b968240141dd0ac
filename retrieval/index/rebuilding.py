"""
Both indexes made again from the library, which alone cannot be lost.

They are built beside the old ones, which everybody goes on reading, and named in the library's
manifest at one stroke when they are whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

from retrieval.index.archive import Archive
from retrieval.index.embedding import Vectors, embedded
from retrieval.index.ingest import Ingest
from retrieval.types import Passage

_AT_ONCE = 256  # passages indexed together


def rebuild(archive: Archive, *, embed: bool = False) -> Iterator[Passage]:
    """
    Make both indexes again, yielding each passage as it is indexed.

    embed: make the vectors again too, with the archive's embedder, whichever made the old ones.
    The caller holds ``retrieval.index.lock.writing``. Killed anywhere, the archive is as it was;
    vectors that were made are there for the next time.
    """
    archive.check_library()
    library = archive.library
    if embed:
        if library.manifest().get("staged") != archive.embedder.identity:
            for measured in archive.home.glob("embedder-means-*.npy"):
                measured.unlink()  # a server may have another model by the same name now
        space = library.stage(archive.embedder.identity)
    else:
        archive.check_embedder()
        space = library.space()
    library.redo(library.unsound())
    with closing(archive.beside()) as beside:
        yield from _filled(beside, space)
        generation = beside.stamp()
        library.switch(
            indexes=beside.number,
            generation=generation,
            space=space,
            embedder=archive.embedder.identity,
        )
    archive.reopen()
    archive.drop_other_sets()
    for _ in Ingest(archive).run([]):  # what is pending, now or since an earlier writer died
        pass


def _filled(beside: Archive, space: int) -> Iterator[Passage]:
    """Give the indexes *beside* every passage with its vectors in *space*, made where there are none."""
    waiting: list[tuple[Passage, Vectors]] = []
    for article, found in beside.library.every_article(space):
        rows = [(passage, vectors[1:]) for passage, vectors in found if vectors is not None]
        if len(rows) < len(found):
            some = [passage for passage, _ in found]
            title, rows = embedded(article, some, beside.embedder, {})
            beside.library.put_vectors(space, title, rows)
        waiting += rows
        if len(waiting) >= _AT_ONCE:
            yield from _indexed(beside, waiting)
            waiting = []
    yield from _indexed(beside, waiting)


def _indexed(beside: Archive, rows: list[tuple[Passage, Vectors]]) -> Iterator[Passage]:
    if rows:
        beside.library.renew_terms(passage for passage, _ in rows)
        beside.index(rows)
    yield from (passage for passage, _ in rows)
