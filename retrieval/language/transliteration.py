"""
Names across two alphabets, by the consonants they share: «ماكينزي» and McKenzie.

Sounds that Arabic or English confuse are one letter here, and a Latin spelling stands for every
reading it may have. Pure.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import islice, product

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


def _sounds(plain: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    at = 0
    while at < len(plain):
        letters, sounds = next(
            ((letters, s) for letters, s in _LATIN if plain.startswith(letters, at)),
            (plain[at], ("",)),
        )
        if at == 0:
            sounds = _LATIN_FIRST.get(plain[0], sounds)
        if sounds != ("",):
            found.append(sounds)
        at += 1 if letters in ("ce", "ci", "cy") else len(letters)
    return found


def _squeezed(letters: str) -> str:
    """A doubled consonant sounds once."""
    return re.sub(r"(.)\1+", r"\1", letters)


def _long_enough(skeletons: set[str], shortest: int) -> frozenset[str]:
    return frozenset(skeleton for skeleton in skeletons if len(skeleton) >= shortest)
