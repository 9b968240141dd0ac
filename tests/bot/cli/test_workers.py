"""``rawi ingest --engine ray``: workers read and embed, the writer files what it would have made itself."""

import pickle
import sys
from contextlib import closing
from dataclasses import replace
from importlib.util import find_spec

import pytest

from bot import app
from bot.settings import load
from retrieval.errors import DriverMissing, EmptyFile
from retrieval.index.ingest import Ingest
from retrieval.sources.reading import read
from tests.fakes.archives import write_articles

HERE = find_spec("ray") is not None


def test_without_ray(monkeypatch, tmp_path):
    """
    It says which package is missing, before anything is read.
    """
    from bot.cli.workers import distributed

    monkeypatch.setitem(sys.modules, "ray", None)  # how Python marks what cannot be imported
    with pytest.raises(DriverMissing) as missing:
        next(distributed([str(tmp_path)], None, None, workers=1))

    assert "rawi[ray]" in str(missing.value)


def test_what_cannot_be_read_comes_back_from_a_worker():
    """
    With its facts, and so in either language.
    """
    sent = EmptyFile(path="/news/empty.txt")
    back = pickle.loads(pickle.dumps(sent))

    assert (type(back), back.facts, str(back)) == (EmptyFile, sent.facts, str(sent))


@pytest.mark.skipif(not HERE, reason="ray is not installed: pip install 'rawi[ray]'")
def test_an_archive_that_workers_embedded(tmp_path):
    """
    The same articles in the same order, and the same vectors; nothing is embedded twice.
    """
    from bot.cli.workers import distributed

    write_articles(tmp_path / "news", 4)
    (tmp_path / "news" / "empty.txt").touch()
    found = {}
    for name in ("local", "ray"):
        settings = replace(load({}, tmp_path), home=tmp_path / name)
        with closing(app.open_archive(settings)) as archive, archive.writing():
            if name == "ray":
                readings = distributed([str(tmp_path / "news")], archive, settings, workers=2)
            else:
                readings = read(tmp_path / "news")
            outcomes = list(Ingest(archive).run(readings))
            vectors = {p.id: v.tobytes() for p, v in archive.library.every_passage()}
            found[name] = [one.status for one in outcomes], vectors

    assert found["local"] == found["ray"]
