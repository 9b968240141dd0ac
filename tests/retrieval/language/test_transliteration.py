"""Names by their consonants, across two alphabets."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.arabic import fold
from retrieval.language.transliteration import arabic_skeletons, latin_skeletons
from tests.fakes.texts import ANYTHING


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("McKenzie", "ماكينزي"),
        ("McKenzie", "ماكنزي"),
        ("Kenneth", "كينيث"),
        ("Romanowski", "رومانوسكي"),
        ("Baghdad", "بغداد"),
        ("al-Sudani", "السوداني"),
        ("Pentagon", "البنتاغون"),
        ("Erdoğan", "إردوغان"),
        ("Scotland", "اسكتلندا"),
        ("Churchill", "تشرشل"),
        ("Idlib's", "إدلب"),
    ],
)
def test_a_name_is_known_in_the_other_alphabet(latin, arabic):
    """
    Whatever clitic, spelling or ending it comes with.
    """
    assert latin_skeletons(latin) & arabic_skeletons(fold(arabic))


def test_a_name_of_two_consonants_is_no_name():
    """
    Too many names share two.
    """
    assert not latin_skeletons("Fuad")
    assert not arabic_skeletons(fold("فؤاد"))


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("Austin", "السوداني"), ("Kenneth", "فرانك"), ("Washington", "بغداد"), ("Milley", "ميلان")],
)
def test_another_name_is_not(latin, arabic):
    """
    Names that share some consonants are still two.
    """
    assert not latin_skeletons(latin) & arabic_skeletons(fold(arabic))


@given(ANYTHING)
def test_any_text_has_skeletons_or_none(text):
    """
    Names in any script, and what is no name: three consonants or more, or nothing.
    """
    for found in (latin_skeletons(text), arabic_skeletons(fold(text))):
        assert all(len(skeleton) >= 3 for skeleton in found)


@given(st.sampled_from(["ch", "c", "h", "s", "th", "gh", "ce"]))
def test_a_name_of_many_readings_takes_no_time(piece):
    """
    Readings multiply with every letter; only the first few hundred are tried.
    """
    began = time.process_time()
    assert len(latin_skeletons("b" + piece * 300)) <= 256
    assert time.process_time() - began < 2
