"""What a case is: a question and what its answer must keep. Fields: cases.schema.json."""

from dataclasses import dataclass, field
from typing import Literal

Fact = str | int | float
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
