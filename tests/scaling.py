"""
What an archive of so many articles costs, on files or on servers: the figures of docs/scaling.md.

    python -m tests.scaling ARTICLES [servers]
    python -m tests.scaling PASSAGES indexes     both indexes alone, of vectors and texts put together at random
    python -m tests.scaling ARTICLES seals       what the seals of an ingest cost

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
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np

from retrieval.index import rows
from retrieval.index.archive import Archive
from retrieval.index.embedding import unit
from retrieval.index.ingest import Ingest
from retrieval.search.searcher import Searcher
from retrieval.types import ANYTHING, Passage
from tests.fakes.archives import WordEmbedder, article, mark
from tests.fakes.servers import chroma, postgres

QUESTIONS = 100


def size(path):
    """Megabytes on the disk."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return round(sum(one.stat().st_size for one in files) / 1e6, 1)


def asked(archive, count):
    searcher = Searcher(archive)
    question = "{} كلمة أولى".format
    return timed(lambda n: asyncio.run(searcher.search(question(mark(n * count // QUESTIONS)))))


def timed(ask):
    """Median and 95th percentile of a search, in ms: CPU of this process, and wall."""
    ask(0)
    cpu, wall = [], []
    for n in range(QUESTIONS):
        begun = time.process_time(), time.perf_counter()
        ask(n)
        cpu.append(1000 * (time.process_time() - begun[0]))
        wall.append(1000 * (time.perf_counter() - begun[1]))
    return [round(at(values), 1) for values in (cpu, wall) for at in (statistics.median, _late)]


def _late(values):
    return sorted(values)[int(0.95 * len(values))]


def indexes(count, home):
    """The same of the indexes without a library: vectors around a thousand directions, texts used again."""
    from retrieval.index.vectors import VectorIndex
    from retrieval.index.words import WordIndex

    chance = np.random.default_rng(1)
    vectors, words = VectorIndex(home), WordIndex(home)
    directions = unit(chance.standard_normal((1000, 384), np.float32))
    texts = [article(n).text for n in range(1000)]
    made = (
        Passage(replace(article(0).source, id=f"news-{n}"), 0, texts[n % 1000])
        for n in range(count)
    )
    begun = time.process_time()
    for at, some in enumerate(iter(lambda: [*islice(made, 2000)], [])):
        near = directions[chance.integers(1000, size=len(some))]
        rows = unit(near + 0.5 * unit(chance.standard_normal((len(some), 384), np.float32)))
        vectors.put([*zip(some, rows, strict=True)])
        words.put(some)
        words.stamp(at + 1)
    spent = 1000 * (time.process_time() - begun) / count
    print(f"{count} passages, {spent:.2f} ms CPU each")
    for name, ask in (
        ("vectors", lambda n: vectors.nearest(directions[n], limit=100, filters=ANYTHING)),
        ("words", lambda n: words.matching(f"{mark(n)} كلمة أولى", limit=100, filters=ANYTHING)),
    ):
        print(f"{name} p50, p95 ms CPU; p50, p95 wall:", *timed(ask))


def seals(count, home):
    """What the seals of an article cost when it is filed."""
    asked, sealing = [], rows.seal
    rows.seal = lambda values: sealing(asked.append([*values]) or asked[-1])
    spent = filled(count, Archive(home, WordEmbedder()))
    rows.seal = sealing
    cpu = time.process_time()
    for values in asked:
        sealing(values)
    cpu = time.process_time() - cpu
    print(
        f"{len(asked) / count:.1f} seals made or looked at an article filed: {1000 * cpu / count:.2f} ms CPU"
    )
    print(f"of {1000 * spent / count:.1f}, embedding apart")


def main(count, where="files"):
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder, database, vectors = Path(name), None, None
        if where == "servers":
            database = stack.enter_context(postgres(folder / "postgres"))
            vectors, _ = stack.enter_context(chroma(folder / "chroma"))
        if where in ("indexes", "seals"):
            {"indexes": indexes, "seals": seals}[where](count, folder / "home")
        else:
            whole(count, folder / "home", vectors, database, where)
        sizes = {str(one.relative_to(folder)): size(one) for one in sorted(folder.glob("*/*"))}
        print({name: megabytes for name, megabytes in sizes.items() if megabytes > 0.05}, "MB")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory of this process: {peak:.0f} MB")


def filled(count, archive):
    """Seconds of CPU that *count* articles took."""
    begun = time.process_time()
    with archive.writing():
        for _ in Ingest(archive).run(article(n, paragraphs=2) for n in range(count)):
            pass
    return time.process_time() - begun


def whole(count, home, vectors, database, where):
    with closing(Archive(home, WordEmbedder(), vectors, database_url=database)) as archive:
        begun = time.perf_counter()
        cpu, wall = filled(count, archive), time.perf_counter() - begun
        print(f"{where}: {archive.library.counts()['passages']} passages of {count} articles")
        print(
            f"ingest, ms an article: {1000 * cpu / count:.1f} CPU, {1000 * wall / count:.1f} wall"
        )
        print("search p50, p95 ms CPU; p50, p95 wall:", *asked(archive, count))


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
