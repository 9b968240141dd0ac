"""One name in several spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.matching import Bag
from bot.lacks.names import same_name, stands


@pytest.mark.parametrize(
    ("word", "text", "rarity", "found"),
    [
        ("غاغارين", "يوري جاجارين رائد فضاء", 1.0, True),
        ("فولكسفاغن", "شركة فولكس فاجن الألمانية", 1.0, True),
        ("عبدالسلام", "عبد السلام بن محمد", 1.0, True),
        ("كوهين", "توماس كوهن مفكر", 1.0, True),
        ("هيفتء", "هيفاء وهبي مغنية", 1.0, True),
        ("ماكرون", "زار ماكينزي البلاد", 1.0, False),
        ("هيفتء", "هيفاء وهبي مغنية", 0.5, False),
    ],
)
def test_a_name_stands_in_another_spelling(word, text, rarity, found):
    """
    By its sound, glued, cut in two or mistyped; only where the archive never has it as asked.
    """
    assert stands(word, Bag(text), rarity) is found


@given(st.text("ابتجحدرسشعفقكلمنهوي", min_size=1, max_size=9))
def test_a_name_is_itself(name):
    """
    However short.
    """
    assert same_name(name, name)
