"""An article cut into passages: whole sentences, never across a paragraph's end."""

from retrieval.arabic import sentences
from retrieval.types import Article, Passage

TARGET = 60  # words a passage grows to; a single longer sentence stays whole


def passages(article: Article, *, target: int = TARGET) -> list[Passage]:
    """
    The passages of *article*, in order; together they hold every sentence once.
    """
    found: list[tuple[int, int]] = []
    size = 0
    for start, end in sentences(article.text):
        length = len(article.text[start:end].split())
        if found and size + length <= target and not _gap(article.text, found[-1][1], start):
            found[-1] = (found[-1][0], end)
            size += length
        else:
            found.append((start, end))
            size = length
    return [Passage(article.source, start, article.text[start:end]) for start, end in found]


def _gap(text: str, end: int, start: int) -> bool:
    """Whether a paragraph ends between two sentences."""
    return "\n" in text[end:start]
