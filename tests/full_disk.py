"""
A disk filled up to the last bytes, under one who serves and before one who starts.

    python -m tests.full_disk [SIZES]      24 sizes of what is left free; needs root, to mount a disk

Both must give the old answers, and once there is room again a writer leaves everything whole.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

from retrieval.index.archive import Archive
from retrieval.search.searcher import Searcher
from tests.deaths import apart, warmed
from tests.fakes.archives import WordEmbedder, article, flaws, ingested, mark

_DISK = 48 * 1024 * 1024  # bytes
_LEFT = [*range(0, 64, 8), *range(64, 512, 56), *range(512, 4096, 448)]  # KB free, 24 sizes


@contextmanager
def disk():
    """A folder on a small disk of its own."""
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", name], check=True)
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "-l", name], check=True)


def fill(folder, kilobytes):
    """Leave so much room in *folder*'s disk, as near as files go."""
    (folder / "filling").unlink(missing_ok=True)
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    with (folder / "filling").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free - kilobytes * 1024))


def filled(home):
    with closing(Archive(home, WordEmbedder())) as archive:
        ingested(archive, *(article(n, paragraphs=2) for n in range(10)))


def first(home):
    with closing(Archive(home, WordEmbedder())) as archive:
        return asyncio.run(Searcher(archive).search(mark(3))).hits[0].passage.source.id


def served(home, folder, sizes):
    """How often one who was there before the disk filled up still answers."""
    with closing(Archive(home, WordEmbedder())) as archive:
        searcher = Searcher(archive)
        right = 0
        asyncio.run(searcher.search(mark(1)))
        for size in sizes:
            fill(folder, size)
            right += asyncio.run(searcher.search(mark(3))).hits[0].passage.source.id == "news-3"
        return right


def after(home):
    with closing(Archive(home, WordEmbedder())) as archive:
        ingested(archive, article(77))
        return flaws(home)


def main(count=24):
    sizes = _LEFT[:: max(1, len(_LEFT) // count)][:count]
    with disk() as folder:
        home = folder / "home"
        warmed(filled, home)
        serving = apart(served, home, folder, sizes)
        starting = []
        for size in sizes:
            fill(folder, size)
            starting.append(apart(first, home))
        (folder / "filling").unlink()
        left = apart(after, home)
    right = sum(one == "'news-3'" for one in starting)
    print(f"serving {serving} of {len(sizes)}, starting {right} of {len(sizes)}, after {left}")
    wrong = {one for one in starting if one != "'news-3'"}
    print("\n".join(wrong))
    return int(bool(wrong) or serving != str(len(sizes)) or left != "[]")


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main(*map(int, sys.argv[1:])))
