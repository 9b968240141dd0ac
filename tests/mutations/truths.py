"""
True sentences, each with the passages a model would have been given with it.

From the sample archive and, where they are, from XQuAD (both languages) and ARCD.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from retrieval.index.passages import passages
from retrieval.language.arabic import words
from retrieval.sources.reading import read
from retrieval.types import Article, Passage
from tests.bench import sets

SEEDS = Path(__file__).parents[2] / "seeds"
_GIVEN = 6  # passages of a question
_SETS = ("xquad", "xquad-en", "arcd")
_TAKEN = 120  # paragraphs of each set


@dataclass(frozen=True)
class Truth:
    """
    A sentence and the passages beside it.

    mark: the number of the passage it rests on, from 1. origin: seeds, xquad, xquad-en, arcd.
    """

    text: str
    passages: tuple[Passage, ...]
    mark: int
    origin: str
    language: str

    @property
    def passage(self) -> Passage:
        return self.passages[self.mark - 1]

    def saying(self, text: str) -> "Truth":
        return replace(self, text=text)


@cache
def archive() -> tuple[Article, ...]:
    return tuple(found for found in read(SEEDS) if isinstance(found, Article))


@cache
def truths() -> tuple[Truth, ...]:
    """Every sentence of the archive, and of the question sets if they are here."""
    found = [*_of("seeds", archive())]
    if sets.available():
        for name in _SETS:
            found += _of(name, sets.load(name).articles[:_TAKEN])
    return tuple(found)


@cache
def abroad() -> tuple[Truth, ...]:
    """Sentences of XQuAD in one language over their paragraph in the other, where they pair off."""
    if not sets.available():
        return ()
    found = []
    both = zip(sets.load("xquad").articles, sets.load("xquad-en").articles, strict=True)
    taken = list(both)[:_TAKEN]
    for own in ("ar", "en"):
        sides = [pair if own == "ar" else pair[::-1] for pair in taken]
        given = [passages(theirs) for _, theirs in sides]
        for at, (mine, _) in enumerate(sides):
            here = [s for p in passages(mine) for s in p.sentences]
            there = [(p, s) for p in given[at] for s in p.sentences]
            if len(here) != len(there):
                continue
            others = [p for beside in given[at + 1 : at + 4] for p in beside][: _GIVEN - 1]
            for sentence, (passage, _) in zip(here, there, strict=True):
                if _fit(sentence):
                    found.append(Truth(sentence, (passage, *others), 1, "xquad", own))
    return tuple(found)


def _of(origin: str, articles: tuple[Article, ...]) -> Iterator[Truth]:
    every = [passage for article in articles for passage in passages(article)]
    for at, passage in enumerate(every):
        low = max(0, min(at - _GIVEN // 2, len(every) - _GIVEN))
        given = tuple(every[low : low + _GIVEN])
        language = "en" if origin == "xquad-en" else passage.source.language
        for sentence in passage.sentences:
            if _fit(sentence):
                yield Truth(sentence, given, at - low + 1, origin, language)


def _fit(sentence: str) -> bool:
    """A sentence a model might write: not a fragment, not a page."""
    return 7 <= len(words(sentence)) <= 45 and "؟" not in sentence and "?" not in sentence


def shuffled(found: tuple[Truth, ...], seed: str) -> list[Truth]:
    """*found* in an order of its own for each *seed*, the archive and the sets taking turns."""
    rng = random.Random(seed)
    by_origin: dict[str, list[Truth]] = {}
    for truth in found:
        by_origin.setdefault(truth.origin + truth.language, []).append(truth)
    for group in by_origin.values():
        rng.shuffle(group)
    order = []
    while any(by_origin.values()):
        for group in by_origin.values():
            if group:
                order.append(group.pop())
    return order
