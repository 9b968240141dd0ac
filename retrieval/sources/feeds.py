"""
RSS and Atom feeds taken apart into entries. The only module of feedparser; runs confined.

Never handed an address or a path: feedparser opens what looks like one.
"""

import re
import time
from io import BytesIO
from typing import Any

import feedparser

from retrieval.language.arabic import words
from retrieval.sources.addresses import untracked
from retrieval.sources.pages import authors, first_day, fragment
from retrieval.types import Document

_FULL = 80  # words; what is shorter is a summary, and so is what breaks off
_BREAKS_OFF = re.compile(
    r"(?:\.\.\.|…)\W*$|(?:اقرأ المزيد|المزيد|read more|continue reading)\W*$", re.I
)


def feed(xml: str, url: str | None = None, *, most: int) -> list[Document]:
    """
    The first *most* entries of a feed found at *url*, none if it is no feed.

    The text of an entry is empty if the feed only has a summary of it and says where the rest is.
    """
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url or ""}
    try:
        parsed = feedparser.parse(BytesIO(xml.encode()), response_headers=headers)
    except ValueError:  # some broken markup gets past it
        return []
    outlet = _line(parsed.feed.get("title"))
    return [_entry(entry, outlet) for entry in parsed.entries[:most]]


def _entry(entry: Any, outlet: str | None) -> Document:
    bodies = [part.get("value") for part in entry.get("content", [])] + [entry.get("summary")]
    text = max((fragment(body or "") for body in bodies), key=len)
    link = entry.get("link") or None
    full = len(words(text)) >= _FULL and not _BREAKS_OFF.search(text)
    # Not entry.get, which lends an entry without one date the other, with a warning.
    named = [dict.get(entry, name) for name in ("published", "updated")]
    parsed = [dict.get(entry, name) for name in ("published_parsed", "updated_parsed")]
    return Document(
        text=text if full or not link else "",
        title=_line(entry.get("title")),
        outlet=outlet,
        author=authors(entry.get("author")),
        published=first_day([*named, *(when and time.strftime("%F", when) for when in parsed)]),
        url=untracked(link) if link else None,
    )


def _line(html: str | None) -> str | None:
    """A title, which may hold markup, as one line."""
    return " ".join(fragment(html or "").split()) or None
