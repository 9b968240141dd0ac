"""How near in meaning the sentences of many passages are to one question; numbers alone."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from retrieval.embedding import unit

if TYPE_CHECKING:
    from retrieval.embedding import Vectors
    from retrieval.library import Candidates

_PASSAGE, _TITLE = 0.3, 0.4  # what a sentence's vector takes from its passage and title


def cosines(
    question: Vectors, candidates: Candidates, mean: Vectors
) -> dict[str, tuple[float, ...]]:
    """
    Of *question* with each sentence, lent some of its passage and title; by passage.

    All are centred on *mean*, which *question* already is: e5's vectors share one large component
    that says nothing, and without it the rest counts. One product for all passages takes a tenth
    of what one for each would.
    """
    if not candidates.passages:
        return {}
    import numpy as np  # here, because naming the search must cost nothing

    counts = np.array([one.length for one in candidates.passages])
    sentences = unit(candidates.sentences - mean)
    titles = unit(candidates.titles - mean)
    whole = np.add.reduceat(sentences, np.cumsum(counts) - counts)
    whole /= counts[:, None].astype(np.float32)
    lent = sentences + np.repeat(_PASSAGE * whole + _TITLE * titles, counts, axis=0)
    # The one sentence of an archive is its mean: no length, so nothing said of what it is near.
    near = iter((unit(lent) @ question).tolist())
    return {one.id: tuple(islice(near, one.length)) for one in candidates.passages}
