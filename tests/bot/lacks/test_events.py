"""An event, whom it befell, and when."""

import pytest

from tests.bot.lacks.test_lacking import lack


@pytest.mark.parametrize(
    ("question", "sentence", "word"),
    [
        ("متى سقطت حلب؟", "اجتاح المسلحون عام 2024 عشر بلدات وقرى في محافظة حلب.", "سقطت"),
        ("متى سقطت حلب؟", "سقطت حلب يوم الأحد.", None),
        ("متى زار ماكينزي البلدة؟", "وكشف ماكينزي أنه زار البلدة حديثاً.", "زار"),
        ("متى زار الوزير البلدة؟", "زار الوزير البلدة يوم الأحد.", None),
        ("When did the rebels capture Damascus?", "In 2024 rebels captured towns in the far north, Damascus said.", "capture"),
        ("When did the troops leave?", "In 2021 they agreed that the troops would leave.", "leave"),
        ("When will the troops leave?", "In 2021 they agreed that the troops would leave.", None),
        ("When did the troops leave?", "The troops left on Sunday.", None),
        ("متى تأسست الهيئة؟", "تأسس النادي عام 1921.", "الهييه"),
        ("متى تولى زيدان تدريب الفريق؟", "في 4 يناير 2016 أعلن الفريق تعيين زيدان مدرباً.", None),
        ("متى ولد نجيب محفوظ؟", "نجيب محفوظ (11 ديسمبر 1911 - 30 أغسطس 2006) روائي.", None),
        ("أين ولد نجيب محفوظ؟", "نجيب محفوظ (11 ديسمبر 1911 - 30 أغسطس 2006) روائي.", "ولد"),
    ],
)  # fmt: skip
def test_what_happened(question, sentence, word):
    """
    It must be told of the same one and, if the time is asked, with a time.
    """
    assert lack(question, sentence) == word
