"""Questions that lean on the turn before, and those that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.followup import faithful, leans, standalone
from bot.types import Turn

TROOPS = "كم عدد القوات الأميركية في العراق؟"


def after(*before):
    return [Turn("", question, "") for question in before]


@pytest.mark.parametrize(
    "question",
    [
        "ومتى؟",
        "لماذا؟",
        "ومتى حدث ذلك؟",
        "وماذا عن سوريا؟",
        "وماذا قال عنها البنتاغون؟",
        "أين قُتل؟",
        "ولمن سلّمتها؟",
        "من هو؟",
        "المزيد",
        "وكم عددهم؟",
        "ما سببه؟",
        "And in Syria?",
        "What about Syria?",
        "Why?",
        "When was he killed?",
        "tell me more",
        "But who leads them?",
    ],
)
def test_leaning(question):
    """
    A bare question word, a conjunction in front, a pronoun or «ذلك» needs the turn before.
    """
    assert leans(question)


@pytest.mark.parametrize(
    "question",
    [
        TROOPS,
        "من هو وزير الدفاع الإيراني؟",
        "هل اتهم العراق إيران بقتل الجنود الأميركيين؟",
        "متى تأسس الجيش العراقي؟",
        "ما أهم أهداف التحالف الدولي؟",
        "وصف الجنرال المسيّرات بماذا بعد الهجوم؟",
        "How many US troops are in Iraq?",
        "Who is the US ambassador to Iraq?",
        "Is it true that US troops left Iraq in 2011?",
    ],
)
def test_standing_alone(question):
    """
    A question that names its own matter is left as it is, whatever came before.
    """
    assert not leans(question)
    assert standalone(question, after("متى بدأ الهجوم على حلب؟")).text == question


@pytest.mark.parametrize("question", ["ومتى؟", "وماذا عن الجيش؟", "أين قُتل؟", "Why?"])
def test_anything_else_is_asked_with_the_turn_before(question):
    """
    The reader's own words say what is wanted; the earlier question says of what.
    """
    asked = standalone(question, after("متى سقط الجسر؟", "من قتل القائد في حلب؟"))

    assert asked.focus == question
    assert asked.context == "من قتل القائد في حلب؟"
    assert question in asked.text
    assert asked.context in asked.text


def test_a_chain_leans_on_its_first_question():
    """
    «ومتى؟» and then «ولماذا؟» are both about what was asked before them, once.
    """
    when = standalone("ومتى؟", after("من قتل القائد؟"))
    why = standalone("ولماذا؟", after("من قتل القائد؟", when.text))

    assert why.context == "من قتل القائد؟"
    assert why.text.count("من قتل القائد؟") == 1


def test_a_dash_in_a_question_is_its_own():
    """
    A question that holds a dash is leant on whole.
    """
    before = "ماذا قال سامي — قائد الفرقة — عن الهدنة؟"

    assert standalone("ومتى؟", after(before)).context == before


@given(st.text(max_size=80))
def test_the_first_question_of_a_chat_is_its_own(question):
    """
    With no turn before, nothing is added and nothing breaks.
    """
    asked = standalone(question, [])

    assert (asked.text, asked.focus, asked.context) == (question, question, "")


@given(st.text(max_size=80), st.text(max_size=80))
def test_what_is_asked_is_never_lost(question, before):
    """
    Whatever two questions say, the second is asked whole.
    """
    asked = standalone(question, after(before))

    assert question in asked.text


@pytest.mark.parametrize(
    ("rewrite", "question", "said"),
    [
        ("متى وصلت القوات الأميركية إلى العراق؟", "ومتى وصلت؟", True),
        ("When did the US troops arrive in Iraq?", "ومتى وصلت؟", False),
        ("متى وصلت القوات الأميركية إلى العراق عام 2019؟", "ومتى وصلت؟", False),
        ("كم عدد القوات الأميركية في العراق؟", "ومتى وصلت؟", False),
        ("متى وصلت القوات الأميركية إلى سوريا؟", "ومتى وصلت؟", False),
        ("وصلت [1]؟", "ومتى وصلت؟", False),
        ("", "ومتى وصلت؟", False),
    ],
)
def test_a_rewrite_adds_and_loses_nothing(rewrite, question, said):
    """
    No new name, number, country or language, nothing of the question lost, and no answer.
    """
    turns = after("كم عدد القوات الأميركية في العراق؟")

    assert faithful(rewrite, question, turns) is said
