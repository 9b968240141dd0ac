"""Thoughts: what a model thinks never comes out, whichever way its family marks it."""

import pytest

from bot.generation.citation_parser import CitationParser, visible

ANSWER = "بلغت كلفة الجسر 300 مليون دينار [1]."
THOUGHT = "يسأل عن الكلفة. قد يكون الطريق: بلغت كلفته 40 مليوناً [2]. لا، الجسر."
DIALECTS = {
    "think": f"<think>{THOUGHT}</think>{ANSWER}",
    "with an attribute": f'<thinking budget="9">{THOUGHT}</thinking>{ANSWER}',
    "in a namespace": f"<seed:think>{THOUGHT}</seed:think>{ANSWER}",
    "one inside another": f"<thinking>{THOUGHT}<reflection>hm</reflection>{THOUGHT}</thinking>{ANSWER}",
    "its closing mark alone": f"{THOUGHT}\n</think>\n\n{ANSWER}",
    "kimi": f"◁think▷{THOUGHT}◁/think▷{ANSWER}",
    "kimi, closed alone": f"{THOUGHT}◁/think▷{ANSWER}",
    "magistral": f"[THINK]{THOUGHT}[/THINK]{ANSWER}",
    "sky": f"<|begin_of_thought|>{THOUGHT}<|end_of_thought|>{ANSWER}",
    "command": f"<|START_THINKING|>{THOUGHT}<|END_THINKING|><|START_RESPONSE|>{ANSWER}<|END_RESPONSE|>",
    "apertus": f"<|inner_prefix|>{THOUGHT}<|inner_suffix|>{ANSWER}",
    "gemma": f"<|channel>thought\n{THOUGHT}<channel|>{ANSWER}",
    "gemma, closed alone": f"{THOUGHT}\n<channel|>{ANSWER}",
    "a channel's name in bars": f"<|think|>{THOUGHT}<|/think|>{ANSWER}",
    "its end in bars": f"<|thinking_start|>{THOUGHT}<|thinking_end|>{ANSWER}",
    "in words": f"Here is my thought process:\n{THOUGHT}\nHere is my response:\n{ANSWER}",
    "details": f'<details type="reasoning">{THOUGHT}</details>{ANSWER}',
    "harmony": f"<|channel|>analysis<|message|>{THOUGHT}<|end|><|start|>assistant<|channel|>final"
    f"<|message|>{ANSWER}<|return|>",
    "harmony, twice": f"<|channel|>analysis<|message|>{THOUGHT}<|end|><|start|>assistant<|channel|>"
    f"commentary to=x<|message|>{THOUGHT}<|end|><|start|>assistant<|channel|>final<|message|>{ANSWER}",
    "harmony, the answer alone": f"<|channel|>final<|message|>{ANSWER}<|return|>",
    "harmony, its names alone": f"analysis{THOUGHT}assistantfinal{ANSWER}",
    "harmony after text": f"{THOUGHT}<|end|><|start|>assistant<|channel|>final<|message|>{ANSWER}",
    "none": ANSWER,
}  # fmt: skip


def read(text, piece):
    marks = CitationParser()
    found = [one for at in range(0, len(text), piece) for one in marks.feed(text[at : at + piece])]
    return [one.text for one in found + marks.close()]


@pytest.mark.parametrize("piece", [1, 6, 1000])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_only_the_answer_comes_out(dialect, piece):
    """
    However it is split; a thought that holds a sentence with its source is one all the same.
    """
    assert read(DIALECTS[dialect], piece) == ["بلغت كلفة الجسر 300 مليون دينار."]
    assert visible(DIALECTS[dialect]).strip() == ANSWER


@pytest.mark.parametrize(
    "text",
    [
        "<think>" + THOUGHT,
        THOUGHT + "</think>",
        f"<|channel|>analysis<|message|>{THOUGHT}<|return|>",
        "analysis" + THOUGHT,
    ],
)
def test_a_reply_of_thoughts_alone_says_nothing(text):
    """
    It broke off before its answer, or has none.
    """
    assert read(text, 5) == []


def test_a_draft_that_begins_with_a_source_streams():
    """
    The answer's first sentence is out as soon as the second begins.
    """
    marks = CitationParser()

    assert [one.text for one in marks.feed(f"{ANSWER} وأضاف")] == [
        "بلغت كلفة الجسر 300 مليون دينار."
    ]


def test_a_draft_that_begins_without_one_waits_for_its_end():
    """
    It may be a thought whose beginning the prompt's template wrote; then all of it comes, in order.
    """
    marks = CitationParser()

    assert marks.feed(f"نعم، ذُكرت الكلفة. {ANSWER} ثم انتهى.") == []
    assert [one.text for one in marks.close()] == [
        "نعم، ذُكرت الكلفة.",
        "بلغت كلفة الجسر 300 مليون دينار.",
        "ثم انتهى.",
    ]


def test_declining_in_a_thought_is_not_declining():
    """
    Only what stands outside of it counts.
    """
    marks = CitationParser()
    marks.feed("لعلها [[لا_إجابة]]؟ بل في النص الأول.</think>" + ANSWER)

    assert not marks.declined and len(marks.close()) == 1


@pytest.mark.parametrize(
    "text", ["قال إن [THE] كذا < 5 و◁ انتهى.", "analysis of the case [1].", "a<b [1]."]
)
def test_what_only_looks_like_a_mark_is_text(text):
    """
    A bracket, a sign, a word.
    """
    assert visible(text) == text
