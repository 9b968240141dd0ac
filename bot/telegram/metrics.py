"""
Counters and times for Prometheus: the only module that imports its client.

Numbers only; no chat, no person, no text.
"""

from collections import Counter as Count
from typing import Literal, get_args

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)

from bot.types import Answer
from bot.verification.vetoes import Lack

Name = Literal[
    "presses", "told", "floods", "cost", "questions", "answers", "sentences", "judge_verdicts",
    "tokens", "faults",
]  # fmt: skip
# What each counts, and by what.
_COUNTERS: dict[Name, tuple[str, str]] = {
    "presses": ("Buttons that were pressed", ""),
    "told": ("Messages to followers", ""),
    "floods": ("Times Telegram asked to slow down", ""),
    "cost": ("What the tokens cost", ""),
    "questions": ("Questions by what became of them", "outcome"),
    "answers": ("Answers by how they were written", "mode"),
    "sentences": ("Sentences by what became of them", "outcome"),
    "judge_verdicts": ("Sentences put to the judge by what came of it", "verdict"),
    "tokens": ("Tokens that models read and wrote", "direction"),
    "faults": ("What broke, by kind", "kind"),
}
_VERDICTS = {"judge": "yes", "judge_no": "no", "judge_silent": "silent"}
_VERDICTS |= dict.fromkeys(get_args(Lack), "vetoed")
_SECONDS = (0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10, 15, 30, 60)


class Metrics:
    """
    What happened since the start.

    prices: of a million tokens that models read, and wrote, in whatever currency they are set.
    """

    def __init__(
        self, registry: CollectorRegistry = REGISTRY, *, prices: tuple[float, float] = (0.0, 0.0)
    ) -> None:
        self._registry = registry
        self._prices = prices
        self._counters = {
            name: Counter(f"rawi_{name}", about, [label] if label else [], registry=registry)
            for name, (about, label) in _COUNTERS.items()
        }
        self._follows = Gauge("rawi_follows", "Topics that are followed", registry=registry)
        self._followers = Gauge("rawi_followers", "People who follow one", registry=registry)
        self._first, self._whole = (
            Histogram(
                f"rawi_{name}_seconds",
                f"From a question's arrival to its {what} on the screen",
                buckets=_SECONDS,
                registry=registry,
            )
            for name, what in (("first_sentence", "first sentence"), ("answer", "whole answer"))
        )

    def exposed(self) -> bytes:
        """All of it, as a scrape gets it."""
        return generate_latest(self._registry)

    def count(self, name: Name, label: str = "", by: float = 1) -> None:
        """*name* happened; *label*: which kind of it, where it has kinds."""
        counter = self._counters[name]
        (counter.labels(label) if label else counter).inc(by)

    def answered(self, outcome: str, mode: str, *, first: float, whole: float) -> None:
        """outcome: ``answered`` or why it was refused. Times in seconds."""
        self.count("questions", outcome)
        self.count("answers", mode)
        self._first.observe(first)
        self._whole.observe(whole)

    def written(self, answer: Answer) -> None:
        """What an answer's sentences came to, and what its models cost."""
        outcomes = Count[str](claim.outcome for claim in answer.claims)
        for outcome, number in (outcomes + Count(dropped=len(answer.dropped))).items():
            self.count("sentences", outcome, number)
        for ruling in answer.rulings:
            if ruling.why in _VERDICTS:
                self.count("judge_verdicts", _VERDICTS[ruling.why])
        read, wrote = answer.usage.input, answer.usage.output
        self.count("tokens", "input", read)
        self.count("tokens", "output", wrote)
        self.count("cost", by=(read * self._prices[0] + wrote * self._prices[1]) / 1_000_000)

    def following(self, topics: int, people: int) -> None:
        """How much is followed now, and by how many."""
        self._follows.set(topics)
        self._followers.set(people)
