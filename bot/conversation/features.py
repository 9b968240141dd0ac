"""
What the models of messages look at: words, their neighbours and the letters they are made of. Pure.

Each feature has a row of weights, found by its name's hash.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from zlib import crc32

from retrieval.language.arabic import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

ROWS: Final = 1 << 15  # rows of weights of each model
PLACES: Final = 1 << 20  # bits that say which words people ask with: seldom two words to one
_DRAWN_OUT: Final = re.compile(r"([^\W\d])\1{2,}")
_MARKS: Final = '«»“”"'
STOPS: Final = ".,،؛;:؟?!…"
_PIECES: Final = (3, 4, 5)  # letters of a piece of a word
_PAIR, _SKIP, _PIECE = 1.0, 0.7, 0.4  # what one feature counts beside a word's 1
_LENGTH: Final = 5.0  # of a message's vector: how sharply weights of a given size tell
_FOLLOWS: Final = 2.0  # what counts beside it that something was asked before
JOINED: Final = "بلعفوك"  # letters that stand for words and are written with the next one
_STEM: Final = 3  # letters that are left of a word without one
_SHORT: Final = 6  # words, from which on a message counts as long


@dataclass(frozen=True, slots=True)
class Word:
    """
    A word as *written*, with the marks at it, and *bare*: folded, without marks or letters drawn out.
    """

    written: str
    bare: str


def read(text: str) -> list[Word]:
    """
    The words of *text*; marks that stand alone are none.

    >>> [word.bare for word in read("شكراااا، يا «راوي»!")]
    ['شكرا', 'يا', 'راوي']
    """
    found = (Word(one, _bare(one)) for one in text.split())
    return [word for word in found if word.bare]


def message_features(
    words: Sequence[Word], *, follows: bool
) -> tuple["NDArray[np.intp]", "Floats"]:
    """The rows of weights that a message has, and what each counts; both ``(features,)``."""
    import numpy as np

    counts: dict[str, float] = {}
    for name, count in _of_message([word.bare for word in words]):
        counts[name] = max(count, counts.get(name, 0.0))
    sizes = np.fromiter(counts.values(), np.float32)
    sizes *= _LENGTH / np.sqrt(sizes @ sizes)
    if follows:
        counts["f"], sizes = 0.0, np.append(sizes, np.float32(_FOLLOWS))
    rows, signs = hashed([*counts])
    return rows, signs * sizes


def place(word: Word) -> int:
    """Which bit stands for a word."""
    return crc32(word.bare.encode()) % PLACES


def topic_features(
    words: Sequence[Word], kind: str, common: Sequence[bool]
) -> tuple["NDArray[np.intp]", "Floats"]:
    """The rows of weights that each word has, and their signs; both ``(words, features)``."""
    names = [*_of_words(words, kind, common)]
    rows, signs = hashed([name for some in names for name in some])
    return rows.reshape(len(words), -1), signs.reshape(len(words), -1)


def _of_message(bare: Sequence[str]) -> Iterator[tuple[str, float]]:
    edged = ["<", *bare, ">"]
    for word in bare:
        yield f"1 {word}", 1.0
        whole = f"<{word}>"
        for size in _PIECES:
            for at in range(len(whole) - size + 1):
                yield f"p {whole[at : at + size]}", _PIECE
    for one, two in pairwise(edged):
        yield f"2 {one} {two}", _PAIR
    for one, two, three in zip(edged, edged[1:], edged[2:], strict=False):
        yield f"s {one} {three}", _SKIP
        yield f"3 {one} {two} {three}", _SKIP
    yield f"n {min(len(bare), _SHORT)}", 1.0


def _of_words(words: Sequence[Word], kind: str, common: Sequence[bool]) -> Iterator[list[str]]:
    asks = [True, *common, True]
    ends = ["<", *(word.written[-1:] if word.written[-1:] in STOPS else "" for word in words)]
    bare = ["<<", "<", *(word.bare for word in words), ">", ">>"]
    for at, word in enumerate(words):
        before2, before, own, after, after2 = bare[at : at + 5]
        joined = own[0] in JOINED and len(own) > _STEM
        yield [
            f"w {own}",
            f"b {before}",
            f"a {after}",
            f"b2 {before2}",
            f"a2 {after2}",
            f"bw {before} {own}",
            f"wa {own} {after}",
            f"bb {before2} {before}",
            f"aa {after} {after2}",
            f"ba {before} {after}",
            f"k {kind}",
            f"kw {kind} {own}",
            f"kb {kind} {before}",
            f"i {min(at, 4)}",
            f"e {min(len(words) - at, 4)}",
            f"l {min(len(own), _SHORT)}",
            f"c {word.written[:1].isupper()} {own.isascii()}",
            f"h {own[:2]}",
            f"h {own[:3]}",
            f"t {own[-3:]}",
            f"t {own[-2:]}",
            f"d {any(map(str.isdigit, own))}",
            f"q {word.written[:1] in _MARKS} {word.written[-1:] in _MARKS}",
            f"n {min(len(words), 8)}",
            f"u {asks[at + 1]}",
            f"u3 {asks[at]} {asks[at + 1]} {asks[at + 2]}",
            f"m {ends[at]}",
            f"o {ends[at + 1]}",
            f"mu {ends[at]} {asks[at + 1]}",
            f"ou {ends[at + 1]} {asks[at + 2]}",
            f"j {own[joined:]}",
            f"jb {own[0]} {joined}",
            f"ph {before[:3]} {asks[at + 1]}",
            f"nh {after[:3]} {asks[at + 1]}",
            f"kn {kind} {min(len(words), 8)}",
            f"ku {kind} {asks[at + 1]}",
        ]


def hashed(names: Sequence[str]) -> tuple["NDArray[np.intp]", "Floats"]:
    """The row of each name, and a sign, so that names which share a row do not add up."""
    import numpy as np

    sums = np.fromiter((crc32(name.encode()) for name in names), np.int64, len(names))
    return sums % ROWS, np.where(sums >> 31, 1, -1).astype(np.float32)


def _bare(word: str) -> str:
    folded = fold(word).replace("’", "'")
    letters = [at for at, one in enumerate(folded) if one.isalnum()]
    return _DRAWN_OUT.sub(r"\1", folded[letters[0] : letters[-1] + 1]) if letters else ""
