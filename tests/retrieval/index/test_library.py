"""The library: what goes in comes out, and only what is done is shown."""

import sqlite3
from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import text

from retrieval.damages import ArticlesUnfinished, PassagesDamaged
from retrieval.errors import HomeUnusable, LibraryTooNew, LibraryTooOld
from retrieval.index.archive import Archive
from retrieval.index.library import Library
from retrieval.index.passages import passages
from retrieval.index.rows import digest
from retrieval.index.schema import SCHEMA
from retrieval.language.lexicon import stored_terms
from retrieval.types import Article, Dated, Passage, Source
from tests.fakes.archives import WordEmbedder, article, ingested

FULL = Article(
    Source(
        id="talks",
        title="محادثات «بغداد» \U0001f600",
        outlet="وكالة",
        author="علي",
        date=Dated("2024-01", "month", "printed"),
        url="https://example.org/1",
        path="/news/talks.md",
        language="en",
        agency="أ ف ب",
        dateline="بغداد",
    ),
    "قالت السفيرة إن المحادثات \U0001f600 بدأت.\n\nThe talks began, she said.",
    "وكالة#talks",
)


@pytest.fixture(name="library")
def _library(tmp_path):
    library = Library(tmp_path / "home")
    yield library
    library.close()


def keep(library, article, *, done=True):
    """Save *article* with vectors that can be told apart; returns its passages and vectors."""
    rows = [
        (p, np.full((1 + len(p.spans), 384), n / 8, np.float32))
        for n, p in enumerate(passages(article), 1)
    ]
    library.save(
        article,
        digest=digest(article),
        story=article.source.id,
        title=np.full(384, 0.5, np.float32),
        passages=rows,
        hashes=[1, -2],
    )
    if done:
        library.finish([article.source.id], generation=1)
    return rows


def test_an_article_comes_back_as_it_was_saved(library):
    """
    Every field, every letter.
    """
    keep(library, FULL)

    assert library.article("talks") == FULL
    assert library.sources() == [FULL.source]
    assert library.articles(["talks", "nobody"]) == {"talks": FULL}
    assert library.article("nobody") is None


def test_passages_come_back_with_their_sentences_and_vectors(library):
    """
    Offsets, spans and vectors, for those asked for and for all.
    """
    rows = keep(library, FULL)
    ids = [passage.id for passage, _ in rows]

    assert {c.passage for c in library.candidates([*ids, "nobody#0"])} == {p for p, _ in rows}
    assert [p for p, _ in library.every_passage()] == [p for p, _ in rows]
    for (_, kept), (_, vectors) in zip(library.every_passage(), rows, strict=True):
        assert np.array_equal(kept, vectors)


def test_meanings_come_by_passage(library):
    """
    A row for the title, one for the passage and one for each sentence; of none, none.
    """
    rows = {passage.id: vectors for passage, vectors in keep(library, FULL)}
    found = library.meanings([*rows])
    title = np.full((1, 384), 0.5)

    assert set(found) == set(rows)
    assert all(np.array_equal(found[id], np.concatenate([title, rows[id]])) for id in rows)
    assert library.meanings([]) == {}
    with pytest.raises(PassagesDamaged, match="nobody"):
        library.meanings(["nobody#0"])  # an index's, of which no writer is at work


def test_every_number_of_half_precision_comes_back(library):
    """
    Zeros of either sign and the smallest too: what was kept is read to the bit.
    """
    halves = np.arange(2**16, dtype="<u2").view("<f2")
    vectors = np.resize(halves[np.isfinite(halves)], (166, 384)).astype(np.float32)
    passage = Passage(FULL.source, 0, FULL.text, ((0, 1),) * 164)
    library.save(FULL, digest="d", story="s", title=vectors[0], passages=[(passage, vectors[1:])])

    assert library.meanings([passage.id])[passage.id].tobytes() == vectors.tobytes()


def test_a_candidate_has_its_terms_beside_it(library):
    """
    Those of the title, then those of each sentence; and the story it belongs to.
    """
    found = library.candidates([passage.id for passage, _ in keep(library, FULL)])

    for one in found:
        texts = (FULL.source.title, *one.passage.sentences)
        assert one.terms.split("\n") == [stored_terms(text) for text in texts]
        assert (one.article, one.story) == ("talks", "talks")


def test_what_is_not_done_is_not_shown(library):
    """
    An article half indexed would be found by one index and not by the other.
    """
    rows = keep(library, FULL, done=False)
    ids = [passage.id for passage, _ in rows]

    with pytest.raises(ArticlesUnfinished):
        library.sources()
    assert library.article("talks") is None
    assert library.articles(["talks"]) == {}
    assert library.candidates(ids) == []
    assert list(library.every_passage()) == []
    counts = library.counts()
    assert (counts["passages"], counts["shown"], counts["unfinished"]) == (len(ids), 0, 1)
    assert (counts["articles"], counts["copies"]) == (0, 0)
    assert [one.source.id for one in library.unfinished(removed=False)] == ["talks"]


def test_what_is_dropped_leaves_no_trace(library):
    """
    Article, passages, vectors and marks of its story.
    """
    keep(library, FULL)
    library.drop(["talks"], generation=2)

    assert set(library.counts().values()) == {0}
    assert library.sharing([1, -2], but="") == []
    assert "بدأت".encode() not in library.path.with_name("library.db-wal").read_bytes()[-4096:]


def test_half_precision_keeps_what_a_vector_says(library, archive):
    """
    Stored vectors differ from the embedder's by less than a thousandth in cosine.
    """
    ingested(archive, article(1, paragraphs=3))
    for passage, vectors in archive.library.every_passage():
        made = archive.embedder.passages([passage.text, *passage.sentences])
        assert np.all(np.sum(made * vectors, axis=1) > 0.999)


def test_the_articles_sharing_most_come_first(library):
    """
    By how many marks they share, without the article itself.
    """
    keep(library, FULL)
    keep(library, replace(FULL, place="two").renamed("two"))
    library.save(
        replace(FULL, place="three").renamed("three"), digest="d", story="three", hashes=[1]
    )

    assert library.sharing([1, -2, 3], but="talks") == ["two", "three"]
    assert library.sharing([1, -2, 3], but="talks", limit=1) == ["two"]


def test_a_book_is_looked_up_too(library):
    """
    A long text has more marks than one statement of SQLite may name (32,766 where it was not
    built for more; 250,000 on Debian), and the limit of a file is twenty million characters.
    """
    keep(library, FULL)
    try:
        found = library.sharing(range(300_000), but="two")
    except HomeUnusable as error:
        found = str(error)  # its traceback names all 300,000
    assert found == ["talks"]


@pytest.mark.parametrize(
    "schema, error, remedy",
    [(SCHEMA + 1, LibraryTooNew, "Update"), (SCHEMA - 1, LibraryTooOld, "anew")],
)
def test_a_library_of_another_age_is_refused(library, schema, error, remedy):
    """
    Its path, its schema, ours, and what to do.
    """
    library.note(schema=schema)
    library.close()

    with pytest.raises(error, match=rf"{library.path}.*schema {schema}.*{remedy}"):
        Library(library.path.parent)
    with sqlite3.connect(library.path) as raw:
        assert raw.execute("SELECT value FROM manifest WHERE name = 'schema'").fetchall() == [
            (str(schema),)
        ]
    raw.close()


@pytest.mark.parametrize("spoil", ["garbage", "folder", "file above"])
def test_a_library_that_cannot_be_opened_says_so(tmp_path, spoil):
    """
    In a sentence that names the file.
    """
    home = tmp_path / "home"
    if spoil == "file above":
        home.write_text("")
    else:
        home.mkdir()
    if spoil == "garbage":
        (home / "library.db").write_bytes(b"not a database, whatever it is called" * 40)
    elif spoil == "folder":
        (home / "library.db").mkdir()

    with pytest.raises(HomeUnusable, match=str(home)):
        Library(home)


def test_readers_are_not_held_up_by_a_writer(library):
    """
    In the middle of a long write everything done before it can be read, at once.
    """
    keep(library, FULL)
    with sqlite3.connect(library.path, isolation_level=None) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM articles")
        assert Library(library.path.parent).sources() == [FULL.source]
        writer.execute("ROLLBACK")
    writer.close()


def test_offsets_count_code_points(tmp_path):
    """
    An emoji is one, a letter with its mark two; as Python counts, so does the library.
    """
    archive = Archive(tmp_path, WordEmbedder())
    text = "\U0001f600 قالَ الوزير.\n\n" + "كلمة \U0001f9d1\u200d\U0001f680 " * 60 + "."
    ingested(archive, article(1, text=text))
    kept = archive.library.article("news-1").text
    for passage, _ in archive.library.every_passage():
        assert kept[passage.start : passage.end] == passage.text
    archive.close()


def test_only_its_owner_may_read_a_library(tmp_path):
    """
    Neither the file nor what SQLite writes beside it, made now or by an earlier version.
    """
    (tmp_path / "library.db").touch(mode=0o644)
    library = Library(tmp_path)
    library.note(fact=1)

    assert {path.stat().st_mode & 0o777 for path in tmp_path.glob("library.db*")} == {0o600}
    assert library._database.all(text("PRAGMA synchronous"))[0][0] == 2  # FULL
    library.close()
