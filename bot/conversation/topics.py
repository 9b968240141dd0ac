"""
Which words of a message say what it is about. Pure.

The second model of ``bot.conversation.classifier``: over each word of a request, its neighbours and
what people ask with, it tells which stretch of them is the topic.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bot.conversation.classifier import STOPS, Weights, Word, asked_with, fitted, hashed
from retrieval.language.arabic import STOPWORDS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

JOINED: Final = "بلعفوك"  # letters that stand for words and are written with the next one
_MARKS: Final = '«»“”"'
_STEM: Final = 3  # letters that are left of a word without one
_LONG: Final = 6  # letters, from which on a word counts as long


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
    return span(scores, upto[None, 1:] > upto[:-1, None]), False


def span(scores: "Floats", allowed: "NDArray[np.bool_] | None" = None) -> slice:
    """
    The stretch of words that scores highest; empty where none scores above 0.

    allowed: from which word to which it may reach, above 0 or not; shape ``(words, words)``.
    """
    import numpy as np

    table = stretches(scores)
    if allowed is not None:
        table = np.where(allowed, table, -np.inf)
    start, end = np.unravel_index(table.argmax(), table.shape)
    least = 0.0 if allowed is None else -np.inf
    return slice(int(start), int(end) + 1) if table[start, end] > least else slice(0, 0)


def stretches(scores: "Floats") -> "Floats":
    """
    What each stretch scores, from one word to another; shape ``(words, words)``, none backwards.

    scores: of each word, inside a topic, as its first and as its last; shape ``(words, 3)``.
    """
    import numpy as np

    inside, first, last = scores.T
    upto = np.concatenate([[0.0], inside.cumsum()])
    table: Floats = upto[None, 1:] - upto[:-1, None] + first[:, None] + last[None, :]
    table[np.tril_indices(len(table), -1)] = -np.inf
    return table


# --- features ---


def topic_features(
    words: Sequence[Word], kind: str, common: Sequence[bool]
) -> tuple["NDArray[np.intp]", "Floats"]:
    """The rows of weights that each word has, and their signs; both ``(words, features)``."""
    names = [*_of_words(words, kind, common)]
    rows, signs = hashed([name for some in names for name in some])
    return rows.reshape(len(words), -1), signs.reshape(len(words), -1)


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
            f"l {min(len(own), _LONG)}",
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
