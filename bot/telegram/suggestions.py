"""Questions the bot proposes: each asks about one article, and fits behind a button."""

import hashlib
from collections.abc import Iterable

from bot.i18n.catalogue import Language
from bot.i18n.messages import quoted, say
from retrieval.types import Source

MARK = "h"


def about(title: str, language: Language) -> str:
    """
    A question that the article headlined *title* answers.

    >>> about("محادثات في بغداد", "ar")
    'ما تفاصيل «محادثات في بغداد»؟'
    """
    return say("details", language, title=quoted(title, language))


def suggestion(id: str) -> str:
    """
    The button's data for the article *id*: at most 64 bytes, however long the id.

    >>> len(suggestion("a" * 500))
    18
    """
    return f"{MARK}:{_digest(id)}"


def suggested(digest: str, sources: Iterable[Source]) -> Source | None:
    """The article a button was for, if it is still there."""
    return next((source for source in sources if _digest(source.id) == digest), None)


def _digest(id: str) -> str:
    return hashlib.blake2b(id.encode(), digest_size=8).hexdigest()
