"""
The confusion table: ``python -m tests.mutations [--each N] [--show CLASS]``.

For each class: how many cases, how many the gate got wrong without a judge, and what decided.
"""

import argparse
from collections import Counter

from tests.mutations import hand
from tests.mutations.suite import (
    APART,
    FAR,
    Result,
    benign,
    by_kind,
    harmful,
    milliseconds,
    rate,
    run,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=60, help="cases of each class")
    parser.add_argument("--show", help="print the failures of this class, or of all")
    parser.add_argument("--sample", help="print some cases of this class, to be read by eye")
    args = parser.parse_args()
    written = list(hand.cases())
    bad = run([*harmful(args.each), *(case for case in written if not case.right)])
    good = run([*benign(args.each), *(case for case in written if case.right)])
    table("harmful: shown as written", bad)
    table("benign: lost though true", good)
    core = [r for r in bad if r.case.kind != APART]
    print(f"\nharmful not shown as written: {1 - rate(core):.1%} of {len(core)}, {APART} apart")
    near = [r for r in good if r.case.kind not in FAR]
    print(f"benign lost: {rate(near):.1%} of {len(near)}, XQuAD across languages apart")
    print(f"CPU a sentence, median: {milliseconds([*bad, *good]):.2f} ms")
    outcomes = Counter(one.ruling.outcome for one in good)
    print(f"benign: {', '.join(f'{name} {count}' for name, count in outcomes.most_common())}")
    for result in [*bad, *good]:
        if args.show in ("all", result.case.kind) and result.failed:
            show(result)
        if args.sample == result.case.kind:
            show(result)


def table(title: str, results: list[Result]) -> None:
    print(f"\n{title:34} {'cases':>6} {'wrong':>6} {'rate':>7}   by")
    for kind, found in by_kind(results).items():
        wrong = sum(one.failed for one in found)
        why = Counter(one.ruling.why for one in found)
        reasons = ", ".join(f"{name} {count}" for name, count in why.most_common())
        print(f"{kind:34} {len(found):6} {wrong:6} {wrong / len(found):7.1%}   {reasons}")


def show(result: Result) -> None:
    case, ruling = result.case, result.ruling
    print(f"\n[{case.kind}] {ruling.outcome}: {ruling.why} {ruling.detail}")
    print(f"  {case.text}\n  < {case.original}")


if __name__ == "__main__":
    main()
