"""
RSS and Atom feeds taken apart into entries. The only module of feedparser; runs confined.

Never handed an address or a path: feedparser opens what looks like one.
"""

import re
import time
from collections.abc import Iterable
from io import BytesIO
from typing import Any

import feedparser

from retrieval.language.arabic import words
from retrieval.sources.addresses import untracked
from retrieval.sources.naming import authors
from retrieval.sources.pages import first_day, fragment
from retrieval.types import Document

_FULL = 80  # words; a shorter description is a summary, and so is what breaks off
_SOME = 20  # words; as many in the place of the content are all of a short report
_BETWEEN = 8  # words of a footer beside the title and the site's name
_MARKUP = re.compile(r"</(?:p|div|a|span|strong)>|<br ?/?>", re.I)
_BREAKS_OFF = re.compile(
    r"(?<!\W)(?=\W*?(?:\.\.\.|…))\W++$|(?:اقرأ المزيد|المزيد|read more|continue reading)\W*$", re.I
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


def _entry(entry: Any, feed: str | None) -> Document:
    """*feed*: its title, which credits an entry that names no source of its own."""
    bodies = [part.get("value") for part in entry.get("content", [])] + [entry.get("summary")]
    title = _line(entry.get("title"))
    outlet = _line((dict.get(entry, "source") or {}).get("title")) or feed
    text = max((fragment(body or "") for body in bodies), key=len)
    text = fragment(text) if _MARKUP.search(text) else text  # escaped twice
    text = without_footer(text, title, (feed, outlet))
    link = entry.get("link") or None
    fewest = _SOME if entry.get("content") else _FULL
    full = len(words(text)) >= fewest and not _BREAKS_OFF.search(text)
    # Not entry.get, which lends an entry without one date the other, with a warning.
    named = [dict.get(entry, name) for name in ("published", "updated")]
    parsed = [dict.get(entry, name) for name in ("published_parsed", "updated_parsed")]
    return Document(
        text=text if full or not link else "",
        title=title,
        outlet=outlet,
        author=authors(entry.get("author")),
        published=first_day([*named, *(when and time.strftime("%F", when) for when in parsed)]),
        url=untracked(link) if link else None,
    )


def without_footer(text: str, title: str | None, names: Iterable[str | None]) -> str:
    """
    *text* without the last paragraph that only says where the entry first stood.

    Blogs close every entry so: the title again, the site's name, and a few words between them, in
    whatever language. *names*: what the site may be called.

    >>> without_footer("نص.\\nظهرت المقالة فوز الأهلي أولاً على الملعب.", "فوز الأهلي", ["الملعب"])
    'نص.'
    """
    kept, _, last = text.rstrip().rpartition("\n")
    said = words(last)
    named = {word for name in names for word in words(name or "")}
    own = words(title or "")
    if not (kept and own and set(own) <= set(said)):
        return text
    rest = [word for word in said if word not in named and word not in own]
    return kept.rstrip() if len(rest) <= _BETWEEN else text


def _line(html: str | None) -> str | None:
    """A title, which may hold markup, as one line."""
    return " ".join(fragment(html or "").split()) or None
