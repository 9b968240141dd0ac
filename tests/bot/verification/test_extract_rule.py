"""The rule that knows omission alone: what may be left out, and what makes another sentence of it."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from bot.verification.extract_rule import extracted
from bot.verification.windows import lines, tokens
from tests.bot.verification.given import given


def is_extract(text, source, *, language="ar"):
    return extracted(tokens(text), lines(given(source, language=language)))


HARBOUR = (
    "وأعلنت وزارة النقل، التي تشرف على الموانئ، إغلاق المرفأ الشمالي يوم الأحد في خطوة مفاجئة. "
    "وقال مدير المرفأ سمير حداد إن العمال لم يتسلموا رواتبهم منذ أكثر من 3 أشهر. "
    "ويعمل في المرفأ نحو 900 عامل ومهندس."
)


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت وزارة النقل، التي تشرف على الموانئ، إغلاق المرفأ الشمالي يوم الأحد في خطوة مفاجئة.",
        "أعلنت وزارة النقل إغلاق المرفأ الشمالي يوم الأحد في خطوة مفاجئة.",
        "أعلنت وزارة النقل إغلاق المرفأ الشمالي يوم الأحد.",
        "أَعلنت وزارةُ النقل إغلاقَ المرفإ الشمالي يوم الأحد".replace("المرفإ", "المرفأ"),
    ],
)
def test_an_aside_and_a_tail_may_be_left_out(text):
    """
    Also the conjunction at its head; spelling does not matter.
    """
    source = HARBOUR.split(". ")[0] + "."
    assert is_extract(text, source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("العمال لم يتسلموا رواتبهم منذ أكثر من 3 أشهر.", HARBOUR.split(". ")[1] + "."),
        ("قال مدير المرفأ سمير حداد إن العمال يتسلموا رواتبهم.", HARBOUR.split(". ")[1] + "."),
        ("قال مدير المرفأ سمير حداد إن العمال لم يتسلموا رواتبهم منذ 3 أشهر.", HARBOUR.split(". ")[1] + "."),
        ("يعمل في المرفأ نحو 900 عامل.", "ويعمل في المرفأ نحو 900 عامل ومهندس."),
        ("يعمل في المرفأ 900 عامل ومهندس.", "ويعمل في المرفأ نحو 900 عامل ومهندس."),
        ("زار الوزير والمحافظ غادر المدينة.", "زار الوزير المصنع في الصباح الباكر والمحافظ غادر المدينة."),
        ("وصل الوزير إلى المدينة وألقى كلمة.", "وصل الوزير إلى المدينة، واستقبله المحافظ، وألقى كلمة."),
        ("قتل محمد علي في الهجوم.", "قتل محمد وعلي في الهجوم."),
        ("أقر المجلس الموازنة.", "أقر المجلس الموازنة، بحسب زعم رئيسه."),
        ("سيزور الرئيس تونس في مايو.", "سيزور الرئيس تونس في مايو إذا سمحت صحته."),
        ("لم يستقل الوزير.", "لم يستقل الوزير في الجلسة بل قبلها."),
        ("هاجم الجيش المدينة وليس القرية.", "هاجم الجيش المدينة والقرية."),
        ("أكد الوزير سقوط المدينة.", "ربما أكد الوزير سقوط المدينة."),
        ("وصل الرئيس سامر الخطيب إلى المطار.", "وصل الرئيس السابق سامر الخطيب إلى المطار."),
        ("نمت الصادرات 5 في يناير.", "نمت الصادرات 5% في يناير."),
        ("كل الدول وقعت الاتفاق.", "وقعت كل الدول الاتفاق."),
    ],
)  # fmt: skip
def test_what_the_rest_depends_on_may_not_be_left_out(text, source):
    """
    A speaker, a denial, a bound, a condition, half of those counted, a subject, a unit; nor may
    anything change places.
    """
    assert not is_extract(text, source)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The mayor of Leeds, Ann Price, opened the bridge on Monday.", True),
        ("The mayor of Leeds opened the bridge on Monday.", True),
        ("The mayor of Leeds opened the bridge.", True),
        ("The mayor of Leeds and 40 guests left early.", False),
        ("The bridge cost 30 million pounds.", False),
        ("Ann Price opened the bridge on Monday.", False),
        ("The mayor of Leeds did open the bridge.", False),
    ],
)
def test_english_follows_the_same_rule(text, kept):
    """
    An aside between commas, a day at the end; no attribution, no new subject.
    """
    source = (
        "The mayor of Leeds, Ann Price, opened the bridge on Monday, and 40 guests left early. "
        "The bridge cost 30 million pounds, the ministry said."
    )
    first, second = lines(given(source, language="en"))
    assert (extracted(tokens(text), [first]) or extracted(tokens(text), [second])) is kept


def test_two_sentences_join_only_whole():
    """
    The end of the first cannot be cut away to give its subject to the second.
    """
    source = "وصل الوزير إلى المدينة في الصباح. وغادر المحافظ المطار مساء."

    assert is_extract("وصل الوزير إلى المدينة في الصباح وغادر المحافظ المطار مساء.", source)
    assert not is_extract("وصل الوزير إلى المدينة وغادر المحافظ المطار مساء.", source)


WORDS = ["لم", "وصل", "الوزير", "إلى", "بيروت", "نحو", "20", "مرة", "في", "مايو", "أمس", "وقال"]  # fmt: skip


@drawn(st.lists(st.sampled_from(WORDS), max_size=14))
def test_a_sentence_is_an_extract_of_itself_and_of_nothing_longer_than_itself(found):
    """
    Whatever it is made of; and a word more is never in its source.
    """
    text = " ".join(found)
    if len(found) < 4:
        return
    [line, *_] = lines(given(f"{text}."))
    assert extracted(tokens(text), [line])
    assert not extracted(tokens(f"{text} دمشق"), [line])
