"""The walk of a sentence over its source, and whether two stretches exchanged would shorten it; pure."""

from itertools import combinations, pairwise

from bot.checks.alignment import Alignment
from bot.checks.roles.pairs import PHRASE, coordinated, of_one_deed
from bot.checks.roles.runs import (
    Run,
    acts,
    is_clause,
    runs_of,
    same_name,
    tells_itself,
    things_in,
    travels,
)
from bot.checks.roles.things import shown
from bot.lacks.offices import ROLES
from retrieval.language.arabic import stem

_FAR = 8  # terms; a longer step of the walk costs no more
_SHORTER = 5  # terms by which the walk must shorten
_SHARE = 0.62  # and to which share of its length


def walked(found: Alignment, *, shortened: bool) -> str | None:
    """Two things without which the walk over the source is far, and near with them exchanged."""
    runs = runs_of(found, shortened=shortened)
    length = _length(runs)
    if length < _SHORTER:
        return None
    for one, other in combinations(range(len(runs)), 2):
        if not _may_change(found, runs[one], runs[other]) or _verb_first(found, runs, one, other):
            continue
        exchanged = list(runs)
        exchanged[one], exchanged[other] = runs[other], runs[one]
        shorter = _length(exchanged)
        if length - shorter >= _SHORTER and shorter <= _SHARE * length:
            return shown(found, runs[one][2], runs[other][2])
    return None


def _verb_first(found: Alignment, runs: list[Run], one: int, other: int) -> bool:
    """«بدأ التحالف الهجوم» for «التحالف بدأ الهجوم»: the actor only came between verb and object."""
    if not found.sentence.arabic or found.foreign or one == 0 or other != one + 1:
        return False
    verb, actor, object_ = runs[one - 1 : other + 1]
    marked = found.window.terms[verb[1]].marker
    return not marked and verb[1] + 1 == object_[0] and actor[1] < verb[0]


def _may_change(found: Alignment, one: Run, other: Run) -> bool:
    """Whether the places of two runs say who does what: not so for a title and its name."""
    if not (acts(found, one) and acts(found, other)) or same_name(found, one, other):
        return False
    if tells_itself(found, one) and tells_itself(found, other):
        return False
    if is_clause(found, one) or is_clause(found, other):
        return False
    if any(
        of_one_deed(found, a, b) for a in things_in(found, one) for b in things_in(found, other)
    ):
        return False
    if coordinated(found, one[0], other[0]) or travels(found, one) or travels(found, other):
        return False
    low, high = sorted((one, other))
    apart = high[0] - low[1]
    if found.foreign and high[0] - low[0] <= PHRASE:
        return False  # an adjective, which two languages put on two sides of its noun
    near = found.window.terms[low[0] : high[1] + 1]
    return apart > 1 or not any(stem(term.word) in ROLES for term in near)


def _length(runs: list[Run]) -> int:
    return sum(min(_FAR, abs(after[0] - before[1] - 1)) for before, after in pairwise(runs))
