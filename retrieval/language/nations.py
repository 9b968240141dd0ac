"""
Countries under every name that news gives them: noun, adjective, people, capital; pure.

«القوات الفرنسية» and «القوات الأميركية» differ in one word that decides whether an answer is one.
``data/countries.tsv`` has the names of CLDR (made by ``python -m tests.countries``), and
``data/demonyms.txt`` what else they are called. A country is known by its code of ISO 3166.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from retrieval.language.arabic import cut, fold

_NO_COUNTRY = "-"
_JOINT = "ـ"  # between the words of one name; a folded text has none
_US = re.compile(r"\bU\.?S\.?(?:A\b\.?)?(?![\w'])")  # by its capitals: «us» is a pronoun
_CLITICS = re.compile("[وف]?[بلك]?")
_ENDING = re.compile(r"(?<=\w{3})(?:يين|يون|يات|يه|يا)$")


class _Table(NamedTuple):
    """Folded names and adjectives, each with its country; names of several words as one pattern."""

    names: dict[str, str]
    adjectives: dict[str, str]
    phrases: re.Pattern[str]


@cache
def _table() -> _Table:
    names: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    several = set()
    for code, name, adjective in _named():
        names.setdefault(name.replace(" ", _JOINT), code)
        if " " in name:
            several.add(re.sub("^ال", "(?:ال|ل)", name).replace(" ", r"\W{1,3}"))
        if adjective:
            adjectives.setdefault(adjective, code)
    phrases = "|".join(sorted(several, key=len, reverse=True))
    return _Table(names, adjectives, re.compile(rf"\b([وف]?[بلك]?)({phrases})\b"))


def _named() -> Iterator[tuple[str, str, str]]:
    """Each country's code, each of its names, folded, and an adjective; what is no country first."""
    folder = files("retrieval.language").joinpath("data")
    rows = folder.joinpath("demonyms.txt").read_text("utf-8").splitlines()
    for row in sorted(row for row in rows if ": " in row and row[0] != "#"):
        code, names = row.split(": ")
        for name in names.split():
            folded = fold(name.strip("*").replace("_", " "))
            yield code, folded, "" if name[0] == "*" else _singular(folded)
    for line in folder.joinpath("countries.tsv").read_text("utf-8").splitlines():
        code, *full = line.split("\t")
        for name in full:
            folded = " ".join(cut(fold(name)))
            yield code, folded, "" if " " in folded or folded.isascii() else _adjective(folded)


def _adjective(name: str) -> str:
    """
    The adjective of an Arabic *name* of one word.

    >>> _adjective("فرنسا"), _adjective("سوريا"), _adjective("العراق"), _adjective("غانا")
    ('فرنسي', 'سوري', 'عراقي', 'غاني')
    """
    return re.sub("(?:يا|ا|ه|ي)?$", "", name.removeprefix("ال"), count=1) + "ي"


def _singular(word: str) -> str:
    """An adjective's plural, feminine or accusative as its plain form."""
    return _ENDING.sub("ي", word)


@lru_cache(maxsize=20_000)
def nation(word: str) -> str | None:
    """
    The country a folded *word* names, by its code, or None.

    A name takes no article that is not its own: «ألباريس» is a minister, not Paris.

    >>> nation("الاميركيه"), nation("للعراقيين"), nation("french"), nation("القوات")
    ('US', 'IQ', 'FR', None)
    """
    table = _table()
    for length in range(_CLITICS.match(word).end() + 1):  # type: ignore[union-attr]
        bare = word[length:]
        if length and bare[:1] == "ل" and word[length - 1] == "ل":
            bare = "ا" + bare  # «للعراق»
        found = table.names.get(bare) or table.adjectives.get(_singular(bare.removeprefix("ال")))
        if found and (len(bare) > 2 or not length):
            return None if found == _NO_COUNTRY else found
    return None


def countries(text: str) -> dict[str, str]:
    """
    The countries *text* names, by their codes, each with its folded name there.

    >>> countries("وللولايات المتحدة 900 جندي فرنسي")
    {'US': 'وللولايات المتحده', 'FR': 'فرنسي'}
    """
    folded = fold(_US.sub("america", text))
    folded = _table().phrases.sub(lambda name: re.sub(r"\W+", _JOINT, name[0]), folded)
    found = ((nation(word), word.replace(_JOINT, " ")) for word in cut(folded))
    return {code: word for code, word in found if code}
