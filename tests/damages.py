"""
Every file of a home damaged in every way, and digits changed in it: what each question and the doctor say.

    python -m tests.damages [SEED] [EVERY] [DIGITS]

Each EVERYth of: every file emptied, halved, overwritten, deleted; and DIGITS letters of articles.

A flaw is an answer that quotes what was never filed, an error that is no sentence, or a doctor that
says ok where nothing can be asked.
"""

import asyncio
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from bot.cli.doctor import check_archive
from retrieval.errors import ServiceError
from retrieval.index.archive import Archive
from retrieval.index.ingest import Ingest
from retrieval.index.lock import writing
from retrieval.search.searcher import Searcher
from retrieval.types import Dated
from tests.deaths import apart, warmed
from tests.fakes.archives import WordEmbedder, article, mark

_FOUND_WITHIN = 5.0  # seconds of CPU
ARTICLES = [
    article(n, paragraphs=2, outlet="جريدة", date=Dated(f"2024-01-{n + 10}", "day", "metadata"))
    for n in range(10)
]
TRUE = {f"news-{n}": one.text for n, one in enumerate(ARTICLES)}


def emptied(path):
    path.write_bytes(b"")


def halved(path):
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])


def overwritten(path):
    """4 KB of its middle, or all of a smaller one."""
    raw = bytearray(path.read_bytes())
    at = max(0, len(raw) // 2 - 2048)
    raw[at : at + 4096] = os.urandom(len(raw[at : at + 4096]))
    path.write_bytes(raw)


def deleted(path):
    path.unlink()


WAYS = (emptied, halved, overwritten, deleted)


def digit(home, chance):
    """One digit or letter of an article changed in the library, past SQLite."""
    path = home / "library.db"
    raw = bytearray(path.read_bytes())
    needles = [text[at : at + 12].encode() for text in TRUE.values() for at in range(0, 200, 12)]
    while (at := raw.find(chance.choice(needles))) < 0:
        pass
    raw[at + 1] ^= 1  # another Arabic letter
    path.write_bytes(raw)


def told(home):
    """What ten questions and the doctor make of a home: flaws, and whether both say that it is well."""
    wrong, failed, sick = [], 0, False
    with closing(Archive(home, WordEmbedder())) as archive:
        searcher = Searcher(archive)
        for n in range(10):
            try:
                hits = asyncio.run(searcher.search(mark(n))).hits
            except ServiceError:
                failed += 1
                continue
            except BaseException as error:
                wrong.append(f"a traceback: {type(error).__name__} {error}"[:200])
                continue
            if not hits or hits[0].passage.source.id != f"news-{n}":
                wrong.append(f"a silent wrong: {mark(n)} not found first")
            for hit in hits:
                passage = hit.passage
                if passage.text not in TRUE.get(passage.source.id, ""):
                    wrong.append(f"a silent wrong: {passage.id} quoted otherwise than filed")
    with closing(Archive(home, WordEmbedder())) as archive:
        began = time.process_time()
        checks = list(check_archive(archive, "en"))
        if time.process_time() - began > _FOUND_WITHIN:
            wrong.append("the doctor took too long")
        sick = not all(check.ok for check in checks)
        if any("Exception" in check.detail or "Error," in check.detail for check in checks):
            wrong.append(f"the doctor: {[check.detail for check in checks if not check.ok]}")
    if failed and not sick and failed == 10:
        wrong.append("the doctor says ok where nothing can be asked")
    return wrong, failed, sick


def filled(home):
    with writing(home), closing(Archive(home, WordEmbedder())) as archive:
        for some in (ARTICLES[:5], ARTICLES[5:]):  # two segments of words
            list(Ingest(archive).run(some))
    with closing(sqlite3.connect(home / "library.db")) as library:
        library.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def damages(home, ways=WAYS):
    """Every damage there is to do to a home: its name, and what does it to a copy."""
    for path in sorted(p for p in home.rglob("*") if p.is_file() and p.name != "lock"):
        for way in ways:
            inside = path.relative_to(home)
            yield (
                f"{inside} {way.__name__}",
                lambda copy, way=way, inside=inside: way(copy / inside),
            )


def run(seed, *, every=1, digits=20):
    """What was done and what went wrong: each *every*-th damage, and *digits* of them."""
    chance = random.Random(seed)
    done, wrong = Counter(), []
    with tempfile.TemporaryDirectory() as name:
        home = Path(name, "home")
        warmed(filled, home)
        warmed(told, home)
        all_of_them = [*damages(home)][::every]
        all_of_them += [(f"digit {n}", lambda copy: digit(copy, chance)) for n in range(digits)]
        for what, damage in all_of_them:
            copy = Path(shutil.copytree(home, Path(name, "copy")))
            damage(copy)
            said = apart(told, copy)
            if said.startswith("([], "):
                done["noticed" if not said.endswith("0, False)") else "harmless"] += 1
            else:
                done["wrong"] += 1
                wrong.append(f"{what}: {said[:400]}")
            shutil.rmtree(copy)
    return done, wrong


def main(seed=1, every=1, digits=20):
    done, wrong = run(seed, every=every, digits=digits)
    print("\n".join(wrong))
    print(f"{done.total()} damages: {dict(done)}")
    return int(bool(wrong))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main(*map(int, sys.argv[1:])))
