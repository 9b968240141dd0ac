"""What the last answer rested on, found again in the archive. Blocks for a few milliseconds."""

from bot.extraction.leads import Extract
from bot.presentation.as_json import Json
from retrieval.index.library import Library
from retrieval.index.passages import passages
from retrieval.types import Article, Passage


def recalled(answer: Json | None, library: Library) -> list[Extract]:
    """
    The quotations of a kept answer, in its order, as far as they still stand in the archive.

    The story of each is its article: whether two were one report is no longer asked.
    """
    cited = answer["citations"] if answer else []
    articles = library.articles({citation["article"]["id"] for citation in cited})
    found = []
    for citation in cited:
        article = articles.get(citation["article"]["id"])
        start, end = citation["start"], citation["end"]
        if article is not None and article.text[start:end] == citation["quote"]:
            passage = holding(article, start, end)
            found.append(Extract(passage, start, citation["quote"], article.source.id))
    return found


def holding(article: Article, start: int, end: int) -> Passage:
    """The passage of *article* that holds a stretch of it; the whole text if none does."""
    for passage in passages(article):
        if passage.start <= start and end <= passage.end:
            return passage
    return Passage(article.source, 0, article.text)
