"""Vectors from the library alone find what Chroma finds, and write nothing."""

import pytest

from retrieval.errors import HomeUnusable
from retrieval.index.exact import ExactVectors
from retrieval.reasons import NO_SPACE
from retrieval.types import ANYTHING, Dated, Filters
from tests.fakes.archives import article, ingested, mark

FILTERS = [
    ANYTHING,
    Filters(since="2024-01-05"),
    Filters(until="2024-01-04"),
    Filters(outlet="جريدة"),
    Filters(language="en"),
    Filters(without="news-3"),
]


@pytest.mark.parametrize("filters", FILTERS)
def test_it_finds_what_chroma_finds(archive, filters):
    """
    The same passages at the same cosines, through every filter.
    """
    made = [
        article(
            n,
            date=Dated(f"2024-01-0{n}", "day", "metadata") if n else Dated(),
            outlet="جريدة" if n % 2 else None,
            language="en" if n == 4 else "ar",
        )
        for n in range(8)
    ]
    ingested(archive, *made)
    why = HomeUnusable(path=archive.home, why=NO_SPACE)
    exact = ExactVectors(archive.library, archive.embedder.means, why)
    question = archive.embedder.question(mark(3))
    wanted = archive.vectors.nearest(question, limit=5, filters=filters)
    found = exact.nearest(question, limit=5, filters=filters)

    assert found == pytest.approx(wanted, abs=1e-3)
    assert (exact.count(), exact.generation()) == (
        archive.vectors.count(),
        archive.library.generation(),
    )
    assert exact.ids() == archive.vectors.ids()
    with pytest.raises(HomeUnusable):
        exact.stamp(9)
