"""Whole numbers written out, in Arabic and English, as an oracle for reading them back."""

from dataclasses import dataclass


def _row(words: str) -> list[str]:
    return words.split()


_ONES = _row("صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة")
_FEMININE = _row("صفر واحدة اثنتان ثلاث أربع خمس ست سبع ثماني تسع عشر")
_TENS = _row("- - عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون")
_STEMS = _row("- - - ثلاث أربع خمس ست سبع ثماني تسع")
_SCALES = (
    (10**12, "تريليون", "تريليونات"),
    (10**9, "مليار", "مليارات"),
    (10**6, "مليون", "ملايين"),
    (10**3, "ألف", "آلاف"),
)


@dataclass(frozen=True)
class Manner:
    """
    How a writer spells: the case, the gender counted, tanween or none, and how a hundred is written.
    """

    oblique: bool = False
    feminine: bool = False
    tanween: str = "اً"
    hundred: str = "مئة"
    apart: bool = False


def arabic(number: int, manner: Manner) -> str:
    """
    *number*, 0 to 10^15, in Arabic words.

    >>> arabic(1_200_000, Manner())
    'مليون ومئتا ألف'
    """
    if number < 1000:
        return _hundreds(number, manner)
    parts = []
    for scale, one, many in _SCALES:
        count, number = divmod(number, scale)
        if count:
            parts.append(_counted(count, one, many, manner))
    if number:
        parts.append(_hundreds(number, manner))
    return " و".join(parts)


def _counted(count: int, one: str, many: str, manner: Manner) -> str:
    if count == 1:
        return one + manner.tanween if manner.oblique else one
    if count == 2:
        return one + ("ين" if manner.oblique else "ان")
    words = _hundreds(
        count, Manner(manner.oblique, False, manner.tanween, manner.hundred, manner.apart)
    )
    if 3 <= count % 100 <= 10:
        return f"{words} {many}"
    if count % 100 > 10:
        return f"{words} {one}{manner.tanween}"
    if count % 100 == 0 and count // 100 == 2 and not manner.oblique:
        words = words.removesuffix("ن")
    return f"{words} {one}"


def _hundreds(number: int, manner: Manner) -> str:
    hundreds, rest = divmod(number, 100)
    parts = []
    if hundreds == 1:
        parts.append(manner.hundred)
    elif hundreds == 2:
        parts.append(manner.hundred.removesuffix("ة") + ("تين" if manner.oblique else "تان"))
    elif hundreds:
        stem = "ثمان" if hundreds == 8 and not manner.apart else _STEMS[hundreds]
        parts.append(stem + (" " if manner.apart else "") + manner.hundred)
    if rest or not parts:
        parts.append(_tens(rest, manner))
    return " و".join(parts)


def _tens(number: int, manner: Manner) -> str:
    ones = _FEMININE if manner.feminine else _ONES
    if number <= 10:
        word = ones[number]
        return word.replace("ان", "ين") if manner.oblique and number == 2 else word
    if number == 11:
        return "إحدى عشرة" if manner.feminine else "أحد عشر"
    if number == 12:
        stem = ("اثنت" if manner.feminine else "اثن") + ("ي" if manner.oblique else "ا")
        return stem + (" عشرة" if manner.feminine else " عشر")
    if number < 20:
        return ones[number - 10] + (" عشرة" if manner.feminine else " عشر")
    tens = _TENS[number // 10]
    tens = tens.removesuffix("ون") + "ين" if manner.oblique else tens
    return f"{_tens(number % 10, manner)} و{tens}" if number % 10 else tens


_SMALL = _row(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TY = _row("- - twenty thirty forty fifty sixty seventy eighty ninety")


def english(number: int, *, hyphen: str = "-", joiner: str = " and ") -> str:
    """
    *number*, 0 to 10^15, in English words.

    >>> english(2_105), english(2_105, joiner=" ")
    ('two thousand one hundred and five', 'two thousand one hundred five')
    """
    if number < 1000:
        return _english_hundreds(number, hyphen, joiner)
    parts = []
    for scale, name in (
        (10**12, "trillion"),
        (10**9, "billion"),
        (10**6, "million"),
        (10**3, "thousand"),
    ):
        count, number = divmod(number, scale)
        if count:
            parts.append(f"{_english_hundreds(count, hyphen, joiner)} {name}")
    if number:
        tail = _english_hundreds(number, hyphen, joiner)
        parts.append(joiner.strip() + " " + tail if number < 100 and joiner.strip() else tail)
    return " ".join(parts)


def _english_hundreds(number: int, hyphen: str, joiner: str) -> str:
    hundreds, rest = divmod(number, 100)
    tens = ""
    if rest >= 20:
        tens = _TY[rest // 10] + (hyphen + _SMALL[rest % 10] if rest % 10 else "")
    elif rest or not hundreds:
        tens = _SMALL[rest]
    if not hundreds:
        return tens
    return f"{_SMALL[hundreds]} hundred" + (joiner + tens if tens else "")
