"""
How likely the letters of a text follow one another: tells letters that make no words. Pure.

Text that was decoded wrongly, or comes out of a document whose fonts lie, is made of letters like
any other. What gives it away is which letter comes after which. ``data/letters.txt`` has that of
real text; ``python -m tests.bench.letters`` counts it, and says what the limits here refuse.
"""

import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import sqrt

from retrieval.language.arabic import clean, native
from retrieval.language.languages import language_of

SPACE, ARABIC, LATIN = " ", "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي", "abcdefghijklmnopqrstuvwxyz"
OTHER_ARABIC, OTHER_LATIN, SIGN = "پ", "é", "§"
CLASSES = SPACE + ARABIC + OTHER_ARABIC + LATIN + OTHER_LATIN + SIGN  # what is told apart
_ARABIC = frozenset(ARABIC + OTHER_ARABIC)

# The mean of bits a pair above which letters make no words, beside how much more a single pair may
# have: a mean of n pairs may be that much over its limit, divided by the root of n.
_LIMITS = {"ar": (4.45, 4.0), "en": (4.9, 4.0)}
_FEW = 40  # pairs; fewer say nothing
_MIXED = 0.05  # of the pairs of Arabic letters: what has a Latin letter or a sign in the same word
_BYTES = re.compile(r"(?:[=%][\dA-F]{2}){4,}")  # of a mail or an address, spelt out
_NO_SIGNS = "’‘“”»«+="


class _Classes(dict[int, str]):
    """Code point -> class, for ``str.translate``; marks vanish, and what is no letter parts words."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _class(chr(code))
        return found


def _class(letter: str) -> str:
    like = native(letter).lower()
    kind, name = unicodedata.category(letter), unicodedata.name(letter, "")
    if like in CLASSES:
        return like
    if kind[0] == "M" or name == "ARABIC TATWEEL":
        return ""
    if kind[0] == "L":
        return {"ARABIC": OTHER_ARABIC, "LATIN": OTHER_LATIN}.get(name.split(" ")[0], SPACE)
    sign = kind in ("Sc", "So", "Sk", "Sm", "No", "Co", "Pi", "Pf") and letter not in _NO_SIGNS
    return SIGN if sign else SPACE


_CLASS = _Classes()


def pairs(text: str) -> Counter[tuple[str, str]]:
    """How often each class comes after each in *text*, ends of words included."""
    found = f" {clean(text).translate(_CLASS)} "
    counted = Counter(pairwise(found))
    del counted[SPACE, SPACE]
    return counted


@cache
def _bits() -> dict[tuple[str, str], float]:
    """What each pair costs, in bits: a row of quarters a class, each written as one character."""
    rows = files("retrieval.language").joinpath("data/letters.txt").read_text("utf-8").splitlines()
    return {
        (one, other): (ord(quarters) - ord("0")) / 4
        for one, row in zip(CLASSES, rows, strict=True)
        for other, quarters in zip(CLASSES, row, strict=True)
    }


def cost(text: str) -> float:
    """The mean of bits a pair of *text*, to compare readings of the same bytes; 0 if it has none."""
    return _mean(pairs(text))


def _mean(counted: Counter[tuple[str, str]]) -> float:
    bits = _bits()
    return sum(bits[pair] * n for pair, n in counted.items()) / (counted.total() or 1)


def garbled(text: str) -> bool:
    """
    Whether the letters of *text* make no words, for all that a sample of real text can tell.

    What is written in other languages of the Arabic script is only judged by signs inside words.

    >>> garbled("أظنوت بندêة انساحن بدء أظهان تèسظة ان×رêâ اندائرê اظتباراë هو انأحد انهâبن")
    True
    """
    if sum(len(run[0]) for run in _BYTES.finditer(text)) > len(text) / 2:
        return True
    lost = text.count("?") + text.count("\ufffd")  # what stands for a letter that a table lacks
    if lost >= _FEW and lost > sum(map(str.isalpha, text)):
        return True
    counted, language = pairs(text), language_of(text)
    arabic = Counter({pair: n for pair, n in counted.items() if _ARABIC & set(pair)})
    judged = counted - arabic if language == "en" else arabic
    if judged.total() < _FEW:
        return False
    mixed = sum(n for pair, n in arabic.items() if not set(pair) <= {SPACE, *_ARABIC})
    if mixed > _MIXED * arabic.total():
        return True
    limit, more = _LIMITS.get(language, (99.0, 0.0))
    return _mean(judged) > limit + more / sqrt(judged.total())
