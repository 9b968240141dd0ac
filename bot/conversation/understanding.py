"""
What a message asks for, as a model puts it after the turns before it. Pure.

A line for each thing: its kind, its matter, the request in full, and words to search by. What adds a
name or a number to what was said is not taken: an answer to it would be shown. Words to search by may be
any: they only find what a model reads besides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast, get_args

from bot.conversation.classifier import TOPICAL, Kind
from bot.conversation.followup import faithful, said_before
from bot.conversation.intents import Intent
from bot.types import Turn
from retrieval.language.arabic import terms, words
from retrieval.language.dates import find
from retrieval.language.timewords import parted
from retrieval.types import LONGEST_QUESTION, Language

_MOST: Final = 3  # things asked at once
_FIELDS: Final = (3, 4)  # of a line; the last may be left out
_OF_LAST: Final = frozenset(("recap", "brief", "more", "source", "article", "language"))
_OF_RAWI: Final = frozenset(("about", "help", "archive"))
_COURTEOUS: Final = frozenset(("greeting", "wellbeing", "thanks", "goodbye", "complaint"))
_KINDS: Final = frozenset(("question", *TOPICAL, *_OF_LAST, *_OF_RAWI, *_COURTEOUS))
_OTHER: Final = "other"
_NO_MATTER: Final = frozenset(("", "-", "–", "—"))
_MARKS: Final = re.compile(r"^[\s\-*•\d.)`]+(?=\w)|`")


@dataclass(frozen=True, slots=True)
class Understood:
    """
    One thing that a message asks for.

    question: in full, so that it can be understood alone.
    intent: what it asks for besides a fact.
    """

    question: str
    intent: Intent | None = None


def understood(reply: str, text: str, turns: Sequence[Turn]) -> list[Understood]:
    """
    What *reply*, a model's, makes of *text* after *turns*; nothing where it cannot be taken at its word.

    >>> understood("latest | حلب | ما آخر أخبار حلب؟", "شو صار بحلب؟", [])[0].intent.topic
    'حلب'
    >>> understood("summary | 7 June 2031 | 7 June 2031", "what of 7 June 2031?", [])[0].intent.kind
    'latest'
    >>> understood("latest | نهار 11 اوت | ما حدث يوم 11 اوت", "شنوة صار نهار 11 اوت؟", [])[0].intent.topic
    ''
    >>> understood("question | - | متى وصلت القوات الفرنسية؟", "متى وصلت القوات؟", [])
    []
    >>> understood("greeting | - | صباح الورد", "صباح الورد", [])[0].intent.kind
    'greeting'
    """
    fields = [one for one in _lines(reply) if one[0] != _OTHER]
    fields = [one for one in fields if one[0] not in _COURTEOUS] or fields[:1]
    if not 0 < len(fields) <= _MOST or any(
        len(one) not in _FIELDS or one[0] not in _KINDS for one in fields
    ):
        return []
    kept = faithful(" ".join(one[2] for one in fields), text, turns, things=len(fields))
    if not kept and (len(fields) > 1 or fields[0][0] == "question"):
        return []
    found = []
    for kind, matter, request, *_ in fields:
        topic = matter if matter not in _NO_MATTER and kind in (*TOPICAL, "question") else ""
        if not said_before(terms(topic), text, turns) or (kind == "profile" and not topic):
            return []
        wish = None if kind == "question" else _intent(kind, topic, matter, text)
        found.append(Understood(request if kept else text, wish))
    return found


def searches(reply: str) -> list[str]:
    """
    How newspapers print what *reply* says a message is about, in either language, whatever else it says.

    >>> searches("question | - | وين لقاو الكرهبة؟ | سيارة مسروقة / stolen car")
    ['سيارة مسروقة', 'stolen car']
    """
    last = (one[-1] for one in _lines(reply) if len(one) == _FIELDS[-1])
    every = (one.strip() for field in last for one in field.split("/"))
    fine = (one for one in every if one not in _NO_MATTER and len(one) <= LONGEST_QUESTION)
    return [*dict.fromkeys(fine)][: _MOST * len(get_args(Language))]


def _lines(reply: str) -> list[list[str]]:
    """The fields of each line."""
    lines = (_MARKS.sub("", line) for line in reply.splitlines() if line.strip())
    return [[one.strip() for one in line.split("|")] for line in lines]


def _intent(kind: str, topic: str, matter: str, text: str) -> Intent:
    """The request of *kind*; the words beside its topic may name days or an outlet."""
    if kind == "language":
        known = matter in get_args(Language)
        return Intent("language", language=cast("Language", matter) if known else None, known=known)
    of, days = ("", topic) if _is_day(topic) else parted(topic)
    if days:  # they say when, and not of what
        kind, topic = kind if of else "latest", of
    elif kind == "summary" and not topic:
        kind = "recap"
    before, _, after = text.partition(topic) if topic and topic in text else ("", "", text)
    return Intent(cast("Kind", kind), topic, before.strip(), after.strip())


def _is_day(topic: str) -> bool:
    """Whether *topic* is a day, with its year or without, and at most a word like «نهار» or "on"."""
    found = [one for one in find(topic) if one.month and one.day]
    return len(found) == 1 and len(words(topic[: found[0].start] + topic[found[0].end :])) <= 1
