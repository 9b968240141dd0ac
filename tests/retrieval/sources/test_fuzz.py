"""Files of every format, sound, and a hundred mutated ones; ``make fuzz-sources`` tries two thousand."""

import subprocess
import sys

import pytest

from retrieval.sources.formats import READERS
from retrieval.sources.reading import read
from retrieval.types import Article
from tests.conftest import ROOT
from tests.fuzz_sources import whole


@pytest.fixture(name="files", scope="module")
def _files():
    return whole()


@pytest.mark.parametrize("reader", dict.fromkeys(READERS.values()))
def test_a_sound_file_of_each_format_is_an_article(files, put, reader):
    """
    Of every reader there is a file in ``fuzz_sources``, and it is read.
    """
    suffixes = [suffix for suffix, one in READERS.items() if one == reader and suffix in files]

    assert suffixes
    for suffix in suffixes:
        articles = list(read(put(f"a{suffix}", files[suffix])))
        assert articles and all(isinstance(one, Article) for one in articles)


def test_mutated_files_are_articles_or_errors():
    """
    No exception, no wait of over ten seconds, no child of over a gigabyte.

    In a process of its own: a child's largest memory counts what its parent held when it was
    started, and other children of the parent.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz_sources", "100", "11"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
