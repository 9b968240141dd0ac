"""Rebuilding: everything back from the library, at the price of an index, not of an embedding."""

import asyncio
from contextlib import closing
from itertools import islice

import pytest

from retrieval.errors import EmbedderMismatch
from retrieval.index.archive import Archive
from retrieval.index.ingest import Ingest
from retrieval.index.rebuilding import rebuild
from retrieval.search.searcher import Searcher
from tests.fakes.archives import WordEmbedder, article, flaws, indexed, ingested, mark


@pytest.fixture(name="prepared", scope="module")
def _prepared(tmp_path_factory):
    """Two articles, a copy and a version."""
    first = article(1, paragraphs=3)
    version = article(1, id="version", text=f"{first.text}\n\nوأضاف كلاماً جديداً.")
    with closing(Archive(tmp_path_factory.mktemp("prepared") / "home", WordEmbedder())) as archive:
        ingested(archive, first, article(1, paragraphs=3, id="copy"), version, article(2))
    return archive.home


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
def test_a_rebuild_that_died_changed_nothing(filled, steps):
    """
    Killed anywhere, the old indexes answer as they did; the next rebuild does it all, and leaves
    one set of indexes.
    """
    before = scores(filled, mark(1))
    dying = rebuild(filled)
    list(islice(dying, steps))
    dying.close()
    filled.close()
    heir = Archive(filled.home, WordEmbedder())
    heir.check_indexes()
    assert scores(heir, mark(1)) == before
    list(rebuild(heir))

    assert flaws(heir.home) == []
    assert scores(heir, mark(1)) == before
    assert len([*heir.home.glob("words*"), *heir.home.glob("vectors*")]) == 2
    heir.close()


def test_readers_go_on_while_it_is_rebuilt_and_follow(filled):
    """
    One who has the archive open answers at every step, from the old indexes and then from the new;
    with the vectors of another model too.
    """
    reader = Archive(filled.home, WordEmbedder())
    searcher = Searcher(reader)

    def found():
        hits = asyncio.run(searcher.search(mark(2))).hits
        return [(hit.passage.id, round(hit.score, 3)) for hit in hits]

    before = found()
    for embed in (False, True):
        for _ in rebuild(filled, embed=embed):
            assert found() == before
        assert found() == before
        assert (reader.number, reader.words.generation()) == (
            filled.number,
            filled.library.generation(),
        )
        reader.check_indexes()
    reader.close()


def test_another_model_is_refused_until_the_vectors_are_its_own(filled):
    """
    While they are made the old model's answer; the new one is told to wait, not «empty archive».
    """
    filled.close()
    other = Archive(filled.home, WordEmbedder("other/7"))
    steps = rebuild(other, embed=True)
    next(steps)
    early = Archive(filled.home, WordEmbedder("other/7"))
    with pytest.raises(EmbedderMismatch):
        scores(early, mark(2))
    assert scores(filled, mark(2))[0][0] == "news-2#0"
    list(steps)

    assert scores(early, mark(2))[0][0] == "news-2#0"
    with pytest.raises(EmbedderMismatch):
        scores(filled, mark(2))
    early.close()
    other.close()


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


@pytest.mark.parametrize("lives", [0, 1, 2])
def test_an_embedding_that_died_is_gone_on_with(filled, lives):
    """
    Killed while the vectors are made anew, the old ones answer; the next try makes what is missing.
    """
    filled.close()
    dying = Archive(filled.home, MortalEmbedder("other/7", lives))
    with pytest.raises(Killed):
        list(rebuild(dying, embed=True))
    dying.close()
    assert scores(filled, mark(2))[0][0] == "news-2#0"
    ingested(filled, article(5))  # and the archive may be written to before that
    filled.close()
    whole = Archive(filled.home, WordEmbedder("another/8"))
    heir = Archive(filled.home, WordEmbedder("other/7"))
    list(rebuild(heir, embed=True))

    made = len(heir.embedder.texts)
    heir.check_indexes()
    assert flaws(heir.home) == []
    assert scores(heir, mark(2))[0][0] == "news-2#0"
    heir.close()
    list(rebuild(whole, embed=True))
    assert (made < len(whole.embedder.texts)) == (lives > 0)
    whole.close()


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
