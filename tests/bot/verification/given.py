"""Passages made of a few sentences, for the tests of verification."""

from retrieval.index.passages import passages
from retrieval.types import Article, Dated, Source


def given(text, *, id="a", outlet="الغد", title="تقرير", language="ar", date="2024-01-26"):
    """*text* as an article's passages."""
    dated = Dated(date, "day", "printed")
    source = Source(id, title, outlet=outlet, date=dated, language=language)
    return passages(Article(source, text, id))
