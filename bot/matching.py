"""
How much of a question a sentence covers, word by word; pure.

Inflection moves Arabic words about more than a light stem takes away («التصعيد»، «تصاعد»), so
two words also meet, at a discount, when their consonants do.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from retrieval.arabic import STOPWORDS, stem, words

_SAME_ROOT = 0.7  # what a match of consonants is worth beside a match of stems
_ENGLISH_ENDING = re.compile(r"(?:ing|ies|ed|es|s|ly|y|e)$")


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """
    The consonants two forms of one word share; empty when too few are left to tell words apart.

    >>> key("تصاعد") == key("التصعيد")
    True
    >>> key("attacked") == key("attacks")
    True
    """
    if word.isascii():
        cut = _ENGLISH_ENDING.sub("", word)
        return cut if len(cut) >= 3 else word
    core = stem(word)
    if len(core) > 3 and core[0] in "تيناسم":
        core = core[1:]
    core = re.sub("[اويء]", "", core)
    return core if len(core) >= 3 else ""


@dataclass(frozen=True, slots=True)
class Bag:
    """The words of a stretch of text, ready to be matched."""

    stems: frozenset[str]
    keys: frozenset[str]

    @classmethod
    def of(cls, *texts: str) -> "Bag":
        found = [w for text in texts for w in words(text) if w not in STOPWORDS]
        return cls(frozenset(map(stem, found)), frozenset(filter(None, map(key, found))))

    def holds(self, word: str) -> float:
        """1 if *word* stands here, 0.7 if its consonants do, else 0."""
        if stem(word) in self.stems:
            return 1.0
        return _SAME_ROOT if key(word) in self.keys else 0.0


def coverage(terms: Iterable[str], weights: Mapping[str, float], *bags: tuple[Bag, float]) -> float:
    """
    The share of the *terms*' weight found in the best bag for each, 0 to 1.

    bags: each with how much being found there counts, 0 to 1.
    """
    total = found = 0.0
    for term in dict.fromkeys(terms):
        weight = weights.get(term, 1.0)
        total += weight
        found += weight * max(bag.holds(term) * worth for bag, worth in bags)
    return found / total if total else 0.0
