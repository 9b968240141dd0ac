"""
What a case is: a question and what its answer must keep. Pure.

Words are compared after folding, numbers by value. Fields: cases.schema.json.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from retrieval.language.arabic import fold
from retrieval.language.numbers import numbers

Fact = str | int | float
Entry = dict[str, Any]  # a case as a file has it
Outcome = Literal["answer", "nearest", "shown", "refused"]
Severity = Literal["blocker", "normal", "wish"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said: every one of ``all`` and, if there are any, one of ``any``."""

    all: tuple[Fact, ...] = ()
    any: tuple[Fact, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all or self.any)


@dataclass(frozen=True, slots=True)
class Case:
    """
    One question, the last of ``turns``, and what its answer must keep.

    conflict: None asks nothing of accounts.
    file, line: where it stands, the line from 1.
    """

    id: str
    turns: tuple[str, ...]
    outcome: Outcome = "answer"
    facts: Facts = Facts()
    forbidden: tuple[Fact, ...] = ()
    article: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    story: tuple[str, ...] = ()
    rank: int | None = None
    standalone: tuple[Fact, ...] = ()
    conflict: bool | None = None
    update: bool = False
    independent_sources: int | None = None
    mode: str | None = None
    language: str | None = None
    as_of: str | None = None
    severity: Severity = "normal"
    tags: tuple[str, ...] = ()
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def question(self) -> str:
        """The one whose answer is checked."""
        return self.turns[-1]


def says(text: str, fact: Fact) -> bool:
    """
    Whether *text* says *fact*; ``|`` in one of words separates alternatives.

    >>> says("أُصيب ألفان وخمسمئة جنديّ", 2500), says("في 2500 بيت", 25), says("قال الوزيرُ", "المدير|الوزير")
    (True, False, True)
    """
    if isinstance(fact, str):
        spelt = fold(text)
        return any(fold(one) in spelt for one in fact.split("|"))
    return any(one.low == one.high and abs(one.low - fact) < 1e-9 for one in numbers(text))


def missing(text: str, facts: Facts) -> list[Fact]:
    """What *text* does not say of what it must."""
    lacking: list[Fact] = [fact for fact in facts.all if not says(text, fact)]
    if facts.any and not any(says(text, fact) for fact in facts.any):
        lacking.append("|".join(map(str, facts.any)))
    return lacking
