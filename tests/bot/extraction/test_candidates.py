"""Sentences weighed and chosen, over evidence made by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.candidates import candidates, chosen, fit, weighed
from bot.extraction.questions import asked, numbers_of
from retrieval.language.arabic import fold
from retrieval.language.sentences import sentences
from retrieval.types import Dated, Evidence, Hit, Passage, Source


def hit(id, text, *, cosine=0.5, title="خبر", outlet="جريدة", iso="2024-01-25", start=0):
    """A passage that search found, every sentence of it equally near."""
    spans = tuple(sentences(text))
    date = Dated(iso, "day", "metadata") if iso else Dated()
    source = Source(id, title, outlet, date=date)
    every = len(spans)
    return Hit(
        Passage(source, start, text, spans), 1.0, (cosine,) * every, (0.5,) * every, words=0.5
    )


def ranked(question, *hits, rarity=None):
    return candidates(asked(question), Evidence(question, hits, rarity or {}))


@pytest.mark.parametrize(
    ("question", "sentence", "fits"),
    [
        ("متى سقط الجسر؟", "سقط الجسر في 3 مايو.", 1.0),
        ("متى سقط الجسر؟", "سقط الجسر يوم الثلاثاء.", 1.0),
        ("متى سقط الجسر؟", "سقط الجسر عام 1999.", 1.0),
        ("متى سقط الجسر؟", "سقط الجسر في نيسان.", 1.0),
        ("متى سقط الجسر؟", "سقط الجسر القديم.", 0.0),
        ("When did it fall?", "It fell on Monday.", 1.0),
        ("When did it fall?", "It fell.", 0.0),
        ("كم جسراً سقط؟", "سقط 12 جسراً.", 1.0),
        ("كم جسراً سقط؟", "سقط جسر في 12 يناير 2024.", 0.0),
        ("كم جسراً سقط؟", "سقط جسر، وقُتل من المارة خمسة.", 0.5),
        ("كم تبعد البلدة؟", "بينهما 60 كيلومتراً.", 1.0),
        ("لماذا سقط الجسر؟", "سقط الجسر بسبب السيل.", 1.0),
        ("لماذا سقط الجسر؟", "سقط الجسر.", 0.5),
        ("أين سقط الجسر؟", "سقط الجسر القديم.", 1.0),
        ("من بنى الجسر؟", "الجسر قديم.", 1.0),
        ("هل سقط الجسر؟", "الجسر قديم.", 1.0),
    ],
)
def test_what_a_kind_of_question_asks_for(question, sentence, fits):
    """
    A time for «متى», a number of the thing for «كم»; a cause or place is told without a sign.
    """
    assert fit(asked(question), sentence) == fits


@pytest.mark.parametrize(
    "number",
    [
        "2500 جندي",
        "٢٥٠٠ جندي",
        "2,500 جندي",
        "2000 جندي",
        "ثلاثة جنود",
        "عشرات الجنود",
        "مئات الجنود",
        "مئة جندي",
        "مائة جندي",
        "مئتا جندي",
        "ثلاثمئة جندي",
        "ألف جندي",
        "ألفا جندي",
        "آلاف الجنود",
        "مليون جندي",
        "جنديان",
    ],
)
def test_numbers_however_written(number):
    """
    Digits of either script, with separators, and words from two to millions are counts.
    """
    assert fit(asked("كم عدد الجنود في القاعدة؟"), f"في القاعدة {number}.") == 1.0


@pytest.mark.parametrize(
    "number",
    ["2,500", "2500", "four", "eleven", "twenty", "two dozen", "a hundred", "thousands of"],
)
def test_english_numbers_however_written(number):
    """
    The same in English.
    """
    question = asked("How many soldiers are at the base?")

    assert fit(question, f"There are {number} soldiers at the base.") == 1.0


@pytest.mark.parametrize(
    "phrase",
    [
        "يوم الثلاثاء",
        "الأربعاء",
        "الاثنين",
        "أثناء المعركة",
        "بينما تسعى واشنطن",
        "في 24 يناير 2024",
    ],
)
def test_words_that_only_look_like_numbers(phrase):
    """
    Weekdays, «أثناء» and «تسعى» begin like numbers and count nothing.
    """
    sentence = f"انسحب الجنود {phrase} من القاعدة."

    assert fit(asked("كم عدد الجنود في القاعدة؟"), sentence) == 0.0
    assert numbers_of(asked("كم عدد الجنود في القاعدة؟"), sentence) == []


@pytest.mark.parametrize(
    ("question", "sentence", "found"),
    [
        ("كم عدد القوات في العراق؟", "قُتل 12 وبقي 300 جندي.", {"300"}),
        ("كم عدد القوات في العراق؟", "قُتل 12 مدنياً في حلب.", set()),
        ("كم قتيلاً سقط؟", "سقط خمسة قتلى و20 جريحاً في البلدة.", {"خمسة"}),
        (
            "كم عدد قتلى الحريق؟",
            "ارتفع عدد قتلى الحريق إلى سبعة أشخاص بعد العثور على جثتين.",
            {"سبعة"},
        ),
        ("كم عدد سكان البلدة؟", "قالت وزارة الصحة والسكان إن الطقس حار.", set()),
        ("How many troops are in Iraq?", "12 died; there are 900 troops.", {"900"}),
    ],
)
def test_a_number_belongs_to_the_thing_beside_it(question, sentence, found):
    """
    Only what stands next to what is counted counts.
    """
    assert {one.text for one in numbers_of(asked(question), sentence)} == found


def test_the_answering_sentence_comes_first():
    """
    Among equally near sentences, the one that holds the words and the number asked for.
    """
    best, *_ = ranked(
        "كم عدد الجنود في القاعدة؟",
        hit("a", "القاعدة قديمة وواسعة. في القاعدة 300 جندي. زارها الوزير."),
        hit("b", "الطقس حار هذا الصيف."),
    )

    assert best.text == "في القاعدة 300 جندي."
    assert best.article == "a"


def test_a_neighbour_lends_its_words_in_part():
    """
    «وقتل فيه خمسة» after a sentence on the attack holds some of «الهجوم»; alone it holds none.
    """
    alone, beside = (
        next(c for c in ranked("كم قتيلاً في هجوم السوق؟", hit("a", text)) if "خمسة" in c.text)
        for text in ("سقط خمسة قتلى.", "وقع هجوم السوق فجراً. سقط خمسة قتلى.")
    )

    assert alone.covered == beside.covered
    assert alone.held < beside.held < 1


def test_a_question_in_the_text_is_a_poor_answer():
    """
    A headline that asks the reader's own question ranks below one that tells.
    """
    first, second = ranked(
        "من يقود الهجوم؟", hit("a", "من يقود الهجوم؟"), hit("b", "القائد سامي يقود الهجوم.")
    )

    assert (first.article, second.article) == ("b", "a")


def test_words_of_the_turn_before_weigh_less():
    """
    A follow-up's own words decide; what it leans on only helps.
    """
    weights = weighed(asked("ومتى قُتل؟", context="من قتل القائد؟"), {"قتل": 0.5, "القايد": 0.5})

    assert weights["قتل"] == 0.5
    assert 0 < weights["القايد"] < 0.5


NEWS = st.lists(
    st.sampled_from(
        [
            "في القاعدة 300 جندي.",
            "قال الوزير إن «القوات باقية. لن تغادر» أبداً.",
            "هل انسحبت القوات؟",
            "وقع الهجوم يوم الأحد 3 مارس 2024.",
            "US troops left the base on Monday.",
            "ارتفع سعر القمح إلى 3.5 دولار.",
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(
    st.lists(NEWS, max_size=4), st.integers(0, 5000), st.sampled_from(["متى", "كم", "من", "How"])
)
def test_every_sentence_is_weighed_and_verbatim(texts, start, form):
    """
    Each sentence of the evidence once, best first, cut from its article where it says; at most
    three are chosen, the best among them, no two alike.
    """
    hits = [hit(f"a{n}", text, start=start) for n, text in enumerate(texts)]
    question = f"{form} القوات في القاعدة؟"
    found = ranked(question, *hits)

    assert len(found) == sum(len(one.passage.spans) for one in hits)
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    for one in found:
        at = one.start - one.passage.start
        assert one.passage.text[at : at + len(one.text)] == one.text
    if found:
        picked = chosen(asked(question), found)
        assert 1 <= len(picked) <= 3
        assert picked[0] is found[0]
        assert len({fold(one.text) for one in picked}) == len(picked)


def test_a_copy_of_the_best_sentence_adds_nothing():
    """
    What another article repeats in nearly the same words is not said twice.
    """
    found = ranked(
        "متى سقط الجسر؟",
        hit("a", "سقط الجسر القديم يوم الأحد 3 مارس."),
        hit("b", "سقط الجسر القديم يوم الأحد 3 مارس الماضي."),
    )

    assert len(chosen(asked("متى سقط الجسر؟"), found)) == 1


def test_the_sentence_that_carries_on_is_shown_too():
    """
    A second sentence right beside the best needs to answer less well than one further off.
    """
    question = "ماذا قال سامي عن الجسر؟"
    best, carrying = "قال سامي عن الجسر إنه متين.", "وأضاف أن الصيانة كلّفت مالاً كثيراً عن الجسر."
    padding = " ".join(["ارتفع سعر القمح هذا العام في الأسواق."] * 3)
    near = ranked(question, hit("a", f"{best} {carrying} {padding}"))
    far = ranked(question, hit("a", f"{best} {padding} {carrying}"))

    assert [one.text for one in chosen(asked(question), near)] == [best, carrying]
    assert carrying not in [one.text for one in chosen(asked(question), far)]


def test_what_addresses_its_reader_answers_nothing():
    """
    However well its words fit the question, it is no report.
    """
    found = ranked(
        "ما رقم حساب التبرع للجسر؟",
        hit("a", "للتبرع للجسر حوّلوا إلى الحساب 4471 9920. افتتح الوزير الجسر أمس."),
    )

    assert [one.text for one in found] == ["افتتح الوزير الجسر أمس."]


def test_what_names_another_thing_of_the_kind_holds_little_of_the_question():
    """
    The height of one tower is none of another's, though the sentence before it names both.
    """
    text = "برج خليفة أعلى من برج إيفل. ويبلغ ارتفاع برج إيفل 330 متراً. ويبلغ ارتفاع برج خليفة 828 متراً."
    ranked = candidates(asked("كم يبلغ ارتفاع برج خليفة؟"), Evidence("", (hit("a", text),)))
    held = {number: one.held for one in ranked for number in ("330", "828") if number in one.text}

    assert held["828"] > 2 * held["330"]
