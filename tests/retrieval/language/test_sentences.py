"""Where sentences end, whatever the text."""

import time

import pytest
from hypothesis import given

from retrieval.language.sentences import sentences
from tests.fakes.texts import STORED


@given(STORED)
def test_sentences_hold_every_visible_character_once(text):
    """
    In order, apart, without spaces around; what lies between two of them is only space.
    """
    spans = sentences(text)
    ends = [0, *(end for _, end in spans)]

    for (start, end), before in zip(spans, ends, strict=False):
        assert before <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        assert not text[before:start].strip()
    assert not text[ends[-1] :].strip()


@pytest.mark.parametrize(
    "sentence",
    [
        "قال د. علي إن أ. سعيد وصل.",
        "بلغت 3.5 ملايين دولار.",
        "قالت الولايات المتحدة (U.S.) إنها باقية.",
        "قال: «لن ننسحب. سنبقى هنا».",
        "تردّد قليلاً... ثم أجاب.",
        "The U.S. said Gen. McKenzie agreed.",
        "انظر الصفحة رقم. 5 من التقرير.",
        "هل تنسحب القوات؟",
        "The ferry sank on Oct. 7 last year, said Sen. Ida Quill.",
        'The "first boat." of many came at 5 a.m. on Monday from Mist Bay Inc. of Gull.',
        "“Who pays?” asked the mayor.",
    ],
)
def test_a_full_stop_does_not_always_end_a_sentence(sentence):
    """
    Abbreviations, numbers, ellipses and open quotations go on; a second sentence is told apart.
    """
    text = f"{sentence} وقال المتحدث إن المحادثات مستمرة."

    assert [text[a:b] for a, b in sentences(text)] == [sentence, text[len(sentence) + 1 :]]


def test_what_is_glued_is_taken_apart():
    """
    A quotation that opens behind a stop, who took the picture above, a headline in capitals.
    """
    parts = [
        "Boats lay idle.",
        '"We wait," she said.',
        "A crew rests in 2031.(Mo Hart/Example)",
        "MORE BOATS LEAVE THE PORT",
        'Ida Quill said it was "over."',
        "A storm is near.",
    ]
    text = "".join(parts)

    assert [text[a:b] for a, b in sentences(text)] == parts


@pytest.mark.parametrize(
    "unit",
    [
        "MORE BOATS LEAVE PORTThe ",
        'end."We ',
        "أ. ",
        "كلمة… ",
        "«كلمة. ",
        "U.S. ",
        "(كلمة. ",
        "كلمة. ",
    ],
)
def test_sentences_take_time_in_proportion(unit):
    """
    A page of nothing but abbreviations or open quotes is read as soon as any: a file of 20 MB is
    allowed, and one that never ends would hold the writer's lock. Four times the text may take
    eight times as long.
    """

    def seconds(times):
        began = time.process_time()
        sentences(unit * times)
        return time.process_time() - began

    seconds(500)
    # The quickest of three: the collector may run in any one of them.
    long, short = (min(seconds(n) for _ in range(3)) for n in (8000, 2000))
    assert long <= 8 * short + 0.3
