"""A suite that nothing can fail believes nothing: each defect is caught, the right layer blamed."""

import pytest

from tests.sabotage.defects import DEFECTS
from tests.sabotage.trial import caught, opened, tried


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory, embedder):
    archive = opened(tmp_path_factory.mktemp("sabotage"), embedder)
    yield archive
    archive.close()


@pytest.mark.parametrize("written", [False, True])
def test_all_hold_while_nothing_is_broken(archive, written):
    results = tried(archive, written=written)
    assert [(one.case.id, one.blamed) for one in results if not one.passed] == []


@pytest.mark.parametrize("defect", DEFECTS, ids=lambda defect: defect.name)
def test_a_defect_is_caught(archive, defect):
    """
    Some case fails, and more of those that do blame the layer with the defect than any other.
    """
    found = caught(archive, defect)
    assert found.right, (found.failing, found.blamed)
