"""What each figure is to reach, beside where the prototype stood."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Goal:
    """
    One row of the table.

    figures: where each stands in the results, and the least and the most it may be.
    """

    measured: str
    before: str
    figures: tuple[tuple[str, float | None, float | None], ...]


def _least(*figures: tuple[str, float]) -> tuple[tuple[str, float, None], ...]:
    return tuple((path, least, None) for path, least in figures)


def _most(*figures: tuple[str, float]) -> tuple[tuple[str, None, float], ...]:
    return tuple((path, None, most) for path, most in figures)


GOALS = (
    Goal("XQuAD-ar, 240 paragraphs: R@1 / MRR@10", "94.1 / 96.5",
         _least(("retrieval.xquad.r1", 95.5), ("retrieval.xquad.mrr", 97.3))),
    Goal("ARCD, 460 paragraphs: R@1 / MRR@10", "74.6 / 84.1",
         _least(("retrieval.arcd.r1", 77), ("retrieval.arcd.mrr", 86))),
    Goal("pool of 1,542, XQuAD / ARCD / TyDi: MRR@10", "93.4 / 80.2 / 92.4",
         _least(("retrieval.pool-xquad.mrr", 95), ("retrieval.pool-arcd.mrr", 83),
                ("retrieval.pool-tydi.mrr", 96))),
    Goal("English question → Arabic paragraph, XQuAD: R@1 / R@10", "75.4 / 97.9",
         _least(("retrieval.xquad-en.r1", 82), ("retrieval.xquad-en.r10", 98.5))),
    Goal("XQuAD-ar + ARCD, 700 paragraphs, 400 questions: R@1 / MRR@10; 200 English: R@1",
         "75.2 / 83.7; 70.0 (best framework)",
         _least(("retrieval.both.r1", 82), ("retrieval.both.mrr", 89), ("retrieval.both-en.r1", 78))),
    Goal("answer in the first sentence shown, end to end, XQuAD / ARCD", "73.9 / 68.1",
         _least(("sentences.xquad.first", 80), ("sentences.arcd.first", 75))),
    Goal("unanswerable refused where confidence refuses 5 % of the answerable, XQuAD / ARCD / TyDi", "81 / 45 / 66",
         _least(("refusal.xquad.at_five.confidence", 90), ("refusal.arcd.at_five.confidence", 65),
                ("refusal.tydi.at_five.confidence", 80))),
    Goal("unanswerable refused as shipped, XQuAD / ARCD / TyDi", "—",
         _least(("refusal.xquad.true", 90), ("refusal.arcd.true", 65), ("refusal.tydi.true", 80))),
    Goal("false refusals as shipped, one threshold for all, XQuAD / ARCD / TyDi", "3.6–8.4",
         tuple((f"refusal.{name}.false", 4.0, 6.0) for name in ("xquad", "arcd", "tydi"))),
    Goal("false refusals with ARCD's 5 % threshold on confidence, XQuAD / TyDi", "3.6–8.4",
         (("refusal.xquad.carried.arcd", 4.0, 6.0), ("refusal.tydi.carried.arcd", 4.0, 6.0))),
    Goal("search beyond embedding, 10,138 news items, p50 / p95 ms CPU", "—",
         _most(("speed.news.cpu_p50", 4), ("speed.news.cpu_p95", 10))),
    Goal("the same at 100,000 passages", "—",
         _most(("speed.largest.cpu_p50", 8), ("speed.largest.cpu_p95", 20))),
    Goal("ingest CPU beyond embedding, % of embedding", "1.1–17 (frameworks)",
         _most(("speed.ingest_percent", 5),)),
    Goal("resident memory after the first question at 100,000 passages, MB", "—",
         _most(("speed.first_question.resident_mb", 500),)),
)  # fmt: skip


def rows(kept: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    """Measured, before, today, reach, and whether it is reached, as text."""
    for goal in GOALS:
        values = [_value(kept, path) for path, _, _ in goal.figures]
        reached = [
            value is not None and value >= (least or 0) and (most is None or value <= most)
            for value, (_, least, most) in zip(values, goal.figures, strict=True)
        ]
        today = " / ".join("—" if value is None else f"{value:.1f}" for value in values)
        bounds = " / ".join(_bound(least, most) for _, least, most in goal.figures)
        verdict = "yes" if all(reached) else "no" if not any(reached) else "in part"
        yield goal.measured, goal.before, today, bounds, "" if None in values else verdict


def _value(kept: Mapping[str, Any], path: str) -> float | None:
    found: Any = kept
    for name in path.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, int | float) else None


def _bound(least: float | None, most: float | None) -> str:
    if least is not None and most is not None:
        return f"{least:g}–{most:g}"
    return f"≥ {least:g}" if least is not None else f"≤ {most:g}"
