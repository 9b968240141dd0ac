"""How a topic is spelt in the reports."""

import pytest

from bot.extraction.spelling import named, spelt
from retrieval.types import Evidence, Hit
from tests.bot.verification.given import given


@pytest.mark.parametrize(
    ("topic", "left"),
    [
        ("the Alder Star affair", "the Alder Star"),
        ("the Alder Star and the storm", "the Alder Star and the storm"),
        ("the affair", "the affair"),
        ("the Alder Moon affair", "the Alder Moon"),  # what may be a name stays
    ],
)
def test_a_word_that_no_report_has_is_no_part_of_a_name(topic, left):
    """
    One in small letters, where another has a capital.
    """
    passage = given("The storm took the Alder Star.", language="en")[0]
    rarity = {"alder": 0.5, "star": 0.5, "storm": 0.5, "affair": 1.0, "moon": 1.0}

    assert named(topic, Evidence("", (Hit(passage, 1.0),), rarity)) == left


def test_a_topic_keeps_letters_with_an_accent():
    """
    A word of them is one word: no letter in its middle is made a capital.
    """
    passage = given("A gunman fired on the avenue.", language="en")[0]
    evidence = Evidence("", (Hit(passage, 1.0),), {})

    assert spelt("the Champs-Élysées", evidence) == "the Champs-Élysées"


@pytest.mark.parametrize(
    ("topic", "written"),
    [
        ("كرنستون", "كرانستون"),
        ("محمود", "محمود"),
        ("سليمان", "سليمان"),
        ("مساعد", "مساعد"),
        ("الكاتب", "الكاتب"),
    ],
)
def test_a_name_is_no_other_that_looks_like_it(topic, written):
    """
    Only an «ا» inside a foreign name may be missing; words of one root stay what they are.
    """
    passage = given("زار كرانستون محمد وسلمان ومسعد وقرأ الكتاب.")[0]
    evidence = Evidence(
        "",
        (Hit(passage, 1.0),),
        {"كرنستون": 1.0, "محمود": 1.0, "سليمان": 1.0, "مساعد": 1.0, "الكاتب": 1.0},
    )

    assert spelt(topic, evidence) == written
