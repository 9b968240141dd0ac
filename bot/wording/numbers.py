"""
Numbers as newsrooms write them: digits of any script, words, duals, percentages, with how sure they are.

Works on folded words; «ثلاثة عشر», "thirteen" and ١٣ are one number. Pure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.wording.bounds import Bound, bound_of
from bot.wording.numerals import DIGITS, DUAL_SCALES, ORDINALS, SCALES, SMALL, unprefixed, value_of
from retrieval.language.arabic import fold

_PERCENT = frozenset(map(fold, ["%", "بالمئة", "بالمائة", "المئة", "المائة", "percent"]))
_ORDINAL_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)")
_DUAL = re.compile(r"\w{3,}(?:ان|تين)$")


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
        elif value in DUAL_SCALES.values():
            total += value
        else:
            current = current * value if _hundreds(current, value) else current + value
        end += 1
    if end == at or (end == at + 1 and _vague(words[at])):
        return None
    sign = _percent_sign(words, end)
    return Number(at, end + sign, total + current, sign > 0, False, bound_of(words, at, end + sign))


def _piece(words: Sequence[str], at: int, *, begun: bool) -> tuple[float, bool, bool] | None:
    """The value at *at*, whether it is a scale, and whether a و joins it to what stands before."""
    word = words[at]
    if begun and word == "and" and at + 1 < len(words) and words[at + 1] in SMALL:
        return 0.0, False, True
    forms = [(word, False)] + ([(word[1:], True)] if word[:1] == "و" and word not in SMALL else [])
    if not begun:
        forms += [(bare, False) for bare in unprefixed(word)]
    for form, joined in forms:
        if DIGITS.fullmatch(form):
            return value_of(form), False, joined
        if begun and form in SCALES:
            return SCALES[form], True, joined
        for table in (SMALL, DUAL_SCALES):
            if form in table and not (begun and form in SCALES):
                return table[form], False, joined
        if form in SCALES:
            return SCALES[form], True, joined
    return None


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
    if DIGITS.search(previous) or DIGITS.search(words[at]):
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
        any(form in SCALES and form in ("الاف", "ملايين", "مليارات") for form in unprefixed(word))
    )


def _ordinal(words: Sequence[str], at: int) -> Number | None:
    word = words[at]
    if digits := _ORDINAL_DIGITS.fullmatch(word):
        return Number(at, at + 1, float(digits[1]), False, True)
    forms = [word, *unprefixed(word), word[1:] if word[:1] == "و" else word]
    value = next((ORDINALS[form] for form in forms if form in ORDINALS), None)
    if value is None or value in (1.0,):
        return None
    following = words[at + 1] if at + 1 < len(words) else ""
    if following in ("عشر", "عشره"):
        return Number(at, at + 2, value + 10, False, True)
    tens = SMALL.get(following.removeprefix("و").removeprefix("ال"), 0.0)
    if following.startswith("وال") and 20 <= tens <= 90:
        return Number(at, at + 2, value + tens, False, True)
    return Number(at, at + 1, value, False, True)


def _percent_sign(words: Sequence[str], at: int) -> int:
    """How many words at *at* say that the number is a percentage."""
    if words[at : at + 1] == ["في"]:
        return 2 if words[at + 1 : at + 2] and words[at + 1] in _PERCENT else 0
    return 1 if words[at : at + 1] and words[at] in _PERCENT else 0
