"""
Which days a text means by words that count from a day (``relative``), "since 2022" or "the latest"; pure.

In an article they mean something only beside its publication date; in a question, beside today.
"""

import re
from datetime import date, timedelta

from retrieval.language.arabic import STOPWORDS, fold, words
from retrieval.language.date_forms import MONTH_NAMES, YEAR_FORM
from retrieval.language.dates import common, find
from retrieval.language.relative import days, stretches
from retrieval.language.tables import CALENDAR
from retrieval.types import Dated

_RANGE = re.compile(
    rf"(?<!\w)(?P<from>(?:\d\d? )?(?:{MONTH_NAMES})|\d\d?)(?P<to> ?(?:الي|حتي|و|to|until|and|[-–]) ?)"
    rf"(?P<day>\d\d? )?(?P<month>{MONTH_NAMES}) {YEAR_FORM}"
)
_EDGE = re.compile(
    r"(?<!\w)[وف]?(?P<edge>منذ|since|قبل|before|بعد|after|حتي|until)"
    r"(?: (?:تاريخ|شهر|(?:ال)?عام|سنه|يوم|بدايه|مطلع|نهايه|the|start|end|of|about))*\W*$"
)
_BEFORE_A_DAY = frozenset(("يوم", "شهر", "بتاريخ", "خلال", "between", "during", "from"))
_SHORT = 3  # letters of a preposition: «دوما» is a town, too
_MONTH = re.compile(rf"[وب]?(?:{MONTH_NAMES})$")
_ENDS = "؟?!.,،؛: "
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
    found = [next(stretches(fold(relative), day), None) for day in days(published)]
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
            spans.append((found.start, *days(found.dated)))
            text = text[: found.start] + "\0" * (found.end - found.start) + text[found.end :]
    spans += stretches(text, today)
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


def parted(topic: str) -> tuple[str, str]:
    """
    *topic* and the days that it ends with, if those have a year: they say when, and not of what.

    >>> parted("رحلات الوزير في يوليو 2024"), parted("between 5 and 7 May 2017")
    (('رحلات الوزير', 'في يوليو 2024'), ('', 'between 5 and 7 May 2017'))
    >>> parted("the 11 September 2001 attacks"), parted("كأس العالم 2018")
    (('the 11 September 2001 attacks', ''), ('كأس العالم 2018', ''))
    >>> parted("دوما في أبريل 2018")
    ('دوما', 'في أبريل 2018')
    """
    found = [one for one in find(topic) if one.month and one.year]
    if not found or topic[found[-1].end :].strip(_ENDS):
        return topic, ""
    told = topic[: found[-1].start].split()
    while told and _leads(told[-1]):
        told.pop()
    of = " ".join(told)
    return of, topic[topic.index(of) + len(of) :].strip()


def _leads(word: str) -> bool:
    """Whether *word* may stand before a date as a part of when."""
    bare = fold(word)
    preposition = bare in STOPWORDS and len(bare) <= _SHORT
    return preposition or bare in _BEFORE_A_DAY or bare.isdigit() or bool(_MONTH.match(bare))


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
