"""How near in meaning the sentences of many passages are to one question; numbers alone."""

from __future__ import annotations

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

    rows = unit(meanings.vectors - mean)
    lengths = np.array(meanings.lengths)
    titles = np.cumsum(1 + lengths) - (1 + lengths)  # where they stand
    whole = rows[titles + 1]
    # A matrix product would be as fast, but the machine's other cores would spin beside it.
    for nth in range(2, max(meanings.lengths) + 1):
        longer = np.flatnonzero(lengths >= nth)
        whole[longer] += rows[titles[longer] + nth]
    lending = _TITLE * rows[titles] + (_PASSAGE / lengths).astype(np.float32)[:, None] * whole
    lent = rows + np.repeat(lending, 1 + lengths, axis=0)
    # The one sentence of an archive is its mean: no length, so nothing said of what it is near.
    near = (unit(lent) @ question).tolist()
    return {
        id: tuple(near[title + 1 : title + 1 + length])
        for id, title, length in zip(meanings.ids, titles.tolist(), meanings.lengths, strict=True)
    }
