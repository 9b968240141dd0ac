"""
Every kind of writer killed at a random moment, again and again, and what one plain rerun leaves.

    python -m tests.deaths [TIMES] [SEED]      300 times

Real indexes, a cheap embedder, SIGKILL to a process of its own. A line for each kind; status 1 if
any death lost, doubled or orphaned something, kept a reader from its answer, or needed more than
the same work done again.
"""

import asyncio
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

from bot.answerability.model import threshold
from bot.evaluation.calibration import calibrated
from retrieval.errors import HomeNotEmpty, UnknownArticle
from retrieval.index.archive import Archive
from retrieval.index.backup import backup, unpacked, verified
from retrieval.index.ingest import Ingest
from retrieval.index.lock import writing
from retrieval.index.rebuilding import rebuild
from retrieval.search.searcher import Searcher
from tests.fakes.archives import WordEmbedder, article, flaws, mark

KINDS = ("ingest", "update", "remove", "rebuild", "embed", "calibrate", "restore")


def work(kind, home, file):
    """Do what *kind* says to *home*; done already, it is done again."""
    if kind == "restore":
        with (
            suppress(HomeNotEmpty),
            writing(home),
            unpacked(file, home) as (folder, _),
            closing(Archive(folder, WordEmbedder())) as archive,
        ):
            list(verified(archive))
        return
    with writing(home), closing(Archive(home, WordEmbedder())) as archive:
        if kind == "ingest":
            some = [article(seed, paragraphs=2) for seed in range(20, 40)]
            list(Ingest(archive).run([*some, article(21, paragraphs=2, id="copy-of-21")]))
        elif kind == "update":
            list(Ingest(archive).run(article(n, text=article(n + 50).text) for n in range(8)))
        elif kind == "remove":
            for n in (1, 3, 5):
                with suppress(UnknownArticle):
                    Ingest(archive).remove(f"news-{n}")
            list(Ingest(archive).run([]))
        elif kind == "calibrate":
            asyncio.run(calibrated(archive))
        else:
            list(rebuild(archive, embed=kind == "embed"))


def state(home):
    """What a home holds, and every flaw of it, as somebody who opens it anew finds them."""
    with closing(Archive(home, WordEmbedder())) as archive:
        archive.check_indexes()
        texts = {id: archive.library.own_text(id) for id in archive.library.ids()}
        versions = {id: len(archive.library.versions(id)) for id in texts}
        hits = asyncio.run(Searcher(archive).search(mark(0))).hits
        assert hits, "nothing found"
        damaged = archive.library.damaged(list(texts))
        least = threshold(archive.library.manifest())
        return least, texts, versions, sorted(damaged), flaws(home)


def asked(home):
    """Whether somebody who asks right after a death is answered."""
    with closing(Archive(home, WordEmbedder())) as archive:
        assert asyncio.run(Searcher(archive).search(mark(9))).hits


def apart(task, *args, after=None):
    """What *task* says in a process of its own, killed *after* some seconds; its error otherwise."""
    reading, written = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        said = ""
        try:
            said = repr(task(*args))
        except BaseException as error:
            said = f"error {error!r}"
        finally:
            with suppress(OSError), os.fdopen(written, "w") as pipe:
                pipe.write(said)
            os._exit(0)
    os.close(written)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return said


def prepared(folder):
    """A home with twelve articles, a copy and an update, and a backup of it."""
    home = folder / "prepared"
    with writing(home), closing(Archive(home, WordEmbedder())) as archive:
        some = [article(seed, paragraphs=2) for seed in range(12)]
        list(Ingest(archive).run([*some, article(3, paragraphs=2, id="copy-of-3")]))
    backup(home, folder / "all.zip")


def trial(kind, home, folder, *, after=None):
    """One death, and what is not as if there had been none."""
    if kind == "restore":
        home.mkdir()
    else:
        shutil.copytree(folder / "prepared", home)
    apart(work, kind, home, folder / "all.zip", after=after)
    wrong = []
    if kind != "restore" and (said := apart(asked, home)) != "None":
        wrong.append(f"a reader: {said[:200]}")
    if (said := apart(work, kind, home, folder / "all.zip")) != "None":
        wrong.append(f"the rerun: {said[:200]}")
    return wrong, apart(state, home)


def run(times, seed):
    """How many trials of each kind there were, and what went wrong."""
    chance = random.Random(seed)
    tried, wrong = Counter(), []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        apart(prepared, folder)
        wanted, longest = {}, {}
        for kind in KINDS:
            home = folder / f"whole-{kind}"
            if kind == "restore":
                home.mkdir()
            else:
                shutil.copytree(folder / "prepared", home)
            began = time.monotonic()
            said = apart(work, kind, home, folder / "all.zip")
            longest[kind] = time.monotonic() - began
            assert said == "None", said
            wanted[kind] = apart(state, home)
            assert wanted[kind].endswith("[], [])"), wanted[kind][-300:]
        for number in range(times):
            kind = KINDS[number % len(KINDS)]
            home = folder / f"home-{number}"
            after = chance.uniform(0, longest[kind])
            found, left = trial(kind, home, folder, after=after)
            if left != wanted[kind]:
                found.append(f"what is left: {left[-300:]}")
            tried[kind] += 1
            wrong += [f"{kind} killed after {after:.3f} s: {one}" for one in found]
            shutil.rmtree(home, ignore_errors=True)
    return tried, wrong


def main(times, seed):
    import chromadb  # noqa: F401 - loaded before any clock starts
    import tantivy  # noqa: F401

    tried, wrong = run(times, seed)
    print("\n".join(wrong))
    print(f"{tried.total()} deaths {dict(tried)}: {len(wrong)} flaws")
    return int(bool(wrong))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    given = [int(value) for value in sys.argv[1:]]
    sys.exit(main(*(given + [300, 1][len(given) :])))
