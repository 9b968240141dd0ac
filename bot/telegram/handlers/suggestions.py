"""Proposed questions behind buttons, which hold 64 bytes: the digest of an article's id."""

import hashlib
from collections.abc import Iterable

from retrieval.types import Source

MARK = "h"


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
