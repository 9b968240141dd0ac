"""What inline mode offers."""

from bot.telegram.handlers.inline import _inline
from retrieval.types import Hit, Passage, Source


def test_a_result_carries_the_link_of_its_article():
    """
    Where the article has one on the web; no other address goes out.
    """
    links = ("https://site.example/1", "http://localhost/1", None)
    hits = [Hit(Passage(Source("a", "خبر", url=link), 0, "نص الخبر."), 1.0) for link in links]
    texts = [_inline("1", hit, "ar").post.text for hit in hits]
    assert ["site.example/1" in texts[0], "localhost" in texts[1]] == [True, False]
