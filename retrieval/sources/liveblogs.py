"""
The entries of a live blog, as its page marks them: JSON-LD or microdata of schema.org. Pure.

A live blog is many small reports of different hours, often of different days; each is one by itself.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any
from urllib.parse import urljoin, urlsplit

from retrieval.language.arabic import words
from retrieval.sources.boilerplate import drop_boilerplate
from retrieval.sources.pages import first_day, fragment, lines_of, linked_data, load, page
from retrieval.types import Document

Element = Any  # of lxml's trees, which have no types

_HOUR = re.compile(r"(?<=[T ])([01]\d|2[0-3]):[0-5]\d")
_MARK = "liveBlogUpdate"  # no page without this word is one


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One report of a live blog.

    body: its markup or its element. published: as the page gives it. url: may be an anchor alone.
    """

    title: str
    body: str | Element
    published: str
    url: str


def documents(html: str, url: str | None = None) -> list[Document]:
    """The article of *html* as ``page`` has it, or one for each entry of a live blog, oldest first."""
    whole = page(html, url)
    tree = load(html) if _MARK in html else None
    if tree is None:
        return [whole]
    linked = [*linked_data(tree)]
    drop_boilerplate(tree)
    found = []
    for number, entry in enumerate(_entries(tree, linked), 1):
        lines = _of_entry(entry)
        if lines:
            address = _address(whole.url or url, entry.url, number)
            title = _timed(" ".join(fragment(entry.title).split()) or whole.title, entry.published)
            day = first_day([entry.published]) or whole.published
            text = "\n".join(lines)
            found.append(replace(whole, text=text, title=title, published=day, url=address))
    return found if len(found) > 1 else [whole]


def _timed(title: str | None, published: str) -> str | None:
    """*title* with the hour at which its entry appeared: what tells the entries of one day apart."""
    hour = _HOUR.search(published)
    return f"{title} ({hour[0]})" if title and hour and hour[0] not in title else title


def _of_entry(entry: Entry) -> list[str]:
    """The paragraphs of a live blog's entry, without its headline and its time."""
    if isinstance(entry.body, str):
        lines = fragment("<br>".join(entry.body.split("\n"))).split("\n")
    else:
        for time in list(entry.body.iter("time")):
            time.drop_tree()
        lines = lines_of(entry.body)
    return [line for line in lines if line and words(line) != words(entry.title)]


def _address(page: str | None, own: str, number: int) -> str | None:
    """Where the *number*th entry of a *page* stands: an address on the same host, or an anchor."""
    if not page:
        return None
    with suppress(ValueError):
        address = urljoin(page, own.strip())
        same = urlsplit(address).hostname == urlsplit(page).hostname
        if same and own.strip("# ") and address != page:
            return address
    return f"{page}#{number}"


def _entries(tree: Element, linked: Iterable[Mapping[str, Any]]) -> list[Entry]:
    """The entries of *tree*, oldest first; *linked* is what its JSON-LD says. Less than two are none."""
    found = _marked(tree)
    if len(found) < 2:
        found = [entry for blog in linked for entry in _linked(blog.get(_MARK))]
    return sorted(found, key=attrgetter("published")) if len(found) > 1 else []


def _marked(tree: Element) -> list[Entry]:
    found = []
    for element in tree.iterfind(".//*[@itemprop]"):
        if _MARK in element.get("itemprop").split():
            body = element.find(".//*[@itemprop='articleBody']")
            found.append(
                Entry(
                    _property(element, "headline"),
                    element if body is None else body,
                    _property(element, "datePublished"),
                    _property(element, "url") or f"#{element.get('id') or ''}",
                )
            )
    return found


def _property(element: Element, name: str) -> str:
    """The value of an item's property, wherever its tag keeps it."""
    one = element.find(f".//*[@itemprop='{name}']")
    if one is None:
        return ""
    kept = (one.get(place) for place in ("content", "datetime", "href"))
    return " ".join(next(filter(None, kept), one.text_content()).split())


def _linked(updates: object) -> list[Entry]:
    nodes = updates if isinstance(updates, list) else []
    keys = ("headline", "articleBody", "datePublished", "url")
    read = ([str(node.get(key) or "") for key in keys] for node in nodes if isinstance(node, dict))
    return [Entry(title, body, day, url) for title, body, day, url in read if body]
