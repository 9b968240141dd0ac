"""Tables of phrases as people write them: ``|`` or a new line between two, ``…`` for the rest of a line."""

import re

from retrieval.language.arabic import words


def key_of(text: str) -> str:
    return " ".join(words(text))


def keys_of(table: str) -> frozenset[str]:
    return frozenset(key_of(phrase) for phrase in re.split(r"[|\n]", table)) - {""}


def line_of(table: str) -> re.Pattern[str]:
    """What the key of a line matches in full if *table* holds the line."""
    phrases = [(key_of(p), "( .*)?" if "…" in p else "") for p in re.split(r"[|\n]", table)]
    return re.compile("|".join(re.escape(key) + rest for key, rest in phrases if key))
