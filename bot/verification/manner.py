"""
How a sentence of a draft is written, whatever it says: in the reader's language, as plain prose. Pure.

An article that talks a model into another language, a link or a table gets nothing through.
"""

import re
from typing import Literal

from retrieval.language.arabic import arabic_share
from retrieval.types import Language

_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_LINK = re.compile(
    r"\b\w+://|\bwww\.|(?<![\w.-])[\w.-]+@[\w-]+\.\w|(?<![\w-])[\w-]+\.(?:com|net|org|info|io|me|ly|co)\b",
    re.I,
)
_MARKUP = re.compile(r"[<>{}|`\\^~=\[\]]|\*\*|__|\]\(|^\s*#|&\w+;|%[0-9A-F]{2}")
_MOSTLY = 0.5  # of its letters, quotations left out


def prose(text: str) -> str:
    """*text* without what it quotes."""
    return _QUOTED.sub(" ", text)


def fault_of_manner(
    text: str, language: Language
) -> tuple[Literal["form", "language"], str] | None:
    """
    What is wrong with the way *text* is written, if anything is, and the words that show it.

    >>> fault_of_manner("The talks began on Monday.", "ar")
    ('language', 'ar')
    >>> fault_of_manner("للمزيد زوروا example.com الآن.", "ar")
    ('form', 'example.com')
    >>> fault_of_manner("قال “We will not leave” في بيان.", "ar") is None
    True
    """
    if found := _LINK.search(text) or _MARKUP.search(text):
        return "form", found.group()
    said = prose(text)
    arabic = arabic_share(said) >= _MOSTLY
    if any(letter.isalpha() for letter in said) and arabic != (language == "ar"):
        return "language", language
    return None
