"""Which outlet of the archive a message asks for, if any."""

import pytest

from bot.conversation.intents import Intent
from bot.conversation.outlets import published

OUTLETS = (
    "Harbour Post",
    "Al Manara",
    "QTV",
    "QTV عربي",
    "صحيفة الميدان",
    "لبنان اليوم",
    "نهار 24",
    "اليوم",
)


@pytest.mark.parametrize(
    ("before", "topic", "after", "outlet", "about"),
    [
        ("newest from the", "", "harbour post only", "Harbour Post", ""),
        ("آخر ما نشرته", "المنارة عن السد", "", "Al Manara", "السد"),
        ("شو نشرت", "السيول", "على كيو تي في", "QTV", "السيول"),
        ("latest", "al-manara", "", "Al Manara", ""),
        ("آخر أخبار", "الميدان", "", "صحيفة الميدان", ""),
        ("عناوين", "", "نهار٢٤ لو سمحت", "نهار 24", ""),
        ("أخبار", "محاكمة مدير المنارة", "", None, "محاكمة مدير المنارة"),
        ("آخر أخبار", "إضراب موظفي", "المنارة", None, "إضراب موظفي"),
        ("آخر أخبار", "السد", "اليوم", None, "السد"),
        ("latest on", "the port strike", "", None, "the port strike"),
    ],
)
def test_a_publisher_stands_beside_the_topic(before, topic, after, outlet, about):
    asked, found, _ = published(Intent("latest", topic, before, after), OUTLETS)

    assert (found, asked.topic) == (outlet, about)


@pytest.mark.parametrize(("topic", "certain"), [("لبنان", False), ("لبنان اليوم", True)])
def test_part_of_a_name_alone_may_be_something_else(topic, certain):
    assert published(Intent("latest", topic, "آخر أخبار"), OUTLETS)[2] is certain
