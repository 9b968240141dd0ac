"""
What a passage's score is made of, and the order that scores give. Pure.

How near its sentences are to a question in meaning; what share of the question's words they hold,
weighed by their idf; and no article, and no story, takes more of a search than its share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.index.embedding import unit
from retrieval.language.arabic import stem
from retrieval.language.lexicon import Group, Holding
from retrieval.language.terms import consonants
from retrieval.search.weights import PER_ARTICLE, PER_STORY, RANKING, SAME_ROOT, TELLING
from retrieval.types import Passage

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors
    from retrieval.index.rows import Candidate, Meanings


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


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Words to be looked for in texts as ``stored_terms`` writes them.

    forms: of each its stem, its consonants, and its share of the weight of all, 0 to 1.
    """

    forms: tuple[tuple[str, str, float], ...]

    @classmethod
    def of(cls, idf: Mapping[str, float]) -> Wanted:
        total = sum(idf.values())
        return cls(
            tuple(
                (f" {stem(word)} ", f" ={consonants(word)} ", weight / total)
                for word, weight in idf.items()
            )
        )

    def shares(self, terms: str) -> tuple[float, ...]:
        """
        Of the weight of words, what each sentence holds or the title with it, 0 to 1.

        A word is held by its stem, or at a discount by its consonants.
        terms: of the title, then of each sentence, a line each.
        """
        here = [form for form in self.forms if form[0] in terms or form[1] in terms]
        title, *sentences = terms.split("\n")
        return tuple(
            sum(
                weight if one in found else SAME_ROOT * weight if core in found else 0.0
                for one, core, weight in here
            )
            for found in (title + sentence for sentence in sentences)
        )


def translated_coverage(passage: Passage, idf: dict[Group, float]) -> tuple[float, ...]:
    """For each sentence with the title: the idf share of an English question's words it speaks of."""
    total = sum(idf.values())
    title = passage.source.title
    held = [Holding.of(f"{title} {sentence}") for sentence in passage.sentences]
    return tuple(
        sum(weight for group, weight in idf.items() if one.has(group)) / total for one in held
    )


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
