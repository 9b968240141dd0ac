"""
How much of a question a sentence covers, word by word: by stem, by consonants at a discount
(``retrieval.language.terms``), by translation, and by words that translate the same; pure.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from retrieval.language.arabic import STOPWORDS, arabic_share, stem, words
from retrieval.language.lexicon import consonants, entries, groups, lemmas
from retrieval.language.sounds import arabic_skeletons, names_sounding
from retrieval.search.weights import SAME_ROOT

_TRANSLATED = 0.9  # what a translation is worth beside the word itself, or a name of several words
_RELATED = 0.75  # and what a word of the same translation is
_HEARD = 4  # consonants of a foreign name that tell its spellings from other words
_MOSTLY = 0.5  # of its letters, from which a text is Arabic
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}", re.IGNORECASE)
_OF = re.compile(r"(?<=\w{3})[ايه]{1,8}$")
_SAME_WORDS = 0.6  # shared, above which a sentence says nothing new

Phrases = frozenset[frozenset[str]]


def tokens(text: str) -> list[str]:
    """
    The folded words of *text*, initials with their points as one.

    >>> tokens("The U.S. envoy")
    ['the', 'us', 'envoy']
    """
    return words(_INITIALS.sub(lambda found: found[0].replace(".", ""), text))


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """
    What the inflexions of a folded *word* share, and a name and its adjective.

    >>> key("اسبانيا") == key("الاسبانيه"), key("العراق") == key("عراقي")
    (True, True)
    """
    return stem(_OF.sub("", word)) if not word.isascii() else word


@cache
def _senses() -> dict[str, frozenset[str]]:
    """For each key that alone translates an English headword, or whose plural does, those headwords."""
    found: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, set[str]] = defaultdict(set)
    for headword, equivalents in entries().items():
        single = [one for one in equivalents.split("|") if " " not in one]
        for one in single:
            found[key(one)].add(headword)
            core = consonants(one)
            forms[key(one)].update(
                key(two) for two in single if two == one or core == consonants(two) != ""
            )
    return {
        word: frozenset().union(*(found[form] for form in every)) for word, every in forms.items()
    }


@cache
def _groups() -> dict[str, frozenset[str]]:
    """For each key in the list of synonyms, the lines it stands in."""
    found: dict[str, set[str]] = defaultdict(set)
    text = files("retrieval.language").joinpath("data/synonyms.txt").read_text("utf-8")
    for number, line in enumerate(text.splitlines()):
        for word in () if line.startswith("#") else words(line):
            found[key(word)].add(f"={number}")
    return {word: frozenset(groups) for word, groups in found.items()}


@lru_cache(maxsize=50_000)
def senses(word: str) -> frozenset[str]:
    """
    English headwords that a folded *word* may stand for, and the groups of synonyms it is in.

    >>> bool(senses("تكلفه") & senses("ثمن")), bool(senses("تكلفه") & senses("جسر"))
    (True, False)
    """
    grouped = _groups().get(key(word), frozenset())
    if word.isascii():
        return grouped.union(one for one in lemmas(word) if one in entries())
    return grouped | _senses().get(key(word), frozenset())


@lru_cache(maxsize=50_000)
def phrases(word: str) -> Phrases:
    """What in Arabic says what a folded *word* does: each by the keys that must all be there."""
    every = (one for name in senses(word) for one in entries().get(name, "").split("|") if one)
    return frozenset(frozenset(map(key, one.split())) for one in every)


@lru_cache(maxsize=50_000)
def _related(word: str) -> frozenset[str]:
    """Headwords that mean nearly what a folded *word* does: of an English one, by what translates it."""
    if not word.isascii():
        return senses(word)
    single = (one for phrase in phrases(word) if len(phrase) == 1 for one in phrase)
    return senses(word).union(*(_senses().get(one, ()) for one in single))


@lru_cache(maxsize=100_000)
def alike(word: str, other: str) -> float:
    """How surely two folded words say the same: 1 for one key, less by consonants and by sense."""
    if key(word) == key(other):
        return 1.0
    if consonants(word) and consonants(word) == consonants(other):
        return SAME_ROOT
    return _RELATED if _one_sense(word, other) else 0.0


@lru_cache(maxsize=100_000)
def same_thing(word: str, other: str) -> bool:
    """Whether two folded words name one thing, and do not merely grow from one root."""
    one, two = (stem(each.removesuffix("ا")) for each in (word, other))
    return one == two or _one_sense(word, other)


def _one_sense(word: str, other: str) -> bool:
    return bool(senses(word) & _related(other) or _related(word) & senses(other))


def repeats(text: str, other: str) -> bool:
    """Whether one of two sentences says little that the other does not."""
    mine, theirs = set(words(text)), set(words(other))
    return len(mine & theirs) > _SAME_WORDS * min(len(mine), len(theirs))


class Bag:
    """The words of a stretch of text, ready to be matched; what is not asked for is not computed."""

    def __init__(self, *texts: str) -> None:
        self._texts = texts
        self.words = [word for text in texts for word in tokens(text)]

    @cached_property
    def _content(self) -> list[str]:
        return [word for word in self.words if word not in STOPWORDS]

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(map(key, self._content))

    @cached_property
    def _roots(self) -> frozenset[str]:
        return frozenset(filter(None, map(consonants, self._content)))

    @cached_property
    def _senses(self) -> frozenset[str]:
        return frozenset(sense for word in self._content for sense in senses(word))

    @cached_property
    def _sounds(self) -> frozenset[str]:
        return frozenset(sound for word in self._content for sound in arabic_skeletons(word))

    @cached_property
    def _names(self) -> frozenset[str]:
        latin = (text for text in self._texts if arabic_share(text) < _MOSTLY)
        return frozenset().union(*map(names_sounding, latin))

    def holds(self, word: str) -> float:
        """1 if *word* stands here, less if a translation, its consonants or its sense do, else 0."""
        if key(word) in self.keys:
            return 1.0
        said = [phrase for phrase in phrases(word) if phrase <= self.keys]
        if word.isascii():
            if said or any(group.sounds & self._sounds for group in groups(word)):
                return _TRANSLATED
        elif any(len(phrase) > 1 for phrase in said):
            return _TRANSLATED
        if said or _related(word) & self._senses:
            return _RELATED
        sounds = arabic_skeletons(word)
        heard = any(len(sound) >= _HEARD for sound in sounds & self._sounds) or sounds & self._names
        return SAME_ROOT if heard or consonants(word) in self._roots else 0.0


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
