"""A report of other days than those asked about; pure."""

import re
from datetime import date, timedelta

from bot.extraction.counting import MONTH, YEAR
from bot.extraction.matching import Bag
from bot.extraction.questions import Asked
from retrieval.language.arabic import fold
from retrieval.types import Source

_YEARS = re.compile(rf"\b{YEAR}\b")
_MONTHS = re.compile(rf"\b(?:{MONTH})\b")
# A time one can name; «منذ سنوات» and «حين» are none.
_TIME = re.compile(
    rf"\b(?:{MONTH})\b|\b\d{{3,4}}\s?(?:م|ه|ق\.?م)?\b|\b(?:ال)?(?:سبت|احد|اثنين|ثلاثاء|اربعاء|خميس|جمعه|قرن)\b"
    r"|\b(?:امس|اليوم|قبل (?:يوم|اسبوع|شهر|عام|سنه|ايام|اسابيع|اشهر)\w*)\b"
    r"|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|century|\w+ ago)\b"
)
_LATER = timedelta(days=31)


def tells_when(sentence: str) -> bool:
    """Whether *sentence* names a time."""
    return _TIME.search(fold(sentence)) is not None


def missing_time(question: Asked, source: Source, around: Bag) -> str | None:
    """
    The year asked about, if a dated report is of other days and does not speak of those.

    A report that appears up to a month later may still be about it. Days without a year, and
    «yesterday» or «last week», are left to the ranking.
    """
    folded = fold(question.text)
    years, months = _YEARS.findall(folded), _MONTHS.findall(folded)
    span = source.date.span
    told = [any(word in around.words for word in named) for named in (years, months) if named]
    if not years or span is None or all(told):
        return None
    from retrieval.language.timewords import asked_days  # its patterns take time to compile

    since, until = asked_days(question.text, date.today())
    latest = (date.fromisoformat(until) + _LATER).isoformat() if until else "9999"
    of_then = (since or "") <= span[1] and span[0] <= latest
    return None if of_then else str(years[0])
