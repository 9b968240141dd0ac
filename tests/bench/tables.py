"""The figures as Markdown: the table of goals, then a section for each part."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.bench.goals import rows
from tests.blind.counts import KEPT

NAMES = {
    "xquad": "XQuAD", "arcd": "ARCD", "xquad-en": "English → XQuAD", "both": "XQuAD + ARCD",
    "both-en": "English → both", "pool-xquad": "pool: XQuAD", "pool-arcd": "pool: ARCD",
    "pool-tydi": "pool: TyDi", "tydi": "TyDi",
}  # fmt: skip


def table(every: Mapping[str, Any]) -> str:
    return _table(("measured", "prototype", "today", "reach", "reached"), rows(every))


def _table(head: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    every = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in every) + "\n"


def _cell(value: object) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else str(value)


def markdown(every: Mapping[str, Any]) -> str:
    runs = [(part, *run.values()) for part, run in every["runs"].items()]
    parts = [
        "# What Rawi measures today\n",
        "Written by `make bench`, part by part; percent unless said otherwise.\n",
        table(every),
        "## Runs\n",
        _table(("part", "date", "code", "machine", "embedder", "questions"), runs),
    ]
    for part, section in _SECTIONS.items():
        if part in every:
            parts += section(every[part])
    parts.append(Path(__file__).with_name("peers.md").read_text("utf-8"))
    return "\n".join(parts)


def _retrieval(figures: Mapping[str, Any]) -> list[str]:
    lines = [(NAMES[name], *row.values()) for name, row in figures.items()]
    return [
        "## Retrieval\n",
        "By article, 20 passages asked for. By story: an article named beside the one shown is found too.\n",
        _table(
            ("set", "questions", "R@1", "R@5", "R@10", "MRR@10", "R@1 by story", "MRR by story"),
            lines,
        ),
    ]


def _sentences(figures: Mapping[str, Any]) -> list[str]:
    head = ("set", "questions", "first sentence", "any sentence", "first, nothing refused")
    lines = [(NAMES[name], *row.values()) for name, row in figures.items()]
    return [
        "## Answer sentence\n",
        "The gold string, folded, in what is shown; a refusal is a miss except in the fifth column.\n",
        _table((*head, "refused", "words shown"), lines),
    ]


def _refusal(figures: Mapping[str, Any]) -> list[str]:
    signals = list(next(iter(figures.values()))["at_five"])
    shipped = [
        (NAMES[name], row["questions"], row["true"], row["false"]) for name, row in figures.items()
    ]
    at_five = [(NAMES[name], *row["at_five"].values()) for name, row in figures.items()]
    carried = [
        (
            NAMES[name],
            ", ".join(f"{NAMES[other]}'s: {value:.1f}" for other, value in row["carried"].items()),
        )
        for name, row in figures.items()
    ]
    return [
        "## Refusal\n",
        "1,542 articles less a quarter of the titles, four times; half the questions ask about what is missing.\n",
        _table(
            ("set", "questions", "true refusals as shipped", "false refusals as shipped"), shipped
        ),
        "True refusals where a threshold on one signal refuses 5 % of the answerable:\n",
        _table(("set", *signals), at_five),
        "False refusals with the 5 % threshold on confidence carried over from another set:\n",
        _table(("set", "false refusals"), carried),
        "![Refusal](refusal.svg)\n",
    ]


def _speed(figures: Mapping[str, Any]) -> list[str]:
    head = (
        "items",
        "passages",
        "ingest ms an item",
        "characters",
        "p50 CPU",
        "p95 CPU",
        "p50 wall",
        "p95 wall",
    )
    first = figures["first_question"]
    return [
        "## Speed and growth\n",
        "Beyond embedding; milliseconds; past 10,138 items the news again with a third of its words changed.\n"
        "Vectors are a stand-in's; 100 questions of ARCD and 100 headlines, whatever the sets above.\n",
        _table(head, [tuple(stage.values()) for stage in figures["stages"]]),
        f"Embedding an item costs {figures['embedding_ms_per_item']:.0f} ms of CPU; the rest of ingest is "
        f"{figures['ingest_percent']:.1f} % of that. A fresh process answers its first question over the "
        f"largest archive with {first['cpu']:.1f} s of CPU and {first['resident_mb']:.0f} MB "
        f"(at most {first['peak_mb']:.0f}).\n",
        "![Latency](latency.svg)\n",
    ]


def _blind(figures: Mapping[str, Any]) -> list[str]:
    head = ("set", *KEPT)
    lines = [
        (name, *(f"{row[one]:.3f}" if one == "AUC" else row[one] for one in KEPT))
        for name, row in figures.items()
    ]
    return [
        "## Blind sets\n",
        "Counts unless said otherwise; the columns are told in tests/blind/README.md, and earlier runs "
        "stand in tests/blind/RESULTS.md. Run: `make bench-part PART=blind`, or `make blind` for all kinds.\n",
        _table(head, lines),
    ]


def _certificate(figures: Mapping[str, Any]) -> list[str]:
    lines = []
    for name, row in figures.items():
        of = {label: sum(row[label].values()) for label in ("true", "false")}
        shown = {one: row[one]["kept"] + row[one]["judged"] for one in of}
        lines.append(
            (
                name,
                f"{shown['true']} of {of['true']}",
                row["true"]["quoted"],
                row["true"]["dropped"],
                f"{shown['false']} of {of['false']}",
                f"≤ {100 * row['false_shown_upper95']:.1f} %",
                row["false"]["quoted"],
                row["false"]["dropped"],
            )
        )
    return [
        "## Certificate\n",
        "Sentences over real news, half of them true; shown means in the words they were written in. "
        "The scripted judges know the labels and are wrong on purpose. Run: `make bench-part PART=certificate`.\n",
        _table(
            (
                *("judge", "true, shown", "quoted", "dropped"),
                *("false, shown", "with 95 %", "quoted", "dropped"),
            ),
            lines,
        ),
    ]


_SECTIONS = {
    "retrieval": _retrieval,
    "sentences": _sentences,
    "refusal": _refusal,
    "speed": _speed,
    "blind": _blind,
    "certificate": _certificate,
}
