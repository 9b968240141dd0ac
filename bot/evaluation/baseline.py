"""What cases found before, kept beside them, and what differs from it now."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.reading import read_json
from bot.evaluation.seen import Result
from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from retrieval.reasons import Reason


@dataclass(frozen=True, slots=True)
class Before:
    """
    What a case found then.

    failed: the layers that failed. digest: of the answer. text: what it said.
    """

    passed: bool
    failed: tuple[str, ...]
    digest: str
    text: str

    def changed(self, now: Result) -> bool:
        """Whether *now* passes or fails as before, and is otherwise answered or for other layers."""
        if self.passed != now.passed:
            return False
        return self.failed != now.failed or self.digest not in ("", now.digest)


Baseline = dict[str, Before]


@dataclass(frozen=True, slots=True)
class Difference:
    """
    Ids of the cases that differ from a baseline.

    failing: fail now and did not, or were not there. passing: the other way round.
    changed: pass or fail as before, and otherwise. gone: no longer there.
    serious: of those failing, the ones that fail a run.
    """

    failing: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    serious: tuple[str, ...] = ()

    @property
    def kinds(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        return ((name, getattr(self, name)) for name in ("failing", "passing", "changed", "gone"))


def read_baseline(path: Path) -> Baseline:
    """What ``written`` wrote, or an earlier ``--json``. Raises BadFile."""

    def before(one: dict[str, Any]) -> Before:
        failed = tuple(one.get("failed", ()))
        return Before(bool(one["passed"]), failed, one.get("digest", ""), one.get("text", ""))

    wanted = Reason("ليس نتيجة rawi check", "not what rawi check wrote")
    return read_json(path, lambda read: {one["id"]: before(one) for one in read["results"]}, wanted)


def written(results: Sequence[Result]) -> str:
    """A baseline: a case a line, so that a change of one is a change of one line."""
    kept = (
        {
            "id": one.case.id,
            "passed": one.passed,
            "failed": one.failed,
            "digest": one.digest,
            "text": one.answer.text,
        }
        for one in sorted(results, key=lambda one: one.case.id)
    )
    lines = (json.dumps(one, ensure_ascii=False) for one in kept)
    return '{"results": [\n' + ",\n".join(lines) + "\n]}\n"


def compared(results: Sequence[Result], before: Baseline) -> Difference:
    """How *results* differ from what was *before*."""
    pairs = [(one, before.get(one.case.id)) for one in results]
    failing = [one for one, then in pairs if not one.passed and (then is None or then.passed)]
    return Difference(
        failing=tuple(one.case.id for one in failing),
        passing=tuple(
            one.case.id for one, then in pairs if one.passed and then and not then.passed
        ),
        changed=tuple(one.case.id for one, then in pairs if then and then.changed(one)),
        gone=tuple(sorted(before.keys() - {one.case.id for one in results})),
        serious=tuple(one.case.id for one in failing if one.serious),
    )


def as_lines(difference: Difference, language: Language) -> Iterator[str]:
    """A line for each kind of difference there is."""
    for kind, ids in difference.kinds:
        if ids:
            yield say(f"baseline_{kind}", language, count=len(ids), ids=" ".join(ids))
