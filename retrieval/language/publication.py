"""
When an article appeared, by what is printed above and below it or given beside it; pure.

A line counts that is there to say when: a date alone, labelled, behind a city, or before a name.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from retrieval.language.arabic import STOPWORDS, fold, words
from retrieval.language.dates import FoundDate, find
from retrieval.language.tables import CALENDAR, any_of
from retrieval.types import UNDATED, Dated

_ISO = re.compile(r"(?:1[89]|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?(?:\.\d+)?")  # seconds or milliseconds since 1970
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_CLOCK = re.compile(
    r"(?:[t ]?\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?|t\d{4}(?:\d\d)?\b)"
    r"\s*(?:z\b|(?:gmt|utc)?\s?[+-]\d\d:?\d\d|(?:[ap]m )?[a-z]{2,3}t\b)?"  # CEST, GST
)
# All that may stand on a line which says when.
_STAMP_WORDS = STOPWORDS.union(
    *(CALENDAR[kind] for kind in ("stamp", "month", "weekday")),
    *(name.split() for name in CALENDAR["hijri"]),
)
_DATELINE = re.compile(r"\s*\([^()]{2,30}\)\s*[-–—:]")  # after «بغداد، 25 يناير 2024»
_BYLINE = re.compile(r"[|–—·-]\s*$")
# Who wrote it, whose time it is, and where: «بواسطة منى سالم», «بتوقيت غرينتش», "| القاهرة".
_WHERE = re.compile(
    r"(?:بواسطة|بقلم|كتبه?ا?)\s+\w+(?:\s\w+){0,2}\s*$|(?:توقيت|time|بتوقيت)\s+\w+(?:\s+\w+)?|[|·•]\s*[^\W\d_]+(?:\s[^\W\d_]+)?\s*$"
)
_UPDATED = re.compile(any_of(CALENDAR["updated"]))
_LONGEST_STAMP = 200  # characters of a line that may say when
_HEAD = 6  # lines at most above the text proper, where it may say when it appeared
_PARAGRAPH = 15  # words; a line as long as that is text, whatever it ends with


def given(value: str, precision: str | None = None) -> Dated | None:
    """
    A date given as metadata; None when *value* is not one date and nothing else.

    The day is the one in the time zone written. *precision* can only take away.

    >>> given("2024-01-25T23:30:00-05:00").iso, given("2021-06").precision, given("soon")
    ('2024-01-25', 'month', None)
    """
    iso = fold(value).strip()
    if epoch := _EPOCH.fullmatch(iso):
        iso = datetime.fromtimestamp(int(epoch[1]), UTC).date().isoformat()
    if compact := _COMPACT.fullmatch(iso):
        iso = "-".join(compact.groups())
    found = find(iso)
    if _ISO.fullmatch(iso):
        dated = Dated(iso, "month" if "-" in iso else "year", "metadata")
    elif len(found) == 1 and found[0].dated.iso and not _around(iso):
        dated = replace(found[0].dated, origin="metadata")
    else:
        return None
    if precision == "none":
        return UNDATED
    if precision == "year":
        return replace(dated, iso=str(dated.iso)[:4], precision="year")
    if precision == "month" and dated.precision == "day":
        return replace(dated, iso=str(dated.iso)[:7], precision="month")
    return dated


def published(lines: Sequence[str], *, today: date) -> Dated:
    """
    When an article appeared, by its own *lines* (not blank, the title first).

    Only a line that says little else counts, down to the first paragraph or at the very end:
    a date inside a sentence is when something happened, and so is one above a list of matches.
    Without a year, it is inferred if the weekday fits exactly one year between the latest that
    the article mentions (or 1990) and *today*. A line that says when it was updated comes last.
    """
    text = (i for i, line in enumerate(lines) if i and is_paragraph(line))
    head = min(_HEAD, next(text, len(lines)) + 1)
    edges = [*lines[:head], *lines[max(head, len(lines) - 1) :]]
    stamps = [(line, found) for line in edges if (found := stamp(line))]
    years = [found.year for found in find("\n".join(lines)) if found.year] if stamps else []
    since = max((year for year in years if year <= today.year), default=1990)
    for _, found in sorted(stamps, key=lambda pair: bool(_UPDATED.search(fold(pair[0])))):
        dated = (
            found.dated
            if found.year or found.between
            else found.inferred(since=since, until=today.year)
        )
        if dated.span and dated.span[0] <= day_after(today):
            return dated
    return UNDATED


def day_after(day: date) -> str:
    """
    The next day in ISO 8601; the last there is has none.

    >>> day_after(date(2024, 2, 28)), day_after(date.max)
    ('2024-02-29', '9999-12-31')
    """
    return (day + timedelta(days=day < date.max)).isoformat()


def is_paragraph(line: str) -> bool:
    """
    Whether *line* is running text, not a title, a sub-heading or a label.

    >>> is_paragraph("وصل الوفد إلى بغداد."), is_paragraph("مطالب سببها التصعيد")
    (True, False)
    """
    return line.rstrip('"»”’) ').endswith((".", "؟", "!", "…")) or len(words(line)) >= _PARAGRAPH


def stamp(line: str) -> FoundDate | None:
    """
    The date of *line*, if the line is there to say when: alone, labelled, or after a city.

    >>> stamp("نُشر: الخميس، 25 يناير 2024 - 10:30").dated.iso
    '2024-01-25'
    >>> stamp("توصل الطرفان في 25 يناير 2024 إلى اتفاق")
    """
    line = line[:_LONGEST_STAMP]
    found = [f for f in find(line) if f.between or (f.day and (f.year or f.weekday is not None))]
    if not found:
        return None
    first, before = found[0], words(line[: found[0].start])
    if _DATELINE.match(line, first.end) and len(before) <= 3 and not STOPWORDS & set(before):
        return first
    updated = _UPDATED.search(fold(line[first.end :]))  # and what follows says when
    said = [f for f in found if not updated or f.start < first.end + updated.start()]
    if {f.dated.iso for f in said} != {first.dated.iso}:
        return None
    rest = _around(line)
    byline = _BYLINE.search(line[: first.start]) and len(before) <= 4 and rest <= set(before)
    return first if byline or not rest else None


def is_stamp(line: str) -> bool:
    """Whether *line* holds a date and nothing worth reading besides."""
    return stamp(line) is not None and not _around(line)


def _around(line: str) -> set[str]:
    """The words of *line* that neither belong to dates and times nor introduce them."""
    for other in reversed(find(line)):
        line = line[: other.start] + " " + line[other.end :]
    line = _WHERE.sub(" ", line)
    rest = {
        word for word in words(_CLOCK.sub(" ", fold(line))) if not word.isdigit() or len(word) > 4
    }
    return rest - _STAMP_WORDS
