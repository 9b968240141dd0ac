"""
A reader that asks without a pause beside writers, one after another.

    python -m tests.busy [TIMES]      20 times each: rebuild, rebuild --embed, ingest, backup and restore

No question may fail, none may find anything else than before or after.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from retrieval.index.archive import Archive
from retrieval.index.backup import backup
from retrieval.index.ingest import Ingest
from retrieval.index.lock import writing
from retrieval.index.rebuilding import rebuild
from retrieval.search.searcher import Searcher
from tests.deaths import apart, prepared, warmed, work
from tests.fakes.archives import WordEmbedder, article, mark


def write(kind, home, number):
    if kind == "restore":
        file, again = home.parent / f"{number}.zip", home.parent / f"again-{number}"
        backup(home, file)
        again.mkdir()
        work("restore", again, file)
        return
    with writing(home), closing(Archive(home, WordEmbedder())) as archive:
        if kind == "ingest":
            some = (article(100 + 20 * number + n) for n in range(20))
            list(Ingest(archive).run([*some, article(7, text=article(300 + number).text)]))
        else:
            list(rebuild(archive, embed=kind == "embed"))


def ask(home, stop):
    """How many questions were asked until *stop* is there, and what went wrong."""
    asked, wrong = 0, Counter()
    with closing(Archive(home, WordEmbedder())) as archive:
        searcher = Searcher(archive)
        while not stop.exists():
            seed = asked % 6
            try:
                hits = asyncio.run(searcher.search(mark(seed))).hits
                if not hits or hits[0].passage.source.id != f"news-{seed}":
                    wrong[f"news-{seed} not found first"] += 1
            except Exception as error:
                wrong[repr(error)[:200]] += 1
            asked += 1
    return asked, dict(wrong)


def main(times=20):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warmed(prepared, folder)
        home, stop, said = folder / "prepared", folder / "stop", folder / "said"
        reader = os.fork()
        if reader == 0:
            said.write_text(apart(ask, home, stop), "utf-8")
            os._exit(0)
        time.sleep(1)
        done = Counter()
        for number in range(times):
            for kind in ("rebuild", "embed", "ingest", "restore"):
                done[f"{kind} {apart(write, kind, home, number)}"] += 1
        stop.touch()
        os.waitpid(reader, 0)
        print(f"writers {dict(done)}; questions and failures {said.read_text('utf-8')}")
        failed = not said.read_text("utf-8").endswith(" {})")
        return int(failed or any(not one.endswith("None") for one in done))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main(*map(int, sys.argv[1:])))
