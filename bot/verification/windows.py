"""
The words a sentence may rest on: sentences of the given passages, alone, or a few together. Pure.

And what is known of a sentence by its words alone: whether it is an extract, whole sentences of its
source word for word, and whether it can only be understood after the one before it. Knows no synonym.

Nothing inside an extract may be left out. Rules for harmless omissions (an aside between commas, a
tail that says when or where) were tried: whoever knew them could drop a clause's governor, a
restriction, a member of a count, or lend one subject another's deed, in 131 of 164 sentences
written for it. Leaving out is a judge's matter; without one the source is quoted.
"""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

from retrieval.language.arabic import STOPWORDS, arabic_share, fold, group, holds, stem, words
from retrieval.language.lexicon import Group, Holding, consonants, groups
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


_SHORTEST = 4  # words of an extract
_SHORTEST_BEHIND_AND = 3  # letters; «وعد» is no «عد» behind a conjunction
_AND = ("and", "و")
_ALIKE = str.maketrans("«»“”„`،؛–—", '"""""\',;--', "")


def extracted(sentence: Sequence[Token], lines: Sequence[Line]) -> bool:
    """
    Whether *sentence*, its outlet left off, is the neighbouring *lines* one after the other.

    Spelling apart, and a conjunction at the head of each. Between two lines any mark may stand;
    inside one the marks are the source's, for a comma or a quotation mark changes what is said.
    """
    if len(sentence) < _SHORTEST or any(asks(line.text) for line in lines):
        return False
    at = 0
    for line in lines:
        length = _laid_along(sentence[at:], line.tokens)
        if length is None:
            return False
        at += length
    return at == len(sentence)


def _laid_along(said: Sequence[Token], line: Sequence[Token]) -> int | None:
    """How many tokens of *said* are the whole of *line*; None if they are not."""
    joined = int(bool(said) and said[0].word in _AND)
    left_off = int(bool(line) and line[0].word in _AND and not joined)
    own, source = said[joined:], line[left_off:]
    if not source or len(own) < len(source) or not _opens_alike(own[0], source[0]):
        return None
    pairs = zip(own[1 : len(source)], source[1:], strict=True)
    if all(one.word == other.word and _mark(one) == _mark(other) for one, other in pairs):
        return joined + len(source)
    return None


def _opens_alike(own: Token, source: Token) -> bool:
    """Whether both begin with one word, «و» before one of them apart."""
    longer, shorter = sorted((own.word, source.word), key=len, reverse=True)
    behind_and = longer == f"و{shorter}" and len(shorter) >= _SHORTEST_BEHIND_AND
    return longer == shorter or behind_and


def _mark(token: Token) -> str:
    return token.before.translate(_ALIKE)


def asks(text: str) -> bool:
    """
    Whether *text* ends in a question, whatever else stands behind its mark.

    >>> asks("سرق الوزير المال؟!"), asks("وصل الوزير.")
    (True, False)
    """
    closing = text[len(text.rstrip("؟?!.…»”\"') ")) :]
    return "؟" in closing or "?" in closing


# Stand before a verb or a pronoun and change nothing about who is meant.
_BEFORE = frozenset(
    words("و ثم كما كذلك أيضا لقد وقد كان وكان كانت وكانت also and but meanwhile then")
)


def leans(text: str) -> bool:
    """
    Whether *text* opens with somebody or something it does not name.

    >>> leans("وأضاف أن العمل مستمر."), leans("وأضاف الوزير أن العمل مستمر.")
    (True, False)
    >>> leans("وقالا إنهما سيعودان."), leans("That is half of them."), leans("The mayor left.")
    (True, True, False)
    """
    found = [token.word for token in tokens(text)]
    while len(found) > 1 and found[0] in _BEFORE:
        found = found[1:]
    first, second = (*found, "", "")[:2]
    if holds(first, "pronoun"):
        return True
    speaks = holds(first, "reporting", "saying", "speaking") and not first.isascii()
    return speaks and (not second or second in group("complement"))
