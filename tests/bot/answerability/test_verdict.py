"""Whether the best sentence answers, is only near, or nothing is near; what speaks for each, and what is lacking."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answerability.model import ANSWER, NEAR
from bot.answerability.verdict import (
    answers,
    confidence,
    features,
    presence,
    present,
    threshold,
    unmentioned,
    verdict,
)
from bot.extraction.candidates import candidates
from bot.extraction.questions import asked
from retrieval.language.arabic import content
from retrieval.types import Evidence
from tests.bot.extraction.test_candidates import hit

QUESTION = asked("متى سقط الجسر؟")
EVIDENCE = Evidence(QUESTION.text, (hit("a", "سقط الجسر يوم الأحد 3 مارس."),))
(GOOD,) = candidates(QUESTION, EVIDENCE)
FAR = replace(EVIDENCE, standing=0.1, nearness=0.0)
SHARES = st.floats(0, 1)


def elsewhere(one):
    return replace(one, hit=replace(one.hit, story="elsewhere"))


def test_a_sentence_that_answers():
    """
    The sentences of its story come back in their order, without a reason.
    """
    worse = replace(GOOD, score=GOOD.score - 1)
    judged = verdict(EVIDENCE, [GOOD, elsewhere(worse), worse])

    assert (judged.outcome, judged.shown, judged.reason) == ("answered", (GOOD, worse), None)
    assert judged.confidence == confidence(EVIDENCE, [GOOD]) >= ANSWER


def test_no_sentence_of_another_story_stands_in():
    """
    Where the best story lacks what is asked, another's sentence is not slid to.
    """
    best = replace(GOOD, fits=0.0, cosine=0.2, score=GOOD.score + 0.1)
    judged = verdict(EVIDENCE, [best, elsewhere(GOOD)])

    assert (judged.outcome, judged.shown[0]) == ("nearest", best)


def test_nothing_found_is_no_match():
    """
    No evidence at all.
    """
    judged = verdict(EVIDENCE, [])

    assert (judged.outcome, judged.shown, judged.reason) == ("refused", (), "no_match")
    assert (confidence(EVIDENCE, []), presence(EVIDENCE, [])) == (0.0, 0.0)


@pytest.mark.parametrize(("score", "reason"), [(0.2, "no_match"), (1.5, "not_answered")])
def test_what_does_not_stand_out_is_refused(score, reason):
    """
    An archive full of the like has nothing near; whether it is of the matter is told by its score.
    """
    judged = verdict(FAR, [replace(GOOD, cosine=0.0, held=0.0, score=score)])

    assert (judged.outcome, judged.shown, judged.reason) == ("refused", (), reason)


def test_without_the_number_asked_for_nothing_is_an_answer():
    """
    However alike: what is near is shown as near.
    """
    judged = verdict(EVIDENCE, [replace(GOOD, fits=0.0, cosine=0.9)])

    assert judged.outcome == "nearest"
    assert judged.confidence >= ANSWER


def test_two_sentences_at_most_are_near():
    """
    The best and the next that holds what is asked for as well as it does.
    """
    best = replace(GOOD, cosine=0.2, held=0.2)
    without, second = replace(best, fits=0.0, start=40), replace(best, start=80)
    judged = verdict(EVIDENCE, [best, without, second, replace(second, start=120)])

    assert (judged.outcome, judged.shown) == ("nearest", (best, second))


@pytest.mark.parametrize(("below", "shown"), [(0.1, True), (0.4, False)])
def test_another_story_is_near_only_if_about_as_near(below, shown):
    """
    Within .3 of the best, and well above whatever else its own story has.
    """
    best = replace(GOOD, cosine=0.2, held=0.2)
    there = elsewhere(replace(best, score=best.score - below))
    same = replace(best, score=best.score - 0.8)

    assert verdict(EVIDENCE, [best, there, same]).shown == (best, there if shown else same)
    nearer = replace(same, score=there.score - 0.2)
    assert verdict(EVIDENCE, [best, there, nearer]).shown == (best, nearer)


def test_an_archive_may_ask_for_more():
    """
    The threshold that was fitted on it decides what is called an answer, not what is near.
    """
    sure = confidence(EVIDENCE, [GOOD])

    assert verdict(EVIDENCE, [GOOD], least=sure + 0.001).outcome == "nearest"
    assert verdict(EVIDENCE, [GOOD], least=sure - 0.001).outcome == "answered"
    assert threshold({}) == threshold({"answer_from": ""}) == ANSWER
    assert threshold({"answer_from": "0.5"}) == 0.5


@given(st.lists(st.tuples(SHARES, SHARES, SHARES), max_size=6))
def test_a_verdict_shows_sentences_or_has_a_reason(signs):
    """
    Never both, never neither; what is near is two sentences at most.
    """
    found = [replace(GOOD, score=3 * a, held=a, fits=b, cosine=c) for a, b, c in signs]
    judged = verdict(EVIDENCE, sorted(found, key=lambda one: -one.score))

    assert bool(judged.shown) == (judged.reason is None) == (judged.outcome != "refused")
    assert judged.outcome != "nearest" or len(judged.shown) <= 2
    assert 0 <= judged.confidence <= 1


@given(SHARES, SHARES, SHARES, st.sampled_from(["cosine", "held", "fits"]), st.floats(0.01, 1))
def test_more_evidence_never_makes_an_answer_less_likely(cosine, held, fits, which, more):
    """
    Confidence grows with each of a sentence's own signs.
    """
    one = features(EVIDENCE, [replace(GOOD, cosine=cosine, held=held, fits=fits)])
    better = replace(one, **{which: getattr(one, which) + more})

    assert 0 < answers(one) < answers(better) < 1


@given(st.floats(0, 1.5), st.floats(0, 0.7), st.sampled_from(["standing", "nearness", "lead"]))
def test_what_stands_higher_is_surely_there(standing, nearness, which):
    """
    Presence grows with each sign of it.
    """
    one = features(replace(EVIDENCE, standing=standing, nearness=nearness), [GOOD])
    better = replace(one, **{which: getattr(one, which) + 0.1})

    assert 0 < present(one) < present(better) < 1


def test_the_lead_is_over_other_stories_alone():
    """
    A second sentence of the same story takes nothing from the first.
    """
    worse = replace(GOOD, score=GOOD.score - 0.5)

    assert features(EVIDENCE, [GOOD, worse]).lead == GOOD.score
    assert features(EVIDENCE, [GOOD, elsewhere(worse)]).lead == pytest.approx(0.5)


def test_another_language_asks_less_of_words():
    """
    A sentence that shares no words with a question in another language may still answer it.
    """
    foreign = replace(EVIDENCE, question="When did the bridge fall?")
    plain = replace(GOOD, held=0.3)

    assert confidence(foreign, [plain]) > confidence(EVIDENCE, [plain])
    assert presence(EVIDENCE, [GOOD]) > NEAR


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
