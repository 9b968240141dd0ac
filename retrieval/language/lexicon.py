"""
Words known again in another form: by their consonants, by how a name sounds, by what they mean. Pure.

Inflection moves Arabic words about more than a light stem takes away («التصعيد»، «تصاعد»), so two words may
also meet when their consonants do. English questions are put to Arabic text word by word.
A hand-written lexicon says what an English word may be in Arabic; a name it lacks is matched by
the consonants it shares: «ماكينزي» and McKenzie. Sounds that Arabic or English confuse are one letter
here, and a Latin spelling stands for every reading it may have.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice, product

from retrieval.language.arabic import STOPWORDS, content, cut, fold, stem, words

_SHORTEST = 3  # consonants; two are shared by too many names
_READINGS = 256  # of one Latin spelling; longer names have more than are worth trying

_ARABIC = {
    letter: sound
    for letters, sound in (
        ("بپ", "b"), ("تطث", "t"), ("جغ", "g"), ("كق", "k"), ("سص", "s"), ("دض", "d"), ("ذزظ", "z"),
        ("حه", "h"), ("خ", "x"), ("ش", "c"), ("ف", "f"), ("ل", "l"), ("م", "m"), ("ن", "n"), ("ر", "r"),
    )
    for letter in letters
}  # fmt: skip
_ARABIC_FIRST = {"ا": "a", "ع": "a", "ء": "a", "و": "w", "ي": "y"}
_PREFIXES = ("وال", "بال", "كال", "فال", "ال", "ولل", "لل", *"وبل")

# Latin letters as the sounds they may stand for; the longest that fits is read first.
_LATIN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tch", ("c",)), ("sch", ("c", "sk")), ("ch", ("c", "k", "x")), ("stle", ("sl",)), ("sh", ("c", "sh")), ("kh", ("x", "k")),
    ("gh", ("g", "")), ("ph", ("f",)), ("th", ("t", "z")), ("dh", ("z", "d")), ("ck", ("k",)), ("gn", ("gn", "n")),
    ("tz", ("ts", "tz")), ("ce", ("s", "c")), ("ci", ("s", "c")), ("cy", ("s",)), ("c", ("k",)),
    ("g", ("g", "k")), ("j", ("g", "x", "y")), ("q", ("k",)), ("x", ("ks",)), ("h", ("h", "")),
    ("s", ("s", "z")), ("z", ("z", "s")), ("w", ("", "f")), ("p", ("b",)), ("v", ("f",)),
    *((letter, (letter,)) for letter in "bdfklmnrt"),
)  # fmt: skip
_LATIN_FIRST = {
    "w": ("w", "f"),
    "y": ("y",),
    "j": ("y", "g", "x"),
    **dict.fromkeys("aeiou", ("a",)),
}
# What may be written for a vowel, and the letters that write each sound.
_VOWELS = {
    "a": "[اعهي]?",
    "e": "[ايه]?",
    "i": "[اي]?",
    "o": "[او]?",
    "u": "[اوي]?",
    "w": "و?",
    "y": "ا?ي?",
}
_WRITTEN = {
    sound: f"[{''.join(letter for letter, one in _ARABIC.items() if one == sound)}]"
    for sound in _ARABIC.values()
} | {"c": "ت?ش", "y": "ي"}


@lru_cache(maxsize=100_000)
def arabic_skeletons(word: str, *, shortest: int = _SHORTEST) -> frozenset[str]:
    """
    The consonants of a folded Arabic *word*, with and without what may be clitics.

    shortest: consonants; two are enough only beside another part of the name.
    """
    forms = {word} | {
        word[len(p) :] for p in _PREFIXES if word.startswith(p) and len(word) - len(p) >= 3
    }
    return _long_enough({_arabic(form) for form in forms}, shortest)


def _arabic(word: str) -> str:
    word = word.removesuffix("ه").replace("تش", "ش")
    first = _ARABIC_FIRST.get(word[:1], _ARABIC.get(word[:1], ""))
    return _squeezed(first + "".join(_ARABIC.get(letter, "") for letter in word[1:]))


@lru_cache(maxsize=20_000)
def latin_skeletons(name: str, *, shortest: int = _SHORTEST) -> frozenset[str]:
    """
    The skeletons an Arabic spelling of *name* may have.

    >>> bool(latin_skeletons("McKenzie") & arabic_skeletons("ماكينزي"))
    True
    >>> bool(latin_skeletons("al-Sudani") & arabic_skeletons("السوداني"))
    True
    >>> bool(latin_skeletons("Austin") & arabic_skeletons("السوداني"))
    False
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"[^a-z]", "", re.sub(r"^(?:al|el|ad|ar|as|az|at)-|'s$", "", plain))
    sounds = _sounds(plain)
    if re.match(r"s[^aeiouyh]", plain):  # «اسكتلندا»
        sounds = [("", "a"), *sounds]
    read = {_squeezed("".join(one)) for one in islice(product(*sounds), _READINGS)}
    return _long_enough(read, shortest)


@lru_cache(maxsize=4096)
def arabic_spellings(name: str) -> str:
    """
    A pattern of how a Latin *name*, in small letters, may be written in folded Arabic, vowels and all.

    >>> pairs = ("sky", "سكاي"), ("jazeera", "جزيره"), ("jazeera", "جزاير")
    >>> [bool(re.fullmatch(arabic_spellings(latin), arabic)) for latin, arabic in pairs]
    [True, True, False]
    """
    once = re.sub(r"([a-z])\1", r"\1", re.sub("oo|ou", "u", name.replace("ee", "i")))
    found = ""
    for letters, sounds in _pieces(once):
        written = ("".join(map(_WRITTEN.__getitem__, sound)) for sound in sounds)
        consonant = f"(?:{'|'.join(written)})" if any(sounds) else re.escape(letters)
        found += _VOWELS.get(letters, consonant)
    return found


def _sounds(plain: str) -> list[tuple[str, ...]]:
    found = [sounds for _, sounds in _pieces(plain)]
    found[:1] = [_LATIN_FIRST.get(plain[0], sounds) for sounds in found[:1]]
    return [sounds for sounds in found if sounds != ("",)]


def _pieces(plain: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The letters of *plain* that sound together, and the sounds they may have: of vowels, none."""
    at = 0
    while at < len(plain):
        letters, sounds = next(
            ((letters, s) for letters, s in _LATIN if plain.startswith(letters, at)),
            (plain[at], ("",)),
        )
        yield letters, sounds
        at += 1 if letters in ("ce", "ci", "cy") else len(letters)


def _squeezed(letters: str) -> str:
    """A doubled consonant sounds once."""
    return re.sub(r"(.)\1+", r"\1", letters)


def _long_enough(skeletons: set[str], shortest: int) -> frozenset[str]:
    return frozenset(skeleton for skeleton in skeletons if len(skeleton) >= shortest)


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
