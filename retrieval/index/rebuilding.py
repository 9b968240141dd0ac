"""Both indexes made again from the library, which alone cannot be lost."""

import shutil
from collections.abc import Iterator
from itertools import islice

from retrieval.index.archive import Archive
from retrieval.index.ingest import Ingest
from retrieval.types import Passage

_AT_ONCE = 256  # passages indexed together


def rebuild(archive: Archive, *, embed: bool = False) -> Iterator[Passage]:
    """
    Empty both indexes and fill them again, yielding each passage as it is indexed.

    embed: make the vectors again too, with the archive's embedder, whichever made the old ones.
    The caller holds ``retrieval.index.lock.writing``. Killed anywhere, the archive says that the
    indexes do not agree with the library, or the next writer embeds what is left.
    """
    archive.check_library()
    if embed:
        for measured in archive.home.glob("embedder-means-*.npy"):
            measured.unlink()  # a server may have another model by the same name now
        archive.library.forget_vectors(archive.embedder.identity)
    archive.check_embedder()
    _empty(archive)
    passages = archive.library.every_passage()
    while some := list(islice(passages, _AT_ONCE)):
        archive.library.renew_terms(passage for passage, _ in some)
        archive.index(some)
        yield from (passage for passage, _ in some)
    archive.library.finish([], generation=archive.stamp())
    archive.library.settle()
    for _ in Ingest(archive).run([]):  # what is pending, now or since an earlier writer died
        pass


def _empty(archive: Archive) -> None:
    """A damaged index may not even open, so what lies in the folder goes unread."""
    archive.close()
    for name in ("vectors", "words"):
        shutil.rmtree(archive.home / name, ignore_errors=True)
    archive.vectors.clear()  # on a server there was no folder to delete
