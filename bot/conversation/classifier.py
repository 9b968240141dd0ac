"""
What kind of thing a message asks for, and which of its words say about what. Pure.

Two linear models over folded words, their neighbours and the letters they are made of, each feature
hashed to a row of weights; the one of kinds reads the message's vector, too, where the bundled
embedder made one. ``python -m tests.bench.messages --fit`` fits both on the messages of
``tests/messages``, written by many hands in both languages and in the dialects, and prints how well
they do on messages that they were not fitted on. No word is listed here, and none of the weights
stands for a matter of the news.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, get_args
from zlib import crc32

from retrieval.language.arabic import STOPWORDS, fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

Kind = Literal[
    "latest",
    "summary",
    "recap",
    "brief",
    "more",
    "timeline",
    "profile",
    "source",
    "article",
    "language",
    "archive",
    "help",
    "about",
    "complaint",
    "pastime",
    "greeting",
    "wellbeing",
    "thanks",
    "goodbye",
]
LANGUAGES: Final = ("language:ar", "language:en", "language:other")  # asked for by name
KINDS: Final = ("question", *get_args(Kind), *LANGUAGES)
TOPICAL: Final = frozenset(("latest", "summary", "timeline", "profile"))  # kinds that name a matter
# How likely a message must be a question to be taken for one: the first, and one after others, which is
# more often asked of the last answer.
QUESTION: Final = 0.42
FOLLOWING: Final = 0.3
SURE: Final = 0.15  # below which it can hardly be one
COURTEOUS: Final = 0.8  # how likely a greeting or the like what stands before a question must be
ROWS: Final = 1 << 15  # rows of weights of each model
PLACES: Final = 1 << 20  # bits that say which words people ask with: seldom two words to one
_DRAWN_OUT: Final = re.compile(r"([^\W\d])\1{2,}")
_MARKS: Final = '«»“”"'
STOPS: Final = ".,،؛;:؟?!…"
_PIECES: Final = (3, 4, 5)  # letters of a piece of a word
_PAIR, _SKIP, _PIECE = 1.0, 0.7, 0.4  # what one feature counts beside a word's 1
_LENGTH: Final = 5.0  # of a message's vector: how sharply weights of a given size tell
_SHORT: Final = 6  # words, from which on a message counts as long


@dataclass(frozen=True, slots=True)
class Word:
    """
    A word as *written*, with the marks at it, and *bare*: folded, without marks or letters drawn out.
    """

    written: str
    bare: str


@dataclass(frozen=True, slots=True)
class Weights:
    """
    kinds, vector, bias: for each of ``KINDS``, of features, of the dimensions of a message's vector
        and of none; shapes ``(ROWS, kinds)``, ``(dimensions, kinds)`` and ``(kinds,)``.
    topic: what a word has of being inside a topic, its first and its last; ``(ROWS, 3)``.
    common: whether a word is one of those that people ask with, whatever about; ``(PLACES,)``.
    parting: of features, of beginning something else, and of a «و» that only joins; ``(ROWS, 2)``.
    starting: whether a word is one that messages begin with; ``(PLACES,)``.
    """

    kinds: "Floats"
    vector: "Floats"
    bias: "Floats"
    topic: "Floats"
    common: "NDArray[np.bool_]"
    parting: "Floats"
    starting: "NDArray[np.bool_]"


def read(text: str) -> list[Word]:
    """
    The words of *text*; marks that stand alone are none.

    >>> [word.bare for word in read("شكراااا، يا «راوي»!")]
    ['شكرا', 'يا', 'راوي']
    """
    found = (Word(one, _bare(one)) for one in text.split())
    return [word for word in found if word.bare]


def likely(
    words: Sequence[Word], vector: "Floats | None" = None, weights: Weights | None = None
) -> "Floats":
    """
    How likely *words*, one or more, are a message of each of ``KINDS``; shape ``(kinds,)``.

    vector: the message's, centred and of length 1, as a search takes it.
    """
    import numpy as np

    weights = weights or fitted()
    rows, values = message_features(words)
    scores = values @ weights.kinds[rows] + weights.bias
    if vector is not None:
        scores = scores + vector @ weights.vector
    scores = np.exp(scores - scores.max())
    found: Floats = scores / scores.sum()
    return found


def topic(words: Sequence[Word], kind: str, weights: Weights | None = None) -> tuple[slice, bool]:
    """
    Which of *words*, of a message of *kind*, say what it is about, and whether that is certain.

    Uncertain is what would rather be of no topic, and has a word that nobody asks with; empty if
    there is none.
    """
    import numpy as np

    weights = weights or fitted()
    if not words:
        return slice(0, 0), True
    common = [asked_with(word, weights) for word in words]
    rows, signs = topic_features(words, kind, common)
    scores = (weights.topic[rows] * signs[..., None]).sum(axis=1)
    found = span(scores)
    if found.stop:
        return found, True
    own = [
        not said and word.bare not in STOPWORDS for said, word in zip(common, words, strict=True)
    ]
    upto = np.concatenate([[0], np.cumsum(own)])
    named = upto[None, 1:] > upto[:-1, None]
    return span(scores, np.where(named, 0.0, -np.inf), least=-np.inf), False


def asked_with(word: Word, weights: Weights | None = None) -> bool:
    """
    Whether *word* is one that people ask with, whatever about.

    >>> asked_with(*read("قصة")), asked_with(*read("السيول"))
    (True, False)
    """
    return bool((weights or fitted()).common[place(word)])


def span(scores: "Floats", bonus: "Floats | None" = None, least: float = 0.0) -> slice:
    """
    The stretch of words that scores highest; empty where none scores above *least*.

    scores: of each word, inside a topic, as its first and as its last; shape ``(words, 3)``.
    bonus: added to the stretch from one word to another, shape ``(words, words)``.
    """
    import numpy as np

    inside, first, last = scores.T
    upto = np.concatenate([[0.0], inside.cumsum()])
    table = upto[None, 1:] - upto[:-1, None] + first[:, None] + last[None, :]
    table = table if bonus is None else table + bonus
    table[np.tril_indices(len(table), -1)] = -np.inf
    start, end = np.unravel_index(table.argmax(), table.shape)
    return slice(int(start), int(end) + 1) if table[start, end] > least else slice(0, 0)


@cache
def fitted() -> Weights:
    """The weights in ``data/messages.npz``, kept there as bytes with a scale for each array."""
    import numpy as np

    data = files("bot.conversation").joinpath("data/messages.npz").read_bytes()
    with np.load(BytesIO(data)) as kept:
        kinds, topics, parting = (
            kept[name] * kept[f"{name}_scale"] for name in ("kinds", "topic", "parting")
        )
        common, starting = (
            np.unpackbits(kept[name]).astype(bool) for name in ("common", "starting")
        )
        vector = kept["vector"].astype(np.float32)
        return Weights(kinds, vector, kept["bias"], topics, common, parting, starting)


# --- features ---


def message_features(words: Sequence[Word]) -> tuple["NDArray[np.intp]", "Floats"]:
    """The rows of weights that a message has, and what each counts; both ``(features,)``."""
    import numpy as np

    counts: dict[str, float] = {}
    for name, count in _of_message([word.bare for word in words]):
        counts[name] = max(count, counts.get(name, 0.0))
    rows, signs = hashed([*counts])
    values = signs * np.fromiter(counts.values(), np.float32)
    return rows, values * (_LENGTH / np.sqrt(values @ values))


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
