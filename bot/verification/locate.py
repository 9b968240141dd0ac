"""
Where a sentence may have been taken from: the likeliest windows, found by words and by meaning.

Only sentences that are part of their article's report may bear an answer, in a model's words or as a
quotation. Words are enough for most; how near sentences are in meaning is asked only where they are not.
"""

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.verification.injection import addresses, addressing
from bot.verification.windows import LONGEST, Line, Window, asks, lines
from retrieval.language.arabic import arabic_share, content, stem, stems
from retrieval.language.lexicon import Group, Holding, consonants, groups
from retrieval.language.sentences import sentences
from retrieval.types import Passage

Belonging = Mapping[str, Sequence[float]]
# Centred cosine to the rest of the article, or to the question if that is nearer. In 9 + 120 news
# articles 6.7 % of sentences are below it, nearly all of them asides nobody asks about, and 99 %
# of 75 planted texts in either language.
_BELONGS = 0.35
# Words shared with the rest of the article that make a sentence below it part of the report all
# the same, one being enough from a cosine on: of 1,356 sentences of news 82 are below it, and of those 61
# share so many; of 150 planted texts one shares a word, at a cosine of .21.
_SHARED = 2
_BARELY_BELONGS = 0.25


def evidence(passages: Sequence[Passage], belonging: Belonging) -> list[Line]:
    """
    Every sentence that is part of its article's report, in order.

    belonging: for each passage that is known, one number a sentence, as ``Searcher.belonging``.
    """
    found = []
    every = lines(passages)
    pieces = [(line, span) for line in every for span in sentences(line.text)]
    texts = [line.text[slice(*span)] for line, span in pieces]
    told = addressing(texts)
    reports: dict[Line, list[tuple[int, int]]] = {line: [] for line in every}
    for at, (line, span) in enumerate(pieces):
        if at not in told and not asks(texts[at]):
            reports[line].append(span)
    strange = _strange(passages, every, belonging)
    for line, spans in reports.items():
        if line in strange or not spans:
            continue
        if not addresses(line.text[spans[0][0] : spans[-1][1]]):
            found.append(line.cut(spans[0][0], spans[-1][1]))
    return found


def _strange(
    passages: Sequence[Passage], every: Sequence[Line], belonging: Belonging
) -> Collection[Line]:
    """Lines far from their article that take up nothing of its title or of its nearer lines."""
    far, there = [], {one.source.id: {*stems(one.source.title)} for one in passages}
    for line in every:
        known = belonging.get(line.passage, ())
        if line.at < len(known) and known[line.at] < _BELONGS:
            far.append((line, _SHARED - (known[line.at] >= _BARELY_BELONGS)))
        else:
            there[line.article] |= line.stems
    return {line for line, least in far if len(line.stems & there[line.article]) < least}


CANDIDATES = 5
_SAME_ROOT = 0.7  # what a word of one's consonants is worth beside one of its stem
_SEEDS = 6  # lines that windows are made around
_LONGER = 0.05  # what another sentence must bring, as a share of the sentence's words
_APART = 0.05  # and one that is no neighbour, besides
_MARKED = 0.1  # for a passage the model named
_MEANT = 0.5  # weight of a centred cosine beside that share
# Share of the words, or cosine, that shows where a sentence is from: 99 % of 161 true sentences over
# 58 articles reach one of them, and 17 % of as many about another article of the same field. The
# meaning is asked for only below the share, for one true sentence in ten.
_CLEAR, _NEAR = 0.2, 0.4
_BARELY = 0.1  # share that is near enough when nobody can be asked for the meaning

Nearness = Callable[[str], Mapping[tuple[str, int], float]]


@dataclass(frozen=True, slots=True)
class Located:
    """
    windows: at most five, the likeliest first; they share no sentence.
    near: whether the first is near enough to be quoted instead.
    """

    windows: tuple[Window, ...]
    near: bool


class Locator:
    """
    Finds windows among *lines*.

    nearness: centred cosines of a sentence with others, -1 to 1, by passage and place; costs an
        embedding.
    """

    def __init__(self, lines: Sequence[Line], nearness: Nearness | None = None) -> None:
        self._lines = lines
        self._nearness = nearness

    def locate(self, text: str, marks: Collection[int] = ()) -> Located:
        shares, weights = self._held(text)
        near = [sum(w * s for w, s in zip(weights, row, strict=True)) for row in shares]
        best = max(near, default=0.0)
        meant = [0.0] * len(near)
        if best < _CLEAR and self._nearness is not None:
            cosines = self._nearness(text)
            meant = [
                _MEANT * max(0.0, cosines.get((line.passage, line.at), 0.0)) for line in self._lines
            ]
        marked = [_MARKED * (line.source in marks) for line in self._lines]
        first = [a + b + c for a, b, c in zip(near, meant, marked, strict=True)]
        seeds = sorted(range(len(first)), key=lambda at: (-first[at], at))[:_SEEDS]
        worth = {}
        for window in self._around(seeds):
            told = [max(shares[at][n] for at in window) for n in range(len(weights))]
            extra = len(window) - 1
            worth[window] = (
                sum(w * t for w, t in zip(weights, told, strict=True))
                + max(meant[at] + marked[at] for at in window)
                - _LONGER * extra
                - _APART * (window[-1] - window[0] != extra)
            )
        ranked = sorted(worth, key=lambda window: (-worth[window], window))
        least = _CLEAR if self._nearness else _BARELY
        likely = best >= least or max(meant, default=0.0) >= _MEANT * _NEAR
        return Located(tuple(self._apart(ranked)), likely)

    def _held(self, text: str) -> tuple[list[list[float]], list[float]]:
        """For each line how far it holds each word of *text*, 0 to 1; and the words' weights."""
        arabic = arabic_share(text) >= 0.5
        own = list(dict.fromkeys(content(text)))
        foreign: Sequence[Group | str] = own if arabic else groups(text)
        said = [[line.arabic == arabic and _says(line, one) for one in own] for line in self._lines]
        told = [
            [line.arabic != arabic and _translates(line, one) for one in foreign]
            for line in self._lines
        ]
        rows = [[*map(float, a), *map(float, b)] for a, b in zip(said, told, strict=True)]
        return rows, [*_weights(said), *_weights(told)]

    def _around(self, seeds: Sequence[int]) -> set[tuple[int, ...]]:
        """Windows of neighbours that hold a seed, and pairs of seeds of one passage."""
        found = set()
        for seed in seeds:
            for length in range(1, LONGEST + 1):
                for begin in range(seed - length + 1, seed + 1):
                    window = tuple(range(begin, begin + length))
                    if begin >= 0 and window[-1] < len(self._lines) and self._same(window):
                        found.add(window)
        for one, other in combinations(sorted(seeds), 2):
            if self._same((one, other)):
                found.add((one, other))
        return found

    def _same(self, window: tuple[int, ...]) -> bool:
        first, last = self._lines[window[0]], self._lines[window[-1]]
        return first.source == last.source and first.arabic == last.arabic

    def _apart(self, ranked: Sequence[tuple[int, ...]]) -> list[Window]:
        """The best of *ranked* that share no sentence."""
        seen: set[int] = set()
        found: list[Window] = []
        for window in ranked:
            if len(found) < CANDIDATES and seen.isdisjoint(window):
                seen.update(window)
                found.append(Window(tuple(self._lines[at] for at in window)))
        return found


def _says(line: Line, word: str) -> float:
    return 1.0 if stem(word) in line.stems else _SAME_ROOT * (consonants(word) in line.cores)


def _translates(line: Line, one: Group | str) -> bool:
    """Whether *line* holds what an English sentence names, or names a word of an Arabic one."""
    if isinstance(one, Group):
        return line.holding.has(one)
    return any(map(Holding.of(one).has, line.groups))


def _weights(rows: Sequence[Sequence[float]]) -> list[float]:
    """What each word counts, all together 1: by how few of the lines hold it."""
    held = Counter(n for row in rows for n, share in enumerate(row) if share)
    width = len(rows[0]) if rows else 0
    raw = [math.log(1 + len(rows) / (held[n] + 0.5)) for n in range(width)]
    total = sum(raw) or 1.0
    return [one / total for one in raw]
