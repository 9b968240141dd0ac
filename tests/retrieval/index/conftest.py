"""What tests of the index share."""

import pytest

from tests.fakes.archives import copied


@pytest.fixture(name="filled")
def _filled(prepared, tmp_path):
    """A copy of the module's own ``prepared`` archive, to be changed."""
    archive = copied(prepared, tmp_path)
    yield archive
    archive.close()
