"""
The entries of a live blog, as its page marks them: JSON-LD or microdata of schema.org. Pure.

A live blog is many small reports of different hours, often of different days; each is one by itself.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from operator import attrgetter
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from retrieval.language.arabic import words
from retrieval.sources.boilerplate import drop_boilerplate
from retrieval.sources.pages import first_day, fragment, lines_of, linked_data, load, page
from retrieval.types import Document

Element = Any  # of lxml's trees, which have no types

_HOUR = re.compile(r"(?<=[T ])([01]\d|2[0-3]):[0-5]\d")
_MARK = "liveBlogUpdate"  # no page without this word is one


class _Entry(NamedTuple):
    """body: markup or an element. published: as the page gives it. url: may be an anchor alone."""

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
    entries = [*_marked(tree)]
    if len(entries) < 2:
        entries = [entry for blog in linked for entry in _linked(blog.get(_MARK))]
    found = []
    for number, entry in enumerate(sorted(entries, key=attrgetter("published")), 1):
        if text := _text(entry):
            title = " ".join(fragment(entry.title).split()) or whole.title
            hour = _HOUR.search(entry.published)  # it tells the entries of one day apart
            if title and hour and hour[0] not in title:
                title = f"{title} ({hour[0]})"
            day = first_day([entry.published]) or whole.published
            address = _address(whole.url or url, entry.url, number)
            found.append(replace(whole, text=text, title=title, published=day, url=address))
    return found if len(found) > 1 else [whole]


def _text(entry: _Entry) -> str:
    """The paragraphs of an entry, without its headline and its time."""
    if isinstance(entry.body, str):
        lines = fragment("<br>".join(entry.body.split("\n"))).split("\n")
    else:
        for time in list(entry.body.iter("time")):
            time.drop_tree()
        lines = lines_of(entry.body)
    return "\n".join(line for line in lines if line and words(line) != words(entry.title))


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


def _marked(tree: Element) -> Iterator[_Entry]:
    for element in tree.iterfind(".//*[@itemprop]"):
        if _MARK in element.get("itemprop").split():
            body = element.find(".//*[@itemprop='articleBody']")
            title, day, url = (
                _property(element, name) for name in ("headline", "datePublished", "url")
            )
            anchor = f"#{element.get('id') or ''}"
            yield _Entry(title, element if body is None else body, day, url or anchor)


def _property(element: Element, name: str) -> str:
    """The value of an item's property, wherever its tag keeps it."""
    one = element.find(f".//*[@itemprop='{name}']")
    if one is None:
        return ""
    kept = (one.get(place) for place in ("content", "datetime", "href"))
    return " ".join(next(filter(None, kept), one.text_content()).split())


def _linked(updates: object) -> Iterator[_Entry]:
    for node in updates if isinstance(updates, list) else []:
        if isinstance(node, dict) and node.get("articleBody"):
            names = ("headline", "articleBody", "datePublished", "url")
            yield _Entry(*(str(node.get(name) or "") for name in names))
