"""Two questions in one message are cut where the second begins, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.merging import merged
from bot.conversation.parts import parts
from bot.i18n.messages import say
from tests.bot.fake_rawi import ANSWERED, REFUSED


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("كم عدد القتلى ومتى وقع الهجوم؟", ["كم عدد القتلى؟", "متى وقع الهجوم؟"]),
        ("متى وأين وقع الهجوم؟", ["متى وقع الهجوم؟", "أين وقع الهجوم؟"]),
        ("ما سبب التأجيل وما نتيجته؟", ["ما سبب التأجيل؟", "ما نتيجته؟"]),
        ("من قُتل ومن أُصيب؟", ["من قُتل؟", "من أُصيب؟"]),
        ("كم الكلفة ومن فاز بالعقد؟", ["كم الكلفة؟", "من فاز بالعقد؟"]),
        ("شو صار وليش؟", ["شو صار؟", "ليش؟"]),
        ("When and where was it signed?", ["When was it signed?", "where was it signed?"]),
        (
            "How many people came, and when did it start?",
            ["How many people came?", "when did it start?"],
        ),
    ],
)
def test_each_question_has_its_own_word_that_asks(question, asked):
    """
    What the first leaves out for the second to say is said with it.
    """
    assert parts(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "كم عدد القتلى والجرحى؟",
        "متى انسحبت القوات من الشمال ومن الجنوب؟",
        "ما حدث وما لم يحدث؟",
        "What did he say about how and why it happened?",
        "وصلت السفينة ومتى تعود؟",
        "Who is the minister of trade and industry?",
    ],
)
def test_one_question_stays_one(question):
    """
    «من» after «من» is a preposition, and what begins as a statement is not taken apart.
    """
    assert parts(question) == [question]


@given(st.text(max_size=80))
def test_nothing_said_is_lost(text):
    """
    Every word of a message is in some part, but what joined them.
    """
    said = "".join(parts(text))

    assert all(
        word.strip("؟?!.,،؛: ") in said
        for word in text.split()
        if word[:1] != "و" and word != "and"
    )


def test_both_answers_stand_in_order_and_what_has_none_is_said():
    """
    Citations are numbered on, a sentence that answers both is told once, a refusal is no silence.
    """
    asked = ["كم جندياً؟", "ومن أين؟", "ومن فاز؟"]
    answer = merged("كم جندياً ومن أين ومن فاز؟", asked, [ANSWERED, ANSWERED, REFUSED])

    assert (answer.status, len(answer.claims), len(answer.citations)) == ("answered", 1, 1)
    assert answer.text.endswith(say("part_unanswered", "ar", part="«ومن فاز»"))

    refused = merged("كم ومن؟", asked[:2], [REFUSED, REFUSED])

    assert (refused.status, refused.claims) == ("refused", ())
