"""
Reading and embedding on many workers, with Ray Data; the writer stays one. The only module of ray.

Workers read the same paths as the writer, so what is ingested lies where all of them see it. They hand
back the articles in their order, and the vectors that the writer would have made itself.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import app
from bot.settings import Settings
from retrieval.errors import DriverMissing, InputRejected
from retrieval.index.digests import digest
from retrieval.index.passages import passages
from retrieval.index.vectorising import Prepared
from retrieval.sources.addresses import is_address
from retrieval.sources.reading import below, read
from retrieval.types import Article

if TYPE_CHECKING:
    from retrieval.index.archive import Archive
    from retrieval.index.embedding import Embedder, Vectors

_AT_ONCE = 8  # files read and embedded together by a worker


class Worker:
    """One process: reads files, and embeds the articles whose digests are not *known*."""

    def __init__(self, embedder: Callable[[], Embedder], known: frozenset[str]) -> None:
        self._embedder, self._known = embedder(), known

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        return {
            "read": [pickle.dumps([*map(self._prepared, read(one))]) for one in batch["source"]]
        }

    def _prepared(
        self, reading: Article | InputRejected
    ) -> tuple[Article | InputRejected, dict[str, Vectors]]:
        if isinstance(reading, InputRejected) or digest(reading) in self._known:
            return reading, {}
        parts = ((one.text, *one.sentences) for one in passages(reading))
        title = reading.source.title or reading.text[:80]
        texts = list(dict.fromkeys([title, *chain.from_iterable(parts)]))
        return reading, dict(zip(texts, self._embedder.passages(texts), strict=True))


def distributed(
    sources: Sequence[str], archive: Archive, settings: Settings, *, workers: int
) -> Iterator[Article | InputRejected]:
    """
    The articles of *sources*, read and embedded by so many *workers*; *archive* takes their vectors.

    Raises DriverMissing.
    """
    try:
        import ray
    except ModuleNotFoundError as error:
        raise DriverMissing(package="ray", extra="ray") from error
    prepared = archive.embedder = Prepared(archive.embedder)
    files, rejected = _files(sources)
    yield from rejected
    if not ray.is_initialized():
        ray.init(log_to_driver=False, include_dashboard=False, logging_level="ERROR")
    chosen = ray.data.DataContext.get_current()
    chosen.execution_options.preserve_order, chosen.enable_progress_bars = True, False
    known = frozenset(filed.digest for filed in archive.library.filed().values())
    found = ray.data.from_items([{"source": one} for one in files]).map_batches(
        Worker,
        fn_constructor_args=(partial(app.open_embedder, settings), known),
        batch_size=_AT_ONCE,
        num_cpus=1,
        compute=ray.data.ActorPoolStrategy(size=workers),
    )
    for row in found.iter_rows():
        for reading, prepared.made in pickle.loads(row["read"]):
            yield reading


def _files(sources: Sequence[str]) -> tuple[list[str], list[InputRejected]]:
    """Each file of each folder, and what else is named as it is."""
    files, rejected = list[str](), list[InputRejected]()
    for source in sources:
        folder = not is_address(source) and Path(source).is_dir()
        paths, refused = below(Path(source).absolute()) if folder else ([], [])
        files += map(str, paths) if folder else [source]
        rejected += refused
    return files, rejected
