"""No article, and no story, takes more of a search than its share. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.search.weights import PER_ARTICLE, PER_STORY

if TYPE_CHECKING:
    from retrieval.index.rows import Candidate


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with its score and what that is made of, as a Hit has them."""

    candidate: Candidate
    score: float
    cosines: tuple[float, ...] = ()
    coverage: tuple[float, ...] = ()
    words: float = 0.0


def diverse(ranked: Iterable[Ranked], limit: int) -> tuple[Ranked, ...]:
    """
    The best *limit* of *ranked*: at most two passages an article, and two articles a story first.

    An exact copy has no passages; what tells a story again has words of its own, so it keeps its
    place, unless two others of its story stand above it: then it comes after all other stories.
    """
    first: list[Ranked] = []
    last: list[Ranked] = []
    taken: Counter[str] = Counter()
    by_story: dict[str, set[str]] = defaultdict(set)
    for one in ranked:
        article, seen = one.candidate.article, by_story[one.candidate.story]
        if taken[article] == PER_ARTICLE:
            continue
        taken[article] += 1
        if len(seen) < PER_STORY:
            seen.add(article)
        (first if article in seen else last).append(one)
    return tuple([*first, *last][:limit])
