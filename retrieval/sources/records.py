"""
Fields become Articles: what a line of JSON, front matter, a web page or a feed entry says of one.

Checks the fields and fills the gaps from the text; opens nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from retrieval.errors import Garbled, NoText
from retrieval.language import publication
from retrieval.language.arabic import clean, spelt
from retrieval.language.languages import language_of
from retrieval.language.letters import garbled
from retrieval.places import of_record
from retrieval.reasons import Reason
from retrieval.sources.cleaning import articles_in
from retrieval.sources.decoding import repaired, unescaped
from retrieval.types import UNDATED, Article, Dated, Source

Fields = Mapping[str, Any]

NOT_TEXT = Reason("not a string")
TOO_LONG = Reason("too long")
NOT_A_DATE = Reason("not a date")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9._\u0621-\u064a-]+")


class Flaw(Exception):
    """
    A field that cannot be used, before anyone knows in which file.

    line: of its record, which counts from 1.
    """

    def __init__(self, field: str, why: Reason, line: int = 1) -> None:
        super().__init__(field, why)
        self.field, self.why, self.line = field, why, line


@dataclass(frozen=True, slots=True)
class Spot:
    """
    Where a record was found.

    name: the file or the address, as errors call it; an id means something within it.
    place: what makes two readings the same article, unless the record has an id.
    stem: the article's id, unless the record has one.
    path: the file, None on the web.
    origin: who it comes from, as ``Article`` has it.
    host: the site it was fetched from, None for a file.
    """

    name: str
    place: str
    stem: str
    path: str | None = None
    origin: str = ""
    host: str | None = None


def articles(fields: Fields, spot: Spot) -> list[Article]:
    """The articles of *fields*, at least one. Raises Flaw, Garbled or NoText."""
    try:
        given = str("" if (id := fields.get("id")) is None else id)
    except ValueError:  # a number of more digits than Python spells out
        raise Flaw("id", TOO_LONG) from None
    outlet = line(fields, "outlet")
    url = line(fields, "url")
    known = Source(
        id=slug(given) or slug(spot.stem) or "article",
        title=line(fields, "title") or "",
        outlet=outlet,
        author=line(fields, "author"),
        date=_published(fields),
        url=url if url and re.match(r"https?://\S+$", url) else None,
        path=spot.path,
        host=spot.host,
    )
    place = spelt(of_record(given, outlet=outlet, name=spot.name) if given else spot.place)
    text = _written(fields, "text")
    if garbled(text):
        raise Garbled(path=spot.name)
    found = articles_in(text, known, place, today=date.today())
    if not found:
        raise NoText(path=spot.name)
    declared = line(fields, "language")
    return [
        replace(
            one,
            source=replace(one.source, language=_language(one.text, declared)),
            origin=spot.origin,
        )
        for one in found
    ]


def field(fields: Fields, name: str) -> str | None:
    """A field as text. Raises Flaw if it is anything else."""
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise Flaw(name, NOT_TEXT)
    return value


def line(fields: Fields, name: str) -> str | None:
    """A field as one clean line; None when it is absent or blank. Raises Flaw."""
    return " ".join(_written(fields, name).split()) or None


def _written(fields: Fields, name: str) -> str:
    return clean(repaired(unescaped(field(fields, name) or "")))


def slug(name: str) -> str:
    """
    *name* as an id: Latin and Arabic letters, digits, ``.``, ``_`` and ``-``.

    >>> slug("خبر عاجل/2024 (1).v2")
    'خبر-عاجل-2024-1-.v2'
    """
    return _NOT_IN_ID.sub("-", clean(name)).strip("-.")[:100]


def _language(text: str, declared: str | None) -> str:
    """What the letters of *text* tell; *declared*, such as ``ar-EG``, where they leave it open."""
    told = language_of(text)
    code = re.match(r"[a-z]{2,3}(?![a-z])", (declared or "").casefold())
    if code and (told in ("en", "und") or (told == "ar" and code[0] in ("ar", "en"))):
        return code[0]
    return told


def _published(fields: Fields) -> Dated:
    value = fields.get("published")
    if value is None or value == "":
        return UNDATED
    is_one = isinstance(value, str | int | float | date) and not isinstance(value, bool)
    dated = publication.given(str(value), line(fields, "date_precision")) if is_one else None
    if dated is None:
        raise Flaw("published", NOT_A_DATE)
    return dated
