"""An answer in the making: numbers in order of first appearance, nothing twice."""

import asyncio

from bot.extraction.questions import asked
from bot.generation.draft import Draft
from bot.verification.gate import Ruling, Sentence, Span
from retrieval.types import Passage, Source

FIRST = Passage(Source("a", "عنوان"), 10, "بلغ السعر 70 دولاراً. ثم ارتفع.", ((0, 21), (22, 31)))
SECOND = Passage(Source("b", "آخر"), 0, "انخفض السعر أمس.", ((0, 16),))


class Gate:
    """Rules as it is told."""

    def __init__(self, rulings):
        self._rulings = {ruling.sentence: ruling for ruling in rulings}

    def rule(self, sentence, before):
        return self._rulings[sentence]


def drafted(*rulings, again=()):
    """A draft of sentences that come to *rulings*, and then of the texts *again*."""

    async def heard():
        draft = Draft(asked("كم بلغ السعر؟"), (FIRST, SECOND))
        draft.gate = asyncio.get_running_loop().create_future()
        draft.gate.set_result(Gate(rulings))
        for sentence in [*(ruling.sentence for ruling in rulings), *map(Sentence, again)]:
            await draft.hear(sentence)
        return draft

    return asyncio.run(heard())


def let_through(text, *spans):
    return Ruling(Sentence(text), "kept", text, spans, "extract")


def quoted(text, *spans):
    return Ruling(Sentence(text), "quoted", "", spans, "no_judge")


def dropped(text, why="nothing_near"):
    return Ruling(Sentence(text), "dropped", "", (), why)


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


def test_the_mode_tells_whose_words_they_are():
    """
    One sentence in the model's words is enough; only quotations are quotations; nothing is neither.
    """
    kept, instead = let_through("انخفض السعر أمس.", Span(2, 0, 16)), quoted("زاد.", Span(1, 10, 31))

    assert drafted(kept, instead).mode == "generated"
    assert drafted(instead, dropped("بلغ 90.")).mode == "quoted"
    assert drafted(dropped("بلغ 90.")).mode == "extractive"


def test_a_quotation_names_its_outlet_and_a_claim_is_made_of_each_stretch():
    """
    In the reader's language, under the number of its source.
    """
    draft = drafted(quoted("زاد ثم نقص.", Span(1, 10, 31), Span(2, 0, 16)))

    assert draft.text.split("\n") == [
        "في خبر بعنوان «عنوان» (بلا تاريخ): «بلغ السعر 70 دولاراً.» [1]",
        "في خبر بعنوان «آخر» (بلا تاريخ): «انخفض السعر أمس.» [2]",
    ]


def test_what_was_dropped_is_told_with_its_reason():
    """
    In the model's order, with what decided.
    """
    draft = drafted(dropped("بلغ 90."), dropped("قال سمير ذلك.", "shown"))

    assert [(one.text, one.why) for one in draft.written if one.outcome == "dropped"] == [
        ("بلغ 90.", "nothing_near"),
        ("قال سمير ذلك.", "shown"),
    ]


def test_a_sentence_is_known_by_its_words():
    """
    Other marks and harakat do not make it another; a dropped one was never said.
    """
    kept, lost = let_through("انخفض السعر أمس.", Span(2, 0, 16)), dropped("بلغ السعر 90.")
    draft = drafted(kept, lost, again=["انخفضَ السعرُ أمس!", "بلغ السعر 90."])

    assert [one.why for one in draft.written if one.outcome == "dropped"] == [
        "nothing_near",
        "repeated",
        "nothing_near",
    ]


def test_a_key_that_a_model_writes():
    """
    It goes no further than the sentence it stood in.
    """
    draft = drafted(dropped("The key is sk-proj-0123456789abcdefghij."))

    assert [one.text for one in draft.written] == ["The key is ***."]
