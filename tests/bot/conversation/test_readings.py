"""What a follow-up may mean, by its grammar and the headlines before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.followup import JOINT
from bot.conversation.readings import readings
from bot.types import Turn

TROOPS = "كم عدد القوات الأميركية في العراق؟"
PORT = Turn(
    "", "كم بلغت كلفة الميناء الجديد؟", "", ("افتتاح الميناء الجديد",), "الوزير كريم النعماني"
)
CROP = Turn("", "كم بلغ محصول الزيتون في تلال السدر؟", "", ("محصول الزيتون في تلال السدر",))
ENGLISH = Turn(
    "", "How many books does the old library hold?", "", ("The old library",), "Mayor Whitlock"
)


def texts(question, before):
    return [one.standalone.text for one in readings(question, [before])]


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
        ("كم جندياً أميركياً بالعراق؟", "وماذا عن سوريا؟", "كم جندياً أميركياً في سوريا؟"),
        ("من افتتح المعرض؟", "وفي المغرب؟", "من افتتح المعرض في المغرب؟"),
        (TROOPS, "وفي كوكب زحل؟", "كم عدد القوات الأميركية في كوكب زحل؟"),
    ],
)
def test_another_place_takes_the_place_of_the_last(before, question, understood):
    """
    Whatever it is called: by the preposition, not by a list of countries.
    """
    assert understood in texts(question, Turn("", before, ""))


@pytest.mark.parametrize("question", ["وماذا عن خط القطار؟", "لا، أقصد خط القطار", "والقطار؟"])
def test_another_matter_takes_the_place_of_what_the_headline_names(question):
    """
    «كلفة» is kept, for no headline names it; the matter may also be told of by itself.
    """
    (one,) = readings(question, [PORT])

    assert one.standalone.text.startswith("كم بلغت كلفة ")
    assert "القطار" in one.about
    assert one.alone


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (CROP, "وفي 2031؟", "كم بلغ محصول الزيتون في تلال السدر في 2031؟"),
        (CROP, "لا، أقصد في 2031", "كم بلغ محصول الزيتون في تلال السدر في 2031؟"),
        (Turn("", "كم بلغ المحصول عام 2030؟", ""), "وفي 2031؟", "كم بلغ المحصول عام 2031؟"),
        (ENGLISH, "and in March?", "How many books does the old library hold in March?"),
    ],
)
def test_another_time_joins_the_place(before, question, understood):
    """
    A year takes the place of a year, never of a place; nothing is told of it by itself.
    """
    (one,) = readings(question, [before])

    assert (one.standalone.text, one.alone) == (understood, False)


@pytest.mark.parametrize(
    ("before", "question", "named"),
    [
        (PORT, "وماذا قال عن الرسوم؟", "قال الوزير كريم النعماني عن الرسوم"),
        (PORT, "وماذا قال أيضاً؟", "قال الوزير كريم النعماني أيضاً"),
        (ENGLISH, "What did she say about Sundays?", "What did Mayor Whitlock say about Sundays?"),
    ],
)
def test_who_speaks_is_who_spoke(before, question, named):
    """
    «قال» without a name is the last answer's speaker, named as its article did.
    """
    assert named in texts(question, before)[0]


def test_who_is_named_speaks_himself():
    """
    A follow-up that names its speaker keeps it.
    """
    assert "النعماني" not in texts("وماذا قالت الهيئة؟", PORT)[0]


@pytest.mark.parametrize("question", ["والآن؟", "and now?", "وكم بلغت اليوم؟", "كم كلفته حالياً؟"])
def test_now_means_the_newest_account(question):
    """
    And is nothing to be searched for.
    """
    (one,) = readings(question, [PORT])

    assert one.newest
    assert PORT.standalone in one.standalone.text


def test_a_correction_that_asks_stands_for_the_last_question():
    """
    «لا، أقصد كم …؟» is that question; what it leans on is the one before the wrong one.
    """
    asked = readings("لا، أقصد كم سفينة يتسع لها الميناء الجديد؟", [CROP, PORT])[0].standalone

    assert asked.text == "كم سفينة يتسع لها الميناء الجديد؟"


@pytest.mark.parametrize("question", [TROOPS, "من وقّع اتفاق المياه في قمة الجبل؟"])
def test_a_question_of_its_own_is_left_as_it_is(question):
    """
    Whatever came before; only a short one may also be about that, if nothing answers it by itself.
    """
    assert texts(question, PORT)[0] == question
    assert texts("كم طناً من القمح حصد مزارعو الوادي الغربي هذا العام؟", PORT)[1:] == []


_SOME = "وماذا عن في لا أقصد قال هو متى الآن 2031 and what about in he now no I mean"
_WORDS = st.lists(st.sampled_from(_SOME.split(" ")), max_size=6).map(" ".join)


@given(_WORDS, st.text(max_size=40))
def test_something_is_always_searched_for(question, before):
    """
    Whatever is said, in whatever order: at least one reading, and none that is empty or double.
    """
    found = readings(question, [Turn(before, before, "", (before,))])

    assert found
    assert all(one.standalone.text.count(JOINT) <= before.count(JOINT) + 1 for one in found)
