"""
Sitemaps (sitemaps.org): which pages a site has, and when each changed. Pure.

Read by pattern and not as XML: no entity is expanded, and a broken one still names its pages.
"""

import re
from dataclasses import dataclass
from html import unescape

_ROOT = re.compile(r"<(?:(\w+):)?(urlset|sitemapindex)\b")
_LOOK = 5_000  # characters in which a file shows what it is


@dataclass(frozen=True, slots=True)
class Link:
    """changed: as the sitemap writes it; empty if it does not say."""

    url: str
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """
    links: what it names, changed last first; those that do not say when, in their order, last.
    index: they are sitemaps themselves.
    """

    links: tuple[Link, ...]
    index: bool


def sitemap(xml: str) -> Sitemap | None:
    """
    The sitemap in *xml*, if it is one.

    >>> sitemap("<urlset><url><loc>http://a.example/?x=1&amp;y</loc></url></urlset>").links
    (Link(url='http://a.example/?x=1&y', changed=''),)
    >>> sitemap("<html>") is None
    True
    """
    root = _ROOT.search(xml[:_LOOK])
    if root is None:
        return None
    prefix = f"{root[1]}:" if root[1] else ""
    item = "sitemap" if root[2] == "sitemapindex" else "url"
    _, *pieces = re.split(rf"<{prefix}{item}(?=[\s>])", xml)
    found = [
        Link(unescape(url), _in(piece, prefix + "lastmod"))
        for piece in pieces
        if (url := _in(piece, prefix + "loc"))
    ]
    ordered = sorted(found, key=lambda link: link.changed, reverse=True)
    return Sitemap(tuple(dict.fromkeys(ordered)), root[2] == "sitemapindex")


def _in(piece: str, tag: str) -> str:
    found = re.search(rf"<{tag}>\s*(?:<!\[CDATA\[)?\s*([^\s<\]]+)", piece)
    return found[1] if found else ""
