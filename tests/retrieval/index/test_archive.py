"""An archive that does not fit together is refused with the remedy, and the remedy works."""

import asyncio
import os
import shutil
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.i18n.messages import explain
from retrieval.damages import IndexDamaged, LibraryLost
from retrieval.errors import EmbedderMismatch, ServiceError
from retrieval.index.archive import Archive
from retrieval.index.backup import backup
from retrieval.index.engines import unreadable
from retrieval.index.ingest import Ingest
from retrieval.index.library import Library
from retrieval.index.rebuilding import rebuild
from retrieval.search.searcher import Searcher
from retrieval.types import ANYTHING
from tests.conftest import run
from tests.fakes.archives import (
    WordEmbedder,
    article,
    flaws,
    indexed,
    ingested,
    mark,
    write_articles,
)


@pytest.fixture(name="prepared", scope="module")
def _prepared(tmp_path_factory):
    """A home with three articles, closed."""
    with closing(Archive(tmp_path_factory.mktemp("prepared") / "home", WordEmbedder())) as archive:
        ingested(archive, *(article(seed, paragraphs=2) for seed in range(3)))
    return archive.home


@pytest.fixture(name="home")
def _home(prepared, tmp_path):
    return Path(shutil.copytree(prepared, tmp_path / "home"))


def zero_byte_chroma(home):
    (home / "vectors" / "chroma.sqlite3").write_bytes(b"")


def no_vectors(home):
    shutil.rmtree(home / "vectors")


def no_words(home):
    shutil.rmtree(home / "words")


def foreign_words(home):
    (home / "words" / "generation").write_text("7")


def unstamped_words(home):
    (home / "words" / "generation").write_text("")


def fewer_vectors(home):
    archive = Archive(home, WordEmbedder())
    archive.vectors.drop(["news-1"])
    archive.close()


def foreign_vectors(home):
    archive = Archive(home, WordEmbedder())
    archive.vectors.stamp(99)
    archive.close()


DAMAGES = [
    (zero_byte_chroma, "vectors"),
    (no_vectors, "vectors"),
    (fewer_vectors, "vectors"),
    (foreign_vectors, "vectors"),
    (no_words, "words"),
    (foreign_words, "words"),
    (unstamped_words, "words"),
]


@pytest.mark.parametrize(("damage", "index"), DAMAGES, ids=lambda one: getattr(one, "__name__", ""))
def test_damage_is_refused_and_rebuilt(home, damage, index):
    """
    Chroma opens a zero-byte database as an empty one: search would silently find nothing. It is
    refused, saying which index and what to do; a rebuild embeds nothing and all is found again.
    """
    damage(home)
    archive = Archive(home, WordEmbedder())
    with pytest.raises(IndexDamaged, match=rf"The {index} index .*`rawi rebuild`"):
        asyncio.run(Searcher(archive).search(mark(1)))
    assert len(archive.library.sources()) == 3

    list(rebuild(archive))
    found = asyncio.run(Searcher(archive).search(mark(1)))
    assert found.hits[0].passage.source.id == "news-1"
    assert archive.embedder.texts == []
    assert flaws(home) == []
    archive.close()


@pytest.mark.parametrize(("damage", "index"), DAMAGES, ids=lambda one: getattr(one, "__name__", ""))
def test_a_writer_does_not_bless_what_is_damaged(home, damage, index):
    """
    Adding an article to a damaged archive repairs it, or it stays refused: never is a half-empty
    index searched as if it were whole.
    """
    damage(home)
    archive = Archive(home, WordEmbedder())
    with suppress(IndexDamaged):
        ingested(archive, article(9))
    archive.close()
    if flaws(home):
        with pytest.raises(IndexDamaged, match=index):
            asyncio.run(Searcher(archive).search(mark(1)))
    list(rebuild(archive))
    assert flaws(home) == []
    archive.close()


def test_a_dead_writer_does_not_hide_damage(home):
    """
    Articles left pending are no reason to search an index that is gone: what is unfinished is
    added to what the indexes held, it takes nothing away.
    """
    archive = Archive(home, WordEmbedder())
    run = Ingest(archive).run([article(8), article(9)])
    next(run)
    run.close()
    archive.close()
    no_words(home)

    with pytest.raises(IndexDamaged, match="words"):
        asyncio.run(Searcher(archive).search(mark(1)))
    archive.close()


@pytest.mark.parametrize("change", ["ingest", "remove"])
def test_an_index_from_a_backup_is_never_taken_for_todays(home, change):
    """
    An older copy of an index may hold as many passages as the present one. Only its generation
    tells; a change of something else must not make it look current.
    """
    shutil.copytree(home / "words", home.parent / "backup")
    archive = Archive(home, WordEmbedder())
    ingested(archive, article(1, paragraphs=2, text=article(5, paragraphs=2).text))
    shutil.rmtree(home / "words")
    shutil.copytree(home.parent / "backup", home / "words")
    with pytest.raises(IndexDamaged, match="words"):
        archive.check_indexes()
    try:
        if change == "ingest":
            ingested(archive, article(9))
        else:
            Ingest(archive).remove("news-2")
        archive.check_indexes()
    except IndexDamaged:
        pass
    else:
        assert "news-1#0" in archive.words.matching(mark(5), limit=50, filters=ANYTHING)
    archive.close()


def test_another_embedder_is_refused(home):
    """
    Vectors of two models say nothing of each other: neither search nor ingest goes on, and both
    name the two and the remedy.
    """
    archive = Archive(home, WordEmbedder("other/7"))
    for attempt in (lambda: asyncio.run(Searcher(archive).search("x")), lambda: Ingest(archive)):
        with pytest.raises(EmbedderMismatch, match=r"words/384.*other/7.*rawi rebuild --embed"):
            attempt()
    archive.close()


def test_an_empty_archive_is_in_order(archive):
    """
    Nothing was ever written: no damage, no mismatch, nothing found.
    """
    archive.check_embedder()
    archive.check_indexes()

    assert archive.library.generation() == 0
    assert asyncio.run(Searcher(archive).search("شيء")).hits == ()


def test_opening_costs_nothing_before_it_is_used(tmp_path):
    """
    An archive is opened as far as it is used: naming one creates no folder.
    """
    Archive(tmp_path / "home", WordEmbedder()).close()

    assert not (tmp_path / "home").exists()


def test_a_reader_sees_what_another_process_wrote(archive, tmp_path):
    """
    Without a restart: an open Chroma would go on searching what it had read.
    """
    ingested(archive, article(77))
    searcher = Searcher(archive)

    def best(question):
        hits = asyncio.run(searcher.search(question)).hits
        return hits[0].passage.source.id

    assert best(mark(77)) == best(mark(1)) == "news-77"
    write_articles(tmp_path / "news", 3)
    done = run(
        archive.home,
        tmp_path / "news",
        program=("-m", "tests.fakes.archives"),
        home=archive.home,
    )
    assert done.stdout.decode().split() == ["ready", "added", "added", "added", "end"]
    assert [best(mark(seed)) for seed in (77, 0, 1, 2)] == ["news-77", "news-0", "news-1", "news-2"]


def test_many_readers_follow_a_writer_at_once(archive, tmp_path):
    """
    One searcher serves many conversations: when another process changes the archive under all of
    them, none fails and each sees the change.
    """
    ingested(archive, article(77))
    searcher = Searcher(archive)

    async def everyone(seed):
        asked = [searcher.search(mark(seed)) for _ in range(24)]
        found = await asyncio.gather(*asked, return_exceptions=True)
        return {
            (getattr(one, "hits", None) and one.hits[0].passage.source.id) or repr(one)
            for one in found
        }

    assert asyncio.run(everyone(77)) == {"news-77"}
    write_articles(tmp_path / "news", 2)
    program = ("-m", "tests.fakes.archives")
    for seed in range(2):
        one = tmp_path / "news" / f"news-{seed}.md"
        run(archive.home, one, program=program, home=archive.home)
        assert asyncio.run(everyone(seed)) == {f"news-{seed}"}


def test_a_search_during_an_ingest_finds_what_is_done(archive):
    """
    Half an ingest is no damage: what was there is found, what is under way is not shown yet.
    """
    ingested(archive, article(1))
    writer = Archive(archive.home, archive.embedder)
    run = Ingest(writer).run([article(2), article(3)])
    next(run)
    evidence = asyncio.run(Searcher(archive).search(mark(1)))

    assert {hit.passage.source.id for hit in evidence.hits} == {"news-1"}
    list(run)
    writer.close()


def deleted(home):
    for path in home.glob("library.db*"):
        path.unlink()


def emptied(home):
    deleted(home)
    (home / "library.db").write_bytes(b"")


@pytest.mark.parametrize("damage", [deleted, emptied])
def test_a_library_that_is_gone_is_never_rebuilt_from(home, damage):
    """
    Asking, ingesting and rebuilding say that a backup is needed, and leave the indexes as they are:
    advised to rebuild, Rawi would empty them and call that done.
    """
    before = indexed(home)
    damage(home)
    for attempt in (
        lambda archive: asyncio.run(Searcher(archive).search(mark(1))),
        lambda archive: ingested(archive, article(9)),
        lambda archive: list(rebuild(archive)),
        lambda archive: list(rebuild(archive, embed=True)),
    ):
        archive = Archive(home, WordEmbedder())
        with pytest.raises(LibraryLost, match="backup"):
            attempt(archive)
        archive.close()
    assert indexed(home) == before


@pytest.mark.parametrize("damage", [deleted, emptied])
def test_a_library_that_is_gone_is_lost_for_every_reader(home, damage, tmp_path):
    """
    Not empty: neither for a list of what it holds nor for a backup, which would keep nothing as all.
    """
    damage(home)
    for _ in range(2):
        with pytest.raises(LibraryLost, match="backup"):
            Library(home)
    with pytest.raises(LibraryLost):
        backup(home, tmp_path / "all.zip")
    assert not (tmp_path / "all.zip").exists()


@pytest.mark.parametrize("name", ["library.db", "words/generation", "words/meta.json", "vectors/x"])
def test_a_pipe_in_a_home_is_not_waited_for(home, name):
    """
    Nor is a folder in the place of a file an unexpected error.
    """
    for make in (os.mkfifo, os.mkdir):
        path = home / name
        (path.rmdir if path.is_dir() else path.unlink)() if path.exists() else None
        make(path)
        with closing(Archive(home, WordEmbedder())) as archive:
            if name == "vectors/x" and make is os.mkdir:
                continue
            with pytest.raises(ServiceError):
                asyncio.run(Searcher(archive).search(mark(1)))


@pytest.mark.parametrize("said", ["Too many open files (os error 24)", "cannot allocate memory"])
def test_a_limit_of_the_system_is_no_damage(said):
    """
    A rebuild would mend nothing.
    """
    for error in (RuntimeError(said), MemoryError()):
        assert "rebuild" not in explain(unreadable("words", "home", error), "en")


def test_a_first_ingest_that_died_has_lost_nothing(archive):
    """
    A library of which nothing is done yet is no lost one.
    """
    run = Ingest(archive).run([article(1), article(2)])
    next(run)
    archive.words.put([])
    archive.stamp()
    run.close()
    archive.close()
    heir = Archive(archive.home, WordEmbedder())
    ingested(heir, article(1), article(2))

    assert flaws(heir.home) == []
    heir.close()
