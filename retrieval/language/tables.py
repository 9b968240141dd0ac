"""
Tables of words as data files hold them, one of each name a language: ``data/NAME.ar.txt``.

A line is a kind, perhaps a value, a colon and words; ``_`` is a space in one, ``#`` begins a remark.
Above each group a remark says what it is for.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from retrieval.language.arabic import fold


@cache
def tables(name: str) -> Mapping[str, Mapping[str, str]]:
    """
    By kind, each folded word with its folded value; of two values the first counts.

    >>> tables("calendar")["month"]["تشرين الاول"]
    '10'
    """
    kinds: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for language in ("ar", "en"):
        path = files("retrieval.language").joinpath(f"data/{name}.{language}.txt")
        # All of it at once, which takes a tenth of the time.
        for line in fold.__wrapped__(path.read_text("utf-8")).splitlines():
            head, _, words = line.partition(": ")
            if words and not line.startswith("#"):
                kind, _, value = head.partition(" ")
                for word in words.split():
                    kinds[kind].setdefault(word.replace("_", " "), value)
    return kinds
