"""An answer in the making: numbers in order of first appearance, nothing twice."""

from bot.extraction.questions import asked
from bot.generation.citation_parser import Sentence
from bot.generation.draft import Draft
from bot.verification.gate import Check, Ruling, Span
from retrieval.types import Passage, Source

FIRST = Passage(Source("a", "عنوان"), 10, "بلغ السعر 70 دولاراً. ثم ارتفع.", ((0, 21), (22, 31)))
SECOND = Passage(Source("b", "آخر"), 0, "انخفض السعر أمس.", ((0, 16),))


def drafted(*rulings):
    draft = Draft(asked("كم بلغ السعر؟"), (FIRST, SECOND))
    for ruling in rulings:
        draft.take(ruling)
    return draft


def let_through(text, *spans):
    return Ruling(Sentence(text), "kept", text, spans, 0.9, (Check("support", True),))


def dropped(text, why="number"):
    return Ruling(Sentence(text), "dropped", "", (), 0.0, (Check(why, False),))


def test_numbers_follow_first_appearance_not_the_models_order():
    """
    What the model called 2 is shown as 1 if it is cited first; a quotation keeps its number.
    """
    draft = drafted(
        let_through("انخفض السعر أمس.", Span(2, 0, 16)),
        let_through("بلغ السعر 70 دولاراً.", Span(1, 10, 31)),
        let_through("والسعر انخفض.", Span(2, 0, 16), Span(1, 10, 31)),
    )

    assert draft.text.split("\n") == [
        "انخفض السعر أمس. [1]",
        "بلغ السعر 70 دولاراً. [2]",
        "والسعر انخفض. [1][2]",
    ]
    assert [(c.number, c.quote) for c in draft.citations] == [
        (1, "انخفض السعر أمس."),
        (2, "بلغ السعر 70 دولاراً."),
    ]


def test_half_must_survive():
    """
    One of two is enough, one of three is not, none never; what was said before does not count.
    """
    good, bad = let_through("انخفض السعر أمس.", Span(2, 0, 16)), dropped("بلغ 90.")

    assert drafted(good, bad).survived
    assert not drafted(good, bad, bad).survived
    assert drafted(good, dropped("انخفض السعر أمس.", "repeated"), bad).survived
    assert not drafted().survived


def test_what_was_dropped_is_told_with_the_check_it_failed():
    """
    In the model's order, with the first check that did not pass.
    """
    draft = drafted(dropped("بلغ 90."), dropped("قال سمير ذلك.", "name"))

    assert [(one.text, one.why) for one in draft.dropped] == [
        ("بلغ 90.", "number"),
        ("قال سمير ذلك.", "name"),
    ]


def test_a_sentence_is_known_by_its_words():
    """
    Other marks and harakat do not make it another; a dropped one was never said.
    """
    draft = drafted(let_through("انخفض السعر أمس.", Span(2, 0, 16)), dropped("بلغ السعر 90."))

    assert draft.says("انخفضَ السعرُ أمس!")
    assert not draft.says("بلغ السعر 90.")
