"""English questions over Arabic text: the lexicon, names by their consonants, and what any question becomes."""

import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.arabic import fold, words
from retrieval.language.lexicon import Holding, consonants, groups
from retrieval.language.sounds import arabic_skeletons, latin_skeletons, names_sounding
from tests.fakes.texts import ANYTHING


def test_every_entry_can_be_matched():
    """
    A headword stands once, in the spelling it is looked up by, with something Arabic behind it.
    """
    lines = files("retrieval.language").joinpath("data/lexicon.tsv").read_text("utf-8").splitlines()
    heads = [line.split("\t")[0] for line in lines]

    assert [head for head in heads if heads.count(head) > 1] == []
    for line in lines:
        english, arabic = line.split("\t")
        assert english == english.casefold().strip(), line
        assert all(words(equivalent) for equivalent in arabic.split("|")), line


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Where is the foreign minister?", "التقت السفيرة وزير الخارجية"),
        ("soldiers killed", "قتل ثلاثة جنود في الهجوم"),
        ("attacks on bases", "هجوم على قاعدة عسكرية"),
        ("the withdrawing forces", "انسحاب القوات الأميركية"),
        ("McKenzie", "قال الجنرال ماكنزي"),
        ("2,500 troops", "عدد قواتها 2,500"),
        ("Iraq’s cities", "مدن العراق"),
    ],
)
def test_a_question_is_known_word_by_word(question, text):
    """
    Inflected words, phrases, names and numbers all find their Arabic.
    """
    found = groups(question)

    assert found
    assert all(Holding.of(text).has(group) for group in found), [g.english for g in found]


@pytest.mark.parametrize(
    ("question", "text"),
    [("drones", "زار الوزير المدينة"), ("Biden", "قال ترامب"), ("2500", "عددها 900 جندي")],
)
def test_what_a_text_lacks_is_not_found_in_it(question, text):
    """
    Another word, another name, another number.
    """
    assert not any(Holding.of(text).has(group) for group in groups(question))


def test_words_that_say_nothing_are_left_out():
    """
    Stop words and marks make no group; a word asked twice makes one.
    """
    assert groups("who is the of? ...") == ()
    assert [group.english for group in groups("troops, troops and TROOPS")] == ["troops"]


@pytest.mark.parametrize(
    ("text", "name", "there"),
    [
        ("The port of Radès reopened.", "رادس", True),
        ("A plane overran the runway at Batumi.", "باتومي", True),
        ("Floods hit Vietnam on Tuesday.", "الفيتنام", True),
        ("New roads were opened.", "رادس", False),
        ("Roads reopened.", "القوات", False),
        ("", "رادس", False),
    ],
)
def test_a_name_is_heard_in_a_latin_text(text, name, there):
    """
    Of its capitalised words, whatever accents they bear.
    """
    assert bool(names_sounding(text) & arabic_skeletons(fold(name))) == there


@given(ANYTHING)
def test_any_question_has_groups_that_can_be_weighed(text):
    """
    Whatever is asked, each group has phrases, and none of them is empty.
    """
    for group in groups(text):
        assert group.phrases
        assert all(group.phrases) and all(stem for phrase in group.phrases for stem in phrase)
        Holding.of(text).has(group)


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("التصعيد", "تصاعد"),
        ("attacked", "attacks"),
        ("striking", "strikes"),
        ("انتشار", "انتشر"),
        ("المقاتلون", "مقاتلين"),
    ],
)
def test_forms_of_one_word_share_their_consonants(one, other):
    """
    Consonants outlive inflection.
    """
    assert consonants(fold(one)) == consonants(fold(other)) != ""


@pytest.mark.parametrize("word", ["قال", "دار", "في"])
def test_two_consonants_tell_nothing(word):
    """
    Too many words share them.
    """
    assert consonants(word) == ""
