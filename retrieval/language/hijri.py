"""
Which Gregorian days a date of the Hijri calendar can have been; pure.

Which day a month began depends on who saw the moon. The tabular calendar (30 years of 10,631 days, the
leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29) is never further than two days from Umm al-Qura's
announced calendar between 1343 and 1500 AH.
"""

from datetime import date, timedelta

_DOUBT = timedelta(days=2)
_EPOCH = date(622, 7, 19).toordinal()  # 1 Muharram 1 AH, civil tabular, in the Gregorian calendar


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


Span = tuple[date, date]  # first and last day, both included
