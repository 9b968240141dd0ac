"""Whose an article is: only who first brought it may change it, and what it was stays."""

import json
from dataclasses import replace

from retrieval.index.ingest import Ingest
from retrieval.index.lock import writing
from retrieval.sources.reading import read
from tests.fakes.archives import article, flaws, ingested, mark, prose
from tests.fakes.web import serving
from tests.retrieval.sources.test_pages import html, meta
from tests.retrieval.sources.test_web import FULL, item, rss


def statuses(outcomes):
    return [outcome.status for outcome in outcomes]


def record(text, **facts):
    return json.dumps({"id": "7", "outlet": "جريدة", "title": "خبر", "text": text, **facts})


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    return path


def test_another_file_with_the_same_outlet_and_id_is_another_article(archive, tmp_path):
    """
    Records of one file replace none of another's; its own next reading is an update.
    """
    own = put(tmp_path / "own.jsonl", record(prose(1)))
    assert statuses(ingested(archive, *read(own))) == ["added"]
    stranger = put(tmp_path / "stranger.jsonl", record(prose(2)))
    assert statuses(ingested(archive, *read(stranger))) == ["added"]
    put(own, record(prose(3)))
    assert statuses(ingested(archive, *read(own))) == ["updated"]

    texts = {archive.library.article(one.id).text for one in archive.library.sources()}
    assert texts == {prose(2), prose(3)}
    assert flaws(archive.home) == []


def test_two_folders_with_the_same_ids_do_not_replace_one_another(archive, tmp_path):
    """
    Within one folder a file may be renamed, and is still the same article.
    """
    page = "---\nid: 7\noutlet: جريدة\n---\n\n{}\n"
    ingested(archive, *read(put(tmp_path / "a" / "fire.md", page.format(prose(1)))))
    outcomes = ingested(archive, *read(put(tmp_path / "b" / "fire.md", page.format(prose(2)))))
    assert statuses(outcomes) == ["added"]
    (tmp_path / "a" / "fire.md").unlink()
    put(tmp_path / "a" / "fire-2.md", page.format(prose(3)))

    assert statuses(ingested(archive, *read(tmp_path / "a"))) == ["updated"]
    assert statuses(ingested(archive, *read(tmp_path / "b"))) == ["unchanged"]


def test_the_same_from_another_origin_is_a_copy_that_outlives_it(archive, tmp_path):
    """
    Whoever files another's words first cannot change them for the other.
    """
    first, own = tmp_path / "first.jsonl", tmp_path / "own.jsonl"
    ingested(archive, *read(put(first, record(prose(1)))))
    [copy] = ingested(archive, *read(put(own, record(prose(1)))))
    assert (copy.status, copy.same_as) == ("duplicate", "7")
    assert statuses(ingested(archive, *read(own))) == ["unchanged"]
    put(first, record(prose(2)))
    assert statuses(ingested(archive, *read(first))) == ["updated"]

    assert archive.library.article("7").text == prose(2)
    assert archive.library.article(copy.source.id).text == prose(1)
    assert archive.library.counts()["copies"] == 0
    assert flaws(archive.home) == []


def test_a_feed_takes_over_no_article_it_links(archive):
    """
    A full text under another's link is another article, which says where it was fetched.
    """
    with serving() as web:
        web.pages["/1"] = html(head=meta("og:site_name", "وكالة الريف"))
        web.pages["/rss"] = rss(item("/1", body=FULL))
        ingested(archive, *read("http://site.example/1", fetcher=web.fetcher()))
        before = archive.library.sources()[0]
        outcomes = ingested(archive, *read("http://site.example/rss", fetcher=web.fetcher()))
        assert statuses(outcomes)[0] in ("added", "duplicate")
        again = ingested(archive, *read("http://site.example/rss", fetcher=web.fetcher()))
        assert statuses(again) == ["unchanged"]

    assert archive.library.article(before.id).source.title == before.title
    assert (before.host, before.credit) == ("site.example", "وكالة الريف (site.example)")


def test_what_an_article_was_stays_as_a_version(archive):
    """
    In order, with everything that was shown of it; and goes with it.
    """
    for seed in (1, 2, 3):
        ingested(archive, article(1, text=article(seed).text, title=f"عنوان {seed}"))
    versions = archive.library.versions("news-1")

    assert [(one.number, one.title) for one in versions] == [(1, "عنوان 1"), (2, "عنوان 2")]
    assert [one.text for one in versions] == [article(1).text, article(2).text]
    with writing(archive.home):
        Ingest(archive).remove("news-1")
    assert archive.library.versions("news-1") == []


def test_origins_stand_apart_by_their_place_too(archive):
    """
    One id from two origins: each keeps its name whenever it is read.
    """
    one = replace(article(1, id="a", place="جريدة#1"), origin="/one")
    two = replace(article(2, id="a", place="جريدة#1"), origin="/two")
    first = [outcome.source.id for outcome in ingested(archive, one, two)]
    again = [outcome.source.id for outcome in ingested(archive, two, one)]

    assert first == again[::-1]
    assert len({*first}) == 2
    assert mark(1) in archive.library.article(first[0]).text
