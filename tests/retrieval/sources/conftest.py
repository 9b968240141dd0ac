"""What the tests of sources share."""

import json

import pytest


@pytest.fixture(name="put")
def _put(tmp_path):
    """Write a file of text, bytes or a JSON value; return its path."""

    def put(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not isinstance(content, str | bytes):
            content = json.dumps(content, ensure_ascii=False)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put
