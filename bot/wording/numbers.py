"""
Numbers as newsrooms write them: digits of any script, words, duals, percentages, with how sure they are.

Works on folded words; «ثلاثة عشر», "thirteen" and ١٣ are one number. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from retrieval.arabic import fold

Bound = Literal["about", "more", "less", "least", "most"]


def _table(text: str) -> dict[str, float]:
    """Folded word -> number, from lines of a number and its words."""
    rows = (line.split() for line in text.strip().splitlines())
    return {fold(word.replace("_", " ")): float(row[0]) for row in rows for word in row[1:]}


_SMALL = _table("""
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
800 ثمانمئة ثمانمائة ثمانيمئة
900 تسعمئة تسعمائة
""")
_SCALES = _table("""
100 hundred
1000 ألف ألفا آلاف thousand
1000000 مليون مليونا ملايين million
1000000000 مليار مليارا مليارات بليون billion
1000000000000 تريليون trillion
""")
_DUAL_SCALES = _table("""
2000 ألفان ألفين ألفا ألفي
2000000 مليونان مليونين مليونا مليوني
2000000000 ملياران مليارين مليارا ملياري
""")
_ORDINALS = _table("""
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
_PERCENT = frozenset(map(fold, ["%", "بالمئة", "بالمائة", "المئة", "المائة", "percent"]))
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_ORDINAL_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)")
_DUAL = re.compile(r"\w{3,}(?:ان|تين)$")
_BOUNDS: tuple[tuple[Bound, str], ...] = (
    ("least", r"ما لا يقل عن|لا يقل عن|لا تقل عن|علي الاقل|at least|no fewer than|no less than"),
    (
        "most",
        r"(?:ما )?[يت]صل ال[يى]|لا [يت]زيد (?:علي|عن)|(?:لا|لم) [يت]تجاوز|علي الاكثر"
        r"|up to|at most|as many as|no more than|(?:not|n t) (?:exceed|more than)",
    ),
    (
        "more",
        r"(?:اكثر|ازيد) من|[يت]زيد (?:علي|عن)|[يت]فوق|[يت]تجاوز|تجاوز|فوق"
        r"|more than|over|above|exceeding|upwards of",
    ),
    ("less", r"اقل من|ما يقل عن|تحت|less than|fewer than|under|below"),
    (
        "about",
        r"نحو|حوالي|قرابه|زهاء|تقريبا|يقارب|يناهز|بضع"
        r"|about|around|approximately|nearly|almost|roughly|some|close to",
    ),
)
_BEFORE = [
    (bound, re.compile(rf"(?:^|\s)[وبل]?(?:{forms})(?: من| ال)?$")) for bound, forms in _BOUNDS
]
_SAID_AFTER: tuple[tuple[Bound, tuple[str, ...]], ...] = (
    ("least", ("علي الاقل", "at least", "or more", "او اكثر")),
    ("most", ("علي الاكثر", "at most")),
    ("about", ("تقريبا", "او نحو")),
)
_AFTER: list[tuple[Bound, re.Pattern[str]]] = [
    (bound, re.compile(rf"^(?:\S+ )?(?:{'|'.join(words)})(?:\s|$)")) for bound, words in _SAID_AFTER
]
_REACH = 5  # words before a number that may say how sure it is


@dataclass(frozen=True, slots=True)
class Number:
    """
    A number in a run of words.

    start, end: the words it takes, by position.
    bound: what stands before or after it: about, more than, less than, at least, at most.
    """

    start: int
    end: int
    value: float
    percent: bool = False
    ordinal: bool = False
    bound: Bound | None = None

    def same(self, other: "Number") -> bool:
        return (self.value, self.percent, self.ordinal) == (
            other.value,
            other.percent,
            other.ordinal,
        )


def numbers(words: Sequence[str]) -> list[Number]:
    """
    The numbers among folded *words*, in order.

    >>> [n.value for n in numbers("قتل ثلاثه عشر شخصا واصيب ميه وخمسه وعشرون".split())]
    [13.0, 125.0]
    >>> [(n.value, n.bound) for n in numbers("more than 2.5 million people".split())]
    [(2500000.0, 'more')]
    """
    found: list[Number] = []
    at = 0
    while at < len(words):
        number = _read(words, at)
        if number is None:
            at += 1
        else:
            found.append(number)
            at = number.end
    return found


def dual(word: str) -> bool:
    """Whether a folded noun may itself say two: «قتيلان»."""
    return _DUAL.match(word) is not None


def _read(words: Sequence[str], at: int) -> Number | None:
    if ordinal := _ordinal(words, at):
        return ordinal
    total, current, end = 0.0, 0.0, at
    while end < len(words):
        piece = _piece(words, end, begun=end > at)
        if piece is None:
            break
        value, is_scale, joined = piece
        if is_scale:
            current = max(current, 1.0) * value
            if value > 100:
                total, current = total + current, 0.0
        elif end > at and not _continues(words, end, current, value, joined=joined):
            break
        elif value in _DUAL_SCALES.values():
            total += value
        else:
            current = current * value if _hundreds(current, value) else current + value
        end += 1
    if end == at or (end == at + 1 and _vague(words[at])):
        return None
    sign = _percent_sign(words, end)
    return Number(at, end + sign, total + current, sign > 0, False, _bound(words, at, end + sign))


def _piece(words: Sequence[str], at: int, *, begun: bool) -> tuple[float, bool, bool] | None:
    """The value at *at*, whether it is a scale, and whether a و joins it to what stands before."""
    word = words[at]
    if begun and word == "and" and at + 1 < len(words) and words[at + 1] in _SMALL:
        return 0.0, False, True
    forms = [(word, False)] + ([(word[1:], True)] if word[:1] == "و" and word not in _SMALL else [])
    if not begun:
        forms += [(bare, False) for bare in _bare(word)]
    for form, joined in forms:
        if _DIGITS.fullmatch(form):
            return value_of(form), False, joined
        if begun and form in _SCALES:
            return _SCALES[form], True, joined
        for table in (_SMALL, _DUAL_SCALES):
            if form in table and not (begun and form in _SCALES):
                return table[form], False, joined
        if form in _SCALES:
            return _SCALES[form], True, joined
    return None


@lru_cache(maxsize=20_000)
def _bare(word: str) -> tuple[str, ...]:
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


def _hundreds(current: float, value: float) -> bool:
    """«ثلاث مئة»: a unit before a hundred counts it."""
    return value == 100 and 3 <= current <= 9


def _continues(
    words: Sequence[str], at: int, current: float, value: float, *, joined: bool
) -> bool:
    """Whether a value goes on with the number before it instead of beginning another."""
    previous = words[at - 1]
    if previous == "and" or words[at] == "and":
        return current % 100 == 0 and value < 100
    if _DIGITS.search(previous) or _DIGITS.search(words[at]):
        return False
    if value == 10 and 1 <= current % 100 < 10 and not joined:  # ثلاثة عشر
        return True
    if _hundreds(current, value):
        return True
    if words[at].isascii():  # twenty five
        return current % 100 >= 20 and current % 10 == 0 and 0 < value < 10
    if not joined:
        return False
    if current and value < 100 <= current and current % 100 == 0:
        return True
    if current == 0:  # after a scale
        return True
    return (0 < current % 100 < 10 and 20 <= value <= 90) or (current < value and value % 100 == 0)


def _vague(word: str) -> bool:
    """«آلاف» or "thousands" alone count nothing, and «واحد» is more often a pronoun."""
    return word in ("الاف", "ملايين", "مليارات", "hundred", "عشر", "ست") or (
        any(form in _SCALES and form in ("الاف", "ملايين", "مليارات") for form in _bare(word))
    )


def _ordinal(words: Sequence[str], at: int) -> Number | None:
    word = words[at]
    if digits := _ORDINAL_DIGITS.fullmatch(word):
        return Number(at, at + 1, float(digits[1]), False, True)
    forms = [word, *_bare(word), word[1:] if word[:1] == "و" else word]
    value = next((_ORDINALS[form] for form in forms if form in _ORDINALS), None)
    if value is None or value in (1.0,):
        return None
    following = words[at + 1] if at + 1 < len(words) else ""
    if following in ("عشر", "عشره"):
        return Number(at, at + 2, value + 10, False, True)
    tens = _SMALL.get(following.removeprefix("و").removeprefix("ال"), 0.0)
    if following.startswith("وال") and 20 <= tens <= 90:
        return Number(at, at + 2, value + tens, False, True)
    return Number(at, at + 1, value, False, True)


def _percent_sign(words: Sequence[str], at: int) -> int:
    """How many words at *at* say that the number is a percentage."""
    if words[at : at + 1] == ["في"]:
        return 2 if words[at + 1 : at + 2] and words[at + 1] in _PERCENT else 0
    return 1 if words[at : at + 1] and words[at] in _PERCENT else 0


def _bound(words: Sequence[str], start: int, end: int) -> Bound | None:
    before = " ".join(words[max(0, start - _REACH) : start])
    after = " ".join(words[end : end + _REACH])
    if words[start][:1] == "ل" and words[start][1:2] in "0123456789":
        before += " "
    found = next((bound for bound, form in _BEFORE if form.search(before)), None)
    return found or next((bound for bound, form in _AFTER if form.search(after)), None)
