"""
What an archive of so many articles costs, on files or on servers: the figures of docs/scaling.md.

    python -m tests.scaling ARTICLES [servers]

Made-up articles of two passages, a stand-in for the embedder with vectors of the same length; so embedding,
which costs the same anywhere, is not in the figures.
"""

import asyncio
import resource
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from pathlib import Path

from retrieval.index.archive import Archive
from retrieval.index.ingest import Ingest
from retrieval.search.searcher import Searcher
from tests.fakes.archives import WordEmbedder, article, mark
from tests.fakes.servers import chroma, postgres

QUESTIONS = 100


def size(path):
    """Megabytes on the disk."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return round(sum(one.stat().st_size for one in files) / 1e6, 1)


def asked(archive, count):
    """Median and 95th percentile of a search, in ms: CPU of this process, and wall."""
    searcher = Searcher(archive)
    asyncio.run(searcher.search(mark(0)))
    cpu, wall = [], []
    for n in range(QUESTIONS):
        begun = time.process_time(), time.perf_counter()
        asyncio.run(searcher.search(f"{mark(n * count // QUESTIONS)} كلمة أولى"))
        cpu.append(1000 * (time.process_time() - begun[0]))
        wall.append(1000 * (time.perf_counter() - begun[1]))
    return [round(at(values), 1) for values in (cpu, wall) for at in (statistics.median, _late)]


def _late(values):
    return sorted(values)[int(0.95 * len(values))]


def main(count, where="files"):
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder, database, vectors = Path(name), None, None
        if where == "servers":
            database = stack.enter_context(postgres(folder / "postgres"))
            vectors, _ = stack.enter_context(chroma(folder / "chroma"))
        home = folder / "home"
        archive = stack.enter_context(
            closing(Archive(home, WordEmbedder(), vectors, database_url=database))
        )
        begun = time.process_time(), time.perf_counter()
        with archive.writing():
            for _ in Ingest(archive).run(article(n, paragraphs=2) for n in range(count)):
                pass
        cpu, wall = time.process_time() - begun[0], time.perf_counter() - begun[1]
        print(f"{where}: {archive.library.counts()['passages']} passages of {count} articles")
        print(
            f"ingest, ms an article: {1000 * cpu / count:.1f} CPU, {1000 * wall / count:.1f} wall"
        )
        print("search p50, p95 ms CPU; p50, p95 wall:", *asked(archive, count))
        print({one.name: size(one) for one in sorted(folder.glob("*/*")) if size(one) > 0.05}, "MB")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory of this process: {peak:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
