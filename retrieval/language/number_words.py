"""
The words numbers are written with, in Arabic and English: what each is worth, what stands around it.

Tables only, in one place, folded as ``arabic.fold`` spells. A row is a value and its words; ``_`` is
a space inside one. Nothing here names a place, a person or an event.
"""

from collections.abc import Iterable
from fractions import Fraction

from retrieval.language.arabic import fold


def _rows(text: str) -> Iterable[tuple[str, list[str]]]:
    for line in text.strip().splitlines():
        key, *names = line.split()
        yield key, [fold(name.replace("_", " ")) for name in names]


def _worth(text: str) -> dict[str, Fraction]:
    return {name: Fraction(key) for key, names in _rows(text) for name in names}


def _named(text: str) -> dict[str, str]:
    return {name: fold(key) for key, names in _rows(text) for name in names}


def _set(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


UNITS = _worth("""
0 صفر zero nil
1 واحد واحدة واحدا أحد إحدى one
2 اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنان اتنين ثنتين two
3 ثلاثة ثلاث ثلاثا three
4 أربعة أربع أربعا four
5 خمسة خمس خمسا five
6 ستة ست ستا six
7 سبعة سبع سبعا seven
8 ثمانية ثماني ثمان ثمانيا eight
9 تسعة تسع تسعا nine
""")
TEN = _worth("10 عشرة عشر ten")
TEENS = _worth("""
11 eleven
12 twelve
13 thirteen
14 fourteen
15 fifteen
16 sixteen
17 seventeen
18 eighteen
19 nineteen
""")
TENS = _worth("""
20 عشرون عشرين twenty
30 ثلاثون ثلاثين thirty
40 أربعون أربعين forty fourty
50 خمسون خمسين fifty
60 ستون ستين sixty
70 سبعون سبعين seventy
80 ثمانون ثمانين eighty
90 تسعون تسعين ninety
""")
# «مائة» and «مئة» fold apart; joined to three to nine in one word or two.
HUNDREDS = _worth("""
100 مئة مائة مأة
200 مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي
300 ثلاثمئة ثلاثمائة ثلثمئة ثلثمائة
400 أربعمئة أربعمائة
500 خمسمئة خمسمائة
600 ستمئة ستمائة
700 سبعمئة سبعمائة
800 ثمانمئة ثمانمائة ثمانيمئة ثمانيمائة
900 تسعمئة تسعمائة
""")
SCALES = _worth("""
1000 ألف thousand
1000000 مليون million
1000000000 مليار بليون billion
1000000000000 تريليون ترليون trillion
1000000000000000 كوادريليون quadrillion
""")
SUFFIXES = _worth("""
1000 k
1000000 m mn mln mio
1000000000 b bn bln
1000000000000 tn trn
""")
DUAL_SCALES = _worth("""
2000 ألفان ألفين ألفي
2000000 مليونان مليونين مليوني
2000000000 ملياران مليارين ملياري بليونان بليونين بليوني
2000000000000 تريليونان تريليونين تريليوني
""")
# With tanween a thousand («ألفاً»); before a noun, without it, two of them («ألفا موظف»).
ALIF_SCALES = _worth("""
1000 ألفا
1000000 مليونا
1000000000 مليارا بليونا
1000000000000 تريليونا ترليونا
""")
DOZENS = _worth("12 دزينة دزينات dozen")
FRACTIONS = _worth("""
1/2 نصف half
1/3 ثلث
2/3 ثلثان ثلثين ثلثا ثلثي
1/4 ربع quarter
""")
# Only after a number: «ثلاثة أرباع», "two thirds".
PARTS = _worth("""
1/3 أثلاث thirds third
1/4 أرباع quarters quarter
1/5 أخماس fifths fifth
1/6 أسداس sixths sixth
1/8 أثمان eighths eighth
1/10 أعشار tenths tenth
""")
SIGNS_OF_FRACTION = {
    "½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4),
    "¾": Fraction(3, 4), "⅕": Fraction(1, 5), "⅛": Fraction(1, 8),
}  # fmt: skip
ORDINALS = _worth("""
1 أول أولى حادي حادية first
2 ثاني ثانية ثان second
3 ثالث ثالثة third
4 رابع رابعة fourth
5 خامس خامسة fifth
6 سادس سادسة sixth
7 سابع سابعة seventh
8 ثامن ثامنة eighth
9 تاسع تاسعة ninth
10 عاشر عاشرة tenth
11 eleventh
12 twelfth
13 thirteenth
14 fourteenth
15 fifteenth
16 sixteenth
17 seventeenth
18 eighteenth
19 nineteenth
20 twentieth
30 thirtieth
40 fortieth
50 fiftieth
100 hundredth
""")
ROMAN = {"II": 2, "III": 3, "IV": 4, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "XI": 11, "XII": 12}
# A scale after a number («ثلاثة آلاف»); alone a crowd, of that order of size («عشرات الآلاف»).
CROWDS = _worth("""
10 عشرات tens dozens scores
100 مئات مائات hundreds
1000 آلاف ألوف thousands
1000000 ملايين millions
1000000000 مليارات بلايين billions
1000000000000 تريليونات ترليونات trillions
""")
# Two in one word. Only nouns whose plural cannot end in «ين», so that «شخصين» is surely two.
TWOS = _named("""
شخص شخصان شخصين
مرة مرتان مرتين
يوم يومان يومين
أسبوع أسبوعان أسبوعين
شهر شهران شهرين
عام عامان عامين
سنة سنتان سنتين
ساعة ساعتان ساعتين
دقيقة دقيقتان دقيقتين
عقد عقدان عقدين
قرن قرنان قرنين
رجل رجلان رجلين
امرأة امرأتان امرأتين
طفل طفلان طفلين
قتيل قتيلان قتيلين
جريح جريحان جريحين
جندي جنديان جنديين
سيارة سيارتان سيارتين
طائرة طائرتان طائرتين
سفينة سفينتان سفينتين
دولة دولتان دولتين
مدينة مدينتان مدينتين
قرية قريتان قريتين
مدرسة مدرستان مدرستين
صاروخ صاروخان صاروخين
هجوم هجومان هجومين
طن طنان طنين
كيلومتر كيلومتران كيلومترين
متر متران مترين
دولار دولاران دولارين
جثة جثتان جثتين
""")

PERCENT_SIGNS = frozenset("%٪﹪％")
PERCENT = _set("بالمئة بالمائة بالمية percent pct")
HUNDRED_AFTER_IN = _set("المئة المائة المية")
POINT_WORDS = _set("نقطة نقاط نقطتان نقطتين point points")
OF_PERCENT = _set("مئوية percentage percent")
OF_BASIS = _set("أساس basis")
MINUS_SIGNS = frozenset("-−‐‑–﹣－")
DASHES = MINUS_SIGNS | frozenset("—~")
BELOW_ZERO = _set("تحت دون below under")
ZERO = _set("الصفر zero")
MINUS_WORDS = _set("ناقص سالب minus negative")

CURRENCY_SIGNS = {
    "$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "₪": "shekel", "₺": "pound", "₹": "rupee",
    "₽": "ruble", "﷼": "rial",
}  # fmt: skip
# Units that two numbers must share to agree. A lira is a pound and a milliard a billion by language.
MEASURES = _named("""
dollar دولار دولارا دولارات دولاران دولارين dollar dollars usd us$
euro يورو euro euros eur
pound جنيه جنيها جنيهات ليرة ليرات pound pounds lira liras gbp egp
rial ريال ريالا ريالات rial rials riyal riyals sar qar
dinar دينار دينارا دنانير dinar dinars
dirham درهم درهما دراهم dirham dirhams
shekel شيكل شيكلا شيكلات شواكل shekel shekels
yen ين yen
yuan يوان yuan
ruble روبل روبلا روبلات ruble rubles rouble roubles
rupee روبية روبيات rupee rupees
second ثواني ثوان seconds
minute دقيقة دقائق minute minutes
hour ساعة ساعات hour hours
day يوم يوما أيام يومان يومين day days
week أسبوع أسبوعا أسابيع أسبوعان أسبوعين week weeks
month شهر شهرا أشهر شهور شهران شهرين month months
year عام عاما أعوام سنة سنوات سنين عامان عامين سنتان سنتين year years
decade عقد عقدا عقود عقدان عقدين decade decades
century قرن قرنا قرون قرنان قرنين century centuries
kilometre كيلومتر كيلومترا كيلومترات كلم كم kilometre kilometres kilometer kilometers km
metre متر مترا أمتار metre metres meter meters
centimetre سنتيمتر سنتيمترا سم centimetre centimetres centimeter centimeters cm
mile ميل ميلا أميال mile miles
foot قدم قدما أقدام foot feet
tonne طن طنا أطنان tonne tonnes ton tons
kilogram كيلوغرام كيلوغراما كيلوجرام كيلوغرامات كغ كلغ kilogram kilograms kg
litre لتر لترا لترات litre litres liter liters
barrel برميل برميلا براميل barrel barrels
hectare هكتار هكتارا هكتارات hectare hectares
degree درجة درجات degree degrees
megawatt ميغاواط ميغاوات ميجاوات megawatt megawatts mw
""")

TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
CURRENCY_NAMES = frozenset(
    [
        "dollar",
        "euro",
        "pound",
        "rial",
        "dinar",
        "dirham",
        "shekel",
        "yen",
        "yuan",
        "ruble",
        "rupee",
    ]
)

YEAR_WORDS = _set(
    "عام العام سنة السنة منذ مطلع بحلول خريف ربيع صيف شتاء اتفاق دستور انتخابات since year until by in"
)
MONTH_STEMS = _set("كانون تشرين ربيع جمادى")  # «تشرين الثاني» counts nothing
LABEL_WORDS = _set("رقم المادة الفقرة القناة number no article clause paragraph page flight")
# After a number: it counts nothing that follows.
NO_UNIT = _set("""
    في من على إلى عن مع منذ خلال بعد قبل حتى بين أو أم ثم هذا هذه ذلك تلك كما قد لقد أن إن كان كانت
    بحسب وفق وفقا حسب عند عبر ضد نحو حوالي أي أكثر أقل فقط تقريبا إضافة بينهم بينها منهم منها ما لا لم
    لن التي الذي الذين عندما حين حيث
    a an the in on at to for from by with and or is are was were be been has have had as than that
    this these those it its which who after before since until during while when about but not of
""")
CLAUSE_MARKS = frozenset("،,؛;.؟?!:")
CHANGE = _set("""
    ارتفع ارتفعت يرتفع ترتفع ارتفاع زاد زادت يزيد تزيد زيادة رفع رفعت انخفض انخفضت ينخفض تنخفض انخفاض خفض
    خفضت تراجع تراجعت يتراجع تتراجع هبط هبطت قفز قفزت صعد صعدت تقلص تقلصت تغير تغيرت تحول وصل انتقل
    rose rise rises rising risen fell fall falls falling fallen increased increase increases raised raise
    raises dropped drop drops cut cuts climbed jumped grew grow grown declined decline changed change
    went gone up down moved lowered slipped shrank shrunk
""")
