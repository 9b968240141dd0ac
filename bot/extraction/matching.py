"""
How much of a question a sentence covers, word by word: by stem, by consonants at a discount
(``retrieval.language.terms``), by country, synonym and translation; pure.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from retrieval.language.arabic import STOPWORDS, stem, words
from retrieval.language.lexicon import Holding
from retrieval.language.lexicon import groups as translations
from retrieval.language.nations import nation, tokens
from retrieval.language.terms import consonants
from retrieval.search.weights import SAME_ROOT

_TRANSLATED = 0.9  # what a translation is
_SAME_GROUP = 0.6  # and what a synonym is


@cache
def _groups() -> dict[str, frozenset[int]]:
    """
    For each stem of the list of related words, the groups it is in.

    Looser than the gate's synonyms, so a list apart: a story of a government tells of its ministers,
    but «حكومة» may not stand for «وزراء», and what finds must not vouch.
    """
    found: dict[str, set[int]] = defaultdict(set)
    lines = files("bot.extraction").joinpath("data/related.txt").read_text("utf-8").splitlines()
    for group, line in enumerate(line for line in lines if not line.startswith("#")):
        for word in words(line):
            found[stem(word)].add(group)
    return {word: frozenset(groups) for word, groups in found.items()}


def groups(word: str) -> frozenset[int]:
    """
    The groups of synonyms a folded *word* is in.

    >>> bool(groups("الجنود") & groups("القوات"))
    True
    """
    return _groups().get(stem(word), frozenset())


@lru_cache(maxsize=100_000)
def alike(word: str, other: str) -> float:
    """How surely two folded words say the same: 1 for one stem or country, less by consonants."""
    if stem(word) == stem(other) or (nation(word) or word) == nation(other):
        return 1.0
    if consonants(word) and consonants(word) == consonants(other):
        return SAME_ROOT
    return _SAME_GROUP if groups(word) & groups(other) else 0.0


@lru_cache(maxsize=100_000)
def same_thing(word: str, other: str) -> bool:
    """Whether two folded words name one thing, and do not merely grow from one root."""
    one, two = (stem(each.removesuffix("ا")) for each in (word, other))
    return one == two or bool(groups(word) & groups(other))


class Bag:
    """The words of a stretch of text, ready to be matched; what is not asked for is not computed."""

    def __init__(self, *texts: str) -> None:
        self.words = [word for text in texts for word in tokens(text)]

    def __add__(self, other: "Bag") -> "Bag":
        joined = Bag()
        joined.words = self.words + other.words
        return joined

    @cached_property
    def _content(self) -> list[str]:
        return [word for word in self.words if word not in STOPWORDS]

    @cached_property
    def nations(self) -> frozenset[str]:
        return frozenset(filter(None, map(nation, self._content)))

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(map(stem, self._content))

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(filter(None, map(consonants, self._content)))

    @cached_property
    def _groups(self) -> frozenset[int]:
        return frozenset(group for word in self._content for group in groups(word))

    @cached_property
    def _arabic(self) -> Holding:
        return Holding.of(" ".join(word for word in self._content if not word.isascii()))

    def holds(self, word: str) -> float:
        """1 if *word* stands here, less if its consonants, a synonym or a translation do, else 0."""
        if stem(word) in self.stems or nation(word) in self.nations:
            return 1.0
        if word.isascii() and word.isalpha() and any(map(self._arabic.has, translations(word))):
            return _TRANSLATED
        if consonants(word) in self._keys:
            return SAME_ROOT
        return _SAME_GROUP if groups(word) & self._groups else 0.0


def coverage(weights: Mapping[str, float], *bags: tuple[Bag, float]) -> float:
    """
    The share of the words' weight found in the best bag for each, 0 to 1.

    bags: each with how much being found there counts, 0 to 1.
    """
    total = sum(weights.values())
    found = sum(
        weight * max(bag.holds(word) * worth for bag, worth in bags)
        for word, weight in weights.items()
    )
    return found / total if total else 0.0
