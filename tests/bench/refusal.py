"""
Whether Rawi says no when the archive does not answer, and only then.

Titles are dealt into four folds, and four archives built, each without one fold's articles. A
question of that fold cannot be answered there (its subject is missing); one of the next fold can.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from bot.answerability.verdict import presence
from retrieval.index.archive import Archive
from retrieval.types import Article, Evidence
from tests.bench.asking import answer, evidence, ranked
from tests.bench.sets import Asked

FOLDS = 4
FALSE = 5.0  # percent of answerable questions refused, at which signals are compared


@dataclass(frozen=True, slots=True)
class Judged:
    """
    One question put to an archive that can answer it or cannot.

    refused: by the shipped rules. signals: what a threshold could be set on instead.
    """

    answerable: bool
    refused: bool
    signals: dict[str, float]


@dataclass(frozen=True, slots=True)
class Told:
    """
    Percent of the unanswerable refused and of the answerable refused, as shipped.

    at_five: unanswerable refused where each signal refuses 5 % of the answerable.
    curves: per signal, (answerable refused, unanswerable refused) in percent.
    carried: per set of origin, answerable refused here at that set's 5 % point.
    """

    questions: int
    true: float
    false: float
    at_five: dict[str, float]
    curves: dict[str, list[tuple[float, float]]]
    carried: dict[str, float]


def fold(title: str) -> int:
    return crc32(title.encode()) % FOLDS


def without(articles: Iterable[Article], held_out: int) -> tuple[Article, ...]:
    return tuple(one for one in articles if fold(one.source.title) != held_out)


def judged(archive: Archive, held_out: int, questions: Sequence[Asked]) -> list[Judged]:
    """The questions of the fold that *archive* lacks, and as many that it can answer."""
    following = (held_out + 1) % FOLDS
    some = [one for one in questions if fold(one.title) in (held_out, following)]
    return [
        Judged(
            fold(question.title) == following,
            answer(found).status == "refused",
            _signals(found),
        )
        for question, found in evidence(archive, some)
    ]


def _signals(found: Evidence) -> dict[str, float]:
    every = ranked(found)
    return {
        "likelihood": every[0].likelihood if every else 0.0,
        "standing": found.standing,
        "confidence": presence(found, every),  # that there is anything near, by which it refuses
    }


def told(sets: dict[str, list[Judged]]) -> dict[str, Told]:
    """What to report of each set."""
    signals = next(iter(sets.values()))[0].signals
    return {
        name: Told(
            len(some),
            _percent(some, lambda one: one.refused, answerable=False),
            _percent(some, lambda one: one.refused, answerable=True),
            {signal: _refused(some, signal, _at_five(some, signal))[1] for signal in signals},
            {signal: _curve(some, signal) for signal in signals},
            {
                other: _refused(some, "confidence", _at_five(theirs, "confidence"))[0]
                for other, theirs in sets.items()
                if other != name
            },
        )
        for name, some in sets.items()
    }


def _percent(some: list[Judged], held: Callable[[Judged], bool], *, answerable: bool) -> float:
    kept = [held(one) for one in some if one.answerable == answerable]
    return 100 * sum(kept) / max(len(kept), 1)


def _refused(some: list[Judged], signal: str, below: float) -> tuple[float, float]:
    def held(one: Judged) -> bool:
        return one.signals[signal] < below

    return _percent(some, held, answerable=True), _percent(some, held, answerable=False)


def _threshold(some: list[Judged], signal: str, percent: float) -> float:
    """Below which *percent* of the answerable lie."""
    values = sorted(one.signals[signal] for one in some if one.answerable)
    return values[min(int(len(values) * percent / 100), len(values) - 1)]


def _at_five(some: list[Judged], signal: str) -> float:
    return _threshold(some, signal, FALSE)


def _curve(some: list[Judged], signal: str) -> list[tuple[float, float]]:
    points = (0.5, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30)
    return [_refused(some, signal, _threshold(some, signal, percent)) for percent in points]
