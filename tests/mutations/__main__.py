"""
The confusion table: ``python -m tests.mutations [--each N] [--show CLASS]``.

For each class: how many cases, how many the gate got wrong, and by which check it dropped.
"""

import argparse
from collections import Counter

from bot.wording.thesaurus import listed, poles
from retrieval.language.arabic import words
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
    table("harmful: shown though false", bad)
    table("benign: dropped though true", good)
    core = [r for r in bad if r.case.kind != APART]
    print(f"\nharmful dropped or repaired: {1 - rate(core):.1%} of {len(core)}, {APART} apart")
    near = [r for r in good if r.case.kind not in FAR]
    print(f"benign dropped: {rate(near):.1%} of {len(near)}, XQuAD across languages apart")
    print(f"CPU a sentence, median: {milliseconds([*bad, *good]):.2f} ms")
    strangers("antonym", bad)
    strangers("synonym", good)
    for result in [*bad, *good]:
        if args.show in ("all", result.case.kind) and result.failed:
            show(result)
        if args.sample == result.case.kind:
            show(result)


def strangers(kind: str, results: list[Result]) -> None:
    """How the gate does on words that none of its lists holds."""
    found = [one for one in results if one.case.kind == kind and _is_strange(one)]
    wrong = sum(one.failed for one in found)
    print(f"{kind} by a word the gate has not listed: {wrong} of {len(found)} wrong")


def _is_strange(result: Result) -> bool:
    new = set(words(result.case.text)) - set(words(result.case.original))
    return any(not listed(word) and not poles(word) for word in new)


def table(title: str, results: list[Result]) -> None:
    print(f"\n{title:34} {'cases':>6} {'wrong':>6} {'rate':>7}   dropped by")
    for kind, found in by_kind(results).items():
        wrong = sum(one.failed for one in found)
        why = Counter(one.ruling.why for one in found if one.ruling.why)
        reasons = ", ".join(f"{name} {count}" for name, count in why.most_common())
        print(f"{kind:34} {len(found):6} {wrong:6} {wrong / len(found):7.1%}   {reasons}")


def show(result: Result) -> None:
    case, ruling = result.case, result.ruling
    failed = [f"{check.name}: {check.detail}" for check in ruling.checks if not check.passed]
    print(f"\n[{case.kind}] {ruling.verdict} {ruling.support:.2f} {failed}")
    print(f"  {case.text}\n  < {case.original}")


if __name__ == "__main__":
    main()
