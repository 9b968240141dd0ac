"""The library on a PostgreSQL server: the same code, one writer of all machines, words on each."""

import asyncio
from contextlib import closing

import pytest

from retrieval.errors import DatabaseUnreachable, LibraryBusy
from retrieval.index import lock
from retrieval.index.archive import Archive
from retrieval.index.ingest import Ingest
from retrieval.index.rebuilding import rebuild
from retrieval.search.searcher import Searcher
from tests import stores
from tests.fakes.archives import WordEmbedder, article, ingested, mark
from tests.fakes.servers import chroma, free_port, postgres


@pytest.fixture(name="servers", scope="module")
def _servers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("servers")
    with postgres(folder / "postgres") as database, chroma(folder / "chroma") as (vectors, _):
        yield database, vectors


@pytest.fixture(name="machine")
def _machine(servers, tmp_path):
    """A machine by its number: its own home, all of them on the same servers."""
    opened = []

    def machine(number):
        database, vectors = servers
        opened.append(
            Archive(tmp_path / str(number), WordEmbedder(), vectors, database_url=database)
        )
        return opened[-1]

    yield machine
    for archive in opened:
        archive.close()


def best(searcher, seed):
    hits = asyncio.run(searcher.search(mark(seed))).hits
    return hits[0].passage.source.id if hits else None


def test_machines_follow_a_writer(machine):
    """
    What one files, updates, removes or rebuilds, another finds with its next question, by its own words.
    """
    one, two = machine(1), machine(2)
    reader = Searcher(two)
    ingested(one, article(1), article(2))
    assert (best(reader, 1), best(reader, 2)) == ("news-1", "news-2")
    before = two.words.count()

    ingested(one, article(3), article(1, text=f"قال {mark(9)} كلمة أخيرة في البلدة مساء أمس."))
    assert (best(reader, 3), best(reader, 9)) == ("news-3", "news-1")
    with one.writing():
        Ingest(one).remove("news-2")
    assert best(reader, 2) != "news-2"
    assert two.words.count() == one.words.count() <= before + 1

    with one.writing():
        for _ in rebuild(one):
            pass
    assert best(reader, 3) == "news-3"
    assert two.number == one.number == 1
    assert sorted(two.words.ids()) == sorted(one.words.ids())


def test_the_writer_may_move(machine):
    """
    Whichever machine writes next has first caught up.
    """
    one, two = machine(1), machine(2)
    ingested(one, article(11))
    ingested(two, article(12))
    ingested(one, article(13))

    assert [best(Searcher(each), 12) for each in (one, two)] == 2 * ["news-12"]
    one.check_indexes()
    two.check_indexes()


def test_one_writer_of_all_machines(servers, tmp_path, monkeypatch):
    """
    A second one says who is in the way; a lock ends with its holder.
    """
    url = servers[0]
    with (
        lock.writing(tmp_path / "1", url),
        pytest.raises(LibraryBusy, match="pid"),
        lock.writing(tmp_path / "2", url, patience=0.1),
    ):
        pass
    with lock.writing(tmp_path / "2", url, patience=0.1):
        pass


def test_a_server_that_is_not_there(tmp_path):
    """
    Its address is said, without its password.
    """
    url = f"postgresql+psycopg://rawi:hidden@127.0.0.1:{free_port()}/rawi"
    with (
        closing(Archive(tmp_path, WordEmbedder(), database_url=url)) as archive,
        pytest.raises(DatabaseUnreachable) as caught,
    ):
        archive.library.sources()
    assert "127.0.0.1" in str(caught.value)
    assert "hidden" not in str(caught.value)


def test_answers_are_the_same_on_every_store(seeds_home):
    """
    A backup is brought into PostgreSQL and a served Chroma; ``make stores`` asks all fixed questions.
    """
    questions = [
        "من هو وزير الدفاع الأمريكي؟",
        "كم جندياً أمريكياً في العراق؟",
        "What happened in Baghdad?",
    ]

    assert not stores.differing(seeds_home, questions)
