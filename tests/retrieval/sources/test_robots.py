"""robots.txt: a site that asks programs to stay away is heard, everything else is read."""

import pytest

from bot.i18n.messages import explain
from retrieval.errors import Unwelcome
from retrieval.sources.robots import Robots
from tests.fakes.web import PUBLIC, serving

PAGE = b"<html><body><p>news</p></body></html>"
SHUT = "User-agent: *\nDisallow: /private/\n"


@pytest.fixture(name="web")
def _web():
    with serving() as web:
        for path in ("/news", "/private/1"):
            web.pages[path] = PAGE
        yield web


def polite(web, **options):
    return web.fetcher(allow=Robots(web.fetcher(**options).get).allow)


def asked(web):
    return [path for path, _ in web.asked]


def test_what_a_site_asks_programs_not_to_read_is_not_asked_for(web):
    """
    Told in a sentence, in both languages, naming the page; the rest of the site is read.
    """
    web.pages["/robots.txt"] = SHUT
    fetcher = polite(web)
    with pytest.raises(Unwelcome) as raised:
        fetcher.get("http://site.example/private/1")

    assert "http://site.example/private/1" in explain(raised.value, "ar")
    assert "robots.txt" in explain(raised.value, "en")
    assert "/private/1" not in asked(web)
    assert fetcher.get("http://site.example/news").raw == PAGE


def test_a_site_is_asked_once(web):
    """
    However many of its pages are read; each site has rules of its own.
    """
    web.names["other.example"] = [PUBLIC]
    fetcher = polite(web)
    for url in (
        "http://site.example/news",
        "http://site.example/news?2",
        "http://other.example/news",
    ):
        web.pages["/news?2"] = PAGE
        fetcher.get(url)

    assert asked(web).count("/robots.txt") == 2


def test_a_redirect_is_no_way_around(web):
    """
    Where it leads is asked about as well.
    """
    web.pages |= {"/robots.txt": SHUT, "/open": (302, {"Location": "/private/1"}, b"")}
    with pytest.raises(Unwelcome):
        polite(web).get("http://site.example/open")

    assert "/private/1" not in asked(web)


@pytest.mark.parametrize(
    ("rules", "read"),
    [
        ("User-agent: Rawi\nDisallow: /\n\nUser-agent: *\nAllow: /\n", False),
        ("User-agent: other\nDisallow: /\n", True),
        ("User-agent: *\nDisallow: /\nAllow: /news\n", True),
        ("User-agent: *\nDisallow: /*ws$\n", False),
        ("\ufeffuser-agent: *\r\ndisallow: /\r\n", False),
        ("User-agent: *\nDisallow:\n", True),
        ("<html>not found</html>", True),
        (b"\xff\xfe\x00", True),
        ((404, {}, b""), True),
        ((403, {}, b""), True),
        ((500, {}, b""), True),
        ((302, {"Location": "http://127.0.0.1/"}, b""), True),
        ("Disallow: /\n" * 100_000, True),
    ],
    ids=lambda value: str(value)[:40],
)
def test_only_a_plain_no_counts(web, rules, read):
    """
    Rules for Rawi or for all are heard; what cannot be had or read asks for nothing.
    """
    web.pages["/robots.txt"] = rules
    fetcher = polite(web, limit=500_000)
    if read:
        assert fetcher.get("http://site.example/news").raw == PAGE
    else:
        with pytest.raises(Unwelcome):
            fetcher.get("http://site.example/news")
