"""
A web page taken apart: its text, and what it says about itself. The only module of trafilatura.

Knows nothing of files or networks; runs in ``retrieval.sources.confined``, for pages come from anyone.
The extractor finds the text. Dates, outlets and the lead are read here, because it drops a lead
that stands outside the body, and its dates are guesses where the page names none.
"""

import json
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from retrieval.language import publication
from retrieval.language.arabic import words
from retrieval.sources.addresses import host_of
from retrieval.sources.boilerplate import drop_boilerplate
from retrieval.sources.hidden import drop_hidden
from retrieval.sources.naming import author_of, names_beside, outlet_of, title_of
from retrieval.types import Document

_PUBLISHED = (
    *("article:published_time", "datepublished", "og:published_time", "published_time", "pubdate"),
    *("publish-date", "publish_date", "parsely-pub-date", "sailthru.date", "dc.date.issued"),
    *("dcterms.issued", "dc.date", "dcterms.created", "datecreated", "date"),
)
_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d)([-/])(\d\d?)\2(\d\d?)(?!\d)")
_LONGEST = 500  # characters of what a page says about itself
_INLINE = "a abbr b bdi bdo cite em font i mark q s small span strong sub sup u"
_UNREAD = "head script style noscript template svg iframe button select"
_LEAD = 8  # words of a description that tell whether the text holds it
_HEAD = 12  # lines between the headline and the text that may hold the day


def page(html: str, url: str | None = None) -> Document:
    """The article of *html*, found at *url* or in a file; its text is empty if there is none."""
    tree = load(html)
    if tree is None:
        return Document("")
    meta, linked = _meta(tree), list(linked_data(tree))
    titled = tree.findtext(".//title")  # the extractor takes it out
    heads = [" ".join(h1.text_content().split()) for h1 in tree.iter("h1")]
    lines = lines_of(tree)
    canonical = _canonical(tree, meta, url)
    published = _published(tree, meta, linked, canonical or url)
    drop_boilerplate(tree)
    _drop_costly(tree)
    found = trafilatura.bare_extraction(
        tree,
        url=url or canonical,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False},  # unused, and costs seconds otherwise
    )
    if not isinstance(found, trafilatura.settings.Document):
        return Document("")
    text = re.sub("^- ", "", found.text or "", flags=re.MULTILINE)  # the extractor's mark of a list
    body = _with_lead(_filled(text), meta, lines)
    headlines = [node["headline"] for node in linked if isinstance(node.get("headline"), str)]
    titles = [found.title, meta.get("og:title"), *headlines, titled]
    sites = [*names_beside(heads, [meta.get("og:title"), titled])]
    named = outlet_of(found.sitename, meta, linked, sites, " ".join(body))
    outlet = named or host_of(url or canonical or "") or None
    title = title_of(titles, heads, outlet)
    head = _head(lines, title, body)
    return Document(
        text="\n".join([*filter(publication.is_stamp, head), *body]),
        title=title or None,
        outlet=outlet,
        author=author_of(found.author, linked, outlet, head),
        published=published,
        url=canonical,
    )


def _drop_costly(tree: HtmlElement) -> None:
    """
    Take out what was read here already, and what costs the square of its length.

    The extractor does not expect comments in attributes, nor a long author; lxml writes such an
    attribute out no faster.
    """
    for element in tree.iter():
        if element.tag == "script":
            element.text = None
        for name, value in element.attrib.items():
            if "<!--" in value:
                element.set(name, value.replace("<!--", " "))
            if element.tag == "meta" and len(value) > _LONGEST:
                del element.attrib[name]


def load(html: str) -> HtmlElement | None:
    """What of a page is shown, as a tree; None if there is nothing."""
    tree: HtmlElement | None = trafilatura.load_html(html)
    if tree is not None:
        drop_hidden(tree)
    return tree


def fragment(html: str) -> str:
    """The text of a piece of HTML that is an article's and nothing else, a paragraph a line."""
    tree = load(f"<html><body><div>{html}</div></body></html>")
    if tree is None:
        return ""
    drop_boilerplate(tree)
    return "\n".join(lines_of(tree))


def _filled(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]


def lines_of(tree: HtmlElement) -> list[str]:
    """Everything the page shows, a block a line."""
    shown = deepcopy(tree)
    etree.strip_elements(shown, *_UNREAD.split(), with_tail=False)
    for element in shown.iter():
        edge = "" if element.tag in _INLINE.split() else "\n"
        element.text = edge + (element.text or "").replace("\n", " ")
        element.tail = edge + (element.tail or "").replace("\n", " ")
    return _filled(shown.text_content())


def _meta(tree: HtmlElement) -> dict[str, str]:
    """The first content of every name in the page's ``meta`` elements, names in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for attribute in ("property", "name", "itemprop"):
            if content and (name := element.get(attribute)):
                found.setdefault(name.lower(), content)
    return found


def linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """What the page's JSON-LD says of an article."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            ahead = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while ahead:
            node = ahead.pop(0)
            if isinstance(node, list):
                ahead += node
            elif isinstance(node, dict):
                ahead += [node[name] for name in ("@graph", "mainEntity") if name in node]
                if re.search("Article|Posting|Report", str(node.get("@type"))):
                    yield node


def _canonical(tree: HtmlElement, meta: dict[str, str], url: str | None) -> str | None:
    """
    The address the page calls its own.

    Of a page that was fetched, only on the host it came from: a page cannot pass for another's.
    """
    links = [link.get("href") for link in tree.iterfind(".//link[@rel='canonical']")]
    for named in filter(None, [*links, meta.get("og:url")]):
        try:
            own: str = urljoin(url or "", named.strip())
            parts = urlsplit(own)
        except ValueError:
            continue
        same = url is None or parts.hostname == urlsplit(url).hostname
        if parts.scheme in ("http", "https") and parts.path.strip("/") and same:
            return own
    return None


def _published(
    tree: HtmlElement, meta: dict[str, str], linked: list[dict[str, Any]], url: str | None
) -> str | None:
    """When the article says it appeared, where machines look for it: never a guess."""
    named = [str(node.get("datePublished", "")) for node in linked]
    named += [meta.get(name, "") for name in _PUBLISHED]
    for mark in ("*[@itemprop='datePublished']", "*[@itemprop='dateCreated']", "time[@pubdate]"):
        for element in tree.iterfind(f".//{mark}"):
            named += [element.get("datetime", ""), element.get("content", ""), element.text or ""]
    for place in _IN_ADDRESS.finditer(urlsplit(url or "").path):
        named.append(f"{place[1]}-{int(place[3]):02}-{int(place[4]):02}")
    return first_day(named)


def first_day(named: Iterable[str | None]) -> str | None:
    """The first of *named* that is a date and not one to come, in ISO 8601."""
    tomorrow = publication.day_after(date.today())
    given = (publication.given(name) for name in named if name and name.strip())
    return next((d.iso for d in given if d and d.span and d.span[0] <= tomorrow), None)


def _with_lead(body: list[str], meta: dict[str, str], lines: list[str]) -> list[str]:
    """*body*, below the lead that the page's description begins with if it lacks it."""
    said = " ".join(words(" ".join(body)))
    for name in ("og:description", "description"):
        opening = words(meta.get(name, ""))[:_LEAD]
        if body and len(opening) == _LEAD and " ".join(opening) not in said:
            leads = (line for line in lines if words(line)[:_LEAD] == opening)
            if lead := next((line for line in leads if publication.is_paragraph(line)), None):
                return [lead, *body]
    return body


def _head(lines: list[str], title: str, body: list[str]) -> list[str]:
    """The lines between the headline and the text, which may say who wrote it and when."""
    top = next((n for n, line in enumerate(lines) if line == title), None)
    if top is None or not body:
        return []
    end = next((n for n, line in enumerate(lines) if n > top and line in body), top)
    return lines[top + 1 : end][:_HEAD]
