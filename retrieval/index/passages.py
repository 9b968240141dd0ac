"""
An article cut into passages, and each passage into its sentences.

A passage is what is found, shown and cited; its sentences are what is embedded. One vector a
sentence costs the same tokens as one a paragraph and ranks better: a paragraph's vector is a blur.
"""

from collections.abc import Iterable
from itertools import groupby

from retrieval.language.sentences import sentences
from retrieval.types import Article, Passage

LONGEST = 100  # words of a passage; a single longer sentence stays whole
_SHORTEST = 4  # words of a sentence; a shorter piece joins its neighbour

_LONGEST_WORD = 20  # characters, on average
_LONGEST_JOINED = 40  # words of pieces joined

Span = tuple[int, int]


def passages(article: Article) -> list[Passage]:
    """
    The passages of *article*, in order: whole paragraphs, several while they are short.

    Together they hold every sentence exactly once; a paragraph over LONGEST words is cut
    between sentences.
    """
    found: list[list[Span]] = []
    paragraphs = _paragraphs(article.text)
    for long, some in groupby(paragraphs, lambda one: _size(article.text, one) > LONGEST):
        for units in ([[span] for span in one] for one in some) if long else (some,):
            found += _packed(article.text, units)
    return [_passage(article, spans) for spans in found]


def _paragraphs(text: str) -> list[list[Span]]:
    """The sentences of each line that has any, pieces of under four words joined to the next."""
    lines: list[list[Span]] = []
    for start, end in sentences(text):
        same_line = bool(lines) and "\n" not in text[lines[-1][-1][1] : start]
        if not same_line:
            lines.append([(start, end)])
            continue
        lengths = _length(text, lines[-1][-1]), _length(text, (start, end))
        if min(lengths) < _SHORTEST and sum(lengths) <= _LONGEST_JOINED:
            lines[-1][-1] = (lines[-1][-1][0], end)
        else:
            lines[-1].append((start, end))
    return lines


def _packed(text: str, units: Iterable[list[Span]]) -> list[list[Span]]:
    """Neighbouring *units* together while they are at most LONGEST words."""
    packed: list[list[Span]] = []
    size = 0
    for unit in units:
        length = _size(text, unit)
        if packed and size + length <= LONGEST:
            packed[-1] += unit
            size += length
        else:
            packed.append([*unit])
            size = length
    return packed


def _passage(article: Article, spans: list[Span]) -> Passage:
    start, end = spans[0][0], spans[-1][1]
    inside = tuple((a - start, b - start) for a, b in spans)
    return Passage(article.source, start, article.text[start:end], inside)


def _size(text: str, spans: list[Span]) -> int:
    return sum(_length(text, span) for span in spans)


def _length(text: str, span: Span) -> int:
    """In words, or what as many characters would have; none is as long as that."""
    return max(len(text[span[0] : span[1]].split()), (span[1] - span[0]) // _LONGEST_WORD)
