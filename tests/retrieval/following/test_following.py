"""Followed sources: what is asked for again, what is given up, and what survives a restart."""

from contextlib import closing

import pytest

from retrieval.errors import BadAddress, NotFetched
from retrieval.following.followed import Followed, Following
from retrieval.following.visiting import Visitor, visited
from retrieval.index.archive import Archive
from retrieval.index.library import Library
from retrieval.types import ANY, Validators
from tests.fakes.archives import WordEmbedder
from tests.fakes.web import serving
from tests.retrieval.sources.test_pages import html
from tests.retrieval.sources.test_web import FULL, item, rss

FEED = "http://site.example/feed"
DAY = 86_400.0


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now = 1_000_000.0
        self.slept = []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture(name="web")
def _web():
    with serving() as web:
        yield web


@pytest.fixture(name="clock")
def _clock():
    return Clock()


def visitor(web, clock):
    return Visitor(web.fetcher(), now=clock, clock=clock, sleep=clock.sleep)


def asked(web):
    return [path for path, _ in web.asked]


def test_a_feed_is_asked_for_only_if_it_changed(web, clock):
    """
    The second visit sends the state that was seen, and 304 means that nothing else is asked for.
    """

    def feed(handler):
        unchanged = handler.headers.get("If-None-Match") == '"7"'
        handler.send_response(304 if unchanged else 200)
        handler.send_header("ETag", '"7"')
        handler.end_headers()
        if not unchanged:
            handler.wfile.write(rss(item()).encode())

    web.pages |= {"/feed": feed, "/1": html()}
    first = visitor(web, clock).visit(Followed(FEED))
    second = visitor(web, clock).visit(first.after)

    assert (len(first.articles), second.articles) == (1, [])
    assert first.after.validators == Validators('"7"')
    assert asked(web) == ["/feed", "/1", "/feed"]


def test_only_new_entries_are_read(web, clock):
    """
    Of a feed that grew only what is new is fetched; an entry whose text changed is read again.
    """
    links = [f"http://site.example/{n}" for n in (1, 2)]
    web.pages |= {"/feed": rss(item(links[0])), "/1": html(), "/2": html()}
    first = visitor(web, clock).visit(Followed(FEED))
    live = item("http://site.example/live", body=FULL)
    web.pages["/feed"] = rss(item(links[1]), item(links[0]), live)
    second = visitor(web, clock).visit(first.after)
    web.pages["/feed"] = rss(item(links[0]), live.replace("<p>", "<p>عاجل: ", 1))
    third = visitor(web, clock).visit(second.after)

    assert [len(visit.articles) for visit in (first, second, third)] == [1, 2, 1]
    assert asked(web) == ["/feed", "/1", "/feed", "/2", "/feed"]


def test_one_host_is_asked_once_a_second(web, clock):
    """
    Pages of one site wait for one another, also across sources; another site's do not.
    """
    web.names["other.example"] = web.names["site.example"]
    web.pages |= {"/feed": rss(item("http://other.example/1"), item("http://site.example/2"))}
    web.pages |= {"/1": html(), "/2": html(), "/page": html()}
    one = visitor(web, clock)
    one.visit(Followed(FEED))
    one.visit(Followed("http://site.example/page"))

    assert clock.slept == [1.0, 1.0]


def test_a_source_that_fails_is_visited_ever_later(web, clock):
    """
    Half an hour, an hour, and so on, but once a day; and as before once it answers.
    """
    source, waits = Followed(FEED), []
    for _ in range(9):
        source = visitor(web, clock).visit(source).after
        waits.append(source.due - clock.now)
    web.pages["/feed"] = rss(item(body=FULL))
    good = visitor(web, clock).visit(source).after

    assert waits[:3] == [1800.0, 3600.0, 7200.0]
    assert (max(waits), source.failures, "404" in source.why["en"]) == (DAY, 9, True)
    assert (good.failures, good.why, good.due - clock.now) == (0, None, 900.0)


def test_a_page_that_fails_is_tried_three_times(web, clock):
    """
    Then it is given up and named; a feed with such an entry is asked for without its state.
    """
    web.pages["/feed"] = (200, {"ETag": '"7"'}, rss(item()))
    source, visits = Followed(FEED), []
    for _ in range(4):
        visits.append(visitor(web, clock).visit(source))
        source = visits[-1].after

    assert [len(visit.dead) for visit in visits] == [0, 0, 1, 0]
    assert isinstance(visits[2].rejected[0], NotFetched)
    assert visits[2].dead[0].path == "http://site.example/1"
    assert [visit.after.validators for visit in visits[1:3]] == [ANY, Validators('"7"')]
    assert asked(web).count("/1") == 3


def test_a_sitemap_and_an_index_of_them(web, clock):
    """
    Pages that changed last come first; one that says it changed is read again, pictures never.
    """
    entry = "<url><loc>http://site.example/{}</loc><lastmod>2024-01-0{}</lastmod></url>"
    head = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    picture = "<url><image:image><image:loc>http://site.example/p</image:loc></image:image></url>"
    inner = head + entry.format(1, 1) + picture + entry.format(2, 2)
    index = "<sitemapindex><sitemap><loc>http://site.example/in</loc></sitemap></sitemapindex>"
    web.pages |= {"/map": index, "/in": inner, "/1": html(), "/2": html()}
    first = visitor(web, clock).visit(Followed("http://site.example/map"))
    web.pages["/in"] = head + entry.format(1, 3) + entry.format(2, 2)
    second = visitor(web, clock).visit(first.after)

    assert (len(first.articles), len(second.articles)) == (2, 1)
    assert asked(web) == ["/map", "/in", "/2", "/1", "/map", "/in", "/1"]


def test_a_source_has_a_limit_of_time(web, clock):
    """
    What a feed did not get to in its time is read by the next visit, without being given up.
    """

    def slow(handler):
        clock.now += 200
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(html().encode())

    web.pages["/feed"] = rss(*(item(f"http://site.example/{n}") for n in range(4)))
    web.pages |= {f"/{n}": slow for n in range(4)}
    first = visitor(web, clock).visit(Followed(FEED))
    second = visitor(web, clock).visit(first.after)

    assert [len(visit.articles) for visit in (first, second)] == [2, 2]
    assert (first.rejected, first.dead) == ([], [])


def test_rounds_survive_restarts(web, clock, tmp_path):
    """
    Articles are filed, and what was seen, given up and due is known to the next process.
    """
    web.pages |= {"/feed": rss(item(), item("http://site.example/photo")), "/1": html()}
    web.pages["/photo"] = b"\x89PNG\r\n"

    def go(following):
        def opened():
            return Archive(tmp_path, WordEmbedder())

        sources = following.due(clock.now)
        return list(visited(sources, following, visitor(web, clock), opened))

    with closing(Library(tmp_path)) as library:
        Following(library.journal).add(FEED)
        [outcomes] = go(Following(library.journal))
    with closing(Library(tmp_path)) as library:
        following = Following(library.journal)
        assert [outcome.status for outcome in outcomes] == ["added", "rejected"]
        assert [one.path for one in following.rejected()] == ["http://site.example/photo"]
        assert following.due(clock.now) == []
        clock.now += DAY
        assert go(following) == [[]]
    assert asked(web) == ["/feed", "/1", "/photo", "/feed"]


def test_sources_are_added_once_and_dropped(tmp_path):
    """
    A source is one address, however it is written; what is no address is refused.
    """
    with closing(Library(tmp_path)) as library:
        following = Following(library.journal)
        for url in (FEED, "http://SITE.example/feed#top"):
            following.add(url)
        assert [one.url for one in following.all()] == [FEED]
        assert [following.drop(FEED), following.drop(FEED)] == [True, False]
        with pytest.raises(BadAddress):
            following.add("http://localhost/feed")
