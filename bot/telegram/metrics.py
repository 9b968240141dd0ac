"""
Counters and times for Prometheus: the only module that imports its client.

Numbers only; no chat, no person, no text.
"""

from collections import Counter as Count
from collections.abc import Callable
from typing import Any

from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    make_wsgi_app,
)

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
        self._cost = Counter("rawi_cost", "What those tokens cost", registry=registry)
        self._claims = Counter(
            "rawi_sentences", "Sentences by what became of them", ["outcome"], registry=registry
        )
        self._presses = Counter("rawi_presses", "Buttons that were pressed", registry=registry)
        self._questions = Counter(
            "rawi_questions", "Questions by what became of them", ["outcome"], registry=registry
        )
        self._modes = Counter(
            "rawi_answers", "Answers by how they were written", ["mode"], registry=registry
        )
        self._tokens = Counter(
            "rawi_tokens", "Tokens that models read and wrote", ["direction"], registry=registry
        )
        self._floods = Counter(
            "rawi_floods", "Times Telegram asked to slow down", registry=registry
        )
        self._faults = Counter("rawi_faults", "What broke, by kind", ["kind"], registry=registry)
        self._follows = Gauge("rawi_follows", "Topics that are followed", registry=registry)
        self._followers = Gauge("rawi_followers", "People who follow one", registry=registry)
        self._news = Counter("rawi_told", "Messages to followers", registry=registry)
        self._first = Histogram(
            "rawi_first_sentence_seconds",
            "From a question's arrival to its first sentence on the screen",
            buckets=_SECONDS,
            registry=registry,
        )
        self._whole = Histogram(
            "rawi_answer_seconds",
            "From a question's arrival to its whole answer on the screen",
            buckets=_SECONDS,
            registry=registry,
        )

    def application(self) -> Callable[..., Any]:
        """What answers scrapes."""
        return make_wsgi_app(self._registry)

    def answered(self, outcome: str, mode: str, *, first: float, whole: float) -> None:
        """outcome: ``answered`` or why it was refused. Times in seconds."""
        self._questions.labels(outcome).inc()
        self._modes.labels(mode).inc()
        self._first.observe(first)
        self._whole.observe(whole)

    def spent(self, *, read: int, written: int) -> None:
        """Tokens of one answer, as the models' servers counted them."""
        self._tokens.labels("input").inc(read)
        self._tokens.labels("output").inc(written)
        self._cost.inc((read * self._prices[0] + written * self._prices[1]) / 1_000_000)

    def sentences(self, outcomes: Count[str]) -> None:
        """kept, judged, quoted, extract, or dropped."""
        for outcome, count in outcomes.items():
            self._claims.labels(outcome).inc(count)

    def pressed(self) -> None:
        self._presses.inc()

    def unanswered(self, outcome: str) -> None:
        """A question that was declined, stopped or dropped."""
        self._questions.labels(outcome).inc()

    def following(self, topics: int, people: int) -> None:
        """How much is followed now, and by how many."""
        self._follows.set(topics)
        self._followers.set(people)

    def told(self) -> None:
        """A follower was told something new."""
        self._news.inc()

    def flooded(self) -> None:
        self._floods.inc()

    def failed(self, kind: str) -> None:
        self._faults.labels(kind).inc()
