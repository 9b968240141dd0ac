"""Dates as they are printed, meant and asked for."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.language import dates, publication, timewords
from retrieval.language.hijri import days_of
from retrieval.types import UNDATED, Dated


def names(text: str) -> list[str]:
    return [name.replace("_", " ") for name in text.split()]


GREGORIAN = names(
    """يناير فبراير مارس أبريل مايو يونيو
    يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"""
)
LEVANTINE = names(
    """كانون_الثاني شباط آذار نيسان أيار حزيران
    تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول"""
)
MAGHREBI = names(
    """جانفي فيفري مارس أفريل ماي جوان
    جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر"""
)
WEEKDAYS = names("الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد")
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
TODAY = date(2024, 1, 25)  # a Thursday


def styles(day: date) -> list[str]:
    """*day* in every style that newsrooms print."""
    gregorian, levantine = GREGORIAN[day.month - 1], LEVANTINE[day.month - 1]
    maghrebi, weekday = MAGHREBI[day.month - 1], WEEKDAYS[day.weekday()]
    d, y = day.day, day.year
    arabic = [
        f"{d} {gregorian} {y}",
        f"{d} {levantine} {y}",
        f"{d:02} {maghrebi} {y}",
        f"{d} {gregorian} ({levantine}) {y}",
        f"{d} {gregorian} ({levantine}) عام {y}",
        f"{d} {levantine} / {gregorian} {y}",
        f"{d} {levantine}/{gregorian}، {y}",
        f"{d} من {levantine} {y}",
        f"{d} من شهر {gregorian} من العام {y}",
        f"{weekday} {d} {gregorian} {y}",
        f"{weekday}، {d} {levantine} {y}م",
        f"{weekday} الموافق {d} {gregorian} {y}",
        f"{d}/{day.month}/{y}",
        f"{d:02}-{day.month:02}-{y}",
        f"{weekday} {d:02}/{day.month:02}/{y}",
    ]
    english = [
        day.isoformat(),
        f"{day.isoformat()}T23:30:00+03:00",
        f"{day:%Y/%m/%d}",
        f"{day:%B} {d}, {y}",
        f"{d} {day:%B} {y}",
        f"{day:%A}, {day:%b} {d}, {y}",
        f"{d}th of {day:%B}, {y}",
    ]
    return [*arabic, *(text.translate(INDIC) for text in arabic), *english]


@settings(deadline=None)
@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)))
def test_every_style_comes_back(day):
    """
    A full date in any style is found once, whole, and means the same day.
    """
    for text in styles(day):
        sentence = f"جرى ذلك ({text}) في المدينة"
        [found] = dates.find(sentence)

        assert (text, found.dated) == (text, Dated(day.isoformat(), "day", "printed"))
        assert sentence[found.start : found.end].strip("م") in text
        assert publication.given(text) == Dated(day.isoformat(), "day", "metadata")


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("منذ مارس (آذار) 2020 وحتى عام 2022", ["2020-03", "2022"]),
        ("بين عامي 2016 و2018", ["2016", "2018"]),
        ("في السابع من أكتوبر 2023", ["2023-10-07"]),
        ("الحادي والعشرين من آذار 2021", ["2021-03-21"]),
        ("الأول من كانون الأول 2021", ["2021-12-01"]),
        ("الجمعة 25 يناير 2024", ["2024-01"]),
        ("25 يناير/فبراير 2024", ["2024"]),
        ("25 يناير (كانون الثاني)", [None]),
        ("30/02/2024 و2024-13-01", []),
        ("كسب 2500 جندي و2024 ديناراً", []),
        ("تيريزا ماي، ومارس الرياضة، وأب لثلاثة", []),
        ("موسم 2023-24 والنتيجة 3-2", []),
        ("بنسبة 25.01.2024.7 في المئة", []),
    ],
)
def test_what_is_a_date(text, isos):
    """
    Only what is printed is known; a weekday or a month that contradicts the rest is not believed.
    """
    assert [found.dated.iso for found in dates.find(text)] == isos


@pytest.mark.parametrize(
    ("value", "precision", "iso"),
    [
        ("2024-01-25T23:30:00-05:00", None, "2024-01-25"),
        ("2017-01-22T185600", None, "2017-01-22"),
        ("Thu, 25 Jan 2024 10:00:00 +0000", None, "2024-01-25"),
        ("20240125", None, "2024-01-25"),
        ("1706183999", None, "2024-01-25"),
        ("1706140800000", None, "2024-01-25"),
        ("2021-06-15", "month", "2021-06"),
        ("2021-06-15", "year", "2021"),
        ("2021-06", "day", "2021-06"),
        ("2021-06", None, "2021-06"),
        ("2021", "month", "2021"),
        ("٢٠٢١", None, "2021"),
    ],
)
def test_metadata(value, precision, iso):
    """
    A metadata date keeps the day of its own time zone; a stated precision only takes away.
    """
    dated = publication.given(value, precision)

    assert dated.iso == iso
    assert (dated.precision, dated.origin) == (
        {4: "year", 7: "month", 10: "day"}[len(iso)],
        "metadata",
    )


@pytest.mark.parametrize(
    "value", ["", "قريباً", "2024-13-01", "2024-02-30", "1445", "24", "25 يناير"]
)
def test_not_metadata(value):
    """
    What is not one whole Gregorian date is refused rather than completed.
    """
    assert publication.given(value) is None
    assert publication.given("2024-01-25", "none") == UNDATED


BODY = "وصل الوفد إلى العاصمة في 6 يناير 1921 بعد رحلة دامت أياماً، وكان في استقباله جمع من الأهالي."


@pytest.mark.parametrize(
    ("lines", "iso"),
    [
        (["عنوان", "25 يناير 2024", BODY], "2024-01-25"),
        (["عنوان", "نُشر: الخميس، 25 يناير 2024 - 10:30 بتوقيت بغداد", BODY], "2024-01-25"),
        (["عنوان", "آخر تحديث: 26/01/2024", "تاريخ النشر: 25/01/2024", BODY], "2024-01-25"),
        (["عنوان", "25 يناير 2024 - 13 رجب 1445 هـ", BODY], "2024-01-25"),
        (["عنوان", "سالم حمد | 25 يناير 2024", BODY], "2024-01-25"),
        (["عنوان", "بغداد، 25 يناير 2024 (وكالة) - " + BODY], "2024-01-25"),
        (["عنوان", BODY, "25-01-2024"], "2024-01-25"),
        (["عنوان", "الجمعة 25 يناير 2024", BODY], "2024-01"),
        (["عنوان", "25 يناير 2034", BODY], None),
        (["عنوان", BODY], None),
        (["ذكرى 25 يناير 2011", BODY], None),
        (["عنوان", "لقاء الرئيسين في 25 يناير 2024 يمهد للاتفاق", BODY], None),
        (["عنوان", f"* السبت 13 ماي 2017 - الساعة 20:00 {BODY}"], None),
        (["عنوان", BODY, "برنامج اللقاءات:", "الأحد 26 فيفري 2017", "الفريق أ - الفريق ب"], None),
    ],
)
def test_published(lines, iso):
    """
    A line that is there to say when says when; a date in a sentence, a title or a list does not.
    """
    assert publication.published(lines, today=TODAY).iso == iso


@pytest.mark.parametrize(
    ("mentioned", "dated"),
    [
        ("في 2019", Dated("2024-01-25", "day", "inferred")),
        ("في 2018", UNDATED),
        ("", UNDATED),
    ],
)
def test_year_is_inferred_only_when_one_fits(mentioned, dated):
    """
    25 January was a Thursday in 2018 and 2024: naming 2019 settles it, naming 2018 does not.
    """
    lines = ["عنوان", "الخميس 25 يناير", f"{BODY} {mentioned}"]

    assert publication.published(lines, today=TODAY) == dated


@pytest.mark.parametrize(
    ("words", "published", "iso"),
    [
        ("أمس", "2024-01-25", "2024-01-24"),
        ("أمس (الأربعاء)", "2024-01-25", "2024-01-24"),
        ("اليوم الخميس", "2024-01-25", "2024-01-25"),
        ("اليوم الجمعة", "2024-01-25", None),
        ("أول من أمس", "2024-03-01", "2024-02-28"),
        ("قبل يومين", "2024-01-25", "2024-01-23"),
        ("منذ ثلاثة أيام", "2024-01-25", "2024-01-22"),
        ("two days ago", "2024-01-25", "2024-01-23"),
        ("yesterday", "2024-01-01", "2023-12-31"),
        ("الخميس الماضي", "2024-01-25", "2024-01-18"),
        ("الأسبوع الماضي", "2024-01-25", "2024-01"),
        ("الأسبوع الماضي", "2024-01-10", None),
        ("الشهر الجاري", "2024-01-25", "2024-01"),
        ("الشهر الماضي", "2024-01", "2023-12"),
        ("العام الماضي", "2024", "2023"),
        ("في 24 من كانون الثاني الحالي", "2024-01-25", "2024-01-24"),
        ("24 من كانون الثاني الحالي", "2024-02-25", None),
        ("مارس الماضي", "2024-01-25", "2023-03"),
        ("29 فبراير الماضي", "2025-01-25", "2024-02-29"),
        ("أمس", "2024-01", None),
        ("منذ أيام", "2024-01-25", None),
        ("روسيا اليوم", "2024-01-25", None),
    ],
)
def test_relative_words(words, published, iso):
    """
    Words such as yesterday are counted from the day of publication, as precisely as it is known.
    """
    precision = {4: "year", 7: "month", 10: "day"}
    dated = timewords.resolve(words, Dated(published, precision[len(published)], "metadata"))

    assert dated == (iso and Dated(iso, precision[len(iso)], "inferred"))
    assert timewords.resolve(words, UNDATED) is None


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("ماذا حدث في يناير 2024؟", "2024-01-01", "2024-01-31"),
        ("ما الذي جرى عام ٢٠٢١؟", "2021-01-01", "2021-12-31"),
        ("What happened in January 2024?", "2024-01-01", "2024-01-31"),
        ("ماذا حدث أمس؟", "2024-01-24", "2024-01-24"),
        ("ما أخبار حلب منذ 2022؟", "2022-01-01", None),
        ("منذ بداية عام 2022", "2022-01-01", None),
        ("ماذا جرى قبل مارس 2023؟", None, "2023-02-28"),
        ("بعد 7 أكتوبر 2023", "2023-10-08", None),
        ("حتى نهاية 2023", None, "2023-12-31"),
        ("من يناير إلى مارس 2023", "2023-01-01", "2023-03-31"),
        ("بين 1 و5 يناير 2024", "2024-01-01", "2024-01-05"),
        ("between 2020 and 2022", "2020-01-01", "2022-12-31"),
        ("منذ عام 2014 حتى اليوم", "2014-01-01", "2024-01-25"),
        ("ماذا قيل الأسبوع الماضي؟", "2024-01-13", "2024-01-19"),
        ("هذا الأسبوع", "2024-01-20", "2024-01-26"),
        ("آخر 7 أيام", "2024-01-18", "2024-01-25"),
        ("خلال الأيام الثلاثة الماضية", "2024-01-22", "2024-01-25"),
        ("منذ ثلاثة أيام", "2024-01-22", None),
        ("since last month", "2023-12-01", None),
        ("يناير الماضي", "2023-01-01", "2023-01-31"),
        ("ماذا سيحدث غداً؟", None, None),
        ("متى قُتل الرئيس بعد الحرب؟", None, None),
        ("كم جندياً في العراق من أصل 2500؟", None, None),
        ("متى اليوم العالمي للمرأة؟", None, None),
        ("ماذا قالت روسيا اليوم عن الهجوم؟", None, None),
    ],
)
def test_question_dates(question, since, until):
    """
    Time words in a question become the first and last day it is about, or nothing at all.
    """
    assert timewords.asked_days(question, TODAY) == (since, until)


@pytest.mark.parametrize(
    ("question", "latest"),
    [
        ("ما آخر أخبار حلب؟", True),
        ("أعطني آخر تصريح للوزير", True),
        ("ما أحدث المستجدات؟", True),
        ("latest on Aleppo", True),
        ("هل زار الوفد بلداً آخر غير الأردن؟", False),
        ("ماذا قال الطرف الآخر؟", False),
        ("متى بدأ الهجوم؟", False),
    ],
)
def test_wants_latest(question, latest):
    """
    «آخر» asks for the newest before a noun, and means "another" after one.
    """
    assert timewords.wants_latest(question) is latest


DATE_WORDS = names(
    """يناير جانفي مارس الاثنين الخميس 31 29 0 99 2023 ٢٠٢٤ / - ( ) ، و من إلى قبل منذ حتى الماضي
    المقبل الحالي أيام يومين شهر سنة آخر أمس اليوم ago last day may february"""
)


@settings(deadline=None)
@given(
    st.text() | st.lists(st.sampled_from(DATE_WORDS), max_size=12).map(" ".join),
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
)
def test_any_text_is_survived(text, today):
    """
    No text breaks the parser, and every bound it draws is a real day in order.
    """
    for found in dates.find(text):
        assert 0 <= found.start < found.end <= len(text)
    publication.given(text)
    publication.published(text.split("\n"), today=today)
    timewords.resolve(text, Dated(today.isoformat(), "day", "printed"))
    since, until = timewords.asked_days(text, today)

    if since and until:
        assert date.fromisoformat(until) - date.fromisoformat(since) >= timedelta(0)


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("تم نشره السبت 12 أيلول / سبتمبر 2015 07:05 صباحاً", "2015-09-12"),
        ("نُشر في: 3 أكتوبر 2018", "2018-10-03"),
        ("تاريخ الإضافة 03/10/2018", "2018-10-03"),
        ("أُضيفت بتاريخ 3 أكتوبر 2018", "2018-10-03"),
        ("آخر تعديل 3 أكتوبر 2018 - 18:20 ت.غ", "2018-10-03"),
        ("3 أكتوبر 2018 | 06:20 م | الدوحة", "2018-10-03"),
        ("3 أكتوبر 2018 - 06:20 بتوقيت مكة المكرمة", "2018-10-03"),
        ("أكتوبر 3, 2018", "2018-10-03"),
        ("Published: 3rd October 2018, 11:20 AM GST", "2018-10-03"),
        ("أوكتوبر 3, 2018 - 9:05 ص", "2018-10-03"),
        ("الأربعاء ,3 أكتوبر ,2018", "2018-10-03"),
        ("2018-أكتوبر-03", "2018-10-03"),
        ("صدر بتاريخ 3 أكتوبر 2018", "2018-10-03"),
        ("التاريخ: 3 تشرين الأول أكتوبر 2018", "2018-10-03"),
        ("نشر في: 3 أكتوبر 2018 - عدد القراءات: 1200", "2018-10-03"),
        ("أكتوبر 3, 2018 بواسطة سمر الحاج", "2018-10-03"),
        ("3 أكتوبر 2018، 4 دقائق للقراءة", "2018-10-03"),
        ("03.10.2018 - محدث: 04.10.2018", "2018-10-03"),
        ("أكتوبر 3، 2018 6:20 م", "2018-10-03"),
        ("03-أكتوبر-2018", "2018-10-03"),
        ("الأربعاء - ٣ أكتوبر - ٢٠١٨", "2018-10-03"),
        ("۳ اکتبر ۲۰۱۸", "2018-10-03"),
        ("الثلثاء 2 تشرين 1 2018", "2018-10-02"),
        ("الجمعة 14 كانون 2 2022", "2022-01-14"),
        ("الثلاثاء 8 مايس 2018", "2018-05-08"),
        ("3 أكتبر 2018", "2018-10-03"),
        ("12 سبتنبر 2015", "2015-09-12"),
        ("الأربعاء، أكتوبر الثالث، 2018", "2018-10-03"),
        ("٣\u061c/١٠\u061c/٢٠١٨", "2018-10-03"),
        ("الأربعاء 23 محرم 1440هـ الموافق 3 أكتوبر 2018م", "2018-10-03"),
        ("3 أكتوبر 2018 (23 محرم 1440 هـ)", "2018-10-03"),
        ("23 محرم 1440هـ", "2018-10"),
        ("1440/01/23", None),
    ],
)
def test_a_line_that_says_when_is_understood_however_it_is_spelt(line, iso):
    """
    Labels, orders, separators, calendars and slips; a Hijri date names no more than is certain.
    """
    found = publication.stamp(line)
    if iso is None:
        assert found is None or found.dated.precision != "day"
    else:
        assert found.dated.iso == iso


@given(year=st.integers(1343, 1500), month=st.integers(1, 12), day=st.integers(1, 29))
def test_a_hijri_date_is_a_few_days_that_follow_those_of_the_day_before(year, month, day):
    """
    Five days, one later than those of the day before it, whatever the month's length.
    """
    first, last = days_of(year, month, day)

    assert (last - first).days == 4
    if day > 1:
        assert (first - days_of(year, month, day - 1)[0]).days == 1


@pytest.mark.parametrize(
    ("hijri", "umm_al_qura"),
    [
        ((1343, 8, 1), "1925-02-25"),
        ((1400, 1, 1), "1979-11-20"),
        ((1441, 9, 1), "2020-04-24"),
        ((1445, 7, 13), "2024-01-25"),
        ((1500, 12, 28), "2077-11-14"),
    ],
)
def test_the_days_a_hijri_date_can_mean_hold_the_announced_one(hijri, umm_al_qura):
    """
    As Umm al-Qura's calendar has them.
    """
    first, last = days_of(*hijri)

    assert first.isoformat() <= umm_al_qura <= last.isoformat()


@pytest.mark.parametrize(
    "line",
    [
        "قُتل في أبريل 24 شخصاً",
        "باع 24 سيارة 2020",
        "الدورة 24 لمعرض 2020",
        "الميزانية 12,5 مليون لعام 2020",
        "النسخة 24, 2020",
        "انتخابات 2020 في 24 محافظة",
    ],
)
def test_a_number_beside_a_year_is_no_day(line):
    """
    Only a month, or a word one slip away from a month, makes them a date.
    """
    assert all(found.day is None for found in dates.find(line))
