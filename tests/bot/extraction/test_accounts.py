"""Accounts that disagree are set side by side; those that agree are not."""

import pytest

from bot.extraction.accounts import is_update, opposing
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
        ("كم عدد قتلى الحريق؟", "أودى الحريق بحياة أربعين من القتلى.", "بلغ عدد قتلى الحريق 60 قتيلاً على الأقل."),
        ("كم عدد قتلى الحريق؟", "خلّف الحريق عشرات القتلى.", "خلّف الحريق مئات القتلى."),
        ("How many people died in the fire?", "At least 40 people died in the fire.", "The fire killed 60 people."),
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
        ("كم عدد قتلى الحريق؟", "خلّف الحريق عشرات القتلى.", "سقط في الحريق عشرات القتلى."),
        ("كم عدد قتلى الحريق؟", "خلّف الحريق عشرات القتلى.", "بلغ عدد قتلى الحريق 40 قتيلاً."),
        ("كم عدد قتلى الحريق؟", "بلغ عدد قتلى الحريق نحو 40 قتيلاً.", "بلغ عدد قتلى الحريق أربعين قتيلاً."),
        ("كم عدد سكان المدينة؟", "عدد سكان المدينة مليون ومئتا ألف.", "عدد سكان المدينة 1.2 مليون نسمة."),
        # Two people, two things, two days, two convoys.
        ("كم شاحنة في القافلة؟", "وصلت إلى حلفايا قافلة من 20 شاحنة.", "دخلت القافلة إلى درعا بـ35 شاحنة."),
        ("How many trucks were in the convoy?", "The convoy of 20 trucks is in Halfaya.", "Trucks of a convoy for Dura: 35."),
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


def test_the_newest_account_comes_first():
    """
    A toll that rose is an update: the later report first. Two figures of one day are none.
    """
    question = asked("كم عدد قتلى الحريق؟")
    early, late = (
        "قتل الحريق أربعة أشخاص.",
        "ارتفع عدد قتلى الحريق إلى تسعة أشخاص بعد العثور على خمس جثث.",
    )

    def told(*days):
        hits = tuple(
            hit(f"a{n}", text, iso=day)
            for n, (text, day) in enumerate(zip((early, late), days, strict=True))
        )
        ranked = candidates(question, Evidence("", hits))
        sides = opposing(question, ranked[0], ranked)
        return [side.text for side in sides], is_update(question, sides)

    assert told("2024-11-12", "2024-11-15") == ([late, early], True)
    assert told("2024-11", "2024-12-01") == ([late, early], True)
    assert told("2024-11", "2024-11-15")[1] is False  # it may be either's day
    assert set(told("2024-11-12", "2024-11-12")[0]) == {early, late}
    assert told("2024-11-12", "2024-11-12")[1] is False


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


def test_one_side_alone_is_no_two_accounts():
    """
    Asked whether they agree, with one story to answer from: nothing stands beside it.
    """
    question = asked("هل يتفق الوزير والنقابة على كلفة الجسر؟")
    ranked = candidates(question, Evidence("", (hit("a", "قال الوزير إن كلفة الجسر مليون."),)))

    assert opposing(question, ranked[0], ranked) == []
