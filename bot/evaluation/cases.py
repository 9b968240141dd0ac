"""
What a case is: a question and what its answer must keep; and how one is made of an answer. Pure.

Words are compared after folding, numbers by value. Fields: cases.schema.json.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count, islice
from typing import Any, Literal

from bot.types import Answer
from retrieval.language.arabic import fold
from retrieval.language.numbers import numbers

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


Entry = dict[str, Any]  # a case as a file has it
_NOT_IN_ID = re.compile(r"[^\w]+")
_LONGEST = 40  # characters of an id


def proposed(answer: Answer, *, taken: Iterable[str] = ()) -> Entry:
    """
    The case that *answer* meets: its outcome, the article it cites first, the short answer marked.

    taken: ids that are no longer free.
    """
    entry: Entry = {"id": _id(answer.question, set(taken)), "ask": answer.question}
    if answer.status != "answered":
        return {**entry, "outcome": "nearest" if answer.status == "nearest" else "refused"}
    if facts := short_facts(answer):
        entry["facts"] = {"all": facts}
    if answer.citations:
        entry["article"] = [answer.citations[0].passage.source.id]
    if answer.accounts:
        entry["conflict"] = True
    return entry


def short_facts(answer: Answer) -> list[Fact]:
    """The date or number asked for, if the answer marks one."""
    marked = (one.quote[slice(*one.answer)] for one in answer.citations if one.answer)
    return [int(one) if one.isdecimal() else one for one in islice(marked, 1)]


def disputed(body: dict[str, Any], *, taken: Iterable[str] = ()) -> Entry:
    """
    A case from an answer, as it is kept, that a reader disliked: its first quotation must not return.

    It is a wish until somebody writes down what is right.
    """
    entry: Entry = {"id": _id(body["question"], set(taken)), "ask": body["standalone"]}
    if body["status"] == "answered":
        entry["forbidden"] = [one["quote"] for one in body["citations"][:1]]
    return {**entry, "severity": "wish", "tags": ["feedback"]}


def _id(question: str, taken: set[str]) -> str:
    """
    >>> _id("كم بلغت الميزانية؟", set()), _id("كم؟", {"كم"})
    ('كم-بلغت-الميزانية', 'كم-2')
    """
    name = _NOT_IN_ID.sub("-", question).strip("-")[:_LONGEST].strip("-") or "case"
    ids = (name if number == 1 else f"{name}-{number}" for number in count(1))
    return next(id for id in ids if id not in taken)
