"""Numbers are read as one value, however a newsroom writes them."""

import sys
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.language.numbers import agrees, differs, held, numbers
from tests.retrieval.language.spelling_numbers import Manner, arabic, english

_MANNERS = st.builds(
    Manner,
    oblique=st.booleans(),
    feminine=st.booleans(),
    tanween=st.sampled_from(["اً", "ا", "ًا", ""]),
    hundred=st.sampled_from(["مئة", "مائة"]),
    apart=st.booleans(),
)
_WHOLE = st.one_of(
    st.integers(0, 10**13), st.integers(0, 9_999), st.integers(0, 9).map(lambda n: 10**n)
)


def values(text):
    return [
        float(n.low) if n.low == n.high else (float(n.low), float(n.high)) for n in numbers(text)
    ]


def one(text):
    [number] = numbers(text)
    return number


@given(_WHOLE, _MANNERS)
@example(1, Manner())
@example(2_000, Manner(oblique=True))
def test_arabic_words_are_read_back(number, manner):
    """
    Any whole number, in either case and gender, with tanween written, left out or put on the letter.
    """
    assert values(f"المجموع {arabic(number, manner)}.") == [number]


@given(_WHOLE, st.sampled_from(["-", " "]), st.sampled_from([" and ", " "]))
def test_english_words_are_read_back(number, hyphen, joiner):
    """
    Any whole number, hyphenated or not, with "and" or without.
    """
    if number != 1:  # «one» alone is more often a pronoun
        assert values(f"total: {english(number, hyphen=hyphen, joiner=joiner)}.") == [number]


@given(
    st.integers(0, 10**13),
    st.sampled_from(",،٬'’.\u00a0\u202f\u2009 "),
    st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]),
)
def test_thousands_may_be_set_apart_in_any_script(number, mark, script):
    """
    «2،500», «٢٬٥٠٠», "2'500", with spaces that do not break: one number, and no tail of its own.
    """
    written = f"{number:,}".replace(",", mark).translate(str.maketrans("0123456789", script))

    assert values(f"وبلغ المجموع {written} جندياً.") == [number]


@given(st.integers(0, 999_999), st.integers(1, 99), st.sampled_from(".,،٫"))
def test_decimals(whole, hundredths, mark):
    """
    A mark before one or two digits begins a fraction.
    """
    assert values(f"بلغ {whole}{mark}{hundredths:02d} مليون") == [
        float(Fraction(whole * 100 + hundredths) * 10_000)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سجل في الدائرة مليوناً ومئة ألف مواطن", [1_100_000]),
        ("دفع ألفاً وثلاثمئة دينار", [1300]),
        ("دفع ألفا وثلاثمئة دينار", [1300]),
        ("حضر ألفا معلم", [2000]),
        ("حضر مليونا زائر في يومين", [2_000_000, 2]),
        ("بلغ الحضور مليونا في المساء", [1_000_000]),
        ("في الملعب 49 ألفاً و759 مشجعاً", [49_759]),
        ("تريليون ونصف التريليون", [1.5e12]),
        ("مليونَي طن وثلاثة ملايين ونصف المليون", [2e6, 3.5e6]),
        ("ثلاثة ونصف مليون، وربع مليون، وثلاثة أرباع المليون", [3.5e6, 250_000, 750_000]),
        ("ألف وثلاثة ملايين", [1000, 3_000_000]),
        ("نما بنسبة 9ر3 بالمئة", [3.9]),
        ("نما بنسبة 0ر7 بالمئة", [0.7]),
        ("1.234,5 و1,234.5 و1.234.567", [1234.5, 1234.5, 1_234_567]),
        ("866.646 شخصاً", [866_646]),
        ("1.125 percent, 1.234 billion, 1.125m people", [1.125, 1.234e9, 1.125e6]),
        ("الطلاب 3،5،7", [3, 5, 7]),
        ("12/11/2024 و2024-11-12 و12.11.2024", []),
        ("1.2m people, 2bn, $5tn, 3k", [1.2e6, 2e9, 5e12, 3000]),
        ("a 5m wide road", [5]),
        ("two and a half million, half a million, three quarters of a million", [2.5e6, 5e5, 7.5e5]),
        ("three dozen and half a dozen", [36, 6]),
        ("one hundred and two hundred", [100, 200]),
        ("1½ tonnes", [1.5]),
        ("بين 3 و5 ملايين", [(3e6, 5e6)]),
        ("ما بين مليون ومليونين", [(1e6, 2e6)]),
        ("3-8 قتلى، 3 – 8 قتلى، 3 إلى 8 قتلى", [(3, 8), (3, 8), (3, 8)]),
        ("from 3 to 5 people", [(3, 5)]),
        ("between twenty and thirty thousand", [(20_000, 30_000)]),
        ("ارتفع من 3 إلى 5 ملايين", [3e6, 5e6]),
        ("it rose from 3 to 5 percent", [3, 5]),
        ("won 3-2", [3, 2]),
        ("عشرات الآلاف، مئات، آلاف المنازل", [(20_000, 99_999), (200, 999), (2000, 999_999)]),
        ("hundreds of thousands, dozens", [(200_000, 999_999), (20, 99)]),
        ("قتل شخصان وأصيب شخصين آخرين مرتين", [2, 2, 2]),
        ("يوم الاثنين ويوم الأحد ولا أحد ولست", []),
        ("no one, this one, one of them", []),
        ("ثلاث دزينات ونصف دزينة، نصف دزينة", [42, 6]),
        ("العنوان http://a.example/2024/07?n=305 هنا", []),
        ("مئة وألفان", [100, 2000]),
        ("بين سالب عشرة وخمسة عشر", [(-10, 15)]),
        ("مائتين وإثنين ألف", [202_000]),
        ("ميتا تعلن", []),
        ("تشرين الثاني وأول من أمس", []),
    ],
)  # fmt: skip
def test_as_newsrooms_write(text, expected):
    """
    Pieces, halves, duals, ranges, crowds, and words that look like numbers.
    """
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("سجلت -4 درجات", -4),
        ("سجلت −4 درجات", -4),
        ("سجلت بـ-4 درجات", -4),
        ("تراجعت ب-4 درجات", 4),
        ("سجلت 4 درجات تحت الصفر", -4),
        ("سالب 4", -4),
        ("ناقص أربعة", -4),
        ("changed by -2.5 percent", -2.5),
        ("minus two degrees", -2),
        ("4 degrees below zero", -4),
        ("lost -$5m", -5e6),
        ("an F-16 jet", 16),
        ("Covid-19", 19),
        ("إف-16", 16),
    ],
)  # fmt: skip
def test_signs(text, value):
    """
    A minus is a sign; the hyphen of a range or a name is none.
    """
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("5 في المئة", "percent", "%"),
        ("خمسة بالمائة", "percent", "%"),
        ("٪5", "percent", "%"),
        ("5 per cent", "percent", "%"),
        ("3 percentage points", "points", "%"),
        ("3 نقاط مئوية", "points", "%"),
        ("نصف السكان", "fraction", "سكان"),
        ("two-thirds of voters", "fraction", "voters"),
        ("الذكرى الحادية والعشرين", "ordinal", None),
        ("the twenty-first", "ordinal", None),
        ("the 21st time", "ordinal", None),
        ("الفوج الثالث عشر", "ordinal", None),
        ("عام 2020", "year", None),
        ("in 2020 he", "year", None),
        ("نوفمبر (تشرين الثاني) 2024", "year", None),
        ("ما بين 2010 و2030", "year", None),
        ("سنة2014", "year", None),
        ("12 نوفمبر", "day", None),
        ("at 17:30", "clock", None),
        ("رقم 5", "label", None),
        ("الدول الـ27", "label", None),
        ("$5bn", "cardinal", "dollar"),
        ("5 دولارات", "cardinal", "dollar"),
        ("20 ليرة", "cardinal", "pound"),
        ("بألف دينار", "cardinal", "dinar"),
        ("USD 20", "cardinal", "dollar"),
        ("25-year-old", "cardinal", "year"),
        ("40 من الجنود", "cardinal", "جنود"),
        ("40 كيلومتراً", "cardinal", "kilometre"),
        ("2000 جندي", "cardinal", "جندي"),
    ],
)  # fmt: skip
def test_kinds_and_units(text, kind, unit):
    """
    What a number says, and of what.
    """
    number = one(text)

    assert (number.kind, number.unit) == (kind, unit)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("نحو 150 هجوماً", "about"),
        ("لنحو 150 هجوماً", "about"),
        ("about $150", "about"),
        ("أكثر من 80 شخصاً", "more_than"),
        ("بأكثر من 80", "more_than"),
        ("80+ people", "at_least"),
        ("ما لا يقل عن عشرين", "at_least"),
        ("20 شخصاً على الأقل", "at_least"),
        ("no fewer than 20", "at_least"),
        ("لا يزيد على 20", "at_most"),
        ("up to 80", "at_most"),
        ("no more than 80", "at_most"),
        ("fewer than 80", "less_than"),
        ("أقل من ثمانين", "less_than"),
        ("لا أقل من ثمانين", "at_least"),
        ("على الأكثر 80", "at_most"),
        ("over 80 people", "more_than"),
        ("over ten years", None),
        ("no later than three months before", "at_least"),
        ("80 شخصاً", None),
    ],
)  # fmt: skip
def test_how_sure_a_number_is(text, bound):
    """
    What stands before or after a number says how far it binds.
    """
    assert one(text).bound == bound


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("1.1 مليون مواطن", "مليوناً ومئة ألف مواطن"),
        ("2500 جندي", "2،500 جندي"),
        ("5 percent", "خمسة في المئة"),
        ("half of voters", "50% من الناخبين"),
        ("نحو 40", "40"),
        ("about 2,500", "2,487"),
        ("أكثر من 2000", "2345"),
        ("more than 40", "ما لا يقل عن 40"),
        ("عشرات القتلى", "40 قتيلاً"),
        ("dozens", "عشرات"),
        ("two soldiers", "جنديان"),
        ("5:30", "17:30"),
        ("2020", "عام 2020"),
        ("5 degrees below zero", "-5 درجات"),
        ("20 pounds", "20 ليرة"),
        ("the 27th", "الـ27"),
    ],
)  # fmt: skip
def test_numbers_that_agree(mine, theirs):
    """
    One value in two spellings, scripts or languages, rounded only where it says so.
    """
    assert agrees(one(mine), one(theirs))
    assert not differs(one(mine), one(theirs))


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("2.1 مليون مواطن", "مليوناً ومئة ألف مواطن"),
        ("500 جندي", "2،500 جندي"),
        ("5 درجات", "-5 درجات"),
        ("5 percent", "5 percentage points"),
        ("5", "5 percent"),
        ("5 million", "5 thousand"),
        ("5 dollars", "5 euros"),
        ("5 km", "5 miles"),
        ("fifth", "five"),
        ("40", "عشرات"),
        ("40", "أكثر من 40"),
        ("more than 40", "40"),
        ("less than 40", "more than 40"),
        ("2,500", "2,487"),
        ("about 45", "42"),
        ("40", "between 40 and 60"),
        ("hundreds", "dozens"),
    ],
)  # fmt: skip
def test_numbers_that_may_not_stand_for_each_other(mine, theirs):
    """
    Another value, sign, scale, unit, kind or bound.
    """
    assert not agrees(one(mine), one(theirs))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("40 قتيلاً", "60 قتيلاً", True),
        ("at least 40", "60", True),
        ("dozens", "hundreds", True),
        ("at least 40", "40", False),
        ("1.2 million", "1,203,000", False),
        ("40 people", "42 people", True),
        ("between 3 and 5", "4", False),
        ("40 dollars", "60 euros", False),
        ("40 percent", "60", False),
    ],
)  # fmt: skip
def test_accounts_that_differ(left, right, expected):
    """
    Two numbers of one thing; what cannot be compared does not differ.
    """
    assert differs(one(left), one(right)) is differs(one(right), one(left)) is expected


def test_held_by_any():
    """
    A number is held if any of the source's lets it be said.
    """
    source = numbers("قتل 40 وأصيب 2،500 شخص")

    assert held(one("2500"), source)
    assert not held(one("500"), source)


_SHREDS = """مليون ألفا ومئة خمسة وعشرون 3 2،500 - ، . % بين و to half a من F 9ر3 عشرات الثالث عشر الآلاف and
twenty hundred بالمئة dozen"""


@given(
    st.lists(st.sampled_from(["\n", "\u200f", *_SHREDS.split()]), max_size=40),
    st.sampled_from(["", " ", "\u00a0"]),
)
def test_what_is_read_stands_in_the_text(shreds, space):
    """
    In any text: spans in order, none over another, each with its own words, the lower end first.
    """
    text = space.join(shreds)
    end = 0
    for number in numbers(text):
        assert end <= number.start < number.end
        assert text[number.start : number.end] == number.text
        assert number.low <= number.high
        end = number.end


@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    """
    No text is an error.
    """
    numbers(text)


def _calls(text):
    """Python calls made to read *text*, its words known."""
    numbers(text)
    count = 0

    def counted(_frame, event, _arg):
        nonlocal count
        count += event == "call"

    sys.setprofile(counted)
    try:
        numbers(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "piece",
    ["1,2,3", "3-", "ألف و", "مئة وخمسة ", "بين 3 ", "عشرات الآلاف ", "2 500 ", "twenty-", "من 3 إلى ", "one hundred and "],
)  # fmt: skip
def test_twice_the_text_takes_at_most_twice_the_work(piece):
    """
    Counted in calls, which no machine's speed changes.
    """
    once, twice = _calls(piece * 400), _calls(piece * 800)

    assert twice <= 2.5 * once
