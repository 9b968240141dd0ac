"""A case made of a question and its answer, as it is written into a file. Asks nobody."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.evaluation.cases import Fact
from bot.types import Answer

Entry = dict[str, Any]
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
    """The dates and numbers asked for, as far as the answer marks them."""
    marked = (one.quote[slice(*one.answer)] for one in answer.citations if one.answer)
    facts: list[Fact] = [int(one) if one.isdecimal() else one for one in marked]
    return facts[:1]


def disputed(body: dict[str, Any], *, taken: Iterable[str] = ()) -> Entry:
    """
    A case from an answer, as it is kept, that a reader disliked: its first quotation must not return.

    It is a wish until somebody writes down what is right.
    """
    entry: Entry = {"id": _id(body["question"], set(taken)), "ask": body["standalone"]}
    if body["status"] == "answered":
        entry["forbidden"] = [one["quote"] for one in body["citations"][:1]]
    return {**entry, "severity": "wish", "tags": ["feedback"]}


def as_yaml(entries: Iterable[Entry]) -> str:
    """Cases as a file holds them, one value a line."""
    return "\n".join(line for entry in entries for line in _lines(entry)) + "\n"


def _lines(entry: Entry) -> Iterator[str]:
    for at, (name, value) in enumerate(entry.items()):
        # JSON is YAML, and says exactly what is text.
        yield f"{'  ' if at else '- '}{name}: {json.dumps(value, ensure_ascii=False)}"


def _id(question: str, taken: set[str]) -> str:
    """
    >>> _id("كم بلغت الميزانية؟", set()), _id("كم؟", {"كم"})
    ('كم-بلغت-الميزانية', 'كم-2')
    """
    name = _NOT_IN_ID.sub("-", question).strip("-")[:_LONGEST].strip("-") or "case"
    ids = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    return next(id for id in ids if id not in taken)
