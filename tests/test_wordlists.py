"""What words stand in code, and that there are no more of them than there were."""

from importlib.resources import files
from itertools import chain

import pytest

from tests import wordlists

# To be lowered with each list that goes, never raised.
AT_MOST = {"lists": 27, "words in lists": 598, "patterns": 36, "words in patterns": 840}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('A = frozenset(words("one two three four five six seven eight"))', [8]),
        ('A = {"one two three": 1, "four": "five six seven eight"}', [8]),
        ('A = [("one", "two", "three", "four"), ("five", "six", "seven", "eight")]', [8]),
        ('A = re.compile(r"one|two|three|four|five|six|seven|eight")', [8]),
        ('A = ("one", "two", "three")', []),
        ('A = "A sentence to be read, of eight words or of some more."', []),
        ('"""A docstring of eight words or of some more, say"""', []),
    ],
)  # fmt: skip
def test_what_is_a_list(source, words):
    """
    Collections, tables, strings to be cut up and patterns; no texts.
    """
    assert [one.words for one in wordlists.lists(source)] == words


def test_no_more_lists():
    """
    A new list of words goes into a data file, with its reason.
    """
    found = wordlists.counted(chain.from_iterable(wordlists.by_module().values()))

    assert {what: n for what, n in found.items() if n > AT_MOST[what]} == {}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", ["function_words", "numbers", "calendar"])
def test_every_group_says_what_it_is_for(name, language):
    """
    In a data file of words a remark stands above each group.
    """
    path = files("retrieval.language").joinpath(f"data/{name}.{language}.txt")
    paragraphs = map(str.strip, path.read_text("utf-8").split("\n\n"))

    assert [one[:40] for one in paragraphs if not one.startswith("#")] == []
