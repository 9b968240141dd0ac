"""Rebuilding: everything back from the library, at the price of an index, not of an embedding."""

import asyncio
from itertools import islice

import pytest

from retrieval.errors import IndexDamaged
from retrieval.index.archive import Archive
from retrieval.index.ingest import Ingest
from retrieval.index.rebuilding import rebuild
from retrieval.search.searcher import Searcher
from tests.fakes.archives import WordEmbedder, article, flaws, indexed, ingested, mark


@pytest.fixture(name="filled")
def _filled(archive):
    """Two articles, a copy and a version."""
    first = article(1, paragraphs=3)
    version = article(1, id="version", text=f"{first.text}\n\nوأضاف كلاماً جديداً.")
    ingested(archive, first, article(1, paragraphs=3, id="copy"), version, article(2))
    archive.embedder.texts.clear()
    return archive


def scores(archive, question):
    evidence = asyncio.run(Searcher(archive).search(question))
    return [(hit.passage.id, round(hit.score, 4)) for hit in evidence.hits]


def test_a_rebuilt_archive_answers_as_before(filled):
    """
    The same passages with the same scores, and no vector made again.
    """
    before = indexed(filled.home), scores(filled, mark(1))
    steps = list(rebuild(filled))

    assert len(steps) == filled.library.counts()["passages"]
    assert (indexed(filled.home), scores(filled, mark(1))) == before
    assert filled.embedder.texts == []
    assert flaws(filled.home) == []


def test_another_embedder_takes_over(filled):
    """
    With ``embed`` every vector is made anew, and the archive belongs to the new model.
    """
    before = filled.library.article("copy").text
    filled.close()
    archive = Archive(filled.home, WordEmbedder("other/7"))
    list(rebuild(archive, embed=True))

    assert len(archive.embedder.texts) >= archive.library.counts()["passages"]
    archive.check_embedder()
    archive.check_indexes()
    assert scores(archive, mark(2))[0][0] == "news-2#0"
    assert archive.library.article("copy").text.startswith(before)
    assert flaws(archive.home) == []
    archive.close()


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_a_rebuild_that_died_is_noticed_and_repeated(filled, steps):
    """
    Killed anywhere, the archive does not pass for whole; the next rebuild finishes the work.
    """
    dying = rebuild(filled)
    list(islice(dying, steps))
    dying.close()
    filled.close()
    heir = Archive(filled.home, WordEmbedder())
    if steps:
        with pytest.raises(IndexDamaged):
            heir.check_indexes()
    list(rebuild(heir))

    heir.check_indexes()
    assert flaws(heir.home) == []
    assert scores(heir, mark(2))[0][0] == "news-2#0"
    heir.close()


class Killed(BaseException):
    """What the process would have died of."""


class MortalEmbedder(WordEmbedder):
    """Dies at the call that ends its *lives*."""

    def __init__(self, identity, lives):
        super().__init__(identity)
        self.lives = lives

    def passages(self, texts):
        self.lives -= 1
        if self.lives < 0:
            raise Killed
        return super().passages(texts)


@pytest.mark.parametrize("lives", [0, 1])
def test_an_embedding_that_died_is_gone_on_with(filled, lives):
    """
    Killed while the vectors are made anew, the next writer with that model makes what is missing.
    """
    filled.close()
    dying = Archive(filled.home, MortalEmbedder("other/7", lives))
    with pytest.raises(Killed):
        list(rebuild(dying, embed=True))
    dying.close()
    heir = Archive(filled.home, WordEmbedder("other/7"))
    ingested(heir, article(2))

    heir.check_indexes()
    assert heir.library.counts()["unfinished"] == 0
    assert flaws(heir.home) == []
    assert scores(heir, mark(2))[0][0] == "news-2#0"
    heir.close()


def test_what_an_ingest_left_pending_is_finished(filled):
    """
    A rebuild after a crash leaves nothing half done.
    """
    run = Ingest(filled).run([article(5), article(6)])
    next(run)
    run.close()
    filled.close()
    heir = Archive(filled.home, WordEmbedder())
    list(rebuild(heir))

    assert heir.library.counts()["unfinished"] == 0
    assert scores(heir, mark(5))[0][0] == "news-5#0"
    assert flaws(heir.home) == []
    heir.close()


def test_an_empty_archive_can_be_rebuilt(archive):
    """
    There is nothing to do, and that is no error.
    """
    assert list(rebuild(archive)) == []
    archive.check_indexes()
