"""
Both indexes made again from the library, which alone cannot be lost.

They are built beside the old ones, which everybody goes on reading, and named in the library's
manifest at one stroke when they are whole.
"""

from collections.abc import Iterator
from contextlib import closing

from retrieval.index.archive import Archive
from retrieval.index.embedding import Vectors, embedded
from retrieval.index.ingest import Ingest
from retrieval.index.rows import batches
from retrieval.types import Passage


def rebuild(archive: Archive, *, embed: bool = False) -> Iterator[Passage]:
    """
    Make both indexes again, yielding each passage as it is indexed.

    embed: make the vectors again too, with the archive's embedder, whichever made the old ones.
    The caller holds ``retrieval.index.lock.writing``. Killed anywhere, the archive is as it was;
    vectors that were made are there for the next time.
    """
    archive.check_library()
    library, embedder = archive.library, archive.embedder.identity
    if embed:
        if library.manifest().get("staged") != embedder:
            for measured in archive.home.glob("embedder-means-*.npy"):
                measured.unlink()  # a server may have another model by the same name now
        space = library.stage(embedder)
    else:
        archive.check_embedder()
        space = library.space()
    library.redo(library.unsound())
    with closing(archive.beside()) as beside:
        for some in batches(_rows(beside, space)):
            library.renew_terms(passage for passage, _ in some)
            beside.index(some)
            yield from (passage for passage, _ in some)
        stamp = beside.stamp()
        library.switch(indexes=beside.number, generation=stamp, space=space, embedder=embedder)
    archive.reopen()
    archive.drop_other_sets()
    Ingest(archive).settle()  # what is pending, now or since an earlier writer died


def _rows(archive: Archive, space: int) -> Iterator[tuple[Passage, Vectors]]:
    """Every passage with its vector in *space* and its sentences', made where there are none."""
    for article, found in archive.library.every_article(space):
        rows = [(passage, vectors[1:]) for passage, vectors in found if vectors is not None]
        if len(rows) < len(found):
            some = [passage for passage, _ in found]
            title, rows = embedded(article, some, archive.embedder, {})
            archive.library.put_vectors(space, title, rows)
        yield from rows
