"""Tense: a verb to come is told from the nouns and names that begin like one."""

import pytest

from bot.wording.tense import moods


@pytest.mark.parametrize("verb", ["سيبقون", "سيدرس", "سيدعم", "ستتخذ", "سيفرض", "سيناقش", "سنواصل"])
def test_a_verb_to_come_is_ahead(verb):
    """Whatever noun its first letters also begin."""
    assert moods([verb], {0}) == {0: "ahead"}


@pytest.mark.parametrize(
    "noun", ["السياره", "سياسه", "سيطرت", "سيناء", "سيناريو", "سيدات", "سنوات"]
)
def test_a_noun_that_begins_like_one_is_not(noun):
    """Nor a verb in the past."""
    assert moods([noun], {0}) == {}
