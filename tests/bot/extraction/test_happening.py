"""The day of what a sentence tells."""

from datetime import date

import pytest

from bot.extraction.happening import happening, long_past
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
        ("The council met Wednesday and will open the bridge.", "2024-01-24"),
        ("قرر المجلس عقد اجتماع طارئ الجمعة.", None),
        ("وصل الوفد الأحد الماضي.", "2024-01-21"),
        ("وصل الوفد الأحد وغادر الثلاثاء.", None),
        ("أُغلق سوق الأحد الشعبي.", None),
        ("يجتمع المجلس كل ثلاثاء.", None),
        ("The sun rose over the port.", None),
        ("ارتفع إلى 5 اليوم الخميس عدد قتلى هجوم وقع في 7 يناير 2024.", "2024-01-25"),
        ("أُعيد أمس فتح سوق أُغلق يوم 7 يناير 2024.", "2024-01-24"),
    ],
)
def test_a_bare_weekday_is_resolved_or_left_as_printed(text, day):
    """
    The last such day before the article, the next of what lies ahead, and none where that is not sure.
    """
    assert happening(text, THURSDAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It was the worst storm since the flood of May 2019.", None),
        ("It reopened in June 2021, but had been shut since March 2020.", "2021-06"),
        ("استقبل الوزير وفداً من البلدة التي ضربها زلزال السبت.", None),
        ("The mayor met families Tuesday after the fire of 3 May 2019.", "2024-01-23"),
        ("أُعلنت الهدنة بعد 3 مايو 2020.", None),
        ("في 21 مارس، دخلت القوافل المدينة.", "2011-03-21"),
        ("Monday's storm broke the quay.", None),
        ("The ships at anchor are now 30, up from 12 on Monday.", None),
        ("بلغ عدد السفن 30 مقارنة باثنتي عشرة الاثنين.", None),
    ],
)
def test_a_day_of_another_event_is_not_the_day(text, day):
    """
    Nor is the year of a day that of the article where the matter lies years back.
    """
    assert happening(text, THURSDAY, 2011) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("وفي عام 2016 انتقل الميناء إلى الضفة الأخرى.", "2016"),
        ("In 2016, the port moved to the other bank.", "2016"),
        ("The port has handled fewer ships than in 2016.", None),
    ],
)
def test_a_year_is_a_date_where_a_sentence_begins_with_it(text, day):
    """
    And only where whole years are asked for.
    """
    assert happening(text, THURSDAY, years=True) == day
    assert happening(text, THURSDAY) is None


def test_a_day_may_be_of_the_time_of_one_that_is_told_of_in_full():
    """
    «في 21 مارس» in a report that looks back on a war that began on 20 March 2003.
    """
    began = long_past("بدأت الحرب في 20 مارس 2003. ويجتمع المجلس في 3 فبراير 2024.", "2024-01-25")

    assert began == [date(2003, 3, 20)]
    assert happening("في 21 مارس، دخلت القوافل المدينة.", THURSDAY, after=began) == "2003-03-21"
    assert happening("في 5 يناير، دخلت القوافل المدينة.", THURSDAY, after=began) == "2024-01-05"


def test_a_day_without_a_year_is_of_the_months_before():
    """
    What lies farther back is only mentioned.
    """
    assert happening("They met on 7 January.", THURSDAY) == "2024-01-07"
    assert happening("They named one of the planners of the 7 June attack.", THURSDAY) is None
