"""How near in meaning the sentences of many passages are to one question; numbers alone."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from retrieval.embedding import lengths, unit

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
    if not meanings.counts:
        return {}
    import numpy as np  # here, because naming the search must cost nothing

    counts = np.array(meanings.counts)
    sentences = unit(meanings.sentences - mean)
    titles = unit(meanings.titles - mean)
    whole = np.add.reduceat(sentences, np.cumsum(counts) - counts)
    whole /= counts[:, None].astype(np.float32)
    lent = sentences + np.repeat(_PASSAGE * whole + _TITLE * titles, counts, axis=0)
    # The one sentence of an archive is its mean: no length, so nothing said of what it is near.
    near = iter(((lent @ question) / np.maximum(lengths(lent), 1e-9)).tolist())
    return {
        id: tuple(islice(near, count))
        for id, count in zip(meanings.stories, meanings.counts, strict=True)
    }
