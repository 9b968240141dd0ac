"""What is counted, and what only stands beside a number."""

import pytest

from bot.extraction.questions import asked
from bot.lacks.counts import counted
from tests.bot.lacks.test_lacking import lack


@pytest.mark.parametrize(
    ("question", "sentence", "unit"),
    [
        ("كم صاروخاً سقط على القاعدة؟", "أصيب أربعة جنود في قصف القاعدة.", "صاروخا"),
        ("كم عدد قتلى الجيش؟", "أنهى اتفاق 2020 قتالاً شُرّد فيه ملايين الناس.", "قتلي"),
        ("كم عدد المستشارين؟", "صدر البيان في الذكرى الأولى بعد المئة.", "المستشارين"),
        ("How many countries joined?", "The two countries agreed on a committee.", "countries"),
        ("كم عدد مقاتلي الحشد؟", "أوفدت العاصمة آلاف المقاتلين.", "الحشد"),
        ("How many soldiers were killed?", "It has 900 soldiers in the north.", "killed"),
        (
            "كم عدد القواعد في البلد؟",
            "جاء التحذير بعد يومين من هجمات شنّتها طائرات على القواعد.",
            "القواعد",
        ),
        ("How many soldiers were killed?", "The dead were 12 soldiers.", None),
        ("كم عدد ضحايا الهجوم؟", "أسفر الهجوم عن مقتل 130 شخصاً.", None),
        ("كم قرصاً سُرق؟", "قُدّرت الأقراص المسروقة ب74 قرصاً.", None),
        ("كم صاروخاً سقط على القاعدة؟", "سقطت على القاعدة خمسة صواريخ.", None),
        ("كم عدد اللاعبين في الفريق؟", "يتكون الفريق من أحد عشر لاعباً.", None),
        ("كم عدد السكان في المدينة؟", "يقطن المدينة 81 مليون نسمة.", None),
        ("كم تبعد البلدة عن النهر؟", "بين البلدة والنهر 60 كيلومتراً.", None),
    ],
)
def test_what_a_sentence_counts(question, sentence, unit):
    """
    A number of another thing, of a year or of what was named before is no answer.
    """
    assert lack(question, sentence) == unit


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("كم عدد القوات الأميركية في العراق؟", "القوات"),
        ("من كم دولة يتكون التحالف؟", "دوله"),
        ("How many US troops are in Syria?", "troops"),
        ("كم استمرت الحرب؟", None),
        ("كم مرة هوجمت القاعدة؟", None),
        ("كم يبلغ طول الجسر؟", None),
        ("متى وصلت القوات؟", None),
    ],
)
def test_what_a_question_wants_counted(question, unit):
    """
    The thing, without its country; nothing where a measure or a frequency is asked.
    """
    assert counted(asked(question)) == unit
