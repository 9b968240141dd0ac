"""
What stands at an address becomes articles: a page, a PDF, or a feed or sitemap and the pages it links.

What it is, its bytes tell; servers often say otherwise.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from html import unescape
from operator import itemgetter
from pathlib import PurePath
from typing import TYPE_CHECKING

from retrieval.errors import BadEntry, InputRejected, LongFeed, SourceSpent, UnknownKind
from retrieval.places import file_origin
from retrieval.sources.addresses import host_of, shown, stem, untracked
from retrieval.sources.confined import Confined
from retrieval.sources.decoding import decoded
from retrieval.sources.pacing import Paced
from retrieval.sources.records import Spot
from retrieval.types import Article, Document

if TYPE_CHECKING:
    from retrieval.sources.fetching import Fetched, Pages

_ENTRIES = 100  # read of a feed, which has the newest first
_LISTED = 500  # looked at of a sitemap, those that changed last
_SITEMAPS = 5  # read of an index of them
_LOOK = 5_000  # characters in which a page shows that it is one
_PAGE = re.compile(r"<(?:!doctype html|html|head|body|title|meta|div|article|p)\b", re.IGNORECASE)
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|RDF)\b")
_NO_FEED = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_SITEMAP = re.compile(r"<(\w+:)?(?:(urlset)|sitemapindex)\b")
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)")

Known = Callable[[str], bool]
Readings = Iterator[Article | InputRejected]
_Entry = tuple[
    str, int, Document
]  # what tells its state, its number, and what the source has of it


def read_address(
    url: str, fetcher: "Pages", confined: Confined, *, known: Known = lambda state: False
) -> Readings:
    """
    The articles at *url*, or what is wrong with it.

    known: whether an entry of a feed or sitemap need not be read, by what tells its state; asked
        right before what it yields.
    """
    name = shown(url)
    try:
        fetched, pages = fetcher.get(url), Paced(fetcher)
        if feed := feed_in(text := _text(fetched, name)):
            yield from read_feed(feed, name, confined, fetched.url, pages, known)
        elif _SITEMAP.search(text[:_LOOK]):
            yield from _read_entries(_listed(text, pages), name, confined, None, pages, known)
        else:
            host = host_of(fetched.url)
            for found in _documents(fetched, text, name, confined):
                yield from confined.articles(asdict(found), _spot(found, name, host, host))
    except InputRejected as rejection:
        yield rejection


def read_feed(
    xml: str,
    name: str,
    confined: Confined,
    base: str | None = None,
    fetcher: "Pages | None" = None,
    known: Known = lambda state: False,
) -> Readings:
    """
    The articles of a feed; without *fetcher* only those that it holds in full.

    base: the address that its links are relative to.
    """
    if not (xml := feed_in(xml)):
        raise UnknownKind(path=name, kinds="RSS, Atom")
    entries = confined.documents("feed", xml.encode(), name, url=base, most=_ENTRIES + 1)
    yield from _read_entries(
        _oldest_first(entries[:_ENTRIES]), name, confined, base, fetcher, known
    )
    if len(entries) > _ENTRIES:
        yield LongFeed(path=name, limit=_ENTRIES)


def _read_entries(
    entries: Iterable[_Entry],
    name: str,
    confined: Confined,
    base: str | None,
    fetcher: "Pages | None",
    known: Known,
) -> Readings:
    """What the first entries of the source *name* hold or link."""
    feed = untracked(name) if base else file_origin(PurePath(name))
    unread = ((number, entry) for state, number, entry in entries if not known(state))
    for count, (number, entry) in enumerate(unread):
        if count == _ENTRIES:
            yield LongFeed(path=name, limit=_ENTRIES)
            return
        try:
            found, origin, host = [entry], feed, base and host_of(base)
            if not entry.text:
                if not (entry.url and fetcher):
                    raise BadEntry(path=name, number=number)
                fetched, where = fetcher.get(entry.url), shown(entry.url)
                pages = _documents(fetched, _text(fetched, where), where, confined)
                found = [_completed(one, entry) for one in pages]
                origin = host = host_of(fetched.url)
            for one in found:
                yield from confined.articles(asdict(one), _spot(one, name, origin, host))
        except SourceSpent as spent:
            yield spent
            return
        except InputRejected as rejection:
            yield rejection


def _listed(text: str, fetcher: "Pages") -> Iterator[_Entry]:
    """The pages of a sitemap, or of the sitemaps that it names, as entries without a text."""
    links, of_pages = sitemap(text)
    if not of_pages:
        inner = [sitemap(_text(fetcher.get(url), url)) for _, url in links[:_SITEMAPS]]
        every = [link for found, of_pages in inner if of_pages for link in found[:_LISTED]]
        links = sorted(every, key=itemgetter(0), reverse=True)
    for number, (changed, url) in enumerate(links[:_LISTED], 1):
        yield f"{url} {changed}", number, Document("", url=url)


def sitemap(xml: str) -> tuple[list[tuple[str, str]], bool]:
    """
    What a sitemap (sitemaps.org) names: when each changed, if it says, and its address, changed last
    first; and whether they are pages, not sitemaps.

    Read by pattern and not as XML: no entity is expanded, and a broken one still names its pages.

    >>> sitemap("<urlset><url><loc>http://a.example/?x=1&amp;y</loc></url></urlset>")
    ([('', 'http://a.example/?x=1&y')], True)
    >>> sitemap("<html>")
    ([], False)
    """
    root = _SITEMAP.search(xml[:_LOOK])
    if root is None:
        return [], False
    prefix, item = root[1] or "", "url" if root[2] else "sitemap"

    def said(name: str, piece: str) -> str:
        found = re.search(rf"<{prefix}{name}>\s*(?:<!\[CDATA\[)?\s*([^\s<\]]+)", piece)
        return unescape(found[1]) if found else ""

    _, *pieces = re.split(rf"<{prefix}{item}(?=[\s>])", xml)
    found = dict.fromkeys((said("lastmod", piece), said("loc", piece)) for piece in pieces)
    links = sorted((link for link in found if link[1]), key=itemgetter(0), reverse=True)
    return links, root[2] is not None


def feed_in(text: str) -> str:
    """
    The feed in *text* from its own first tag on; empty if there is none.

    A declaration with entities, comments, or a warning of the server's may stand before it, but
    no page: one that shows a feed is a page.

    >>> feed_in("<br /><b>Warning</b>: out of date <rss version='2.0'></rss>")
    "<rss version='2.0'></rss>"
    """
    begins = _FEED.search(text[:_LOOK])
    return text[begins.start() :] if begins and not _NO_FEED.search(text[: begins.start()]) else ""


def _oldest_first(entries: list[Document]) -> Iterator[_Entry]:
    """
    *entries* in their order, but where several have one address.

    A live blog's differ by what comes after ``#``; each is an update of what it was, the newest
    stands first in a feed, and what is read last stands.
    """
    own = [entry.url if entry.text and entry.url else n for n, entry in enumerate(entries)]
    sharing: dict[str | int, list[_Entry]] = {}
    for number, (key, one) in enumerate(zip(own, entries, strict=True), 1):
        entry = (f"{one.url} {one.published} {one.text}", number, one)
        sharing.setdefault(key, []).append(entry)
    return (sharing[key].pop() for key in own)


def markup(raw: bytes, path: object, charset: str | None = None) -> str:
    """A page or a feed as text; *charset* is what its server says, and it may say itself."""
    named = _CHARSET.search(raw, 0, 4096)
    return decoded(raw, path, charset or (named[1].decode() if named else None))


def _text(fetched: "Fetched", name: str) -> str:
    """The text of what was fetched; none if it is a PDF."""
    return "" if _is_pdf(fetched) else markup(fetched.raw, name, fetched.charset)


def _is_pdf(fetched: "Fetched") -> bool:
    return fetched.raw.lstrip()[:5] == b"%PDF-"


def _documents(fetched: "Fetched", text: str, name: str, confined: Confined) -> list[Document]:
    """A fetched page or PDF; its address is the one it calls its own, or where it was found."""
    if _is_pdf(fetched):
        found = confined.documents("pdf", fetched.raw, name)
    elif _PAGE.search(text[:_LOOK]) and not feed_in(text):
        found = confined.documents("page", text.encode(), name, url=fetched.url)
    else:
        raise UnknownKind(path=name, kinds="HTML, PDF, RSS, Atom")
    named = [(one.url or fetched.url).partition("#") for one in found]
    anchors = [f"#{anchor}" if anchor and len(found) > 1 else "" for _, _, anchor in named]
    urls = [untracked(url) + anchor for (url, _, _), anchor in zip(named, anchors, strict=True)]
    return [replace(one, url=url) for one, url in zip(found, urls, strict=True)]


def _completed(one: Document, entry: Document) -> Document:
    """*one*, the gaps of its facts filled from the feed's *entry*."""
    facts = ("title", "outlet", "author", "published")
    return replace(one, **{name: getattr(one, name) or getattr(entry, name) for name in facts})


def _spot(found: Document, name: str, origin: str, host: str | None) -> Spot:
    """Where *found* is by its own account, and whose it is by where it was found."""
    own = found.url or f"{name}#{found.title}"
    return Spot(name, place=own, stem=stem(own), origin=origin, host=host)
