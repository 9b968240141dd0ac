"""The day of what a sentence tells."""

import pytest

from bot.extraction.timeline import happening
from retrieval.types import Dated, Source

THURSDAY = Source("a", "t", date=Dated("2024-01-25", "day", "printed"))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("افتتح الوزير الثلاثاء الجسر الجديد.", "2024-01-23"),
        ("وقال يوم الخميس إن العمل انتهى.", "2024-01-25"),
        ("سيزور الوفد المدينة الأحد.", "2024-01-28"),
        ("The council met Tuesday.", "2024-01-23"),
        ("The council will meet on Sunday.", "2024-01-28"),
        ("وصل الوفد الأحد الماضي.", "2024-01-21"),
        ("وصل الوفد الأحد وغادر الثلاثاء.", None),
        ("أُغلق سوق الأحد الشعبي.", None),
        ("يجتمع المجلس كل ثلاثاء.", None),
        ("The sun rose over the port.", None),
    ],
)
def test_a_bare_weekday_is_resolved_or_left_as_printed(text, day):
    """
    The last such day before the article, the next of what lies ahead, and none where that is not sure.
    """
    assert happening(text, THURSDAY) == day
