"""What cases found before, kept beside them, and what differs from it now."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.reading import read_json
from bot.evaluation.running import Result
from bot.evaluation.summary import digest
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


Baseline = dict[str, Before]


@dataclass(frozen=True, slots=True)
class Difference:
    """
    Ids of the cases that differ from a baseline.

    failing: fail now and did not, or were not there. passing: the other way round.
    changed: pass or fail as before, and otherwise answered or for other layers.
    gone: no longer there. serious: of those failing, the ones that fail a run.
    """

    failing: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    serious: tuple[str, ...] = ()


def read_baseline(path: Path) -> Baseline:
    """What ``written`` wrote, or an earlier ``--json``. Raises BadFile."""
    wanted = Reason("ليس نتيجة rawi check", "not what rawi check wrote")
    return read_json(
        path, lambda found: {one["id"]: _before(one) for one in found["results"]}, wanted
    )


def _before(one: dict[str, Any]) -> Before:
    failed = tuple(one.get("failed", ()))
    return Before(bool(one["passed"]), failed, one.get("digest", ""), one.get("text", ""))


def written(results: Sequence[Result]) -> str:
    """A baseline: a case a line, so that a change of one is a change of one line."""
    lines = [
        json.dumps(
            {
                "id": one.case.id,
                "passed": one.passed,
                "failed": one.failed,
                "digest": digest(one),
                "text": one.answer.text,
            },
            ensure_ascii=False,
        )
        for one in sorted(results, key=lambda one: one.case.id)
    ]
    return '{"results": [\n' + ",\n".join(lines) + "\n]}\n"


def compared(results: Sequence[Result], before: Baseline) -> Difference:
    """How *results* differ from what was *before*."""
    pairs = [(one, before.get(one.case.id)) for one in results]
    failing = [one for one, then in pairs if not one.passed and (then is None or then.passed)]
    passing = [one for one, then in pairs if one.passed and then and not then.passed]
    return Difference(
        failing=tuple(one.case.id for one in failing),
        passing=tuple(one.case.id for one in passing),
        changed=tuple(one.case.id for one, then in pairs if _otherwise(one, then)),
        gone=tuple(sorted(before.keys() - {one.case.id for one in results})),
        serious=tuple(one.case.id for one in failing if one.case.severity != "wish"),
    )


def _otherwise(now: Result, before: Before | None) -> bool:
    if before is None or before.passed != now.passed:
        return False
    return before.failed != now.failed or before.digest not in ("", digest(now))


def as_lines(difference: Difference, language: Language) -> Iterator[str]:
    """A line for each kind of difference there is."""
    for name in ("failing", "passing", "changed", "gone"):
        if ids := getattr(difference, name):
            yield say(f"baseline_{name}", language, count=len(ids), ids=" ".join(ids))
