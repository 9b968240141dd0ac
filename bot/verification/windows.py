"""
The words a sentence may rest on: sentences of the given passages, alone, or a few together. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from retrieval.language.arabic import STOPWORDS, arabic_share, fold, stem
from retrieval.language.lexicon import Group, Holding, groups
from retrieval.language.terms import consonants
from retrieval.types import Passage

LONGEST = 3  # neighbouring sentences of a window
_TOKEN = re.compile(r"[^\W_]+(?:[.,٫]\d+)*|[%٪‰$€£¥<>~≈≤≥±+]|(?<![\w)])[-−](?=\d)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_MOSTLY = 0.5  # of its letters


@dataclass(frozen=True, slots=True)
class Token:
    """
    One folded word, number or sign.

    before: the punctuation between it and the one before, spaces apart.
    """

    word: str
    before: str


def tokens(text: str) -> tuple[Token, ...]:
    """
    >>> [(one.word, one.before) for one in tokens("بلغ السعر، أمس، 2,500 دولار")][2:]
    [('امس', '،'), ('2500', '،'), ('دولار', '')]
    """
    folded = fold(text)
    found, end = [], 0
    for match in _TOKEN.finditer(folded):
        word = _GROUPED.sub("", match.group()).replace("٪", "%").replace("−", "-")
        found.append(Token(word, folded[end : match.start()].replace(" ", "")))
        end = match.end()
    return tuple(found)


class Line:
    """
    One sentence of a passage; what is not asked for is not computed.

    source: the number of its passage as the model was given it, from 1.
    passage, article: their ids.
    at: its place among the sentences of the passage, from 0.
    start, end: code points into the article's text.
    """

    def __init__(self, passage: Passage, source: int, at: int) -> None:
        begin, end = passage.spans[at]
        self.source, self.at = source, at
        self.passage, self.article = passage.id, passage.source.id
        self.text = passage.text[begin:end]
        self.start, self.end = passage.start + begin, passage.start + end

    def cut(self, begin: int, end: int) -> "Line":
        """This line, from *begin* to *end* of its text; itself if that is all."""
        if (begin, end) == (0, len(self.text)):
            return self
        shorter = copy(self)
        shorter.text = self.text[begin:end]
        shorter.start, shorter.end = self.start + begin, self.start + end
        return shorter

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tokens(self.text)

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(token.word for token in self.tokens)

    @cached_property
    def stems(self) -> frozenset[str]:
        return frozenset(map(stem, self.words - STOPWORDS))

    @cached_property
    def cores(self) -> frozenset[str]:
        return frozenset(filter(None, map(consonants, self.words - STOPWORDS)))

    @cached_property
    def holding(self) -> Holding:
        return Holding.of(self.text)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """What an English sentence names, to be looked for in Arabic."""
        return groups(self.text)

    @cached_property
    def arabic(self) -> bool:
        return arabic_share(self.text) >= _MOSTLY


@dataclass(frozen=True, slots=True)
class Window:
    """
    One to three neighbouring sentences of one passage, or two of it that need not be.

    lines: in the order of the passage.
    """

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Its sentences in order, with an ellipsis where some are left out."""
        parts = [self.lines[0].text]
        for before, line in zip(self.lines, self.lines[1:], strict=False):
            parts.append(line.text if line.at == before.at + 1 else f"… {line.text}")
        return " ".join(parts)

    @property
    def source(self) -> int:
        return self.lines[0].source

    @property
    def arabic(self) -> bool:
        return self.lines[0].arabic

    def runs(self) -> Iterator[tuple[Line, Line]]:
        """First and last line of each stretch without a gap."""
        first = last = self.lines[0]
        for line in self.lines[1:]:
            if line.at != last.at + 1:
                yield first, last
                first = line
            last = line
        yield first, last


def lines(passages: Sequence[Passage]) -> list[Line]:
    """Every sentence of *passages*, in order."""
    return [
        Line(passage, source, at)
        for source, passage in enumerate(passages, start=1)
        for at in range(len(passage.spans))
    ]
