"""
Words that count from a day: «أمس», «الأسبوع الماضي», "since 2022"; pure.

In an article they mean something only beside its publication date; in a question, beside today.
A week runs from Saturday to Friday.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from retrieval.language.arabic import STOPWORDS, fold, words
from retrieval.language.dates import (
    MONTH_FORM,
    MONTH_NAMES,
    WEEKDAY_NAMES,
    YEAR_FORM,
    FoundDate,
    Span,
    common,
    find,
)
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
_RANGE = re.compile(
    rf"(?<!\w)(?P<from>(?:\d\d? )?(?:{MONTH_NAMES})|\d\d?)(?P<to> ?(?:الي|حتي|و|to|until|and|[-–]) ?)"
    rf"(?P<day>\d\d? )?(?P<month>{MONTH_NAMES}) {YEAR_FORM}"
)
_EDGE = re.compile(
    r"(?<!\w)[وف]?(?P<edge>منذ|since|قبل|before|بعد|after|حتي|until)"
    r"(?: (?:تاريخ|شهر|عام|العام|سنه|يوم|بدايه|مطلع|نهايه|the|start|end|of))*\W*$"
)
_LATEST = re.compile(
    r"(?:^|\s)[وب]?(?:احدث|مستجدات|المستجدات|latest|newest|most recent)\b"
    r"|(?:^|\s)(?P<last>[وب]?اخر) \w"
)
_ASKS = STOPWORDS.union(CALENDAR["asks"])


def resolve(relative: str, published: Dated) -> Dated | None:
    """
    What a *relative* date («أمس», "last month") means in an article; None when that is not certain.

    >>> resolve("أمس (الأربعاء)", Dated("2024-01-25", "day", "printed")).iso
    '2024-01-24'
    >>> resolve("العام الماضي", Dated("2024-01", "month", "printed")).iso
    '2023'
    """
    if published.iso is None:
        return None
    found = [next(_relative(fold(relative), day), None) for day in _days(published)]
    if found[0] is None or found[1] is None:
        return None
    dated = common(found[0][1], found[1][2])
    return dated if dated.iso else None


def asked_days(question: str, today: date) -> tuple[str | None, str | None]:
    """
    The first and last day *question* asks about, ISO; None where it leaves them open.

    What lies ahead of *today* sets no bound: what is to come is reported before it comes.

    >>> asked_days("ماذا حدث منذ مارس 2023؟", date(2024, 1, 25))
    ('2023-03-01', None)
    >>> asked_days("ماذا قالت بغداد الأسبوع الماضي؟", date(2024, 1, 25))
    ('2024-01-13', '2024-01-19')
    """
    text = _RANGE.sub(_spelled_out, fold(question))
    spans: list[tuple[int, date, date]] = []
    for found in find(text):
        if found.year:
            spans.append((found.start, *_days(found.dated)))
            text = text[: found.start] + "\0" * (found.end - found.start) + text[found.end :]
    spans += _relative(text, today)
    spans = [span for span in spans if span[1] <= today]
    if not spans:
        return None, None
    start, first, last = spans[0]
    edge = _EDGE.search(text[:start]) if len(spans) == 1 else None
    match edge and edge["edge"]:
        case "منذ" | "since":
            return first.isoformat(), None
        case "قبل" | "before":
            return None, (first - timedelta(days=1)).isoformat()
        case "بعد" | "after":
            return (last + timedelta(days=1)).isoformat(), None
        case "حتي" | "until":
            return None, last.isoformat()
    return min(span[1] for span in spans).isoformat(), max(span[2] for span in spans).isoformat()


def wants_latest(question: str) -> bool:
    """
    Whether *question* asks for the newest news; «آخر» after a noun means "another".

    >>> wants_latest("ما آخر أخبار حلب؟"), wants_latest("هل زار بلداً آخر هذا العام؟")
    (True, False)
    """
    text = fold(question)
    for match in _LATEST.finditer(text):
        before = words(text[: match.start()])
        if not match["last"] or not before or before[-1] in _ASKS:
            return True
    return False


def _spelled_out(match: re.Match[str]) -> str:
    """Both ends of a range in full, for «من 1 إلى 5 يناير 2024» writes month and year once."""
    month = "" if match["from"][-1].isalpha() else f" {match['month']}"
    until = f"{match['day'] or ''}{match['month']} {match['year']}"
    return f"{match['from']}{month} {match['year']}{match['to']}{until}"


def _relative(text: str, day: date) -> Iterator[tuple[int, date, date]]:
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
        first, last = _days(found.dated)
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


def _days(dated: Dated) -> Span:
    """The first and last day that *dated*, which must have a date, can mean."""
    year, month, day = (*map(int, (dated.iso or "").split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    return date(year, month or 1, 1), date(year, month or 12, monthrange(year, month or 12)[1])
