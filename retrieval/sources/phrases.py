"""Tables of phrases as people write them: ``|`` or a new line between two, ``…`` for the rest of a line."""

import re
from functools import cache
from importlib.resources import files

from retrieval.language.arabic import words


def group(name: str) -> str:
    """The table *name* of ``data/phrases.txt``."""
    return _groups()[name]


@cache
def _groups() -> dict[str, str]:
    text = files("retrieval.sources").joinpath("data/phrases.txt").read_text("utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)
    return dict(re.findall(r"^\[(\w+)\]\n(.*?)(?:\n\n|\Z)", text, re.MULTILINE | re.DOTALL))


def key_of(text: str) -> str:
    return " ".join(words(text))


def keys_of(table: str) -> frozenset[str]:
    return frozenset(key_of(phrase) for phrase in re.split(r"[|\n]", table)) - {""}


def line_of(table: str) -> re.Pattern[str]:
    """What the key of a line matches in full if *table* holds the line."""
    phrases = [(key_of(p), "( .*)?" if "…" in p else "") for p in re.split(r"[|\n]", table)]
    return re.compile("|".join(re.escape(key) + rest for key, rest in phrases if key))
