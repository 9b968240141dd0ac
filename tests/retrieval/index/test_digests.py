"""What changed on disk after it was filed is never quoted, and the true file heals it."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from retrieval.damages import ArticleDamaged
from retrieval.search.searcher import Searcher
from retrieval.types import Dated
from tests.fakes.archives import article, flaws, ingested, mark

CHANGES = [
    "UPDATE articles SET text = replace(text, 'قال', 'نفى') WHERE id = 'news-1'",
    "UPDATE articles SET text = text || ' 7' WHERE id = 'news-1'",
    "UPDATE articles SET published = '2024-01-26' WHERE id = 'news-1'",
    "UPDATE articles SET outlet = 'أخرى' WHERE id = 'news-1'",
    "UPDATE articles SET title = 'أخرى' WHERE id = 'news-1'",
    "UPDATE articles SET url = 'https://other.example/' WHERE id = 'news-1'",
    "UPDATE articles SET digest = 'x' WHERE id = 'news-1'",
]


def original(seed):
    return article(seed, outlet="جريدة", date=Dated("2024-01-25", "day", "metadata"))


def search(archive, question):
    return asyncio.run(Searcher(archive).search(question)).hits


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_article_is_not_quoted_and_its_file_heals_it(archive, change):
    """
    Where it would answer best the archive says that it is damaged; elsewhere it is left out.
    """
    ingested(archive, original(1), original(2))
    with closing(sqlite3.connect(archive.home / "library.db")) as raw, raw:
        raw.execute(change)
    with pytest.raises(ArticleDamaged, match=r"news-1.*rawi ingest"):
        search(archive, mark(1))
    assert {hit.passage.source.id for hit in search(archive, mark(2))} == {"news-2"}

    outcomes = ingested(archive, original(1), original(2))
    assert [outcome.status for outcome in outcomes] == ["updated", "unchanged"]
    assert search(archive, mark(1))[0].passage.source.id == "news-1"
    assert archive.library.versions("news-1") == []  # no damaged one is kept
    assert flaws(archive.home) == []


def test_a_damaged_copy_is_not_listed(archive):
    """
    Where else a story stands is said only of what is as it was filed.
    """
    ingested(archive, original(1), article(1, id="copy", outlet="صحيفة"))
    assert [place.outlet for place in search(archive, mark(1))[0].passage.source.also_in] == [
        "صحيفة"
    ]
    with closing(sqlite3.connect(archive.home / "library.db")) as raw, raw:
        raw.execute("UPDATE articles SET outlet = 'أخرى' WHERE id = 'copy'")

    assert search(archive, mark(1))[0].passage.source.also_in == ()
