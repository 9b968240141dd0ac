"""Which names are those of media: told by the kind they name, or in the table of agencies. Pure."""

import re

from retrieval.language.arabic import group
from retrieval.sources.phrases import group as table
from retrieval.sources.phrases import key_of, keys_of

AGENCIES = keys_of(table("agencies"))
# What makes an agency one of news; others are of space, of energy, of development.
_OF_NEWS = re.compile(r"انباء|اخبار|رسميه|اعلام|صحاف|اذاع|برس\b|news|press|information")


def is_kind(word: str) -> bool:
    """
    Whether a folded *word* says what kind of outlet somebody is.

    >>> is_kind("الصحيفه"), is_kind("channel"), is_kind("هييه")
    (True, True, False)
    """
    bare = "ال" + word[1:] if word.startswith("لل") else word.removeprefix("ل")
    return bool(group("outlet") & {word, bare})


def is_outlet(name: str) -> bool:
    """
    Whether *name* is a news agency's, a paper's or a station's.

    >>> is_outlet("وكالة الضفة للأنباء"), is_outlet("وكالة الفضاء"), is_outlet("رويترز")
    (True, False, True)
    >>> is_outlet("the Delta Herald"), is_outlet("Transport Safety Agency")
    (True, False)
    """
    words = key_of(name).removeprefix("the ").split() or [""]
    if AGENCIES & {" ".join(words), " ".join(words[1:])}:
        return True
    kind = words[-1] if words[0].isascii() else words[0]
    if kind.removeprefix("ال") in ("agency", "وكاله", "هييه"):
        return bool(_OF_NEWS.search(" ".join(words)))
    return is_kind(kind) or (len(words) > 1 and kind in group("masthead"))
