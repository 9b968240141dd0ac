"""What no judge may let through, and what only looks like it."""

import pytest

from bot.verification.vetoes import lacks
from bot.verification.windows import Window, lines
from tests.bot.verification.given import given

BRIDGE = (
    "قال المهندس سامي حداد مساء الاثنين إن الجسر شمال المدينة كلّف فرنسا 40 مليون دينار. "
    "وعمل فيه 60 عاملاً و12 مهندساً سبعة أيام. وهذه ثالث مرة يُرمّم فيها."
)
PORT = "Engineer Sami Haddad said the port of Tyre will reopen in two stages at 7 pm."


def lacking(text, report=BRIDGE, **source):
    """What *text* has that *report* lacks, all of which is its window."""
    passages = given(report, **source)
    every = lines(passages)
    found = lacks(text, [Window(tuple(every))], [passages[0].source])
    return found and found[0]


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        ("كلّف الجسر ألمانيا 40 مليون دينار.", "name"),
        ("Engineer Sami Kenworthy said the bridge cost 40 million dinars.", "name"),
        ("عمل العمال يومين.", "number"),
        ("وهذه رابع مرة يُرمّم فيها الجسر.", "number"),
        ("قال سامي حداد صباح الاثنين إن الجسر كلّف 40 مليون دينار.", "date"),
        ("يقع الجسر جنوب المدينة.", "date"),
        ("قال سامي حداد إن «الجسر من أجمل جسور البلاد».", "quote"),
    ],
)
def test_what_the_window_does_not_hold_is_named(text, lack):
    """
    Names in Latin script, countries, numbers, times, directions, quotations.
    """
    assert lacking(text) == lack


@pytest.mark.parametrize(
    "text",
    [
        "بحسب الغد في 26 يناير 2024، كلّف الجسر 40 مليون دينار.",
        "كلّف الجسر 40 مليون دينار (26 يناير 2024).",
        "عمل 60 رجلاً أسبوعاً في الجسر.",
        "عمل العمال في الجسر 168 ساعة.",
        "The bridge cost France 40 million dinars, engineer Sami Haddad said.",
        "On Monday evening Haddad said the bridge had cost Paris 40 million dinars.",
        "قالت باريس إن الجسر كلّف 40 مليون دينار.",
    ],
)
def test_what_follows_from_it_is_not(text):
    """
    The article's own date beside its outlet, weeks, names in another script, capitals.
    """
    assert lacking(text) is None


DAM = "افتتح الوزير السد اليوم وقال السبت إن العمل يبدأ في 3 مايو."


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        ("افتتح الوزير السد يوم الجمعة 26 يناير 2024.", None),
        ("The minister opened the dam on Friday, 26 January 2024.", None),
        ("في خبر نُشر يوم 26 يناير 2024 افتتح الوزير السد.", None),
        ("قال الوزير يوم 20 يناير 2024 إن العمل يبدأ في 3 مايو 2024.", None),
        ("قال الوزير يوم السبت 27 يناير إن العمل يبدأ في مايو.", None),
        ("افتتح الوزير السد يوم 25 يناير 2024.", "number"),
        ("افتتح الوزير السد يوم الخميس.", "date"),
        ("قال الوزير يوم 13 يناير 2024 إن العمل يبدأ في مايو.", "number"),
        ("يبدأ العمل في 3 مايو 2023.", "number"),
    ],
)
def test_days_that_the_article_counts_from_its_own_are_held(text, lack):
    """
    «اليوم» is the day it was published, «السبت» one within a week of it, a day without a year the nearest.
    """
    assert lacking(text, DAM, date="2024-01-26") == lack


def test_a_day_beside_an_outlet_is_of_its_report():
    """
    However the outlet is written, or if only a report is spoken of.
    """
    for text in (
        "في 26 يناير 2024 أفاد مراسل «الجوهرة أف أم» بأن الجسر كلّف 40 مليوناً.",
        "On 26 January 2024 it reported that the bridge cost 40 million.",
    ):
        assert lacking(text, "كلّف الجسر 40 مليوناً.", outlet="Jawhara FM") is None
    said = "في 26 يناير 2024 قال الوزير إن الجسر كلّف 40 مليوناً."
    assert lacking(said, "قال الوزير إن الجسر كلّف 40 مليوناً.", outlet="Jawhara FM") == "number"


def test_a_day_that_nothing_counts_is_not():
    """
    The day of publication is no day of what is told, nor of an article without one.
    """
    assert lacking("كلّف الجسر 40 مليوناً يوم 26 يناير 2024.", "كلّف الجسر 40 مليوناً.") == "number"


WEATHER = (
    "توقع المعهد الوطني للرصد الجوي أمطاراً تتجاوز كمياتها اليومية 60 مليمتراً الأحد، "
    "وتُقدَّم مباراة الكامرون إلى الساعة الرابعة والنصف، وهو في المركز 42."
)


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        ("The National Institute of Meteorology expects more than 60 millimetres.", None),
        ("Rain above 60 millimetres is expected, and Cameroon play at half past four.", None),
        ("Cameroon, 42nd in the world, play at half past four.", None),
        ("Cameroon, 24th in the world, play at half past four.", "number"),
        ("Cameroon play at five.", "number"),
        ("Rain of less than 60 millimetres is expected.", "number"),
        ("Nigeria play at half past four.", "name"),
        ("Rain above 60 millimetres is expected by the Prime Institute.", None),
    ],
)
def test_what_another_language_says_otherwise_is_held(text, lack):
    """
    An hour, a place in a table, a bound before what it bounds, an institution and a country's other spelling.
    """
    assert lacking(text, WEATHER) == lack


@pytest.mark.parametrize(
    ("text", "report", "lack"),
    [
        ("26 يناير 2024.", "افتتح الوزير السد اليوم.", None),
        ("«»", "«»", None),
        ("The attack killed 16 people.", "بدأ الهجوم الساعة الرابعة مساء.", "number"),
        ("The bridge cost 40 million dinars.", "بدأ الهجوم الساعة الرابعة مساء.", "number"),
        ("خسر الفريق 4 لاعبين.", "بدأت المباراة الساعة الرابعة.", "number"),
        ("The match starts at half past five.", "تبدأ المباراة الساعة الخامسة.", "number"),
        ("In the south Biden met Hamdan.", "التقى الوزير بايدن حمدوك.", "name"),
        ("In March India signed it.", "وقّع الاتفاق في مارس عند الحدود.", "name"),
        ("In March Turkey signed it.", "وقّع الاتفاق في مارس على الطريق.", "name"),
        ("افتتح الوزير السد في 27 يناير 2024.", "افتتح الوزير السد السبت الماضي.", "number"),
        ("The vote is on 20 January 2024.", "The vote is on Saturday 27 January.", "number"),
        ("افتتح الوزير السد يوم الخميس 26 يناير 2024.", "افتتح الوزير السد اليوم.", "number"),
        ("It began on 3 May 2024.", "It began on 3 May last year.", "number"),
        ("The treaty dated 26 January 2024 was signed.", "The treaty was signed.", "number"),
        ("It began on 26 January 2024, reported the ministry.", "It began.", "number"),
    ],
)
def test_what_only_looks_like_it_is_not_held(text, report, lack):
    """
    An hour is no count, a country no word that sounds like it; a day that the report fixes is no other.
    """
    assert lacking(text, report) == lack


@pytest.mark.parametrize("outlet", ["Sudan Tribune", "Arab News"])
def test_a_country_in_an_outlet_s_name_does_not_name_it(outlet):
    """
    «السودان» is no word of the Sudan Tribune's.
    """
    said = "في 26 يناير 2024 اجتمع القادة العرب في السودان."
    assert lacking(said, "اجتمع القادة العرب في السودان قبل أشهر.", outlet=outlet) == "number"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_count_none(day):
    """
    No day before the first, none after the last.
    """
    assert lacking("افتتح الوزير السد السبت.", "افتتح الوزير السد أمس السبت.", date=day) is None


def test_a_number_in_the_name_of_an_outlet_is_no_figure():
    """
    «القناة 12» says something; twelve of anything else it does not.
    """
    for text in ("بحسب القناة 12، كلّف الجسر 40 مليوناً.", "ذكرت القناة 12 أن الجسر كلّف 40 مليوناً."):
        assert lacking(text, "كلّف الجسر 40 مليوناً.", outlet="القناة 12") is None
    english = "According to Kamar 12, the bridge cost 40 million."
    assert lacking(english, "كلّف الجسر 40 مليوناً.", outlet="قمر 12") is None
    assert lacking("قُتل 12 شخصاً.", "قُتل 3 أشخاص.", outlet="القناة 12") == "number"


def test_a_translated_quotation_is_one():
    """
    Marks of quotation do not make words foreign that are quoted there as well, in another language.
    """
    said = "قال حداد إن العمل «صعب ولا ينتهي أبداً» في الجسر."
    assert lacking('Haddad called the work "hard and never at an end".', said) is None
    assert lacking('Haddad called the work "hard and never at an end".', PORT) == "quote"
