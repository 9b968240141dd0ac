"""
A page of news as copied off the web, cut into its articles; pure, knows no files.

What a site puts around an article goes; what it says about the article (outlet, agency, dateline,
day) becomes facts; the paragraphs that stay are never touched. When in doubt a line stays.

The tables come first; a newsroom adds its own phrases there. Spelling variants, harakat and
punctuation do not matter, ``|`` separates phrases, and ``…`` stands for the rest of the line.
"""

import re
from dataclasses import replace
from datetime import date
from itertools import accumulate, pairwise

from retrieval.language import publication
from retrieval.language.arabic import words
from retrieval.places import of_part
from retrieval.sources.credits import (
    byline,
    signers,
    without_captions,
    without_dateline,
    without_labels,
)
from retrieval.sources.phrases import group, key_of, line_of
from retrieval.types import UNDATED, Article, Source

NOISE, LINKS = group("noise"), group("links")
_NOISE, _LINKS = line_of(NOISE), line_of(LINKS)
_SENTENCE_END = re.compile(r"(?<!\.)\.$")  # a headline may end in «؟», «!» or an ellipsis
_TITLE = range(3, 26)  # words
_LINK = range(6, 26)  # words; shorter ones may be sub-headings
_REPEAT = 8  # filled lines within which a title comes again
_BODY = 20  # words of running text that make an article


def articles_in(page: str, known: Source, place: str, *, today: date) -> list[Article]:
    """
    The articles of *page*, in order; none if no text is left.

    known: what is known from elsewhere; the page only fills its gaps. An empty title is a gap.
        Its title, author and date are those of the first article.
    place: of the page. The id of *known* is the first article's; the second one's ends in ``-2``.
    today: bounds the years that a date without one may be given.
    """
    lines = [line.strip() for line in page.split("\n")]
    found: list[Article] = []
    for start, end in pairwise([*_starts(lines), len(lines)]):
        source = known
        if found:
            id = f"{known.id}-{len(found) + 1}"
            source = replace(known, id=id, title="", author=None, date=UNDATED)
        source, text = _article([line for line in lines[start:end] if line], source, today)
        if text:
            found.append(Article(source, text, of_part(place, len(found) + 1)))
    return found


def _starts(lines: list[str]) -> list[int]:
    """
    Where the articles of a page begin.

    A headline that comes again within a few lines starts an article if «TT» stands between or a
    gap before it. A page is only cut where running text stands on both sides.
    """
    starts = [0]
    filled = [i for i, line in enumerate(lines) if line]
    keys = [key_of(lines[i]) for i in filled]
    before = [0, *accumulate(map(_running_words, lines))]
    for n in range(1, len(filled)):
        here, key, ahead = filled[n], keys[n], keys[n + 1 : n + 1 + _REPEAT]
        if (
            key in ahead[1:]
            and len(key.split()) in _TITLE
            and not _SENTENCE_END.search(lines[here])
            and not signers(lines[here])
            and ("tt" in ahead[: ahead.index(key)] or here - filled[n - 1] > 3)
            and before[here] - before[starts[-1]] >= _BODY
            and before[-1] - before[here] >= _BODY
        ):
            starts.append(here)
    return starts


def _running_words(line: str) -> int:
    return len(words(line)) if publication.is_paragraph(line) else 0


def _article(lines: list[str], source: Source, today: date) -> tuple[Source, str]:
    """One article of stripped, filled *lines*: its facts and its text."""
    lines = _without_links([line for line in lines if not _NOISE.fullmatch(key_of(line))])
    lines, facts = without_labels(lines, source)
    lines, photo_agency = without_captions(lines)
    title = source.title or _title(lines)
    body = [line for line in lines if key_of(line) != key_of(title)]
    body = body if body or source.title else lines
    lines, credits = without_dateline(body, source.outlet or facts.get("outlet"))
    day = publication.published([title, *lines], today=today)
    lines = _without_stamps(lines)
    signed = byline(source.author or facts.get("author"), source.outlet)
    facts = {"agency": photo_agency} | facts | signed | credits
    known = replace(
        source,
        title=title,
        date=source.date if source.date.iso else day,
        outlet=source.outlet or facts.get("outlet"),
        author=signed["author"] or facts.get("author"),
        agency=source.agency or facts.get("agency"),
        dateline=source.dateline or facts.get("dateline"),
    )
    return known, "\n\n".join(lines)


def introduces_links(text: str) -> bool:
    """Whether *text* is a label such as «اقرأ أيضاً»."""
    return _LINKS.fullmatch(key_of(text)) is not None


def _without_links(lines: list[str]) -> list[str]:
    """Drop links to other articles: one after its label, or headlines below the label."""
    kept: list[str] = []
    before = i = 0
    tail = next((n for n in reversed(range(len(lines))) if not _is_headline(lines[n], 1)), -1) + 1
    while i < len(lines):
        key = key_of(lines[i])
        i += 1
        if not (_LINKS.fullmatch(key) and len(key.split()) < _LINK.stop):
            kept.append(lines[i - 1])
            before += _running_words(lines[i - 1])
        elif before >= _BODY and i >= tail:
            break
        elif before >= _BODY and len(key.split()) <= 3:
            while i < len(lines) and _is_headline(lines[i], _LINK.start):
                i += 1
    return kept


def _is_headline(line: str, shortest: int) -> bool:
    return shortest <= len(words(line)) < _LINK.stop and line[-1] not in ".؟!:"


def _title(lines: list[str]) -> str:
    """The first line, or its first words if it is no headline."""
    first = lines[0] if lines else ""
    if len(first.split()) < _TITLE.stop and not _SENTENCE_END.search(first):
        return first
    return " ".join(first.split()[:12]) + "…"


def _without_stamps(lines: list[str]) -> list[str]:
    """Drop the lines that only hold a day, above the text and below it."""
    head = next((i for i, line in enumerate(lines) if publication.is_paragraph(line)), len(lines))
    stamps = [i for i in {*range(head), *range(len(lines))[-1:]} if publication.is_stamp(lines[i])]
    return [line for i, line in enumerate(lines) if i not in stamps] or lines
