"""The rule that asks nobody: whole sentences of the source, and nothing else."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from bot.verification.windows import extracted, lines, tokens
from tests.bot.verification.given import given


def is_extract(text, source, *, language="ar"):
    return extracted(tokens(text), lines(given(source, language=language)))


HARBOUR = (
    "وأعلنت وزارة النقل، التي تشرف على الموانئ، إغلاق المرفأ الشمالي يوم الأحد في خطوة مفاجئة."
)
SECOND = "ويعمل في المرفأ نحو 900 عامل ومهندس."


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (HARBOUR, HARBOUR),
        (HARBOUR[1:], HARBOUR),
        (HARBOUR.replace("أ", "ا").replace("،", ","), HARBOUR),
        (
            "أَعلنت وزارةُ النقل، التي تشرف على الموانئ، إغلاقَ المرفأ الشمالي يوم الأحد في خطوة مفاجئة",
            HARBOUR,
        ),
        (f"{HARBOUR[:-1]}، {SECOND}", f"{HARBOUR} {SECOND}"),
        ('قال: "سنعود إلى القرية" قبل الشتاء', "قال: «سنعود إلى القرية» قبل الشتاء."),
    ],
)
def test_whole_sentences_are_extracts(text, source):
    """
    Spelling, the shape of marks and a conjunction at the head apart.
    """
    assert is_extract(text, source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("أعلنت وزارة النقل إغلاق المرفأ الشمالي يوم الأحد في خطوة مفاجئة.", HARBOUR),
        ("يعمل في المرفأ نحو 900 عامل.", SECOND),
        ("يعمل في المرفأ 900 عامل ومهندس.", SECOND),
        ("هاجم المسلحون القرية عشرين مرة.", "هاجم المسلحون، في رد، القرية عشرين مرة."),
        ("وصل الوزير إلى باريس وغادر إلى برلين.", "وصل الوزير إلى باريس. استقبل السفير الوفد، وغادر إلى برلين."),
        ("تعود المدارس إلى العمل قريباً.", "يأمل الوزير أن تنتهي الحرب، وتعود المدارس إلى العمل قريباً."),
        ("لا الأسعار ستنخفض هذا العام.", "لا، الأسعار ستنخفض هذا العام."),
        ("سرق الوزير أموال الصندوق كلها.", "سرق الوزير أموال الصندوق كلها؟!"),
        ("بلغ عدد القتلى 50 شخصاً.", "بلغ عدد القتلى >50 شخصاً."),
        ("عد الوزير بخفض الأسعار قريباً.", "وعد الوزير بخفض الأسعار قريباً."),
        ("انتقد المعلمين المفتشون في الاجتماع.", "انتقد المعلمون المفتشين في الاجتماع."),
        ("المتحف مغلق أمام الزوار.", "المتحف مغلق أمام الزوار يوم الاثنين."),
    ],
)  # fmt: skip
def test_nothing_may_be_left_out_or_moved(text, source):
    """
    Not an aside, a tail, a bound, a mark, a governor of the clause, or another's subject.
    """
    assert not is_extract(text, source)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The mayor of Leeds, Ann Price, opened the bridge on Monday.", True),
        ("And the mayor of Leeds, Ann Price, opened the bridge on Monday.", True),
        ("The mayor of Leeds opened the bridge on Monday.", False),
        ("The mayor of Leeds, Ann Price, opened the bridge.", False),
        ("The mayor of Leeds, Ann Price, opened the “bridge” on Monday.", False),
    ],
)
def test_english_follows_the_same_rule(text, kept):
    """
    Word for word, a conjunction at the head apart.
    """
    source = "The mayor of Leeds, Ann Price, opened the bridge on Monday."
    assert is_extract(text, source, language="en") is kept


WORDS = ["لم", "وصل", "الوزير", "إلى", "بيروت", "نحو", "20", "مرة", "في", "مايو", "أمس", "وقال"]  # fmt: skip


@drawn(st.lists(st.sampled_from(WORDS), min_size=4, max_size=14), st.integers(0, 13))
def test_a_sentence_is_an_extract_of_itself_alone(found, at):
    """
    Whatever it is made of: neither with a word more nor with one less.
    """
    text = " ".join(found)
    [line, *_] = lines(given(f"{text}."))
    less = [word for place, word in enumerate(found) if place != at % len(found)]

    assert extracted(tokens(text), [line])
    assert not extracted(tokens(f"{text} دمشق"), [line])
    assert not extracted(tokens(" ".join(less)), [line])
