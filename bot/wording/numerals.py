"""What a folded word or a run of digits is worth: «ثلاثمئة», "dozen", ١٣; pure."""

import re
from functools import lru_cache

from retrieval.language.arabic import fold


def _table(text: str) -> dict[str, float]:
    """Folded word -> number, from lines of a number and its words."""
    rows = (line.split() for line in text.strip().splitlines())
    return {fold(word.replace("_", " ")): float(row[0]) for row in rows for word in row[1:]}


SMALL = _table("""
0 صفر zero
1 واحد واحدة one
2 اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي two
3 ثلاثة ثلاث ثلاثا three
4 أربعة أربع أربعا four
5 خمسة خمس خمسا five
6 ستة ست ستا six
7 سبعة سبع سبعا seven
8 ثمانية ثماني ثمان ثمانيا eight
9 تسعة تسع تسعا nine
10 عشرة عشر ten
11 eleven
12 twelve dozen
13 thirteen
14 fourteen
15 fifteen
16 sixteen
17 seventeen
18 eighteen
19 nineteen
20 عشرون عشرين twenty
30 ثلاثون ثلاثين thirty
40 أربعون أربعين forty
50 خمسون خمسين fifty
60 ستون ستين sixty
70 سبعون سبعين seventy
80 ثمانون ثمانين eighty
90 تسعون تسعين ninety
100 مئة مائة ميه
200 مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي
300 ثلاثمئة ثلاثمائة
400 أربعمئة أربعمائة
500 خمسمئة خمسمائة
600 ستمئة ستمائة
700 سبعمئة سبعمائة
800 ثمانمئة ثمانمائة ثمانيمئة ثمانيمائة
900 تسعمئة تسعمائة
""")
SCALES = _table("""
100 hundred
1000 ألف ألفا آلاف thousand
1000000 مليون مليونا ملايين million
1000000000 مليار مليارا مليارات بليون billion
1000000000000 تريليون trillion
""")
DUAL_SCALES = _table("""
2000 ألفان ألفين ألفا ألفي
2000000 مليونان مليونين مليونا مليوني
2000000000 ملياران مليارين مليارا ملياري
""")
ORDINALS = _table("""
1 أول أولى first
2 ثاني ثانية ثان second ii
3 ثالث ثالثة third iii
4 رابع رابعة fourth iv
5 خامس خامسة fifth
6 سادس سادسة sixth vi
7 سابع سابعة seventh vii
8 ثامن ثامنة eighth viii
9 تاسع تاسعة ninth ix
10 عاشر عاشرة tenth
""")
DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


@lru_cache(maxsize=20_000)
def unprefixed(word: str) -> tuple[str, ...]:
    """*word* without what Arabic writes together with it."""
    return tuple(
        word[len(prefix) :]
        for prefix in ("وال", "بال", "لل", "ال", "وب", "ول", "ب", "ل", "ف")
        if word.startswith(prefix) and len(word) - len(prefix) >= 2
    )


def value_of(digits: str) -> float:
    """
    >>> value_of("2,500"), value_of("3.5"), value_of("1.200.000"), value_of("12,5")
    (2500.0, 3.5, 1200000.0, 12.5)
    """
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        return float(digits.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", digits):
        return float(digits.replace(".", ""))
    parts = digits.replace(",", ".").split(".")
    return float(parts[0] + ("." + "".join(parts[1:]) if len(parts) > 1 else ""))
