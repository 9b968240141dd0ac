"""
What a question asks about, in words, and the forms by which a text's words are known again. Pure.

Inflection moves Arabic words about more than a light stem takes away («التصعيد»، «تصاعد»), so two
words may also meet when their consonants do.
"""

import re
from functools import lru_cache

from retrieval.language.arabic import content, stem, words
from retrieval.language.vocabulary import listed

# Words that ask, and ways of asking: what answers a question seldom repeats them.
FRAME = frozenset(words(listed("frame")))
_VERB_PREFIX = re.compile(r"^(?:مست|است|س[يتن]|[تينامس])(?=\w{3})")
_WEAK = re.compile("[اويء]")
_ENGLISH_ENDING = re.compile(r"(?:ing|ies|ed|es|s|ly|y|e)$")


def terms(question: str) -> list[str]:
    """
    The folded words that *question* is about, each once; every content word if it has no others.

    >>> terms("كم عدد القوات في العراق؟")
    ['القوات', 'العراق']
    """
    found = dict.fromkeys(content(question))
    return [word for word in found if word not in FRAME] or list(found)


@lru_cache(maxsize=200_000)
def consonants(word: str) -> str:
    """
    The consonants two forms of one word share; empty when too few are left to tell words apart.

    >>> consonants("تصاعد") == consonants("التصعيد")
    True
    >>> consonants("attacked") == consonants("attacks")
    True
    """
    if word.isascii():
        cut = _ENGLISH_ENDING.sub("", word)
        return cut if len(cut) >= 3 else word
    core = _WEAK.sub("", _VERB_PREFIX.sub("", stem(word)))
    return core if len(core) >= 3 else ""


def stored_terms(text: str) -> str:
    """
    What *text* has of terms, to be kept beside it: stems, and consonants behind ``=``, each once.

    >>> stored_terms("القوات في العراق")
    ' قوا عراق =عرق '
    """
    found = content(text)
    cores = [f"={core}" for core in map(consonants, found) if core]
    return f" {' '.join(dict.fromkeys([*map(stem, found), *cores]))} "
