"""What each layer holds against an answer, and which is blamed."""

from dataclasses import replace

import pytest

from bot.evaluation.cases import Facts
from bot.evaluation.layers import LAYERS
from bot.types import Citation, Claim
from retrieval.types import Passage
from tests.fakes.cases import (
    ANSWERED,
    ELSEWHERE,
    NEAREST,
    PASSAGE,
    QUOTE,
    REFUSED,
    SECOND,
    SENTENCE,
    TWO_SIDED,
    case,
    failures,
    found,
)


def all_of(*facts):
    return Facts(all=facts)


def saying(text, *, outcome="judged", mode="generated"):
    claim = Claim(text, (1,), outcome=outcome)
    return replace(ANSWERED, text=text, claims=(claim,), mode=mode)


@pytest.mark.parametrize(
    ("asserted", "answer"),
    [
        ({}, ANSWERED),
        ({"facts": all_of("2500", "الجسر|الميناء")}, ANSWERED),
        ({"facts": all_of(2500)}, ANSWERED),
        ({"facts": Facts(any=("900", "الكُلفة", "كلفه"))}, ANSWERED),
        ({"forbidden": (250, "الميناء")}, ANSWERED),
        ({"article": ("bridge-7f3a",)}, ANSWERED),
        ({"article": ("bridge-op",), "rank": 1}, ANSWERED),
        ({"article": ("embassy|wire-22",)}, ANSWERED),
        ({"article": ("bridge-copy",)}, ANSWERED),
        ({"story": ("bridge-7f3a",)}, ANSWERED),
        ({"only": ("bridge", "embassy")}, ANSWERED),
        ({"conflict": True}, TWO_SIDED),
        ({"conflict": False}, ANSWERED),
        ({"update": True}, ANSWERED),
        ({"update": True}, replace(TWO_SIDED, text=f"تغيّر العدد:\n{SENTENCE}")),
        ({"language": "ar", "as_of": "2024-05-02", "mode": "extractive"}, ANSWERED),
        ({"independent_sources": 1}, ANSWERED),
        ({"standalone": ("الكلفة",)}, ANSWERED),
        ({"outcome": "refused"}, REFUSED),
        ({"outcome": "refused"}, NEAREST),
        ({"outcome": "shown", "facts": all_of("2500")}, NEAREST),
        ({"outcome": "shown"}, ANSWERED),
        ({"outcome": "nearest", "facts": all_of("2500")}, NEAREST),
        ({}, saying("كلفة الجسر ألفان وخمسمئة دينار [1]", outcome="judged")),
        ({}, saying("بلغت الكلفة 2500 دينار [1]", outcome="kept")),
    ],
    ids=str,
)
def test_what_holds(asserted, answer):
    """
    Facts after folding or by value, ids, file names and other places of a text all count.
    """
    assert failures(case(**asserted), answer) == []


@pytest.mark.parametrize(
    ("asserted", "answer", "layer", "why"),
    [
        ({"standalone": ("الميناء",)}, ANSWERED, "followup", "the question as understood lacks"),
        ({"article": ("embassy",)}, ANSWERED, "retrieval", "did not find embassy"),
        ({"article": ("ridge-opening",)}, ANSWERED, "retrieval", "did not find ridge-opening"),
        ({"article": ("harbour",), "rank": 1}, ANSWERED, "retrieval", "harbour ranks 2, not 1"),
        ({"facts": all_of("الوزير")}, ANSWERED, "retrieval", "no passage it found says الوزير"),
        ({"facts": all_of("900")}, ANSWERED, "evidence", "does not say 900"),
        ({"facts": all_of(250)}, ANSWERED, "retrieval", "no passage it found says 250"),
        ({"forbidden": (2500,)}, ANSWERED, "evidence", "says 2500"),
        ({"article": ("harbour",)}, ANSWERED, "evidence", "does not cite harbour"),
        ({"only": ("harbour",)}, ANSWERED, "evidence", "cites bridge-7f3a"),
        ({}, REFUSED, "answerability", "refused (not_answered)"),
        ({}, NEAREST, "answerability", "called it nearest, not an answer"),
        ({"outcome": "refused"}, ANSWERED, "answerability", "answered, though the archive cannot"),
        ({"outcome": "nearest"}, REFUSED, "answerability", "refused (not_answered)"),
        ({"outcome": "nearest"}, ANSWERED, "answerability", "called it an answer"),
        ({"outcome": "shown"}, REFUSED, "answerability", "refused (not_answered)"),
        ({"mode": "quoted"}, ANSWERED, "verification", "its mode is extractive, not quoted"),
        (
            {"forbidden": ("الوزير",)},
            saying("قال الوزير إن الكلفة 2500 [1]"),
            "verification",
            "let الوزير through",
        ),
        (
            {},
            saying("دشّن الوزير والمحافظ ورئيس البلدية جسراً [1]", outcome="kept"),
            "verification",
            "not in what it quotes",
        ),
        ({}, saying(f"«{QUOTE[1:]}» [1]", outcome="quoted"), "quote", "no verbatim quote in"),
        ({}, saying("بلغت الكلفة 2600 دينار [1]"), "numbers", "“2600” is in no quote of it"),
        ({"independent_sources": 2}, ANSWERED, "attribution", "counts 1 sources, not 2"),
        (
            {},
            replace(ANSWERED, independent_sources=2),
            "attribution",
            "counts more sources than it cites",
        ),
        ({}, saying(f"«{QUOTE}» [1]", outcome="quoted"), "attribution", "names no outlet in"),
        ({"language": "en"}, ANSWERED, "language", "is in ar, not en"),
        (
            {},
            replace(ANSWERED, text=f"According to the morning: {QUOTE}"),
            "language",
            "its own words are not in ar",
        ),
        ({"conflict": True}, ANSWERED, "conflict", "shows one account only"),
        ({"conflict": False}, TWO_SIDED, "conflict", "shows accounts side by side"),
        (
            {"update": True},
            replace(TWO_SIDED, text=f"في هذا أكثر من رواية:\n{SENTENCE}"),
            "conflict",
            "shows what has changed as accounts",
        ),
        ({"as_of": "2024-06-02"}, ANSWERED, "as_of", "is as of 2024-05-02, not 2024-06-02"),
        (
            {},
            replace(ANSWERED, as_of="2024-06-02"),
            "as_of",
            "the newest it cites is of 2024-05-02",
        ),
    ],
    ids=str,
)
def test_what_fails(asserted, answer, layer, why):
    """
    Each shortcoming is its own layer's, and that layer is blamed.
    """
    result = found(case(**asserted), answer)
    told = failures(case(**asserted), answer)

    assert result.blamed == layer
    assert told[0][0] == layer and told[0][1].startswith(why)


def cited_twice(numbers, start=0):
    """Two quoted sentences that cite *numbers*."""
    other = f"بحسب المساء: «{SECOND}» [2]"
    claims = tuple(
        Claim(text, (number,)) for text, number in zip((SENTENCE, other), numbers, strict=True)
    )
    citations = (Citation(1, PASSAGE, QUOTE, start), Citation(2, ELSEWHERE, SECOND, 0))
    text = f"{SENTENCE}\n{other}"
    return replace(ANSWERED, text=text, claims=claims, citations=citations, independent_sources=2)


def test_swapped_citations_are_attribution():
    """
    Each quotation stands in the answer, but beside another's number.
    """
    assert failures(case(), cited_twice((1, 2))) == []
    assert found(case(), cited_twice((2, 1))).blamed == "attribution"
    layers = [layer for layer, _ in failures(case(), cited_twice((2, 1)))]
    assert layers.count("attribution") == 2


def test_an_offset_that_is_off_is_a_misquotation():
    assert found(case(), cited_twice((1, 2), start=1)).blamed == "quote"


def test_what_the_library_no_longer_holds_is_a_misquotation():
    gone = replace(PASSAGE, source=replace(PASSAGE.source, id="gone"))
    answer = replace(ANSWERED, citations=(Citation(1, gone, QUOTE, 0),))
    assert ("quote", "gone is not in the library") in failures(case(), answer)


def test_every_shortcoming_is_told_in_its_layer_and_both_languages():
    """
    One run shows all that is wrong with an answer; none is told as a mean of others.
    """
    wrong = case(facts=all_of("الوزير"), forbidden=("2500",), language="en", as_of="2020")
    verdicts = found(wrong).verdicts
    states = {one.layer: one.state for one in verdicts}

    assert tuple(states) == LAYERS
    assert [layer for layer, state in states.items() if state == "failed"] == [
        *("retrieval", "evidence", "language", "as_of")
    ]
    assert states["conflict"] == states["verification"] == states["followup"] == "unasked"
    assert all(why("ar") != why("en") for one in verdicts for why in one.why)


def test_layers_note_what_is_worth_knowing():
    notes = {one.layer: one.note for one in found(case(article=("harbour",))).verdicts}
    assert (notes["retrieval"], notes["answerability"], notes["as_of"]) == (
        *("#2", "0.90", "2024-05-02"),
    )


def test_a_passage_of_another_place_is_not_the_article():
    """
    A story asked for is met by whoever tells it, an article only by itself.
    """
    retold = Passage(replace(ELSEWHERE.source, id="retold"), 0, SECOND)
    hits = (ANSWERED.considered[0], replace(ANSWERED.considered[1], passage=retold, story="s1"))
    answer = replace(ANSWERED, considered=hits)
    assert failures(case(story=("retold",)), answer) == []
    assert failures(case(article=("retold",)), answer) == [("evidence", "does not cite retold")]
