"""
What a passage's score is made of, and the order that scores give.

How near its sentences are to a question in meaning; what share of the question's words they hold,
weighed by their idf; and no article, and no story, takes more of a search than its share.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from retrieval.index.embedding import unit
from retrieval.language.arabic import content, fold, question_language, stem, terms
from retrieval.language.lexicon import Group, Holding, consonants, groups
from retrieval.language.sounds import arabic_skeletons, names_sounding
from retrieval.language.tables import CALENDAR, any_of
from retrieval.search import weights
from retrieval.types import Hit, Passage, Source

if TYPE_CHECKING:
    from retrieval.index.embedding import Vectors
    from retrieval.index.words import WordIndex


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
    question: Vectors, meanings: Mapping[str, Vectors], mean: Vectors, mean_whole: Vectors
) -> dict[str, Near]:
    """
    Of *question* with each sentence, by passage, as ``Library.meanings`` gives its vectors.

    A sentence says what is told, the passage embedded as a whole of what: who «he» is and where.
    All are centred, passages on *mean_whole*, the others on *mean*, as *question* already is:
    e5's vectors share one large component that says nothing, and without it the rest counts.
    One product for all passages takes a tenth of what one for each would.
    """
    if not meanings:
        return {}
    import numpy as np  # here, because naming the search must cost nothing

    counts = np.array([*map(len, meanings.values())])
    first = np.cumsum(counts) - counts  # where titles stand, and wholes after them
    centred = np.concatenate([*meanings.values()]) - mean
    centred[first + 1] += mean - mean_whole
    rows = unit(centred)
    titles, wholes = (np.repeat(rows[first + nth], counts, axis=0) for nth in (0, 1))
    near = rows @ question
    of_title, of_whole = (np.repeat(near[first + nth], counts) for nth in (0, 1))
    kin = np.einsum("ij,ij->i", rows, wholes), np.einsum("ij,ij->i", rows, titles)
    both = np.repeat(np.einsum("ij,ij->i", rows[first], rows[first + 1]), counts)

    def cosines(whole: float, title: float) -> list[float]:
        """The cosines of ``row + whole · its passage + title · its title``, never summed up."""
        square = 1 + whole**2 + title**2
        square = square + 2 * (whole * kin[0] + title * kin[1] + whole * title * both)
        sums = near + whole * of_whole + title * of_title
        # The one sentence of an archive is its mean: no length, so nothing said of its nearness.
        found: list[float] = (sums / np.sqrt(np.maximum(square, 1e-9))).tolist()
        return found

    within, alone = cosines(*weights.RANKING), cosines(*weights.TELLING)
    sentences = map(slice, first + 2, first + counts)
    return {
        id: Near(tuple(within[own]), tuple(alone[own]))
        for id, own in zip(meanings, sentences, strict=True)
    }


def likely(near: dict[str, float], worded: dict[str, float], count: int) -> list[str]:
    """
    The *count* best candidates by their passages' own vectors and words.

    What only words found is no nearer than the last of those that meaning found. Of the ten that
    sentences put first, 99 % are among the first 60 of these, on ARCD, TyDi and XQuAD.
    """
    farthest = min(near.values(), default=0.0)
    scores = {
        id: near.get(id, farthest) + weights.WORDS_FIRST * worded.get(id, 0.0)
        for id in near | worded
    }
    return heapq.nlargest(count, scores, key=scores.__getitem__)


def above(scores: Iterable[float]) -> float:
    """
    How far the best of *scores* stands above middling ones.

    Those that a small archive lacks count as 0, as what has nothing to do with a question does.
    """
    every = [*scores]
    padded = [*every, *[0.0] * (weights.MIDDLING.stop - len(every))]
    middling = sorted(padded, reverse=True)[weights.MIDDLING]
    return max(every, default=0.0) - sum(middling) / len(middling)


def own_words(question: str, words: WordIndex) -> dict[str, float]:
    """Its terms with the idf of their stems."""
    asked = terms(question)
    idf = words.idf("stems", map(stem, asked))
    return {term: idf[stem(term)] for term in asked}


def translated(question: str, words: WordIndex) -> dict[Group, float]:
    """What an English question's words are in Arabic, with the idf of the commonest way."""
    if question_language(question) == "ar":
        return {}
    return {
        group: min(max(words.idf("stems", phrase).values()) for phrase in group.phrases)
        for group in groups(question)
    }


def rarity(question: str, words: WordIndex) -> dict[str, float]:
    """Idf of each content word's stem, as a share of an unseen one's."""
    asked = content(question)
    idf = words.idf("stems", ["", *map(stem, asked)])
    return {word: idf[stem(word)] / idf[""] for word in asked}


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
                weight if one in found else weights.SAME_ROOT * weight if core in found else 0.0
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


def sounding_coverage(passage: Passage, idf: Mapping[str, float]) -> tuple[float, ...]:
    """
    For each sentence with the title, of a Latin *passage*: the idf share of an Arabic question's words
    that one of its names sounds like.
    """
    total = sum(idf.values())
    sounds = {word: arabic_skeletons(word) for word in idf}
    title = names_sounding(passage.source.title)
    held = [title | names_sounding(sentence) for sentence in passage.sentences]
    return tuple(
        weights.SAME_ROOT * sum(idf[word] for word, one in sounds.items() if one & every) / total
        for every in held
    )


_KINDS = ("month", "weekday", "day", "period", "one")
# Without one of these no question names a day.
_TIME = re.compile(
    r"\d|امس|منذ|قبل|بعد|اخر|احدث|مستجد|latest|newest|recent|last|since|before|after"
    rf"|(?<!\w)[وفبل]*(?:{any_of(name for kind in _KINDS for name in CALENDAR[kind])})\b"
)


def timely(question: str, sources: Iterable[Source]) -> set[str]:
    """
    The articles of the days *question* names, or the newest if it wants the latest.

    They are favoured, not the only ones let through: an event is reported on other days too.
    """
    if not _TIME.search(fold(question)):
        return set()
    from retrieval.language.timewords import (  # its patterns take time to compile
        asked_days,
        wants_latest,
    )

    since, until = asked_days(question, date.today())
    dated = {source.id: span for source in sources if (span := source.date.span)}
    if since or until:
        first, last = since or "", until or "9999"
        return {id for id, span in dated.items() if span[0] <= last and span[1] >= first}
    if dated and wants_latest(question):
        newest = max(span[1] for span in dated.values())
        return {id for id, span in dated.items() if span[1] == newest}
    return set()


def diverse(ranked: Iterable[Hit], limit: int) -> tuple[Hit, ...]:
    """
    The best *limit* of *ranked*: at most two passages an article, and two articles a story first.

    An exact copy has no passages; what tells a story again has words of its own, so it keeps its
    place, unless two others of its story stand above it: then it comes after all other stories.
    """
    first: list[Hit] = []
    last: list[Hit] = []
    taken: Counter[str] = Counter()
    by_story: dict[str, set[str]] = defaultdict(set)
    for one in ranked:
        article, seen = one.passage.source.id, by_story[one.story]
        if taken[article] == weights.PER_ARTICLE:
            continue
        taken[article] += 1
        if len(seen) < weights.PER_STORY:
            seen.add(article)
        (first if article in seen else last).append(one)
    return tuple([*first, *last][:limit])
