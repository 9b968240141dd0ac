"""
Every kind of writer killed again and again, and what one plain rerun leaves.

    python -m tests.deaths [TIMES] [SEED]      400 times

Real indexes, a cheap embedder, SIGKILL to a process of its own: at every step its work is made of, and at
random moments as often as there are times left. Status 1 if any death lost, doubled or orphaned something,
kept a reader from its answer, or needed more than the same work done again.
"""

import asyncio
import importlib
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from itertools import cycle, islice
from pathlib import Path

from bot.answerability.verdict import threshold
from bot.evaluation.calibration import calibrated
from retrieval.errors import HomeNotEmpty, UnknownArticle
from retrieval.index.archive import Archive
from retrieval.index.backup import backup, refilled, unpacked
from retrieval.index.ingest import Ingest
from retrieval.index.lock import writing
from retrieval.index.rebuilding import rebuild
from retrieval.search.searcher import Searcher
from tests.fakes.archives import WordEmbedder, article, flaws, mark

KINDS = ("ingest", "update", "remove", "rebuild", "embed", "restore", "calibrate")
# What changes a home, by the names of functions in retrieval/index; before and after each of them is a step.
STEPS = re.compile(
    "note|save|orphan|finish|settle|stage|put_vectors|switch|renew_terms|drop|put|stamp|clear"
    "|drop_other_sets|write_whole|index|unpacked"
)


def work(kind, home, file):
    """Do what *kind* says to *home*; done already, it is done again."""
    if kind == "restore":
        with (
            suppress(HomeNotEmpty),
            writing(home),
            unpacked(file, home) as (folder, _),
            closing(Archive(folder, WordEmbedder())) as archive,
        ):
            list(refilled(archive))
        return
    with writing(home), closing(Archive(home, WordEmbedder())) as archive:
        if kind == "ingest":
            some = [article(seed, paragraphs=2) for seed in range(20, 40)]
            list(Ingest(archive).run([*some, article(21, paragraphs=2, id="copy-of-21")]))
        elif kind == "update":
            list(Ingest(archive).run(article(n, text=article(n + 50).text) for n in range(5)))
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
        texts = {id: archive.library.told_by(id)[1] for id in archive.library.ids()}
        versions = {id: len(archive.library.versions(id)) for id in texts}
        hits = asyncio.run(Searcher(archive).search(mark(0))).hits
        assert hits, "nothing found"
        damaged = archive.library.damaged(list(texts))
        least = threshold(archive.library.manifest())
        return least, texts, versions, sorted(damaged), flaws(home)


def asked(home):
    """Whether somebody who asks right after a death is answered."""
    with closing(Archive(home, WordEmbedder())) as archive:
        assert asyncio.run(Searcher(archive).search(mark(7))).hits


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


def warmed(task, *args):
    """Run *task* apart, and load here what it loaded there: whoever runs it later need not."""

    def loaded():
        task(*args)
        return sorted(sys.modules)

    for name in eval(apart(loaded)):
        with suppress(ImportError):
            importlib.import_module(name)


def stepping(work, until, *args):
    """Do *work* and die when it has taken the step *until*; how many there are if that is none of them."""
    steps = set()

    def step(frame, event, _):
        code = frame.f_code
        if STEPS.fullmatch(code.co_name) and "retrieval/index" in code.co_filename:
            steps.add((code.co_qualname, event))  # once each: twenty articles are saved in one way
            if len(steps) == until:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(step)
    work(*args)
    sys.setprofile(None)
    return len(steps)


def prepared(folder):
    """A home with eight articles and a copy, as few as can be calibrated on, and a backup of it."""
    home = folder / "prepared"
    with writing(home), closing(Archive(home, WordEmbedder())) as archive:
        some = [article(seed, paragraphs=2) for seed in range(8)]
        list(Ingest(archive).run([*some, article(3, paragraphs=2, id="copy-of-3")]))
    backup(home, folder / "all.zip")


def home_for(kind, folder, name):
    """A home on which *kind* can be done."""
    home = folder / name
    if kind == "restore":
        home.mkdir()
    else:
        shutil.copytree(folder / "prepared", home)
    return home


def after_a_death(kind, home, file):
    """What somebody who asks is told, and what doing the same again leaves."""
    if kind != "restore":
        asked(home)
    work(kind, home, file)
    return state(home)


def whole(kind, folder):
    """What *kind* leaves when nothing kills it, how long it takes, and of how many steps it is."""
    home = home_for(kind, folder, f"whole-{kind}")
    began = time.monotonic()
    steps = int(apart(stepping, work, 0, kind, home, folder / "all.zip"))
    longest = time.monotonic() - began
    wanted = apart(state, home)
    assert wanted.endswith("[], [])"), wanted[-300:]
    return wanted, longest, steps


def deaths(wholes, times, chance):
    """Which kind of work dies when: a step or seconds."""
    at_steps = [(kind, step + 1) for kind in wholes for step in range(wholes[kind][2])]
    chance.shuffle(at_steps)
    at_steps = at_steps[: times - times // 4]
    kinds = islice(cycle(wholes), times - len(at_steps))
    return at_steps + [(kind, chance.uniform(0, wholes[kind][1])) for kind in kinds]


def run(times, seed, kinds):
    """How many deaths of each kind there were, at how many of its steps, and what went wrong."""
    tried, stepped, wrong = Counter(), Counter(), []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "all.zip"
        warmed(prepared, folder)
        wholes = {kind: whole(kind, folder) for kind in kinds}
        for number, (kind, moment) in enumerate(deaths(wholes, times, random.Random(seed))):
            home = home_for(kind, folder, f"home-{number}")
            if at_step := isinstance(moment, int):
                apart(stepping, work, moment, kind, home, file)
            else:
                apart(work, kind, home, file, after=moment)
            left = apart(after_a_death, kind, home, file)
            if left != wholes[kind][0]:
                wrong.append(f"{kind} killed at {moment}: {left[-300:]}")
            tried[kind] += 1
            stepped[kind] += at_step
            shutil.rmtree(home, ignore_errors=True)
    steps = {kind: f"{stepped[kind]} of {wholes[kind][2]}" for kind in kinds}
    return tried, steps, wrong


def main(times=400, seed=1, kinds=KINDS):
    tried, steps, wrong = run(times, seed, kinds)
    print("\n".join(wrong))
    print(f"{tried.total()} deaths {dict(tried)} at steps {steps}: {len(wrong)} flaws")
    return int(bool(wrong))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main(*map(int, sys.argv[1:])))
