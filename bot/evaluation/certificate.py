"""
What verification makes of labelled sentences: how many are shown as written, quoted and dropped.

Each is put to the gate as the only sentence of an answer over its one passage, with the judge there
is. What matters is one number, the share of false ones shown in the model's words, and how sure it is.
"""

import asyncio
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

from bot.generation.faults import ModelFault
from bot.verification.gate import Gate, Outcome, Ruling, Sentence, Waiting
from bot.verification.judge import Choice, Judge
from retrieval.errors import UsageError
from retrieval.index.embedding import Embedder, unit
from retrieval.index.passages import passages
from retrieval.language.arabic import arabic_share
from retrieval.types import Article, Passage, Source

Label = Literal["true", "false"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
_TOGETHER = 4  # requests to a judge at a time
_STEPS = 60  # of a bisection: more than a float can tell apart


class BadPair(UsageError):
    ar = "{path}، السطر {line}: {why}. المطلوب JSON فيه passage وsentence وlabel (true أو false)."
    en = (
        "{path}, line {line}: {why}. Needed: JSON with passage, sentence and label (true or false)."
    )


class Near(Protocol):
    """Centred cosines of *text* with the sentences of *passages*, by passage and place."""

    def __call__(
        self, text: str, *, passages: Sequence[Passage]
    ) -> Mapping[tuple[str, int], float]: ...


@dataclass(frozen=True, slots=True)
class Pair:
    """
    A sentence about a passage, and whether it is true.

    manner: how it was made (close, free, merged); kind: of falsehood; either may be empty.
    """

    id: str
    passage: str
    sentence: str
    label: Label
    manner: str = ""
    kind: str = ""
    outlet: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """
    results: every pair with what became of it.
    judge: who was asked; None had everything quoted that is no extract.
    unanswered: sentences the judge did not answer for.
    """

    results: tuple[tuple[Pair, Ruling], ...]
    judge: str | None
    unanswered: int

    def counts(self, label: Label, manner: str | None = None) -> dict[Outcome, int]:
        """How many pairs of *label* came to each outcome."""
        found = Counter(
            ruling.outcome
            for pair, ruling in self.results
            if pair.label == label and manner in (None, pair.manner)
        )
        return {outcome: found[outcome] for outcome in OUTCOMES}

    def shown(self, label: Label) -> float:
        """The share of *label* shown in the model's words, 0 to 1."""
        counts = self.counts(label)
        return (counts["kept"] + counts["judged"]) / max(1, sum(counts.values()))

    @property
    def false_shown_upper(self) -> float:
        counts = self.counts("false")
        return upper_bound(counts["kept"] + counts["judged"], sum(counts.values()))

    @property
    def manners(self) -> list[str]:
        return sorted({pair.manner for pair, _ in self.results if pair.manner})


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
        likely = math.fsum(_likelihood(n, of, share) for n in range(found + 1))
        low, high = (share, high) if likely > 1 - sure else (low, share)
    return high


def _likelihood(found: int, of: int, share: float) -> float:
    """The binomial probability, by logarithms: ``of`` over ``found`` outgrows a float."""
    ways = math.lgamma(of + 1) - math.lgamma(found + 1) - math.lgamma(of - found + 1)
    return math.exp(ways + found * math.log(share) + (of - found) * math.log1p(-share))


def read_pairs(paths: Iterable[Path]) -> list[Pair]:
    """The pairs of *paths*, a JSON object a line. Raises BadPair."""
    found = []
    for path in paths:
        try:
            lines = path.read_text("utf-8").splitlines()
        except (OSError, UnicodeError) as error:
            raise BadPair(path=path, line=0, why=error) from error
        for number, line in enumerate(lines, start=1):
            if line.strip():
                found.append(_pair(line, path, number))
    return found


def _pair(line: str, path: Path, number: int) -> Pair:
    try:
        read: dict[str, Any] = json.loads(line)
        label = str(read["label"]).lower()
        if label not in get_args(Label):
            raise ValueError(f"label {label}")
        return Pair(
            str(read.get("id", number)), str(read["passage"]), str(read["sentence"]),
            "true" if label == "true" else "false", str(read.get("manner") or ""),
            str(read.get("class") or ""), read.get("outlet") or None, str(read.get("title") or ""),
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadPair(path=path, line=number, why=error) from error


async def certified(
    pairs: Sequence[Pair], judge: Judge | None, near: Near | None = None
) -> Certificate:
    """
    Every pair through the gate, and what waits to *judge*.

    near: how near a sentence is to each of a passage's, where words do not tell.
    """
    turn = asyncio.Semaphore(_TOGETHER)
    rulings = await asyncio.gather(*(_ruled(pair, judge, turn, near) for pair in pairs))
    silent = sum(ruling.why == "judge_silent" for ruling in rulings)
    name = None if judge is None else judge.name
    return Certificate(tuple(zip(pairs, rulings, strict=True)), name, silent)


async def _ruled(
    pair: Pair, judge: Judge | None, turn: asyncio.Semaphore, near: Near | None
) -> Ruling:
    gate = gate_for(pair, near)
    found = gate.rule(Sentence(pair.sentence))
    if isinstance(found, Ruling):
        return found
    if judge is None:
        return gate.quoted(found, "no_judge", ())
    async with turn:
        choice = await _choice(gate, found, judge)
    if choice is None:
        return gate.quoted(found, "judge_silent", ())
    ruling = gate.judged(found, choice, None)
    if isinstance(ruling, Ruling):
        return ruling
    why, detail = ruling
    return gate.quoted(found, why, (), detail)


async def _choice(gate: Gate, waiting: Waiting, judge: Judge) -> Choice | None:
    try:
        [choice] = await judge.choose([gate.case(waiting)])
    except ModelFault:
        return None
    return choice


def gate_for(pair: Pair, near: Near | None = None) -> Gate:
    """A gate over the pair's passage, cut as an article is."""
    source = Source("passage", pair.title, outlet=pair.outlet, language=_language(pair.passage))
    given = passages(Article(source, pair.passage, "passage"))
    nearness = None if near is None else partial(near, passages=given)
    return Gate("", given, language=_language(pair.sentence), nearness=nearness)


def embedded(embedder: Embedder) -> Near:
    """Centred cosines of a sentence with those of passages, by *embedder*; each text once."""

    @cache
    def vector(text: str) -> Any:
        return unit(embedder.passages([text])[0] - embedder.means.passages)

    def near(text: str, *, passages: Sequence[Passage]) -> dict[tuple[str, int], float]:
        return {
            (passage.id, at): float(vector(text) @ vector(sentence))
            for passage in passages
            for at, sentence in enumerate(passage.sentences)
        }

    return near


def _language(text: str) -> Literal["ar", "en"]:
    return "ar" if arabic_share(text) >= 0.5 else "en"
