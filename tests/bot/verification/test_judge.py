"""What a judge's reply says: read leniently, believed strictly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.verification.judge import Case, read

TWO = [Case("أ", ("x", "y", "z")), Case("ب", ("x",))]


@pytest.mark.parametrize(
    ("reply", "chosen"),
    [
        ("1: 1, 3\n2: 0", [(1, 3), ()]),
        ("1: ١ و٣\n2: لا", [(1, 3), ()]),
        ("1) [2]\n2) [1]", [(2,), (1,)]),
        ("**1:** 2\n**2:** 1", [(2,), (1,)]),
        ("- 1 → 2\n- 2 → 0", [(2,), ()]),
        ("Sentence 1: windows 1 and 2\nSentence 2: none", [(1, 2), ()]),
        ("الجملة 1: النافذة 3\nالجملة 2: لا شيء", [(3,), ()]),
        ('```json\n{"1": [1, 3], "2": []}\n```', [(1, 3), ()]),
        ('{\n  "1": [\n    1,\n    3\n  ],\n  "2": []\n}', [(1, 3), ()]),
        ('{"1": "2",\n "2": 1}', [(2,), (1,)]),
        ('[{"sentence": 1, "windows": [1]}, {"sentence": 2, "windows": []}]', [(1,), ()]),
        ('{"answers": [{"id": 2, "windows": [1]}, {"id": 1, "windows": [2]}]}', [(2,), (1,)]),
        ("1: 4\n2: 2", [(), ()]),
        ("1: 1, 9\n2: 1", [(), (1,)]),
        ("1: 1\n1: 2\n2: 1", [(), (1,)]),
        ("yes, both", [(), ()]),
        ("", [(), ()]),
        ("3: 1", [(), ()]),
    ],
)
def test_a_reply_is_read_as_models_write_it(reply, chosen):
    """
    Lines, lists, prose, JSON, digits of any script; what is unclear, out of range or said twice is no.
    """
    assert [one.windows for one in read(reply, TWO)] == chosen


@pytest.mark.parametrize(
    ("reply", "chosen"), [("2, 3", (2, 3)), ("[1]", (1,)), ("0", ()), ("1: 0", ())]
)
def test_one_sentence_needs_no_number(reply, chosen):
    """
    A bare list is about the only sentence there is.
    """
    assert read(reply, TWO[:1])[0].windows == chosen


@given(st.text(alphabet='0123456789:،, \n[]{}"ابno-.', max_size=60))
def test_no_reply_chooses_what_is_not_there(reply):
    """
    One choice a sentence, of its windows alone, whatever is written.
    """
    found = read(reply, TWO)

    assert len(found) == 2
    assert all(
        1 <= n <= len(case.windows)
        for case, one in zip(TWO, found, strict=True)
        for n in one.windows
    )
