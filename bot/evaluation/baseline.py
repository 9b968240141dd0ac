"""What cases found before, kept beside them, and what differs from it now. Pure but for reading."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluation.reading import read_json
from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from retrieval.reasons import Reason

Json = dict[str, Any]
Baseline = dict[
    str, Json
]  # by id: ``passed``, the layers that ``failed``, the ``digest`` and ``text``
_KEPT = ("id", "passed", "failed", "digest", "text")


@dataclass(frozen=True, slots=True)
class Difference:
    """
    Ids of the cases that differ from a baseline.

    failing: fail now and did not, or were not there. passing: the other way round.
    changed: pass or fail as before, and otherwise answered or for other layers. gone: no longer there.
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

    def lines(self, language: Language) -> Iterator[str]:
        """A line for each kind of difference there is."""
        for kind, ids in self.kinds:
            if ids:
                yield say(f"baseline_{kind}", language, count=len(ids), ids=" ".join(ids))


def read_baseline(path: Path) -> Baseline:
    """What ``written`` wrote, or an earlier ``--json``. Raises BadFile."""

    def made(read: Json) -> Baseline:
        found = {
            one["id"]: {"failed": [], "digest": "", "text": ""} | one for one in read["results"]
        }
        return {id: {name: one[name] for name in _KEPT} for id, one in found.items()}

    return read_json(path, made, Reason("not what rawi check wrote"))


def written(summary: Json) -> str:
    """A baseline of a run's *summary*: a case a line, so that a change of one is a change of one line."""
    lines = (
        json.dumps({name: one[name] for name in _KEPT}, ensure_ascii=False)
        for one in sorted(summary["results"], key=lambda one: str(one["id"]))
    )
    return '{"results": [\n' + ",\n".join(lines) + "\n]}\n"


def compared(summary: Json, before: Baseline) -> Difference:
    """How a run's *summary* differs from what was *before*."""
    now = {one["id"]: one for one in summary["results"]}
    both = [(id, one, before[id]) for id, one in now.items() if id in before]
    failing = [
        id
        for id, one in now.items()
        if not one["passed"] and (id not in before or before[id]["passed"])
    ]
    return Difference(
        failing=tuple(failing),
        passing=tuple(id for id, one, then in both if one["passed"] and not then["passed"]),
        changed=tuple(
            id
            for id, one, then in both
            if one["passed"] == then["passed"]
            and (one["failed"] != then["failed"] or then["digest"] not in ("", one["digest"]))
        ),
        gone=tuple(sorted(before.keys() - now.keys())),
        serious=tuple(id for id in failing if now[id]["severity"] != "wish"),
    )
