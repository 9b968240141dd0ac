"""
What kind of thing a message asks for, and which of its words say about what. Pure.

Two linear models over folded words, their neighbours and the letters they are made of, each feature
hashed to a row of weights; the one of kinds reads the message's vector, too, where the bundled
embedder made one. ``python -m tests.bench.messages --fit`` fits both on the messages of
``tests/messages``, written by many hands in both languages and in the dialects, and prints how well
they do on messages that they were not fitted on. No word is listed here, and none of the weights
stands for a matter of the news.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Final, Literal, get_args

from bot.conversation.features import Word, message_features, place, topic_features
from retrieval.language.arabic import STOPWORDS

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


def asked_with(word: Word, weights: Weights | None = None) -> bool:
    """
    Whether *word* is one that people ask with, whatever about.

    >>> asked_with(*read("قصة")), asked_with(*read("السيول"))
    (True, False)
    """
    return bool((weights or fitted()).common[place(word)])


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
