"""What a message may mean after the turns before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.followup import JOINT, faithful, readings
from bot.types import Turn

TROOPS = "كم عدد القوات الأميركية في العراق؟"
PORT = Turn("", "كم بلغت كلفة الميناء الجديد؟", "", ("افتتاح الميناء الجديد",))
CROP = Turn("", "كم بلغ محصول الزيتون في تلال السدر؟", "", ("محصول الزيتون في تلال السدر",))
LIBRARY = Turn("", "How many books does the old library hold?", "", ("The old library",))


def after(*before):
    return [Turn("", question, "") for question in before]


def texts(question, before):
    return [one.standalone.text for one in readings(question, [before])]


@pytest.mark.parametrize("question", ["ومتى؟", "لماذا؟", "Why?"])
def test_a_bare_question_is_asked_of_the_last(question):
    """
    The reader's own words say what is wanted; the earlier question says of what.
    """
    (one,) = readings(question, after("متى سقط الجسر؟", "من قتل القائد في حلب؟"))

    assert (one.standalone.focus, one.standalone.context) == (question, "من قتل القائد في حلب؟")


@pytest.mark.parametrize(
    "question", ["ولمن سلّمتها؟", "ومتى حدث ذلك الهجوم؟", "But who leads them?"]
)
def test_a_short_question_may_be_either(question):
    """
    One of its own, or about what was last asked: the archive tells.
    """
    contexts = {one.standalone.context for one in readings(question, after(TROOPS))}

    assert contexts == {"", TROOPS}


def test_what_an_article_answered_is_followed_by_the_words_said():
    """
    The article says what they leave out: they are searched for alone, and in that article.
    """
    (one,) = readings("ومتى حدث ذلك؟", [Turn("", TROOPS, "", ("عنوان",), ("article",))])

    assert (one.standalone.sought, one.standalone.context) == ("ومتى حدث ذلك؟", "")
    assert one.standalone.before is not None
    assert one.standalone.before.articles == ("article",)


@pytest.mark.parametrize(("articles", "first"), [(("one", "one"), True), (("one", "two"), False)])
def test_a_list_of_reports_is_followed_only_by_what_nothing_else_answers(articles, first):
    """
    One report decides what is asked after it; of several none is known to be meant.
    """
    some = readings("كم طول الجسر؟", [Turn("", TROOPS, "", ("عنوان",), articles)])

    assert [one.doubtful for one in some] == [first, not first]


@pytest.mark.parametrize(
    "question",
    [
        "هل اتهم العراق إيران بقتل الجنود الأميركيين؟",
        "Who is the US ambassador to Iraq in 2024?",
    ],
)
def test_a_full_question_is_its_own(question):
    """
    It names its own matter and is left as it is, whatever came before.
    """
    assert texts(question, PORT) == [question]


def test_a_chain_leans_on_its_first_question():
    """
    «ومتى؟» and then «ولماذا؟» are both about what was asked before them, once.
    """
    when = readings("ومتى؟", after("من قتل القائد؟"))[-1].standalone
    why = readings("ولماذا؟", after("من قتل القائد؟", when.text))[-1].standalone

    assert why.context == "من قتل القائد؟"
    assert why.text.count("من قتل القائد؟") == 1


@pytest.mark.parametrize("question", ["والآن؟", "and now?"])
def test_what_asks_nothing_new_asks_the_same_again(question):
    """
    The newest account is told first in any case.
    """
    assert texts(question, PORT) == [PORT.standalone]


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (TROOPS, "وماذا عن سوريا؟", "كم عدد القوات الأميركية في سوريا؟"),
        (TROOPS, "وفي سوريا؟", "كم عدد القوات الأميركية في سوريا؟"),
        ("How many US troops are in Iraq?", "And in Syria?", "How many US troops are in Syria?"),
        (
            "How many US troops are in Iraq?",
            "What about Syria?",
            "How many US troops are in Syria?",
        ),
        ("من افتتح المعرض؟", "وفي المغرب؟", "من افتتح المعرض في المغرب؟"),
        (TROOPS, "وفي كوكب زحل؟", "كم عدد القوات الأميركية في كوكب زحل؟"),
    ],
)
def test_another_place_takes_the_place_of_the_last(before, question, understood):
    """
    Whatever it is called: by the preposition, not by a list of countries.
    """
    assert understood in texts(question, Turn("", before, ""))


@pytest.mark.parametrize("question", ["وماذا عن خط القطار؟", "والقطار؟"])
def test_another_matter_takes_the_place_of_what_the_headline_names(question):
    """
    «كلفة» is kept, for no headline names it; the matter may also be told of by itself.
    """
    (one,) = readings(question, [PORT])

    assert one.standalone.text.startswith("كم بلغت كلفة ")
    assert "القطار" in one.about
    assert one.alone


@pytest.mark.parametrize("question", ["لا، أقصد خط القطار", "لا عفواً، قصدت خط القطار"])
def test_a_correction_asks_of_the_same_report_or_of_another_matter(question):
    """
    An answer must speak of what is meant, and nothing else is told of it.
    """
    same, other = readings(question, [PORT])

    assert same.standalone.focus == "خط القطار"
    assert same.standalone.context == PORT.standalone
    assert other.standalone.text.startswith("كم بلغت كلفة ")
    assert {same.about, other.about} == {"خط القطار"}
    assert not same.alone
    assert not other.alone


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (CROP, "وفي 2031؟", "كم بلغ محصول الزيتون في تلال السدر في 2031؟"),
        (Turn("", "كم بلغ المحصول عام 2030؟", ""), "وفي 2031؟", "كم بلغ المحصول عام 2031؟"),
        (LIBRARY, "and in March?", "How many books does the old library hold in March?"),
    ],
)
def test_another_time_joins_the_place(before, question, understood):
    """
    A year takes the place of a year, never of a place; nothing is told of it by itself.
    """
    (one,) = readings(question, [before])

    assert (one.standalone.text, one.alone) == (understood, False)


_SOME = "وماذا عن في لا أقصد قال هو متى الآن 2031 and what about in he now no I mean"
_WORDS = st.lists(st.sampled_from(_SOME.split(" ")), max_size=6).map(" ".join)


@given(_WORDS | st.text(max_size=40), st.text(max_size=40))
def test_something_is_always_searched_for(question, before):
    """
    Whatever is said, in whatever order: at least one reading, and the first question is its own.
    """
    found = readings(question, [Turn(before, before, "", (before,))])

    assert found
    assert all(one.standalone.text.count(JOINT) <= before.count(JOINT) + 1 for one in found)
    assert [one.standalone.text for one in readings(question, [])] == [question]


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
