"""
What stands at an address becomes articles: a page, a PDF, or a feed or sitemap and the pages it links.

What it is, its bytes tell; servers often say otherwise.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from retrieval.errors import BadEntry, InputRejected, LongFeed, SourceSpent, UnknownKind
from retrieval.places import file_origin
from retrieval.sources.addresses import shown, stem, untracked
from retrieval.sources.confined import Confined
from retrieval.sources.decoding import decoded
from retrieval.sources.pacing import Paced
from retrieval.sources.records import Spot
from retrieval.sources.sitemaps import Sitemap, sitemap
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
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)")


Known = Callable[[str], bool]


def read_address(
    url: str, fetcher: "Pages", confined: Confined, *, known: Known = lambda state: False
) -> Iterator[Article | InputRejected]:
    """
    The articles at *url*, or what is wrong with it.

    known: whether an entry of a feed or sitemap need not be read, by what tells its state; asked
        right before what it yields.
    """
    try:
        fetched, pages = fetcher.get(url), Paced(fetcher)
        if feed := feed_in(text := _text(fetched, shown(url))):
            yield from read_feed(
                feed, shown(url), confined, base=fetched.url, fetcher=pages, known=known
            )
        elif listed := sitemap(text):
            entries = _listed(listed, pages)
            yield from _read_entries(entries, shown(url), confined, None, pages, known)
        else:
            host = _host(fetched.url)
            for found in _documents(fetched, text, shown(url), confined):
                yield from confined.articles(asdict(found), _spot(found, shown(url), host, host))
    except InputRejected as rejection:
        yield rejection


def read_feed(
    xml: str,
    name: str,
    confined: Confined,
    *,
    base: str | None = None,
    fetcher: "Pages | None" = None,
    known: Known = lambda state: False,
) -> Iterator[Article | InputRejected]:
    """
    The articles of a feed; without *fetcher* only those that it holds in full.

    base: the address that its links are relative to.
    """
    if not (xml := feed_in(xml)):
        raise UnknownKind(path=name, kinds="RSS, Atom")
    entries = confined.feed(xml, name, base, most=_ENTRIES + 1)
    numbered = _oldest_first(entries[:_ENTRIES])
    states = ((f"{one.url} {one.published} {one.text}", number, one) for number, one in numbered)
    yield from _read_entries(states, name, confined, base, fetcher, known)
    if len(entries) > _ENTRIES:
        yield LongFeed(path=name, limit=_ENTRIES)


def _read_entries(
    entries: Iterable[tuple[str, int, Document]],
    name: str,
    confined: Confined,
    base: str | None,
    fetcher: "Pages | None",
    known: Known,
) -> Iterator[Article | InputRejected]:
    """What the first entries of the source *name* hold or link, each with its state and number."""
    feed = untracked(name) if base else file_origin(PurePath(name))
    unread = ((number, entry) for state, number, entry in entries if not known(state))
    for count, (number, entry) in enumerate(unread):
        if count == _ENTRIES:
            yield LongFeed(path=name, limit=_ENTRIES)
            return
        try:
            if entry.text:
                found, origin, host = [entry], feed, base and _host(base)
            elif entry.url and fetcher:
                found, host = _linked(entry, entry.url, fetcher, confined)
                origin = host
            else:
                raise BadEntry(path=name, number=number)
            for one in found:
                yield from confined.articles(asdict(one), _spot(one, name, origin, host))
        except SourceSpent as spent:
            yield spent
            return
        except InputRejected as rejection:
            yield rejection


def _listed(found: Sitemap, fetcher: "Pages") -> Iterator[tuple[str, int, Document]]:
    """The pages of a sitemap, or of the sitemaps that it names, as entries without a text."""
    links = found.links[:_LISTED]
    if found.index:
        inner = [sitemap(_text(fetcher.get(one.url), one.url)) for one in links[:_SITEMAPS]]
        every = [link for one in inner if one and not one.index for link in one.links]
        links = tuple(sorted(every, key=lambda link: link.changed, reverse=True)[:_LISTED])
    for number, link in enumerate(links, 1):
        yield f"{link.url} {link.changed}", number, Document("", url=link.url)


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


def _oldest_first(entries: list[Document]) -> list[tuple[int, Document]]:
    """
    *entries* with their numbers, in their order but where several have one address.

    A live blog's differ by what comes after ``#``; each is an update of what it was, the newest
    stands first in a feed, and what is read last stands.
    """
    own = [entry.url if entry.text and entry.url else n for n, entry in enumerate(entries)]
    sharing: dict[str | int, list[tuple[int, Document]]] = {}
    for number, (key, entry) in enumerate(zip(own, entries, strict=True), 1):
        sharing.setdefault(key, []).append((number, entry))
    return [sharing[key].pop() for key in own]


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
        found = [confined.document("pdf", fetched.raw, name)]
    elif _PAGE.search(text[:_LOOK]) and not feed_in(text):
        found = confined.page(text, name, fetched.url)
    else:
        raise UnknownKind(path=name, kinds="HTML, PDF, RSS, Atom")
    named = [(one.url or fetched.url).partition("#") for one in found]
    anchors = [f"#{anchor}" if anchor and len(found) > 1 else "" for _, _, anchor in named]
    urls = [untracked(url) + anchor for (url, _, _), anchor in zip(named, anchors, strict=True)]
    return [replace(one, url=url) for one, url in zip(found, urls, strict=True)]


def _linked(
    entry: Document, url: str, fetcher: "Pages", confined: Confined
) -> tuple[list[Document], str]:
    """The page at *url* that *entry* links, its gaps filled from the feed, and its host."""
    fetched = fetcher.get(url)
    found = [
        replace(
            one,
            title=one.title or entry.title,
            outlet=one.outlet or entry.outlet,
            author=one.author or entry.author,
            published=one.published or entry.published,
        )
        for one in _documents(fetched, _text(fetched, shown(url)), shown(url), confined)
    ]
    return found, _host(fetched.url)


def _host(url: str) -> str:
    """The site of *url*, an address that was fetched."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _spot(found: Document, name: str, origin: str, host: str | None) -> Spot:
    """Where *found* is by its own account, and whose it is by where it was found."""
    own = found.url or f"{name}#{found.title}"
    return Spot(name, place=own, stem=stem(own), origin=origin, host=host)
