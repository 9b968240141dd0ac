"""The index of meaning: what it finds, what filters let through, what damage looks like."""

import os

import numpy as np
import pytest

from retrieval.damages import IndexDamaged
from retrieval.errors import ChromaUnreachable, HomeUnusable
from retrieval.index.embedding import unit
from retrieval.index.vectors import VectorIndex
from retrieval.types import ANYTHING, Dated, Filters, Passage, Source
from tests.fakes.archives import article, indexed, ingested, mark

CHANCE = np.random.default_rng(7)


@pytest.fixture(name="index")
def _index(tmp_path):
    index = VectorIndex(tmp_path)
    (tmp_path / "words").mkdir()
    yield index
    index.close()


def rows(count, **facts):
    """Passages of as many articles, each with a vector of its own."""
    ids = [f"{facts.get('language', 'ar')}-{n}" for n in range(count)]
    vectors = unit(CHANCE.standard_normal((count, 384)))
    return [
        (Passage(Source(id=id, title="", **facts), 0, "نص"), vector)
        for id, vector in zip(ids, vectors, strict=True)
    ]


def test_the_nearest_come_first(index):
    """
    By cosine, whichever call they came in.
    """
    some = rows(50)
    index.put(some[:20])
    index.put(some[20:])
    wanted = unit(some[3][1] + 0.5 * some[40][1])
    by_hand = sorted(some, key=lambda row: -float(row[1] @ wanted))[:10]

    for filters in (ANYTHING, Filters(language="ar")):
        found = index.nearest(wanted, limit=10, filters=filters)
        assert list(found) == [p.id for p, _ in by_hand]
        assert list(found.values()) == pytest.approx([v @ wanted for _, v in by_hand], abs=1e-5)


def test_putting_again_replaces(index):
    """
    A passage is there once, with the last of its vectors.
    """
    (passage, vector), (other, _) = rows(2)
    index.put([(passage, -vector), (other, vector)])
    index.put([(passage, vector), (other, -vector)])

    assert index.count() == 2
    assert index.nearest(vector, limit=1, filters=ANYTHING) == {passage.id: pytest.approx(1)}


def test_dropping_takes_every_passage_of_an_article(index):
    """
    And none of another's, nor complains of one that is not there.
    """
    first, second = rows(2)
    more = (Passage(first[0].source, 7, "نص"), first[1])
    index.put([first, more, second])
    index.drop(["ar-0", "nobody"])
    index.drop([])

    assert index.nearest(first[1], limit=9, filters=ANYTHING).keys() == {"ar-1#0"}


def test_a_filter_that_leaves_thousands_is_exact_too(index):
    """
    Past two thousand matches the approximate index answers, and still lets nothing else through.
    """
    old, new = Dated("2020-01-01", "day", "printed"), Dated("2024", "year", "printed")
    index.put([*rows(2100, date=new, language="ar"), *rows(300, date=old, language="en")])
    for filters, language in (
        (Filters(since="2021-01-01"), "ar"),
        (Filters(language="ar"), "ar"),
        (Filters(until="2020-12-31"), "en"),
        (Filters(since="2021-01-01", language="en"), None),
    ):
        found = index.nearest(rows(1)[0][1], limit=100, filters=filters)
        assert len(found) == len(set(found)) == (100 if language else 0)
        assert all(id.startswith(f"{language}-") for id in found)


def test_the_generation_survives_reopening(index, tmp_path):
    """
    What an index belongs to is stored with it; a new one belongs to nothing.
    """
    assert index.generation() == 0
    index.put(rows(3))
    index.stamp(7)
    index.close()
    again = VectorIndex(tmp_path)

    assert (again.generation(), again.count()) == (7, 3)
    again.clear()
    assert (again.generation(), again.count()) == (0, 0)
    again.close()


def test_no_text_is_kept_in_chroma(archive):
    """
    Documents would cost five times the disk; texts live in the library alone.
    """
    ingested(archive, article(1))
    held = (archive.home / "vectors" / "chroma.sqlite3").read_bytes()

    assert indexed(archive.home)[0] == ["news-1#0"]
    assert mark(1).encode() not in held


def test_a_damaged_database_is_said_to_be(tmp_path):
    """
    What Chroma cannot open is an IndexDamaged with the remedy.
    """
    (tmp_path / "vectors").mkdir()
    (tmp_path / "vectors" / "chroma.sqlite3").write_bytes(b"garbage" * 1000)

    with pytest.raises(IndexDamaged, match=r"vectors index.*rawi rebuild"):
        VectorIndex(tmp_path)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "nonsense.invalid"])
def test_a_server_that_is_not_there_is_no_damage(tmp_path, url):
    """
    Nobody at the address of the Chroma server: the sentence names the setting, not `rawi rebuild`.
    """
    with pytest.raises(ChromaUnreachable, match="RAWI_CHROMA_URL"):
        VectorIndex(tmp_path, url)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_a_folder_that_can_only_be_read_is_no_damage(tmp_path):
    """
    Chroma opens nothing where it cannot write: it is the folder that has to be mended.
    """
    VectorIndex(tmp_path).close()
    for path in (tmp_path / "vectors" / "chroma.sqlite3", tmp_path / "vectors"):
        path.chmod(path.stat().st_mode & 0o555)

    with pytest.raises(HomeUnusable, match="read-only"):
        VectorIndex(tmp_path)
