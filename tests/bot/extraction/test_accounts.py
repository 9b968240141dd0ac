"""Accounts that disagree are set side by side; those that agree are not."""

import pytest

from bot.extraction.accounts import opposing
from bot.extraction.candidates import candidates
from bot.extraction.questions import asked
from retrieval.types import Evidence
from tests.bot.extraction.test_candidates import hit


def sides(question, *texts):
    """The texts that disagree, each of an article of its own (or of one, given as a pair)."""
    hits = [hit(f"a{n}", text) for n, text in enumerate(texts)]
    taken = asked(question)
    ranked = candidates(taken, Evidence(question, tuple(hits)))
    return {one.text for one in opposing(taken, ranked[0], ranked)}


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("من قائد الفرقة الخامسة؟", "قائد الفرقة الخامسة الجنرال سامي حداد.", "قال الجنرال رامي حداد، قائد الفرقة الخامسة."),
        ("ما اسم قائد الفرقة؟", "قائد الفرقة هو العميد كينيث ماكنزي.", "قائد الفرقة هو العميد فرانك ماكينزي."),
        ("Who leads the brigade?", "Gen. Kenneth Miller leads the brigade.", "The brigade is one Gen. Frank Miller leads."),
        ("كم عدد الجنود في القاعدة؟", "في القاعدة 300 جندي.", "يبلغ عدد الجنود في القاعدة 450 جندياً."),
        ("كم قتيلاً سقط في السوق؟", "سقط في السوق خمسة قتلى.", "سقط في السوق 12 قتيلاً."),
        ("هل طلبت البلدية إغلاق الجسر؟", "طلبت البلدية إغلاق الجسر القديم.", "لم تطلب البلدية إغلاق الجسر."),
        ("هل تستهدف القوات المدنيين؟", "تستهدف القوات المدنيين كل يوم.", "وتنفي القوات أنها تستهدف المدنيين."),
        ("هل قصفت القوات الميناء أم المطار؟", "قصفت القوات الميناء والمطار.", "القوات نفت أنها قصفت الميناء."),
        ("Did the council approve the bridge?", "The council approved the bridge.", "The council never approved the bridge."),
    ],
)  # fmt: skip
def test_disagreement(question, one, other):
    """
    Another given name, another number of the thing, one denying what the other affirms.
    """
    assert sides(question, one, other) == {one, other}


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        # The same said twice.
        ("من قائد الفرقة؟", "قائد الفرقة هو الجنرال سامي حداد.", "قال الجنرال سامي حداد، قائد الفرقة، إنه باق."),
        ("كم عدد الجنود في القاعدة؟", "في القاعدة 300 جندي.", "عدد الجنود في القاعدة 300."),
        ("كم عدد الجنود في القاعدة؟", "في القاعدة 2500 جندي.", "في القاعدة 2,500 جندي."),
        ("كم عدد الجنود في القاعدة؟", "في القاعدة 2500 جندي.", "في القاعدة ٢٥٠٠ جندي."),
        ("هل طلبت البلدية إغلاق الجسر؟", "طلبت البلدية إغلاق الجسر.", "البلدية طلبت إغلاق الجسر القديم."),
        # Two people, two things, two days.
        ("من قائد الفرقة؟", "قائد الفرقة هو الجنرال سامي حداد.", "قال الجنرال رامي نصار إن قائد الفرقة باق."),
        ("كم عدد الجنود في القاعدة؟", "في القاعدة 300 جندي.", "في القاعدة أيضاً 12 طائرة ومهبط."),
        ("كم قتيلاً سقط في السوق؟", "سقط في السوق خمسة قتلى الثلاثاء.", "سقط في السوق خمسة قتلى الأربعاء."),
        ("كم عدد القتلى في السوق؟", "ارتفع عدد القتلى الثلاثاء في السوق.", "ارتفع عدد القتلى الأربعاء في السوق."),
        ("How many soldiers are in Iraq?", "There are 2,500 soldiers in Iraq.", "In Iraq there are 2500 soldiers."),
        # What was asked is not what is denied.
        ("متى سقط الجسر؟", "سقط الجسر يوم الأحد.", "لم يسقط الجسر يوم الأحد."),
        # An agreement, not whether accounts agree.
        ("متى يتفق المجلس والبلدية؟", "يتفق المجلس والبلدية يوم الأحد.", "المجلس والبلدية على خلاف."),
        ("When did the council agree?", "The council will agree on Sunday.", "The bridge divides the council."),
    ],
)  # fmt: skip
def test_agreement(question, one, other):
    """
    Other words, another spelling of a number, other people or things are no disagreement.
    """
    assert sides(question, one, other) == set()


def test_one_article_does_not_disagree_with_itself_on_a_number():
    """
    «300 جندي، ثم 450» in one report is a course of events.
    """
    assert (
        sides("كم عدد الجنود في القاعدة؟", "كان في القاعدة 300 جندي. ثم صار في القاعدة 450 جندياً.")
        == set()
    )


def test_one_article_can_tell_what_two_parties_say():
    """
    A report that quotes both sides of a denial shows both.
    """
    told = ("قال السكان إن القوات تستهدف المدنيين.", "وتنفي القوات أنها تستهدف المدنيين.")

    assert sides("هل تستهدف القوات المدنيين؟", " ".join(told)) == set(told)


@pytest.mark.parametrize("frame", ["بحسب البلدية", "وفق البلدية", "في نظر البلدية"])
def test_whoever_asks_for_one_side_gets_it(frame):
    """
    «بحسب…» asks what one party says; the other's word is not asked for.
    """
    one, other = "طلبت البلدية إغلاق الجسر القديم.", "لم تطلب البلدية إغلاق الجسر."

    assert sides(f"هل طلبت إغلاق الجسر {frame}؟", one, other) == set()


def test_whoever_asks_for_both_sides_gets_two_articles():
    """
    «هل تتفق الروايات…» is answered by two reports, whether or not a sign of conflict is seen.
    """
    question = "هل تتفق الروايات على سبب سقوط الجسر؟"
    one, other = "سبب سقوط الجسر هو السيل.", "سقوط الجسر سببه إهمال الصيانة."

    assert sides(question, one, other) == {one, other}


def test_a_third_article_takes_its_place():
    """
    At most three accounts, each of its own article.
    """
    texts = (
        "طلبت البلدية إغلاق الجسر القديم.",
        "لم تطلب البلدية إغلاق الجسر.",
        "قال ناطق إن البلدية طلبت إغلاق الجسر.",
        "البلدية طلبت إغلاق الجسر فوراً.",
    )
    found = sides("هل طلبت البلدية إغلاق الجسر؟", *texts)

    assert len(found) == 3
    assert texts[1] in found


def test_a_sentence_that_does_not_answer_contradicts_nothing():
    """
    A number of something far from the question is no second account.
    """
    far = hit("b", "يدرس في المدرسة 450 طالباً.", cosine=-0.4)
    near = hit("a", "في القاعدة 300 جندي.")
    taken = asked("كم عدد الجنود في القاعدة؟")
    ranked = candidates(taken, Evidence("", (near, far)))

    assert opposing(taken, ranked[0], ranked) == []
