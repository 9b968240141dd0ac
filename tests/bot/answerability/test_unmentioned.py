"""What no report mentions, where that is certain."""

import pytest

from bot.answerability.unmentioned import unmentioned
from bot.extraction.questions import asked
from retrieval.language.arabic import content
from retrieval.types import Evidence
from tests.bot.extraction.test_candidates import hit


def lacking(question, text, *unseen):
    """The word told as lacking, if no passage has those of *unseen*."""
    rarity = dict.fromkeys(content(question), 0.5) | dict.fromkeys(unseen, 1.0)
    return unmentioned(asked(question), Evidence(question, (hit("a", text),), rarity))


@pytest.mark.parametrize(
    ("question", "unseen", "told"),
    [
        ("كم عدد سكان السويد؟", "السويد", "السويد"),
        ("When did Sweden join the pact?", "sweden", "sweden"),
        ("متى انضم السويد إلى الحلف؟", "انضم", None),  # how it is asked, not what about
        ("هل زارها الوزير؟", "زارها", None),
        ("How did it happen in town?", "happen", None),
        ("قديش سعر الخبز؟", "قديش", None),
    ],
)
def test_a_name_that_stands_nowhere_is_told(question, unseen, told):
    """
    What may be a thing's name; a verb, or the word that asks, is none.
    """
    text = "بلغ عدد السكان مليونين." if not question.isascii() else "The pact has two members."

    assert lacking(question, text, unseen) == told


@pytest.mark.parametrize(
    ("question", "unseen", "text"),
    [
        ("ماذا قال ماكنزي؟", "ماكنزي", "قال ماكينزي إنه باق."),
        ("متى بدأ التصعيد؟", "التصعيد", "تصاعد القتال أمس."),
        ("Who is Sweden's king?", "sweden", "بلغ عدد السكان مليونين."),
    ],
)
def test_what_may_stand_there_is_not_told(question, unseen, text):
    """
    Spelt by ear, inflected, or in another language than the reports.
    """
    assert lacking(question, text, unseen) is None


def test_nothing_is_told_of_no_reports():
    """
    An archive without a hit says nothing of its words.
    """
    assert unmentioned(asked("أين السويد؟"), Evidence("أين السويد؟", ())) is None
