"""
Stretches of days that words count from a day: «أمس», «الأسبوع الماضي», "three years ago"; pure.

A week runs from Saturday to Friday.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from retrieval.language.arabic import fold
from retrieval.language.date_forms import MONTH_FORM, WEEKDAY_NAMES
from retrieval.language.dates import FoundDate
from retrieval.language.hijri import Span
from retrieval.language.number_words import KINDS
from retrieval.language.tables import CALENDAR, MONTHS, WEEKDAYS, any_of, numbered
from retrieval.types import Dated

_DAYS = numbered("day")
_PERIODS = CALENDAR["period"]  # and how many, 0 where a number must say
_ONE = CALENDAR["one"]
_COUNTS = {word: int(n) for word, n in {**KINDS["unit"], **KINDS["teen"]}.items() if int(n) > 1}
_SHIFTS = numbered("shift")
_NOT_TODAY = "".join(rf"(?<!{word} )" for word in fold("في ذلك روسيا المصري usa").split())
_DAY_WORD = re.compile(
    rf"(?<!\w)[وب]?{_NOT_TODAY}(?P<word>{any_of(_DAYS)})\b"
    rf"(?:[ (،,]{{1,2}}(?P<weekday>{WEEKDAY_NAMES})\b|(?! ال))"
)
_AMOUNT = rf"(?:(?P<n>\d\d?|{any_of(_COUNTS)}) )?(?P<of>{any_of(_PERIODS)})\b"
_AGO = [
    re.compile(rf"(?:(?<!\w)[وف]?قبل|(?<=منذ)) {_AMOUNT}(?! ?\0)"),
    re.compile(rf"\b(?:an? )?{_AMOUNT} ago\b"),
]
_LAST = [
    re.compile(rf"(?<!\w)(?:اخر|last|past) (?:ال)?{_AMOUNT}"),
    re.compile(
        rf"(?<!\w)(?P<of>{any_of(_PERIODS)})(?: (?:ال)?(?P<n>\d\d?|{any_of(_COUNTS)}))?"
        r" (?:الماضيه|الاخيره|الماضيين|الاخيرين)\b"
    ),
]
_SHIFTED = re.compile(
    rf"(?<!\w)(?:(?P<before>هذا|هذه|this|last|next) )?(?:(?P<day>\d\d?) (?:من )?)?"
    rf"[وبل]?(?:(?P<one>{any_of(_ONE)})|(?P<weekday>{WEEKDAY_NAMES})|{MONTH_FORM})\b"
    rf"(?: (?P<after>{any_of(_SHIFTS)})\b)?"
)


def stretches(text: str, day: date) -> Iterator[tuple[int, date, date]]:
    """Each stretch of days that folded *text* counts from *day*, and where it says so."""
    for match in _DAY_WORD.finditer(text):
        that = day + timedelta(days=_DAYS[" ".join(match["word"].split())])
        if WEEKDAYS.get(match["weekday"], that.weekday()) == that.weekday():
            yield match.start(), that, that
    for form in (*_AGO, *_LAST):
        for match in form.finditer(text):
            kind, count = _PERIODS[match["of"]].split()
            n = _COUNTS.get(match["n"]) or int(match["n"] or count)
            if n and form in _AGO:
                yield match.start(), *_calendar(day, kind, -n)
            elif n > 1:
                yield match.start(), _calendar(day, kind, -n)[0], day
    for match in _SHIFTED.finditer(text):
        shift = _SHIFTS.get(match["after"] or match["before"])
        if shift is not None and (span := _shifted(match, day, shift)):
            yield match.start(), *span


def _shifted(match: re.Match[str], day: date, shift: int) -> Span | None:
    """The last, current or next of what *match* names, counted from *day*."""
    if match["one"]:
        return _calendar(day, _ONE[match["one"]], shift)
    if match["weekday"]:
        ahead = (WEEKDAYS[match["weekday"]] - day.weekday()) % 7
        that = day + timedelta(days=(ahead or 7) if shift > 0 else ahead - 7)
        return (that, that) if shift else None
    month = MONTHS[" ".join(match["month"].split())]
    for year in (day.year, day.year + shift):
        found = FoundDate(0, 0, year, month, int(match["day"]) if match["day"] else None)
        if found.day and found.weekday_of_day() is None:
            continue
        first, last = days(found.dated)
        if (first > day, last < day)[shift < 0] if shift else month == day.month:
            return first, last
    return None


def _calendar(day: date, kind: str, shift: int) -> Span:
    """The day, week, month or year *shift* after the one that *day* is in."""
    if kind == "day":
        return day + timedelta(days=shift), day + timedelta(days=shift)
    if kind == "week":
        first = day - timedelta(days=(day.weekday() + 2) % 7 - 7 * shift)
        return first, first + timedelta(days=6)
    if kind == "year":
        return date(day.year + shift, 1, 1), date(day.year + shift, 12, 31)
    year, month = divmod(day.year * 12 + day.month - 1 + shift, 12)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])


def days(dated: Dated) -> Span:
    """The first and last day that *dated*, which must have a date, can mean."""
    year, month, day = (*map(int, (dated.iso or "").split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    return date(year, month or 1, 1), date(year, month or 12, monthrange(year, month or 12)[1])
