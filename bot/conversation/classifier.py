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

from retrieval.language.arabic import fold

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
QUESTION: Final = 0.4  # how likely a message must be a question to be taken for one
EITHER: Final = 0.95  # the same of a profile, where nothing answers it as a question
CERTAIN: Final = 0.45  # how likely a message must be of a kind besides to be taken for it
SURE: Final = 0.15  # below which it can hardly be one
COURTEOUS: Final = 0.8  # how likely a greeting or the like what stands before a question must be

ROWS: Final = 1 << 15  # rows of weights of each model
PLACES: Final = 1 << 20  # bits that say which words people ask with: seldom two words to one
STOPS: Final = ".,،؛;:؟?!…"
_DRAWN_OUT: Final = re.compile(r"([^\W\d])\1{2,}")
_PIECES: Final = (3, 4, 5)  # letters of a piece of a word
_PAIR, _SKIP, _PIECE = 1.0, 0.7, 0.4  # what one feature counts beside a word's 1
_LENGTH: Final = 5.0  # of a message's vector: how sharply weights of a given size tell
_FOLLOWS: Final = 2.0  # what counts beside it that something was asked before
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


def likely(
    words: Sequence[Word],
    vector: "Floats | None" = None,
    weights: Weights | None = None,
    *,
    follows: bool = False,
) -> "Floats":
    """
    How likely *words*, one or more, are a message of each of ``KINDS``; shape ``(kinds,)``.

    vector: the message's, centred and of length 1, as a search takes it.
    follows: whether something was asked before it.
    """
    import numpy as np

    weights = weights or fitted()
    rows, values = message_features(words, follows=follows)
    scores = values @ weights.kinds[rows] + weights.bias
    if vector is not None:
        scores = scores + vector @ weights.vector
    scores = np.exp(scores - scores.max())
    found: Floats = scores / scores.sum()
    return found


def asked_with(word: Word, weights: Weights | None = None) -> bool:
    """
    Whether *word* is one that people ask with, whatever about.

    >>> asked_with(*read("قصة")), asked_with(*read("السيول"))
    (True, False)
    """
    return bool((weights or fitted()).common[place(word)])


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


def place(word: Word) -> int:
    """Which bit stands for a word."""
    return crc32(word.bare.encode()) % PLACES


def hashed(names: Sequence[str]) -> tuple["NDArray[np.intp]", "Floats"]:
    """The row of each name, and a sign, so that names which share a row do not add up."""
    import numpy as np

    sums = np.fromiter((crc32(name.encode()) for name in names), np.int64, len(names))
    return sums % ROWS, np.where(sums >> 31, 1, -1).astype(np.float32)


def _bare(word: str) -> str:
    folded = fold(word).replace("’", "'")
    letters = [at for at, one in enumerate(folded) if one.isalnum()]
    return _DRAWN_OUT.sub(r"\1", folded[letters[0] : letters[-1] + 1]) if letters else ""
