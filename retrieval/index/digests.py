"""What was filed, in a few letters: a digit changed on disk is not passed on."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict

from retrieval.types import Article

_APART = ("id", "path", "also_in")  # of a source, what two readings may differ in


def digest(article: Article) -> str:
    """Equal for two readings of one place if nothing a reader could see has changed."""
    facts = asdict(article.source) | {"text": article.text}
    for name in _APART:
        del facts[name]
    if article.source.host is None:  # of a file, as most are
        del facts["host"]
    return hashed(json.dumps(facts, sort_keys=True, ensure_ascii=False))


def seal(values: Iterable[object]) -> str:
    """Of the values of a row, by which it is known to be what was written."""
    found = hashlib.blake2b(digest_size=8)
    for value in values:
        raw = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
        found.update(b"%d " % len(raw))
        found.update(raw)
    return found.hexdigest()


def hashed(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
