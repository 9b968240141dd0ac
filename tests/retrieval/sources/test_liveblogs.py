"""Live blogs: an article an entry, by the page's own marks."""

import json

import pytest

from retrieval.sources.liveblogs import documents
from retrieval.sources.reading import read

PAGE = "https://live.example/storm"
HEAD = f"""<html><head><title>العاصفة لحظة بلحظة</title><meta property="og:site_name" content="أخبار الميناء">
<link rel="canonical" href="{PAGE}"></head><body><main><h1>العاصفة لحظة بلحظة</h1>"""
UPDATES = [
    (
        "#u2",
        "2021-02-03T07:10:00Z",
        "فتح المرفأ",
        "عاد المرفأ إلى العمل صباح الأربعاء بعد توقف دام ثلاثين ساعة.",
    ),
    (
        "#u1",
        "2021-02-01T22:00:00Z",
        "إغلاق المرفأ",
        "أغلقت سلطة المرفأ الأرصفة السبعة مساء الاثنين بسبب الرياح.",
    ),
]


def microdata():
    entries = "".join(
        f"""<div id="{url[1:]}" class="live-post" itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting">
        <time itemprop="datePublished" datetime="{when}">07:10</time><h2 itemprop="headline">{title}</h2>
        <div itemprop="articleBody"><p>{text}</p><figure><img src="x"><figcaption>رصيف خالٍ</figcaption></figure>
        <p>اقرأ أيضاً: <a href="/y">أسماء العواصف هذا العام</a></p></div></div>"""
        for url, when, title, text in UPDATES
    )
    return f'{HEAD}<div itemscope itemtype="https://schema.org/LiveBlogPosting">{entries}</div></main></body></html>'


def linked_data():
    updates = [
        {
            "@type": "BlogPosting",
            "headline": title,
            "datePublished": when,
            "articleBody": text,
            "url": PAGE + url,
        }
        for url, when, title, text in UPDATES
    ]
    blog = {
        "@type": "LiveBlogPosting",
        "headline": "العاصفة",
        "datePublished": "2021-02-01",
        "liveBlogUpdate": updates,
    }
    script = f'<script type="application/ld+json">{json.dumps(blog)}</script>'
    return f"{HEAD}{script}{''.join(f'<div><p>{text}</p></div>' for *_, text in UPDATES)}</main></body></html>"


@pytest.mark.parametrize("html", [microdata(), linked_data()], ids=["microdata", "JSON-LD"])
def test_each_entry_is_an_article(html):
    """
    An entry has its own headline with its hour, day and address, and nothing of its neighbours; the oldest is first.
    """
    found = documents(html, PAGE)

    assert [(one.url, one.published[:10], one.title, one.text) for one in found] == [
        (PAGE + url, when[:10], f"{title} ({when[11:16]})", text)
        for url, when, title, text in reversed(UPDATES)
    ]
    assert {one.outlet for one in found} == {"أخبار الميناء"}


def test_a_saved_page_is_filed_entry_by_entry(tmp_path):
    """
    Entries of one file are different articles with different ids.
    """
    (tmp_path / "live.html").write_text(microdata(), "utf-8")

    found = list(read(tmp_path))

    assert len({one.place for one in found}) == len({one.source.id for one in found}) == 2
    assert [one.source.date.iso for one in found] == ["2021-02-01", "2021-02-03"]


def test_one_update_is_no_live_blog():
    """
    Where a page marks fewer than two entries it is read whole.
    """
    html = linked_data().replace("liveBlogUpdate", "liveBlogUpdates")

    assert len(documents(html, PAGE)) == 1
