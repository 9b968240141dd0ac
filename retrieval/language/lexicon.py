"""
Words known again in another form: by their consonants and by what they mean. Pure.

Inflection moves Arabic words about more than a light stem takes away («التصعيد»، «تصاعد»), so two words may
also meet when their consonants do. English questions are put to Arabic text word by word.
A hand-written lexicon says what an English word may be in Arabic; a name it lacks is matched by
how it sounds (``sounds``).
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from retrieval.language.arabic import STOPWORDS, content, cut, fold, stem, words
from retrieval.language.sounds import arabic_skeletons, latin_skeletons

_VERB_PREFIX = re.compile(r"^(?:مست|است|س[يتن]|[تينامس])(?=\w{3})")
_WEAK = re.compile("[اويء]")
_ENGLISH_ENDING = re.compile(r"(?:ing|ies|ed|es|s|ly|y|e)$")


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


_LONGEST = 4  # words of a headword: «united arab emirates»
_ENDINGS = (
    ("'s", ("",)), ("ies", ("y",)), ("ves", ("f", "fe")), ("es", ("", "e")), ("s", ("",)),
    ("ied", ("y",)), ("ed", ("", "e")), ("ing", ("", "e")), ("ings", ("", "e")), ("ier", ("y",)),
    ("iest", ("y",)), ("est", ("", "e")), ("ily", ("y",)), ("ly", ("", "le")), ("ers", ("er", "", "e")),
    ("er", ("", "e")), ("ors", ("or", "e")), ("isation", ("ize",)), ("ization", ("ize",)), ("ised", ("ize",)),
    ("ations", ("ate", "ation")), ("ation", ("ate", "e")), ("ments", ("ment", "")), ("ment", ("",)),
    ("ness", ("",)), ("al", ("", "e")), ("our", ("or",)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """
    One English word or phrase, and what shows that an Arabic text holds it.

    phrases: alternatives, each a set of stems that must all be there.
    sounds: skeletons, any of which is enough.
    """

    english: str
    phrases: frozenset[frozenset[str]]
    sounds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Holding:
    """What an Arabic text holds, ready to be asked for groups."""

    stems: frozenset[str]
    sounds: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Holding":
        found = words(text)
        return cls(
            frozenset(map(stem, found)),
            frozenset().union(*(arabic_skeletons(w) for w in found if w not in STOPWORDS)),
        )

    def has(self, group: Group) -> bool:
        return any(phrase <= self.stems for phrase in group.phrases) or bool(
            group.sounds & self.sounds
        )


@cache
def entries() -> dict[str, str]:
    """Headwords with their equivalents, folded, ``|`` between them."""
    text = files("retrieval.language").joinpath("data/lexicon.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in fold(text).splitlines())


@lru_cache(maxsize=1000)
def groups(question: str) -> tuple[Group, ...]:
    """
    The content of an English *question*, in order; words that nothing stands for are left out.

    >>> [group.english for group in groups("Who met the Iraqi foreign minister?")]
    ['met', 'iraqi', 'foreign minister']
    >>> Holding.of("التقت السفيرة وزير الخارجية العراقي").has(groups("foreign minister")[0])
    True
    """
    found: list[Group] = []
    tokens = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*(?:[.,]\d+)*", fold(question).replace("’", "'"))
    at = 0
    while at < len(tokens):
        group, length = _read(tokens, at)
        at += length
        if group is not None and group not in found:
            found.append(group)
    return tuple(found)


def _read(tokens: list[str], at: int) -> tuple[Group | None, int]:
    """The group that begins at *at*, and how many tokens it takes."""
    if tokens[at] in STOPWORDS:
        return None, 1
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        *head, last = tokens[at : at + length]
        for lemma in lemmas(last):
            name = " ".join([*head, lemma])
            if name in entries():
                equivalents = map(cut, entries()[name].split("|"))
                return Group(
                    name, frozenset(frozenset(map(stem, one)) for one in equivalents)
                ), length
    token = tokens[at]
    if token[0].isdigit():
        return Group(token, frozenset([frozenset([token])])), 1
    sounds = latin_skeletons(token)
    return (Group(token, frozenset([frozenset([token])]), sounds) if sounds else None), 1


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> tuple[str, ...]:
    """*word* and what it may be an inflexion of."""
    found = [word]
    for ending, replacements in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            base = word.removesuffix(ending)
            found += [base + new for new in replacements]
            if base[-1] == base[-2]:  # stopped
                found.append(base[:-1])
    return tuple(dict.fromkeys(found))
