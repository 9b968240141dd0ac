"""``python -m tests.bench``: measure, and write RESULTS.md, results.json and charts beside it."""

import argparse
import sys
import time
from pathlib import Path

import platformdirs

from tests.bench import results, sets, tables
from tests.bench.parts import Bench

PARTS = ("retrieval", "sentences", "refusal", "speed", "blind", "certificate")


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART")
    options.add_argument(
        "--quick", action="store_true", help="fewer questions, no 100,000 passages"
    )
    options.add_argument("--cache", type=Path, default=platformdirs.user_cache_path("rawi-bench"))
    options.add_argument("--into", type=Path, default=Path(__file__).parent, help="for the results")
    args = options.parse_args()
    if not sets.available():
        print(sets.ABSENT, file=sys.stderr)
        return 0
    bench = Bench(args.cache, quick=args.quick)
    for part in args.only:
        print(part, "…", end=" ", flush=True)
        began = time.monotonic()
        figures = getattr(bench, part)()
        results.write(args.into, part, figures, quick=args.quick)
        print(f"{time.monotonic() - began:.0f} s", flush=True)
    print(tables.table(results.kept(args.into)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
