"""Vectors on a Chroma server: each home has its own there, and a server that dies is called so."""

import asyncio
import signal
from contextlib import closing

import chromadb
import pytest

from retrieval.errors import ChromaUnreachable
from retrieval.index.archive import Archive
from retrieval.index.rebuilding import rebuild
from retrieval.search.searcher import Searcher
from tests.fakes.archives import WordEmbedder, article, ingested, mark
from tests.fakes.servers import chroma


@pytest.fixture(name="server")
def _server(tmp_path):
    """A Chroma server of its own: its address, and the process."""
    with chroma(tmp_path / "served") as served:
        yield served


def best(archive, question):
    return asyncio.run(Searcher(archive).search(question)).hits[0].passage.source.id


def collections(url):
    client = chromadb.HttpClient("127.0.0.1", int(url.rpartition(":")[2]))
    return {collection.name for collection in client.list_collections()}


def test_two_homes_on_one_server(server, tmp_path):
    """
    Neither's writing, removing or rebuilding touches the other's vectors; a rebuild leaves one
    collection for each.
    """
    url, _ = server
    one, two = (Archive(tmp_path / name, WordEmbedder(), url) for name in ("one", "two"))
    ingested(one, article(1), article(2))
    ingested(two, article(2), article(3), article(4))
    assert (best(one, mark(1)), best(two, mark(3))) == ("news-1", "news-3")
    list(rebuild(one))
    list(rebuild(two, embed=True))

    for archive, count in ((one, 2), (two, 3)):
        archive.check_indexes()
        assert archive.vectors.count() == count
    assert len(collections(url)) == 2
    one.close()
    two.close()


def test_a_server_killed_under_a_reader_is_called_so(server, tmp_path):
    """
    Not an unexpected error, nor a damaged index.
    """
    url, process = server
    with closing(Archive(tmp_path / "home", WordEmbedder(), url)) as archive:
        ingested(archive, article(1))
        searcher = Searcher(archive)
        asyncio.run(searcher.search(mark(1)))
        process.send_signal(signal.SIGKILL)
        process.wait()
        with pytest.raises(ChromaUnreachable, match="RAWI_CHROMA_URL"):
            asyncio.run(searcher.search(mark(1)))
