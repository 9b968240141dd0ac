"""Counts of a trial, by kind, wording, language and domain; never a case of it. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from tests.blind.trial import Outcome, Served, Trial

TAGS = ("kind", "wording", "language", "domain")

# What RESULTS.md keeps of each run, in the order of its columns.
KEPT = (
    *("answerable", "first", "answered", "shown", "wrong", "nearest", "refused"),
    *("near misses", "near misses answered", "share right of given", "AUC"),
    *("turns", "turns right", "chains", "chains right", "requests", "requests served"),
)
_COLUMNS = (
    "answerable",
    "first",
    "answered right",
    "shown",
    "wrong",
    "nearest",
    "refused",
    "near misses",
    "answered",
)


def tables(trial: Trial) -> Iterator[str]:
    """Lines of Markdown, everything that may be told of *trial*."""
    yield from _total(trial.questions)
    yield ""
    yield row("", *_COLUMNS)
    yield row(*["---"] * (1 + len(_COLUMNS)))
    yield row("all", *_counts(trial.questions))
    for tag in TAGS:
        values = sorted({one.asked.tags[tag] for one in trial.questions if tag in one.asked.tags})
        for value in values:
            some = [one for one in trial.questions if one.asked.tags.get(tag) == value]
            yield row(f"{tag}: {value}", *_counts(some))
    yield from _chains(trial.chains)
    yield from _requests(trial.requests)


def summary(trial: Trial) -> dict[str, float]:
    """The figures that a floor is set on or two runs are compared by."""
    there = [one for one in trial.questions if one.asked.answerable]
    missing = [one for one in trial.questions if not one.asked.answerable]
    given = [one for one in trial.questions if one.status == "answered"]
    turns = [turn for chain in trial.chains for turn in chain]
    return {
        "answerable": len(there),
        "first": sum(one.first for one in there),
        "answered": sum(one.answered for one in there),
        "shown": sum(one.shown for one in there),
        "wrong": sum(one.wrong for one in there),
        "nearest": sum(one.status == "nearest" for one in there),
        "refused": sum(one.status not in ("answered", "nearest") for one in there),
        "near misses": len(missing),
        "near misses answered": sum(one.status == "answered" for one in missing),
        "share right of given": round(
            100 * sum(one.right for one in given) / max(len(given), 1), 1
        ),
        "AUC": round(
            auc([one.confidence for one in there], [one.confidence for one in missing]), 3
        ),
        "turns": len(turns),
        "turns right": sum(turn.right for turn in turns),
        "chains": len(trial.chains),
        "chains right": sum(all(turn.right for turn in chain) for chain in trial.chains),
        "requests": len(trial.requests),
        "requests served": sum(map(_is_served, trial.requests)),
        "misquoted": sum(one.misquoted for one in (*trial.questions, *turns)),
    }


def auc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """
    How often one of *higher* lies above one of *lower*, ties counted half; 0.5 is chance.

    >>> auc([0.9, 0.6], [0.6, 0.1])
    0.875
    """
    pairs = [(one > other) + (one == other) / 2 for one, other in product(higher, lower)]
    return sum(pairs) / len(pairs) if pairs else 0.5


def _total(questions: Sequence[Outcome]) -> Iterator[str]:
    told = summary(Trial("", tuple(questions), (), ()))
    given = sum(one.status == "answered" for one in questions)
    yield (
        f"Right: {told['share right of given']} % of {given} answers given; confidence tells the "
        f"answerable from near misses with an AUC of {told['AUC']}."
    )


def _counts(some: Sequence[Outcome]) -> tuple[float, ...]:
    told = summary(Trial("", tuple(some), (), ()))
    names = (
        *("answerable", "first", "answered", "shown", "wrong", "nearest", "refused"),
        *("near misses", "near misses answered"),
    )
    return tuple(told[name] for name in names)


def _chains(chains: Sequence[Sequence[Outcome]]) -> Iterator[str]:
    if not chains:
        return
    yield ""
    yield row("chains", "turns", "turns right", "chains", "whole chains right")
    yield row(*["---"] * 5)
    for name, some in (
        ("all", list(chains)),
        *(
            (one, [c for c in chains if c[0].asked.tags.get("language") == one])
            for one in ("ar", "en")
        ),
    ):
        told = summary(Trial("", (), tuple(map(tuple, some)), ()))
        yield row(name, *(told[k] for k in ("turns", "turns right", "chains", "chains right")))


def _requests(requests: Sequence[Served]) -> Iterator[str]:
    if not requests:
        return
    yield ""
    yield row("requests", "put", "answered", "nearest", "refused", "cite one", "cite all")
    yield row(*["---"] * 7)
    yield row("all", *_request_counts(requests))
    for kind in sorted({one.request.kind for one in requests}):
        yield row(kind, *_request_counts([one for one in requests if one.request.kind == kind]))


def _request_counts(some: Sequence[Served]) -> tuple[int, ...]:
    return (
        len(some),
        sum(one.status == "answered" for one in some),
        sum(one.status == "nearest" for one in some),
        sum(one.status not in ("answered", "nearest") for one in some),
        sum(one.cited > 0 for one in some),
        sum(_is_served(one) for one in some),
    )


def _is_served(one: Served) -> bool:
    """Answered, and from every expected article; where none is expected, answered."""
    return one.status == "answered" and one.cited == len(one.request.articles)


def row(*cells: object) -> str:
    """A row of a table."""
    return f"| {' | '.join(map(str, cells))} |"


def lines(trials: Iterable[Trial]) -> Iterator[str]:
    """The tables of each set under its name."""
    for trial in trials:
        yield from (f"## {trial.name}", "", *tables(trial), "")
