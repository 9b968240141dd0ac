"""How near in meaning the sentences of many passages are to one question; numbers alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.index.embedding import unit
from retrieval.search.weights import RANKING, TELLING

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors
    from retrieval.index.rows import Meanings


@dataclass(frozen=True, slots=True)
class Near:
    """
    How near a passage's sentences are to a question, each -1 to 1.

    within: as parts of their passage, by which passages are ranked.
    alone: as sentences, by which they are told apart.
    """

    within: tuple[float, ...]
    alone: tuple[float, ...]


def nearness(
    question: Vectors, meanings: Meanings, mean: Vectors, mean_whole: Vectors
) -> dict[str, Near]:
    """
    Of *question* with each sentence, by passage.

    A sentence says what is told, the passage embedded as a whole of what: who «he» is and where.
    All are centred, passages on *mean_whole*, the others on *mean*, as *question* already is:
    e5's vectors share one large component that says nothing, and without it the rest counts.
    One product for all passages takes a tenth of what one for each would.
    """
    if not meanings.ids:
        return {}
    import numpy as np  # here, because naming the search must cost nothing

    lengths = np.array(meanings.lengths)
    first = np.cumsum(2 + lengths) - (2 + lengths)  # where titles stand, and wholes after them
    centred = meanings.vectors - mean
    centred[first + 1] += mean - mean_whole
    rows = unit(centred)
    titles, wholes = (np.repeat(rows[first + nth], 2 + lengths, axis=0) for nth in (0, 1))
    near = rows @ question
    of_title, of_whole = (np.repeat(near[first + nth], 2 + lengths) for nth in (0, 1))
    kin = np.einsum("ij,ij->i", rows, wholes), np.einsum("ij,ij->i", rows, titles)
    both = np.repeat(np.einsum("ij,ij->i", rows[first], rows[first + 1]), 2 + lengths)

    def cosines(whole: float, title: float) -> list[float]:
        """The cosines of ``row + whole · its passage + title · its title``, never summed up."""
        square = 1 + whole**2 + title**2
        square = square + 2 * (whole * kin[0] + title * kin[1] + whole * title * both)
        sums = near + whole * of_whole + title * of_title
        # The one sentence of an archive is its mean: no length, so nothing said of its nearness.
        found: list[float] = (sums / np.sqrt(np.maximum(square, 1e-9))).tolist()
        return found

    within, alone = cosines(*RANKING), cosines(*TELLING)
    places = zip(meanings.ids, (first + 2).tolist(), meanings.lengths, strict=True)
    return {
        id: Near(tuple(within[at : at + length]), tuple(alone[at : at + length]))
        for id, at, length in places
    }
