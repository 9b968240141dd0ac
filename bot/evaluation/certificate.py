"""
What verification makes of labelled sentences: how many are shown as written, quoted and dropped.

Each is put to the gate as the only sentence of an answer over its one passage, with the judge there
is. What matters is one number, the share of false ones shown in the model's words, and how sure it is.
"""

import asyncio
import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from bot.generation.faults import ModelFault
from bot.i18n.catalogue import Language
from bot.i18n.messages import say
from bot.presentation.as_json import fields
from bot.verification.gate import Gate, Outcome, Ruling, Sentence
from bot.verification.judge import Judge
from retrieval.errors import UsageError
from retrieval.index.embedding import Embedder, unit
from retrieval.index.passages import passages
from retrieval.language.arabic import arabic_share
from retrieval.types import Article, Source

Label = Literal["true", "false"]
LABELS: tuple[Label, ...] = get_args(Label)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
Vector = Callable[[str], Any]  # of a text
_TOGETHER = 4  # requests to a judge at a time
_STEPS = 60  # of a bisection: more than a float can tell apart


class BadPair(UsageError):
    en = (
        "{path}, line {line}: {why}. Needed: JSON with passage, sentence and label (true or false)."
    )


@dataclass(frozen=True, slots=True)
class Pair:
    """
    A sentence about a passage, and whether it is true.

    manner: how it was made (close, free, merged), if that is known.
    """

    id: str
    passage: str
    sentence: str
    label: Label
    manner: str = ""
    outlet: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """
    results: every pair with what became of it.
    judge: who was asked; None had everything quoted that is no extract.
    """

    results: tuple[tuple[Pair, Ruling], ...]
    judge: str | None

    @property
    def unanswered(self) -> int:
        """Sentences the judge did not answer for."""
        return sum(ruling.why == "judge_silent" for _, ruling in self.results)

    def counts(self, label: Label, manner: str = "") -> dict[Outcome, int]:
        """How many pairs of *label*, and of *manner* if one is named, came to each outcome."""
        found = Counter(
            ruling.outcome
            for pair, ruling in self.results
            if pair.label == label and manner in ("", pair.manner)
        )
        return {outcome: found[outcome] for outcome in OUTCOMES}

    def shown(self, label: Label) -> tuple[float, float]:
        """The share of *label* shown in the model's words, 0 to 1, and its upper bound."""
        counts = self.counts(label)
        shown, every = counts["kept"] + counts["judged"], sum(counts.values())
        return shown / max(1, every), upper_bound(shown, every)

    def as_json(self) -> dict[str, Any]:
        """Counts, shares of 1, and every sentence with what became of it."""
        share, upper = self.shown("false")
        return {
            "n": len(self.results),
            "judge": self.judge,
            **{label: self.counts(label) for label in LABELS},
            "by_manner": {
                manner: {label: self.counts(label, manner) for label in LABELS}
                for manner in sorted({pair.manner for pair, _ in self.results} - {""})
            },
            "false_shown": share,
            "false_shown_upper95": upper,
            "true_shown": self.shown("true")[0],
            "unanswered": self.unanswered,
            "items": [
                fields(pair, "id label") | fields(ruling, "outcome why")
                for pair, ruling in self.results
            ],
        }


def as_text(told: Mapping[str, Any], language: Language) -> str:
    """Of a certificate as JSON: a table by label and manner, and the share of false ones shown."""

    def row(name: str, cells: Iterable[object]) -> str:
        return f"{name:16}" + "".join(f"{cell:>9}" for cell in cells)

    head = "certificate_judge" if told["judge"] else "certificate_no_judge"
    names = [say(f"outcome_{one}", language) for one in OUTCOMES]
    lines = [say(head, language, judge=told["judge"]), "", row("", names)]
    for label in LABELS:
        name = say(f"label_{label}", language)
        parts = {name: told[label]}
        parts |= {f"{name}, {manner}": one[label] for manner, one in told["by_manner"].items()}
        lines += [row(name, some.values()) for name, some in parts.items() if any(some.values())]
    shares = {"true": "true_shown", "false": "false_shown", "upper": "false_shown_upper95"}
    percent = {name: f"{100 * told[key]:.1f}" for name, key in shares.items()}
    lines += ["", say("certificate_shown", language, **percent)]
    if told["unanswered"]:
        lines.append(say("certificate_unanswered", language, count=told["unanswered"]))
    return "\n".join(lines)


def upper_bound(found: int, of: int, *, sure: float = 0.95) -> float:
    """
    The largest share that *found* in *of* leaves likely: Clopper and Pearson's, one-sided.

    The share at which so few would come with a probability of 1 - *sure*.

    >>> round(upper_bound(0, 300), 4), round(upper_bound(3, 100), 4), upper_bound(5, 5)
    (0.0099, 0.0757, 1.0)
    """
    if found >= of:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        share = (low + high) / 2
        likely = math.fsum(
            # The binomial probability, by logarithms: so many ways outgrow a float.
            math.exp(
                math.log(math.comb(of, n)) + n * math.log(share) + (of - n) * math.log1p(-share)
            )
            for n in range(found + 1)
        )
        low, high = (share, high) if likely > 1 - sure else (low, share)
    return high


def read_pairs(paths: Iterable[Path]) -> list[Pair]:
    """The pairs of *paths*, a JSON object a line. Raises BadPair."""
    found, path, number = [], Path(), 0
    try:
        for path in paths:
            number = 0
            for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
                if line.strip():
                    found.append(_pair(json.loads(line), number))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPair(path=path, line=number, why=error) from error
    return found


def _pair(read: dict[str, Any], number: int) -> Pair:
    label = str(read["label"]).lower()
    if label not in LABELS:
        raise ValueError(f"label {label}")
    return Pair(
        str(read.get("id", number)), str(read["passage"]), str(read["sentence"]),
        "true" if label == "true" else "false", str(read.get("manner") or ""),
        read.get("outlet") or None, str(read.get("title") or ""),
    )  # fmt: skip


async def certified(
    pairs: Sequence[Pair], judge: Judge | None, vector: Vector | None = None
) -> Certificate:
    """
    Every pair through the gate, and what waits to *judge*.

    vector: of a text, where words do not tell how near a sentence is.
    """
    turn = asyncio.Semaphore(_TOGETHER)
    rulings = await asyncio.gather(*(_ruled(pair, judge, turn, vector) for pair in pairs))
    return Certificate(tuple(zip(pairs, rulings, strict=True)), judge.name if judge else None)


async def _ruled(
    pair: Pair, judge: Judge | None, turn: asyncio.Semaphore, vector: Vector | None
) -> Ruling:
    gate = gate_for(pair, vector)
    found = gate.rule(Sentence(pair.sentence))
    if isinstance(found, Ruling):
        return found
    if judge is None:
        return gate.quoted(found, "no_judge", ())
    try:
        async with turn:
            [choice] = await judge.choose([gate.case(found)])
    except ModelFault:
        return gate.quoted(found, "judge_silent", ())
    ruling = gate.judged(found, choice, None)
    if isinstance(ruling, Ruling):
        return ruling
    why, detail = ruling
    return gate.quoted(found, why, (), detail, choice)


def gate_for(pair: Pair, vector: Vector | None = None) -> Gate:
    """A gate over the pair's passage, cut as an article is."""
    source = Source("passage", pair.title, outlet=pair.outlet, language=_language(pair.passage))
    given = passages(Article(source, pair.passage, "passage"))

    def nearness(text: str) -> dict[tuple[str, int], float]:
        return {
            (passage.id, at): float(vector(text) @ vector(sentence)) if vector else 0.0
            for passage in given
            for at, sentence in enumerate(passage.sentences)
        }

    near = nearness if vector else None
    return Gate("", given, language=_language(pair.sentence), nearness=near)


def embedded(embedder: Embedder) -> Vector:
    """Centred vectors by *embedder*; each text once."""

    @cache
    def vector(text: str) -> Any:
        return unit(embedder.passages([text])[0] - embedder.means.passages)

    return vector


def _language(text: str) -> Literal["ar", "en"]:
    return "ar" if arabic_share(text) >= 0.5 else "en"
