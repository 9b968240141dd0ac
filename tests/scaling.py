"""
What an archive of so many articles costs, on files or on servers: the figures of docs/scaling.md.

    python -m tests.scaling ARTICLES [servers]
    python -m tests.scaling PASSAGES indexes     both indexes alone, of vectors and texts put together at random
    python -m tests.scaling PASSAGES seals       a library moved from the schemas before seals; the seals of an ingest

Made-up articles of two passages, a stand-in for the embedder with vectors of the same length; so embedding,
which costs the same anywhere, is not in the figures.
"""

import asyncio
import json
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
from sqlalchemy import insert

from retrieval.index import rows
from retrieval.index.archive import Archive
from retrieval.index.digests import digest
from retrieval.index.embedding import unit
from retrieval.index.ingest import Ingest
from retrieval.index.library import Library
from retrieval.index.passages import passages
from retrieval.index.schema import ARTICLES, EMBEDDINGS, ENTRIES, PASSAGES, SEALED
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


def made(count, home):
    """A library of so many passages, two an article, put in past ingest; and 10,000 entries."""
    texts = [article(n, paragraphs=2).text for n in range(1000)]
    with closing(Library(home)) as library, library._database.transaction() as connection:
        for some in rows.batches(range(count // 2)):
            filed, cut, embedded = [], [], []
            for n in some:
                one = replace(article(0, text=texts[n % 1000]), place=f"{n}").renamed(f"news-{n}")
                its = passages(one)
                row = {"place": one.key, "digest": digest(one), "state": "done", "same_as": None}
                row |= {**rows.article_row(one.source), "story": one.source.id, "text": one.text}
                filed.append(rows.sealed(ARTICLES, row | {"passages": len(its)}))
                cut += map(rows.passage_row, its)
                vectors = [(p, np.ones((1 + len(p.spans), 384), np.float32)) for p in its]
                embedded += rows.embedding_rows(0, bytes(768), vectors)
            for table, new in ((ARTICLES, filed), (PASSAGES, cut), (EMBEDDINGS, embedded)):
                connection.execute(insert(table), new)
        row = {"kind": "answer", "key": "a", "at": 0.0, "body": json.dumps({"text": texts[0]})}
        entries = [rows.sealed(ENTRIES, row | {"id": str(n)}) for n in range(10_000)]
        connection.execute(insert(ENTRIES), entries)


def seals(count, home):
    """How long a library waits for its seals, and what those of an article cost when it is filed."""
    made(count, home)
    for schema, lacking in ((10, ["entries"]), (8, [one.name for one in SEALED[9]] + ["entries"])):
        with closing(sqlite3.connect(home / "library.db")) as raw:
            for table in lacking:
                raw.execute(f"ALTER TABLE {table} DROP COLUMN seal")
            if schema == 8:
                raw.execute("ALTER TABLE articles DROP COLUMN passages")
            raw.execute("UPDATE manifest SET value = ? WHERE name = 'schema'", (schema,))
            raw.commit()
        cpu, wall = time.process_time(), time.perf_counter()
        with closing(Library(home)) as library:
            cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
            counts, unsound = library.counts(), library.unsound()
        print(
            f"schema {schema} moved: {counts['passages']} passages of {counts['articles']} articles,"
        )
        print(f"{cpu:.1f} s CPU, {wall:.1f} s wall; {len(unsound)} unsound")
    asked, sealing = [], rows.seal
    rows.seal = lambda values: sealing(asked.append([*values]) or asked[-1])
    spent = filled(500, Archive(home.parent / "other", WordEmbedder()))
    rows.seal = sealing
    cpu = time.process_time()
    for values in asked:
        sealing(values)
    cpu = time.process_time() - cpu
    print(f"{len(asked) / 500:.1f} seals made or looked at an article filed: {2 * cpu:.2f} ms CPU")
    print(f"of {2 * spent:.1f}, embedding apart")


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
