"""What changed on disk after it was filed is never quoted, and the true file heals it."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from retrieval.damages import (
    DAMAGES,
    ArticleDamaged,
    ArticlesUnfinished,
    LibraryDamaged,
    PassagesDamaged,
)
from retrieval.index.archive import Archive
from retrieval.index.lock import writing
from retrieval.index.rebuilding import rebuild
from retrieval.index.soundness import LOOKS
from retrieval.search.searcher import Searcher
from retrieval.types import Dated
from tests.fakes.archives import WordEmbedder, article, copied, flaws, ingested, mark

CHANGES = [
    "UPDATE articles SET text = replace(text, 'قال', 'نفى') WHERE id = 'news-1'",
    "UPDATE articles SET text = text || ' 7' WHERE id = 'news-1'",
    "UPDATE articles SET published = '2024-01-26' WHERE id = 'news-1'",
    "UPDATE articles SET outlet = 'أخرى' WHERE id = 'news-1'",
    "UPDATE articles SET title = 'أخرى' WHERE id = 'news-1'",
    "UPDATE articles SET url = 'https://other.example/' WHERE id = 'news-1'",
    "UPDATE articles SET digest = 'x' WHERE id = 'news-1'",
    "UPDATE articles SET host = 'agency.example' WHERE id = 'news-1'",
    "UPDATE articles SET path = 'elsewhere' WHERE id = 'news-1'",
    "UPDATE articles SET story = 'news-2' WHERE id = 'news-1'",
]
MADE = [  # what was made of an article
    "UPDATE embeddings SET vectors = zeroblob(length(vectors))",
    "UPDATE embeddings SET vectors = randomblob(length(vectors)) WHERE passage LIKE 'news-1#%'",
    "UPDATE embeddings SET vectors = x'00'",
    "UPDATE embeddings SET vectors = 'abc'",
    "DELETE FROM embeddings",
    "DELETE FROM embeddings WHERE passage LIKE 'news-1#%'",
    "DELETE FROM passages WHERE id = 'news-1#0'",
    "UPDATE passages SET id = article || '#9' || start WHERE article = 'news-1'",
    "UPDATE passages SET article = 'nobody' WHERE article = 'news-1'",
    "UPDATE passages SET start = start + 3",
    "UPDATE passages SET length = 5",
    "UPDATE passages SET spans = x'05000000010000000500000001000000'",
    "UPDATE passages SET spans = x'ffffffffff'",
    "UPDATE passages SET terms = ''",
]
FACTS = [
    ("indexes", "../id2"),
    ("mean", "AAAA"),
    ("mean", "%%%"),
    ("generation", "x"),
    ("generation", "1000"),
    ("space", "7"),
    ("schema", "x"),
    ("embedder", ""),
]


def executed(archive, *statements):
    archive.close()
    with closing(sqlite3.connect(archive.home / "library.db")) as raw, raw:
        for statement in statements:
            raw.execute(*statement) if isinstance(statement, tuple) else raw.execute(statement)


def original(seed):
    return article(seed, outlet="جريدة", date=Dated("2024-01-25", "day", "metadata"))


@pytest.fixture(name="prepared", scope="module")
def _prepared(tmp_path_factory):
    with closing(Archive(tmp_path_factory.mktemp("prepared") / "home", WordEmbedder())) as archive:
        ingested(archive, original(1), original(2))
    return archive.home


@pytest.fixture(name="two")
def _two(prepared, tmp_path):
    """An archive of two articles."""
    archive = copied(prepared, tmp_path)
    yield archive
    archive.close()


def search(archive, question):
    return asyncio.run(Searcher(archive).search(question)).hits


def found(archive):
    """What two questions find, in its order."""
    return [[hit.passage for hit in search(archive, mark(n))] for n in (1, 2)]


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_article_is_not_quoted_and_its_file_heals_it(two, change):
    """
    Where it would answer best the archive says that it is damaged; elsewhere it is left out.
    """
    with closing(sqlite3.connect(two.home / "library.db")) as raw, raw:
        raw.execute(change)
    with pytest.raises(ArticleDamaged, match=r"news-1.*rawi ingest"):
        search(two, mark(1))
    assert {hit.passage.source.id for hit in search(two, mark(2))} == {"news-2"}

    outcomes = ingested(two, original(1), original(2))
    assert [outcome.status for outcome in outcomes] == ["updated", "unchanged"]
    assert search(two, mark(1))[0].passage.source.id == "news-1"
    assert two.library.versions("news-1") == []  # no damaged one is kept
    assert flaws(two.home) == []


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


@pytest.mark.parametrize("change", CHANGES)
def test_no_reader_shows_a_changed_article(two, change):
    """
    Alone it is an error, among others it is left out of every list; its versions are watched too.
    """
    executed(two, change)
    library, of_text = two.library, "text" in change
    with pytest.raises(ArticleDamaged):
        library.article("news-1")
    assert [*library.articles(["news-1", "news-2"])] == ["news-2"]
    for listed in (library.sources(), [one for _, one in library.newest(limit=9)]):
        assert "news-2" in [one.id for one in listed]
        assert of_text or "news-1" not in [one.id for one in listed]
    assert library.unlisted() == (set() if of_text else {"news-1"})


def test_a_changed_version_is_not_shown(archive):
    """
    Nor is a copy whose article is gone, or that is a copy of itself.
    """
    ingested(archive, original(1), original(2), article(2, id="copy", outlet="صحيفة"))
    ingested(archive, article(1, text=article(7).text))
    executed(
        archive,
        "UPDATE versions SET title = 'أخرى'",
        "UPDATE articles SET same_as = id WHERE id = 'copy'",
    )
    with pytest.raises(ArticleDamaged):
        archive.library.versions("news-1")
    with pytest.raises(ArticleDamaged):
        archive.library.article("copy")


@pytest.mark.parametrize("heal", ["rebuild", "ingest"])
@pytest.mark.parametrize("change", MADE)
def test_what_was_made_of_an_article_is_checked_and_made_anew(two, change, heal):
    """
    Nobody is told that nothing was found, or something else; the doctor knows, and either way heals.
    """
    before = found(two)
    executed(two, change)
    with pytest.raises(DAMAGES, match="rawi rebuild"):
        search(two, mark(1))
    with pytest.raises(PassagesDamaged):
        LOOKS["passages"](two)
    if heal == "rebuild" or "DELETE FROM passages" in change or "'nobody'" in change:
        with writing(two.home):
            list(rebuild(two))  # counts that differ are no ingest's to bless
    else:
        ingested(two, original(1), original(2))

    assert found(two) == before
    assert flaws(two.home) == []
    assert two.library.versions("news-1") == []


@pytest.mark.parametrize(("name", "value"), FACTS)
def test_a_changed_fact_of_the_library_is_no_unexpected_error(archive, name, value):
    """
    Whoever opens it is told that it is damaged, and that a backup mends it.
    """
    ingested(archive, original(1))
    executed(archive, ("REPLACE INTO manifest (name, value) VALUES (?, ?)", (name, value)))
    with pytest.raises(LibraryDamaged, match="backup"):
        search(archive, mark(1))


@pytest.mark.parametrize("state", ["pending", "x"])
def test_where_nothing_is_finished_the_archive_is_not_called_empty(two, state):
    """
    Whoever asks is told that a writer finishes it; that writer waits for no state it cannot name.
    """
    executed(two, ("UPDATE articles SET state = ?", (state,)))
    library = two.library
    for ask in (lambda: search(two, mark(1)), library.sources, lambda: library.newest(limit=1)):
        with pytest.raises(ArticlesUnfinished, match=r"2\. Run any `rawi ingest`"):
            ask()
    ingested(two)

    assert search(two, mark(1))[0].passage.source.id == "news-1"
