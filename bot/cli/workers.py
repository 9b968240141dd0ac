"""
Reading and embedding on many workers, with Ray Data; the writer stays one. The only module of ray.

Workers read the same paths as the writer, so what is ingested lies where all of them see it. They hand
back the articles in their order, and the vectors that the writer would have made itself.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import app
from bot.settings import Settings
from retrieval.errors import DriverMissing, InputRejected
from retrieval.index.embedding import vectors_of
from retrieval.index.ingest import Reading
from retrieval.index.passages import passages
from retrieval.index.rows import digest
from retrieval.sources.addresses import is_address
from retrieval.sources.reading import below, read
from retrieval.types import Article

if TYPE_CHECKING:
    from retrieval.index.archive import Archive
    from retrieval.index.embedding import Embedder

AT_ONCE = 16  # articles embedded together by a worker
_BLOCK = (
    64 * 1024
)  # bytes, about as many articles, be they of one file or of many: what a worker is handed
_PER_READER = 16  # workers that one process reads for


class Worker:
    """One process with one embedder, for the articles whose digests are not *known*."""

    def __init__(self, embedder: Callable[[], Embedder], known: frozenset[str]) -> None:
        self._embedder, self._known = embedder(), known

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        return {
            "made": [pickle.dumps(self._prepared(pickle.loads(one))) for one in batch["reading"]]
        }

    def _prepared(self, reading: Article | InputRejected) -> Reading:
        if isinstance(reading, InputRejected) or digest(reading) in self._known:
            return reading
        return reading, vectors_of(reading, passages(reading), self._embedder)


def _read(row: dict[str, Any]) -> Iterator[dict[str, bytes]]:
    return ({"reading": pickle.dumps(one)} for one in read(row["source"]))


def distributed(
    sources: Sequence[str], archive: Archive, settings: Settings, *, workers: int
) -> Iterator[Reading]:
    """
    The articles of *sources* with their vectors, read and embedded by so many *workers* for *archive*.

    Raises DriverMissing.
    """
    try:
        import ray
    except ModuleNotFoundError as error:
        raise DriverMissing(package="ray", extra="ray") from error
    files, rejected = _files(sources)
    yield from rejected
    if not ray.is_initialized():
        ray.init(log_to_driver=False, include_dashboard=False, logging_level=logging.ERROR)
    chosen = ray.data.DataContext.get_current()
    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    chosen.execution_options.preserve_order, chosen.enable_progress_bars = True, False
    chosen.target_max_block_size = _BLOCK
    known = frozenset(filed.digest for filed in archive.library.filed().values())
    # Reading costs a twentieth of embedding: no core is set aside for it. Each block would be a task, and
    # each task that waits for no core a process of its own.
    readers = 1 + workers // _PER_READER
    named = ray.data.from_items([{"source": one} for one in files], override_num_blocks=readers)
    articles = named.flat_map(_read, num_cpus=0, compute=ray.data.TaskPoolStrategy(size=readers))
    found = articles.map_batches(
        Worker,
        fn_constructor_args=(partial(app.open_embedder, settings, threads=1), known),
        batch_size=AT_ONCE,
        num_cpus=1,
        compute=ray.data.ActorPoolStrategy(size=workers),
    )
    for row in found.iter_rows():
        yield pickle.loads(row["made"])


def _files(sources: Sequence[str]) -> tuple[list[str], list[InputRejected]]:
    """Each file of each folder, and what else is named as it is."""
    files, rejected = list[str](), list[InputRejected]()
    for source in sources:
        folder = not is_address(source) and Path(source).is_dir()
        paths, refused = below(Path(source).absolute()) if folder else ([], [])
        files += map(str, paths) if folder else [source]
        rejected += refused
    return files, rejected
