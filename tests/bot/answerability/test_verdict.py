"""Whether a sentence answers, and the reason when none does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answerability.verdict import LEAST, answers_likely, confidence, likelihood, verdict
from bot.extraction.candidates import candidates
from bot.extraction.questions import asked
from retrieval.types import Evidence
from tests.bot.extraction.test_candidates import hit

QUESTION = asked("متى سقط الجسر؟")
EVIDENCE = Evidence("", (hit("a", "سقط الجسر يوم الأحد 3 مارس."),))
(GOOD,) = candidates(QUESTION, EVIDENCE)
CROWD = tuple(hit(id, "سقط الجسر.") for id in "abcde")  # none of them stands out
SHARES = st.floats(0, 1)


def test_a_sentence_that_answers():
    """
    The sentences that answer come back in their order, without a reason.
    """
    worse = replace(GOOD, score=GOOD.score - 1)
    judged = verdict(EVIDENCE, [GOOD, replace(GOOD, lack="الجسر"), worse])

    assert judged.shown == (GOOD, worse)
    assert (judged.outcome, judged.reason) == ("answered", None)


def test_nothing_found_is_no_match():
    """
    No evidence at all.
    """
    judged = verdict(EVIDENCE, [])

    assert (judged.outcome, judged.shown, judged.reason) == ("refused", (), "no_match")


def test_nothing_near_is_no_match():
    """
    Evidence that has nothing to do with the question: no word of it is worth naming.
    """
    judged = verdict(
        EVIDENCE, [replace(GOOD, score=0.2, cosine=-0.2, held=0.0, fits=0.0, lack="الجسر")]
    )

    assert (judged.outcome, judged.reason) == ("refused", "no_match")


def test_something_near_is_no_answer():
    """
    Reports about the matter without the answer: shown as near.
    """
    near = replace(GOOD, fits=0.0)
    judged = verdict(EVIDENCE, [near])

    assert (judged.outcome, judged.shown, judged.reason) == ("nearest", (near,), None)


def test_no_sentence_of_another_story_stands_in():
    """
    Where the best story lacks what is asked, another's sentence is not slid to.
    """
    best = replace(GOOD, lack="الجسر", score=GOOD.score + 0.1)
    other = replace(GOOD, hit=replace(GOOD.hit, story="elsewhere"))
    judged = verdict(EVIDENCE, [best, other])

    assert (judged.outcome, judged.shown) == ("nearest", (best,))


@pytest.mark.parametrize(
    "change",
    [{"lack": "الجسر"}, {"fits": 0.0}, {"cosine": -0.5, "held": 0.1}, {"fits": 0.5, "held": 0.1}],
    ids=str,
)
def test_likeness_is_not_enough(change):
    """
    A lack, the wrong kind of answer, or little of the question: each alone stops a sentence.
    """
    assert answers_likely(GOOD)
    assert not answers_likely(replace(GOOD, **change))


def test_what_stands_out_from_nothing_is_refused():
    """
    A sentence like the question, in an archive full of such: nothing says it is the answer.
    """
    lost = Evidence("", CROWD, standing=0.3, nearness=0.05)

    assert confidence(lost, [GOOD]) < LEAST < confidence(EVIDENCE, [GOOD])
    assert verdict(lost, [GOOD]).reason == "not_answered"
    assert verdict(lost, [GOOD], least=0.0).shown == (GOOD,)


def test_where_the_archive_is_doubtful_a_sentence_must_be_likelier():
    """
    The same sentence answers if the matter stands out, and resembles if it does not.
    """
    middling = replace(GOOD, cosine=0.3, held=0.2, fits=1.0)
    doubtful = Evidence("", CROWD, standing=0.9, nearness=0.45)

    assert LEAST < confidence(doubtful, [middling]) < 0.5 < confidence(EVIDENCE, [middling])
    assert 0.4 < likelihood(middling) < 0.55
    assert verdict(EVIDENCE, [middling]).outcome == "answered"
    assert verdict(doubtful, [middling]).outcome == "nearest"


@given(st.floats(0, 1.5), st.floats(0, 0.7), st.sampled_from(["standing", "nearness"]))
def test_what_stands_higher_is_surer(standing, nearness, which):
    """
    Confidence lies between 0 and 1 and grows with either sign.
    """
    one = replace(EVIDENCE, standing=standing, nearness=nearness)
    better = replace(one, **{which: getattr(one, which) + 0.1})

    assert 0 < confidence(one, [GOOD]) < confidence(better, [GOOD]) < 1


@given(
    st.floats(-1, 1),
    SHARES,
    SHARES,
    st.sampled_from(["cosine", "held", "fits"]),
    st.floats(0.01, 1),
)
def test_more_evidence_never_makes_an_answer_less_likely(cosine, held, fits, which, more):
    """
    Likelihood lies between 0 and 1 and grows with each of its signs.
    """
    one = replace(GOOD, cosine=cosine, held=held, fits=fits)
    better = replace(one, **{which: getattr(one, which) + more})

    assert 0 < likelihood(one) < likelihood(better) < 1


@given(st.lists(st.tuples(SHARES, SHARES, st.sampled_from([None, "كلمه"])), max_size=6))
def test_a_verdict_shows_sentences_or_has_a_reason(signs):
    """
    Never both, never neither.
    """
    found = [replace(GOOD, score=3 * a, held=a, fits=b, lack=lack) for a, b, lack in signs]
    judged = verdict(EVIDENCE, sorted(found, key=lambda one: -one.score))

    assert bool(judged.shown) == (judged.reason is None) == (judged.outcome != "refused")
    assert judged.outcome != "answered" or all(one.lack is None for one in judged.shown)
    assert judged.outcome != "nearest" or len(judged.shown) <= 2


def test_another_language_need_not_stand_higher():
    """
    What is fitted on an archive's own words is not asked of a question that shares none of them.
    """
    foreign = replace(EVIDENCE, question="When did the bridge fall?", standing=0.45, nearness=0.4)
    own = replace(foreign, question="متى سقط الجسر؟")
    sure = confidence(foreign, [GOOD])

    assert LEAST < sure < 0.95
    assert verdict(foreign, [GOOD], least=0.95).outcome == "answered"
    assert verdict(own, [GOOD], least=0.95).outcome == "refused"
