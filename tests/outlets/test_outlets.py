"""Pages of real outlets' shapes are read whole, and nothing beside the report is."""

import pytest

from tests.outlets.__main__ import PAGES, extractor, facts, ours, total, wanted


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_facts(page):
    """
    Headline, outlet, author, agency and day are the report's; what the page does not say is None.
    """
    found = facts(page)

    assert found == {name: wanted(page).get(name) for name in found}


def test_segments():
    """
    What must be read is, what must not is not, and more surely than by the extractor alone.
    """
    assert total(ours).f >= 0.95 and total(ours).f > total(extractor).f + 0.1
