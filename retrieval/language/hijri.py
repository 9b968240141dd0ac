"""
Dates of the Hijri calendar, as far as they name days of the Gregorian one; pure.

Which day a Hijri month began depends on who saw the moon, so a Hijri date alone is never a day:
it is the few days that it can have been. The tabular calendar (30 years of 10,631 days, the leap
years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29) is never further than two days from Umm al-Qura's
announced calendar between 1343 and 1500 AH.
"""

import re
from datetime import date, timedelta

from retrieval.language.months import any_of, numbered

HIJRI_MONTHS = numbered("hijri")
_MARK = r"(?: ?(?:هجريه|هجري|هـ|ه\b\.?|ah\b))"
HIJRI_FORMS = (
    re.compile(
        rf"(?<![\d.,/-])(?P<day>\d\d?) ?[-/]?(?: ?من)?(?: شهر)? ?(?P<month>{any_of(HIJRI_MONTHS)})"
        rf"[ ,،/-]{{0,3}}(?:(?:عام|سنه) )?(?P<year>1[345]\d\d){_MARK}?(?![\d.,/])"
    ),
    re.compile(
        rf"(?<![\d.,/-])(?P<day>\d\d?)[/-](?P<number>\d\d?)[/-](?P<year>1[345]\d\d){_MARK}(?!\w)"
    ),
    re.compile(
        rf"(?<![\d.,/-])(?P<year>1[345]\d\d)[/-](?P<number>\d\d?)[/-](?P<day>\d\d?){_MARK}(?!\w)"
    ),
    re.compile(rf"(?<!\w)(?:عام|العام|سنه|السنه) (?P<year>1[345]\d\d){_MARK}(?!\w)"),
    re.compile(rf"(?<![\d.,/-])(?P<year>1[345]\d\d){_MARK}(?!\w)"),
)
_DOUBT = timedelta(days=2)
_EPOCH = date(622, 7, 19).toordinal()  # 1 Muharram 1 AH, civil tabular, in the Gregorian calendar


def span_of(match: re.Match[str]) -> tuple[date, date] | None:
    """The days that a match of one of ``HIJRI_FORMS`` can mean; None if it names none."""
    part = match.groupdict()
    month = HIJRI_MONTHS.get(" ".join((part.get("month") or "").split())) or int(
        part.get("number") or 0
    )
    if part.get("day"):
        return days_of(int(part["year"]), month, int(part["day"]))
    first, last = days_of(int(part["year"]), 1, 1), days_of(int(part["year"]), 12, 30)
    return (first[0], last[1]) if first and last else None


def days_of(year: int, month: int, day: int) -> tuple[date, date] | None:
    """
    The first and last Gregorian day that a Hijri date can have been; None if there is no such date.

    >>> days_of(1441, 9, 1)
    (datetime.date(2020, 4, 22), datetime.date(2020, 4, 26))
    """
    if not (1 <= month <= 12 and 1 <= day <= 30 and year > 0):
        return None
    elapsed = (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2 + day - 1
    middle = date.fromordinal(_EPOCH + elapsed)
    return middle - _DOUBT, middle + _DOUBT
