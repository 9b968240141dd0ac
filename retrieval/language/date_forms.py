"""
How newsrooms print dates, in Arabic and English: patterns over folded text, the plainest first.

Gregorian, Levantine and Maghrebi month names, two of them side by side, ordinals, numerals of any script,
one slip in a month's name, and Hijri dates.
"""

import re

from retrieval.language.number_words import KINDS
from retrieval.language.tables import MONTHS, WEEKDAYS, any_of, numbered

ORDINALS = {"عاشر": 10, "عشرين": 20, "عشرون": 20, "ثلاثين": 30, "ثلاثون": 30}
ORDINALS |= {"حادي والثلاثين": 31, "حادي والثلاثون": 31}
for _name, _number in KINDS["ordinal"].items():
    _feminine = _name.endswith(("ه", "ولي"))  # and days are masculine
    if not (_name.isascii() or _feminine) and (_n := int(_number)) < 10:
        ORDINALS |= {_name: _n, f"{_name} عشر": 10 + _n, f"{_name} والعشرين": 20 + _n}
        ORDINALS[f"{_name} والعشرون"] = 20 + _n

HIJRI_MONTHS = numbered("hijri")
MONTH_NAMES, WEEKDAY_NAMES = any_of(MONTHS), any_of(WEEKDAYS)
_WORD_START = r"(?:(?<!\w)|(?<=(?<!\w)[وبلف]))"
_WEEKDAY = rf"(?:(?<!\w)(?P<weekday>{WEEKDAY_NAMES})\b[ ,،()–-]*(?:يوم |الموافق[ :]*|في )?)?"
MONTH_FORM = rf"(?P<month>{MONTH_NAMES})\b\.?(?:\s?[-/(– ]\s?(?P<other>{MONTH_NAMES})\b\s?\)?)?"
YEAR_FORM = r"(?P<year>(?:1[89]|20)\d\d)(?!\d|[.,]\d)"
_YEAR = rf"(?:[ ,،]{{0,2}}| ?[/–-] ?)(?:(?:من |في |of )?(?:ال|ل)?(?:عام|سنه) )?{YEAR_FORM}"
_MISSPELT = r"(?P<misspelt>[ء-ي]{5,9})"
_ENDING = r"(?:st|nd|rd|th)?"
_NO_DIGIT = r"(?<![\d.,/-])"
_HIJRI = r"(?P<hijri>1[345]\d\d)"
_MARK = r"(?: ?(?:هجريه|هجري|هـ|ه\b\.?|ah\b))"
FORMS = [
    re.compile(form)
    for form in (
        rf"{_NO_DIGIT}(?P<year>(?:1[89]|20)\d\d)(?P<mark>[-/.])(?P<number>\d\d?)(?P=mark)"
        r"(?P<day>\d\d?)(?!\d)",
        rf"{_WEEKDAY}{_NO_DIGIT}(?P<day>\d\d?)(?P<mark>[-/.])(?P<number>\d\d?)(?P=mark){YEAR_FORM}",
        rf"{_NO_DIGIT}{YEAR_FORM}(?P<mark>[-/])(?P<month>{MONTH_NAMES})(?P=mark)(?P<day>\d\d?)(?!\d)",
        rf"{_WEEKDAY}(?<![\d.:/-])(?<!\d[,،])(?P<day>\d\d?){_ENDING}(?: شهر| من(?: شهر)?| of)? ?[/–-]? ?"
        rf"{MONTH_FORM}(?:{_YEAR})?",
        rf"{_WEEKDAY}ال(?P<ordinal>{any_of(ORDINALS)}) من (?:شهر )?{MONTH_FORM}(?:{_YEAR})?",
        rf"{_WEEKDAY}{_WORD_START}(?P<month>[a-z]+)\.? (?P<day>\d\d?){_ENDING}\b(?:{_YEAR})?",
        rf"{_WEEKDAY}{_WORD_START}(?:{MONTH_FORM}|{_MISSPELT}) "
        rf"(?:(?P<day>\d\d?)|ال(?P<ordinal>{any_of(ORDINALS)})) ?[,،] ?{YEAR_FORM}",
        rf"{_WEEKDAY}(?<![\d.,:/-])(?P<day>\d\d?) {_MISSPELT}[ ,،]{{1,2}}{YEAR_FORM}",
        rf"{_WORD_START}{MONTH_FORM}{_YEAR}",
        r"(?<!\w)[وبلف]?(?:(?:ال)?عام|(?:ال)?سنه|عامي|في|خلال|منذ|قبل|بعد|حتي|بين|الي|مطلع|بدايه|نهايه"
        rf"|in|of|since|before|after|until|during|between|year|late|early) (?P<date>{YEAR_FORM})",
        rf"\0 ?(?:و|and|الي|to|حتي|until|[-–]) ?(?P<date>{YEAR_FORM})",
        rf"{_NO_DIGIT}(?P<day>\d\d?) ?[-/]?(?: ?من)?(?: شهر)? ?(?P<month>{any_of(HIJRI_MONTHS)})"
        rf"[ ,،/-]{{0,3}}(?:(?:عام|سنه) )?{_HIJRI}{_MARK}?(?![\d.,/])",
        rf"{_NO_DIGIT}(?P<day>\d\d?)[/-](?P<number>\d\d?)[/-]{_HIJRI}{_MARK}(?!\w)",
        rf"{_NO_DIGIT}{_HIJRI}[/-](?P<number>\d\d?)[/-](?P<day>\d\d?){_MARK}(?!\w)",
        rf"(?:(?<!\w)(?:ال)?(?:عام|سنه) )?{_NO_DIGIT}{_HIJRI}{_MARK}(?!\w)",
    )
]
