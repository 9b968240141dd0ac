"""
What a model is given to write from: the best article, then what other reports say.

An answer's details often stand a passage or two from where its question's words do: of sixty questions
over real news seven had their answer in a passage of the best article that a search's two did not hold.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from retrieval.search.searcher import Searcher
from retrieval.types import Hit

WHOLE = 6  # passages: an article of no more is given whole,
BEST = 5  # of a longer one, so many
_MOST = 10  # passages in all
_LONGEST = 9000  # characters in all: 3,000 to 6,000 tokens of Arabic, as models count


async def context(searcher: Searcher, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """
    The passages to answer *question* from, the best article's first and in its order.

    hits: what a search for it found, best first. Raises a ServiceError.
    """
    if not hits:
        return ()
    best = hits[0].passage.source.id
    own = await searcher.within(question, best, limit=WHOLE + 1)
    if len(own) > WHOLE:
        best_first = sorted(own, key=lambda hit: -hit.score)
        own = tuple(sorted(best_first[:BEST], key=lambda hit: hit.passage.start))
    others = (hit for hit in hits if hit.passage.source.id != best)
    return tuple(_fitting(chain(own, others)))


def _fitting(hits: Iterator[Hit]) -> Iterator[Hit]:
    """As many of *hits* as there is room for; the first always fits."""
    length = 0
    for number, hit in enumerate(hits, start=1):
        length += len(hit.passage.text)
        if number > 1 and (number > _MOST or length > _LONGEST):
            return
        yield hit
