"""How near in meaning the sentences of many passages are to one question; numbers alone."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from retrieval.embedding import unit

if TYPE_CHECKING:
    from retrieval.embedding import Vectors
    from retrieval.library import Meanings

_PASSAGE, _TITLE = 0.3, 0.4  # what a sentence's vector takes from its passage and title


def cosines(question: Vectors, meanings: Meanings, mean: Vectors) -> dict[str, tuple[float, ...]]:
    """
    Of *question* with each sentence, lent some of its passage and title; by passage.

    All are centred on *mean*, which *question* already is: e5's vectors share one large component
    that says nothing, and without it the rest counts. One product for all passages takes a tenth
    of what one for each would.
    """
    if not meanings.ids:
        return {}
    import numpy as np  # here, because naming the search must cost nothing

    sentences = unit(meanings.sentences - mean)
    titles = unit(meanings.titles - mean)
    of = np.repeat(np.arange(len(titles)), meanings.lengths)  # the passage of each sentence
    shares = np.zeros((len(titles), len(sentences)), np.float32)
    shares[of, np.arange(len(of))] = 1 / np.repeat(meanings.lengths, meanings.lengths)
    # As a product: adding up row by row takes three times as long.
    whole = shares @ sentences
    lent = sentences + (_PASSAGE * whole + _TITLE * titles)[of]
    # The one sentence of an archive is its mean: no length, so nothing said of what it is near.
    near = iter((unit(lent) @ question).tolist())
    return {
        id: tuple(islice(near, length))
        for id, length in zip(meanings.ids, meanings.lengths, strict=True)
    }
