"""
What a sentence lacks of what is asked: likeness is not an answer.

A question asks for something of a kind: a number of a thing, the holder of an office, the time of
an event, the words of a speaker. A sentence that answers holds one of that kind *and* tells of the
very thing, office, event or speaker; one that is only like the question holds another's. Each
check of ``bot.lacks`` knows one kind, and answers with the words of the question that are missing.
Pure and deterministic.
"""

from collections.abc import Callable

from bot.extraction.questions import Asked
from bot.lacks.countries import missing_country
from bot.lacks.counts import missing_count
from bot.lacks.doers import missing_doer
from bot.lacks.events import missing_event
from bot.lacks.facts import missing_fact
from bot.lacks.offices import missing_office
from bot.lacks.scene import Scene
from bot.lacks.speakers import missing_speaker

_CHECKS: tuple[Callable[[Asked, Scene], str | None], ...] = (
    missing_country,
    missing_event,
    missing_office,
    missing_doer,
    missing_speaker,
    missing_count,
    missing_fact,
)


def lacking(question: Asked, scene: Scene) -> str | None:
    """The words of *question* without which a sentence is no answer to it; None if all is there."""
    return next(filter(None, (check(question, scene) for check in _CHECKS)), None)
