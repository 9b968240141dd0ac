"""A case made of an answer: of one that is right, or of one that a reader disliked. Pure."""

import re
from collections.abc import Iterable
from itertools import count, islice
from typing import Any

from bot.evaluation.cases import Entry, Fact
from bot.types import Answer

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
