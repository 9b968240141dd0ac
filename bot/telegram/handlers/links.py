"""What buttons and links carry of an article or an answered question: at most 64 bytes of both."""

import hashlib
from collections.abc import Iterable

from bot.telegram.messages.entities import Button
from retrieval.types import Source

ABOUT = "h"  # of a button that asks about an article
_QUESTION = "q"


def ask_button(id: str, label: str) -> Button:
    """A button that asks about an article."""
    return Button(label, f"{ABOUT}:{digest(id)}")


def digest(id: str) -> str:
    """
    An article's id as it stands in buttons and links, however long it is.

    >>> len(digest("a" * 500))
    16
    """
    return hashlib.blake2b(id.encode(), digest_size=8).hexdigest()


def digested(digested: str, sources: Iterable[Source]) -> str | None:
    """The id of the article, or of the copy of one, that has that digest, if it is still there."""
    ids = (id for one in sources for id in (one.id, *(place.id for place in one.also_in)))
    return next((id for id in ids if digest(id) == digested), None)


def question_payload(answer: str) -> str:
    """What a link carries to the question of the stored *answer*."""
    return f"{_QUESTION}{answer}"


def linked_answer(payload: str) -> str | None:
    """
    The id of the answer whose question a link opens; None if it opens an article.

    >>> linked_answer(question_payload("1f")), linked_answer(digest("x"))
    ('1f', None)
    """
    return payload.removeprefix(_QUESTION) if payload.startswith(_QUESTION) else None
