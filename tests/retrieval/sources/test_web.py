"""Addresses and feeds: what stands on the web becomes articles, and harms nobody."""

import re
from contextlib import closing
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.messages import explain
from retrieval.errors import InputRejected
from retrieval.sources.confined import Confined
from retrieval.sources.feeds import feed
from retrieval.sources.reading import read
from retrieval.sources.web import read_feed
from retrieval.types import Article, Dated
from tests.fakes.web import serving
from tests.retrieval.sources.test_pages import BODY, LEAD, TITLE, html
from tests.retrieval.sources.test_pdfs import raw as pdf
from tests.retrieval.sources.test_reading import PAGE

FULL = "".join(f"<p>{line}</p>" for line in [LEAD, *BODY, *BODY])


@pytest.fixture(name="web")
def _web():
    with serving() as web:
        yield web


def names(readings):
    return [r.source.id if isinstance(r, Article) else type(r).__name__ for r in readings]


def item(link="http://site.example/1", *, title=TITLE, body="", summary="", date=""):
    content = f"<content:encoded><![CDATA[{body}]]></content:encoded>" if body else ""
    return f"""<item><title><![CDATA[{title}]]></title><link>{link}</link>
    <description><![CDATA[{summary}]]></description><pubDate>{date}</pubDate>{content}</item>"""


def rss(*items, head='<?xml version="1.0" encoding="utf-8"?>'):
    return f"""{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
    <channel><title>صوت السهل</title><link>http://site.example/</link>{"".join(items)}</channel></rss>"""


def test_an_address(web):
    """
    A page on the web is named by its site and address; its path is none.
    """
    web.pages["/news/1234.html?utm_source=x&p=1"] = html()
    url = "http://www.site.example/news/1234.html?utm_source=x&p=1#top"
    [article] = read(url, fetcher=web.fetcher())

    assert article.source.url == article.place == "http://www.site.example/news/1234.html?p=1"
    assert (article.source.id, article.source.path) == ("site.example-1234", None)
    assert (article.source.title, article.source.outlet) == (TITLE, "صوت السهل")


def test_addresses_among_files(web, tmp_path):
    """
    One broken address is one rejection, named without its password; the rest is read.
    """
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    web.pages["/1"] = (200, {"Content-Type": "text/html; charset=koi8-r"}, html())
    web.pages["/photo"] = b"\x89PNG\r\n"
    web.pages["/empty"] = b""
    sources = [
        *("https://me:secret@site.example/", "http://site.example/none", "ftp://site.example/"),
        *(tmp_path / "a.txt", "http://site.example/photo", "http://site.example/empty"),
        *("http://site.example/1", "http://127.0.0.1/"),
    ]
    readings = list(read(*sources, fetcher=web.fetcher()))

    assert names(readings) == [
        *("BadAddress", "NotFetched", "BadAddress", "a", "BinaryFile", "EmptyFile"),
        *("site.example-1", "PrivateAddress"),
    ]
    assert "secret" not in explain(readings[0], "ar")


def test_a_pdf_on_the_web(web):
    """
    A PDF is one by its first bytes, whatever the server calls it.
    """
    web.pages["/report"] = (200, {"Content-Type": "text/html"}, pdf("pango"))
    [article] = read("http://site.example/report", fetcher=web.fetcher())

    assert article.source.date == Dated("2024-01-25", "day", "printed")
    assert (article.source.id, article.source.url) == ("site.example-report", article.place)


@pytest.mark.parametrize(
    "body", ['{"a": 1}', "نص بلا وسوم", "a,b\n1,2\n", "<?xml version='1.0'?><svg/>"]
)
def test_what_is_neither_page_nor_feed(web, body):
    """
    Other kinds of text are refused by name, not read as a page of nothing.
    """
    web.pages["/x"] = (200, {"Content-Type": "text/html"}, body)

    assert names(read("http://site.example/x", fetcher=web.fetcher())) == ["UnknownKind"]


@pytest.mark.parametrize(
    ("date", "dated"),
    [
        ("Thu, 25 Jan 2024 22:30:00 +0300", Dated("2024-01-25", "day", "metadata")),
        ("2024-01-25T10:00:00Z", Dated("2024-01-25", "day", "metadata")),
        ("25 كانون الثاني 2024", Dated("2024-01-25", "day", "metadata")),
        ("قريباً", Dated()),
        ("", Dated()),
    ],
)
def test_a_feed_with_full_texts(web, date, dated):
    """
    What the feed holds in full is taken from it, and no page is asked for.
    """
    link = "http://site.example/news/7?utm_source=rss"
    web.pages["/rss"] = (200, {"Content-Type": "text/plain"}, rss(item(link, body=FULL, date=date)))
    [article] = read("http://site.example/rss", fetcher=web.fetcher())

    assert (article.source.title, article.source.outlet) == (TITLE, "صوت السهل")
    assert article.source.date == dated
    assert article.text.startswith(f"{LEAD}\n\n{BODY[0]}")
    assert article.source.url == article.place == "http://site.example/news/7"
    assert len(web.asked) == 1


def test_a_feed_of_summaries(web):
    """
    A summary is replaced by its page, read by the same rules; a broken entry is one rejection.
    """
    web.pages |= {"/1": html(), "/img": b"\x89PNG", "/self": rss(item())}
    web.pages["/rss"] = rss(
        item("/1", summary=LEAD[:50] + "…", date="Thu, 25 Jan 2024 10:00:00 GMT"),
        item("/gone", summary=LEAD),
        item("http://127.0.0.1/admin", summary=LEAD),
        item("javascript:alert(1)", summary=LEAD),
        item("/img", summary=LEAD),
        item("/self", summary=LEAD),
        item("", summary=LEAD),
        item("/2", body=FULL),
        item("", summary=""),
    )
    readings = list(read("http://site.example/rss", fetcher=web.fetcher()))

    assert names(readings) == [
        *("site.example-1", "NotFetched", "PrivateAddress", "BadAddress", "BinaryFile"),
        *("UnknownKind", "site.example-rss", "site.example-2", "BadEntry"),
    ]
    assert readings[0].source.date == Dated("2024-01-25", "day", "metadata")
    assert readings[0].text.startswith(f"{LEAD}\n\n{BODY[0]}")


def test_one_article_by_feed_and_by_address(web):
    """
    A page is the same article whether the feed led to it or its own address.
    """
    web.pages |= {"/1": html(), "/rss": rss(item("http://site.example/1?utm_medium=rss"))}
    web.pages["/1?utm_medium=rss"] = html()
    [one] = read("http://site.example/rss", fetcher=web.fetcher())
    [other] = read("http://site.example/1", fetcher=web.fetcher())

    assert (one.place, one.text) == (other.place, other.text)


def test_a_long_feed(web):
    """
    A hundred entries are read; that there are more is said.
    """
    web.pages["/rss"] = rss(*(item(f"/{n}", body=FULL) for n in range(120)))
    readings = list(read("http://site.example/rss", fetcher=web.fetcher()))

    assert names(readings[99:]) == ["site.example-99", "LongFeed"]


ATOM = f"""<?xml version="1.0"?><!-- a > b --><feed xmlns="http://www.w3.org/2005/Atom">
<title>صوت السهل</title><entry><title type="html">&lt;b&gt;{TITLE}&lt;/b&gt;</title>
<link href="http://site.example/1"/><updated>2024-01-25T10:00:00Z</updated>
<author><name>سالم</name></author><content type="html"><![CDATA[{FULL}]]></content></entry></feed>"""


@pytest.mark.parametrize("name", ["a.atom", "a.xml", "A.RSS"])
def test_a_feed_in_a_file(tmp_path, name):
    """
    A feed saved as a file gives what it holds in full, and nothing is asked of the web.
    """
    (tmp_path / name).write_text(ATOM, "utf-8")
    [article] = read(tmp_path / name)

    assert (article.source.title, article.source.author) == (TITLE, "سالم")
    assert (article.source.date.iso, article.source.url) == ("2024-01-25", "http://site.example/1")
    (tmp_path / name).write_text(rss(item(summary=LEAD), item(body=FULL)), "utf-8")
    assert names(read(tmp_path / name)) == ["BadEntry", "site.example-1"]


@pytest.mark.parametrize(
    ("xml", "error"),
    [
        (rss(), "NoEntries"),
        ("<rss", "NoEntries"),
        ("<rss version='2.0'><channel><item>", "BadEntry"),
        ("<?xml version='1.0'?><other/>", "UnknownKind"),
        ("/etc/passwd", "UnknownKind"),
        ("", "EmptyFile"),
    ],
)
def test_feeds_of_nothing(tmp_path, xml, error):
    """
    What is no feed, or has no entries, says so.
    """
    (tmp_path / "a.xml").write_text(xml)

    assert names(read(tmp_path / "a.xml")) == [error]


@pytest.mark.parametrize(
    "footer",
    [
        "ظهرت المقالة <a href='/1'>{title}</a> أولاً على <a href='/'>{site}</a>.",
        "التدوينة {title} ظهرت أولاً في {site}.",
        "The post {title} appeared first on {site}.",
        "نُشر هذا الخبر بعنوان «{title}» للمرة الأولى على موقع {site}",
    ],
)
def test_what_a_blog_puts_under_every_entry_is_no_sentence_of_it(footer):
    """
    The title again with the site's name and a few words is where it stood, not what it says.
    """
    body = FULL + f"<p>{footer.format(title=TITLE, site='موقع الاختبار')}</p>"
    xml = rss(item(title=TITLE, body=body)).replace(
        "<channel>", "<channel><title>موقع الاختبار</title>", 1
    )
    [entry] = feed(xml, most=1)

    assert entry.text == feed(rss(item(title=TITLE, body=FULL)), most=1)[0].text


def test_markup_escaped_twice_is_markup():
    [entry] = feed(rss(item(body=escape(FULL))), most=1)

    assert entry.text == feed(rss(item(body=FULL)), most=1)[0].text


def test_a_short_report_in_the_place_of_the_content_is_whole():
    """
    As in a description it may be a summary; and so it is if it breaks off.
    """
    short = " ".join([LEAD, *BODY][:2])
    entries = [item(body=short), item(summary=short), item(body=short + " [&hellip;]")]

    assert [bool(entry.text) for entry in feed(rss(*entries), most=3)] == [True, False, False]


def test_a_last_sentence_that_names_the_title_stays():
    """
    Only a paragraph with next to nothing besides is a footer.
    """
    last = f"وكانت الصحيفة قد نشرت تقريراً بعنوان {TITLE} قبل عامين حين بدأ الخلاف بين المدينتين على الماء."
    [entry] = feed(rss(item(title=TITLE, body=FULL + f"<p>{last}</p>")), most=1)

    assert entry.text.endswith(last)


def test_an_aggregator_credits_whom_it_took_an_entry_from():
    """
    An entry's own source is its outlet, in RSS as in Atom.
    """
    own = item(body=FULL).replace(
        "<link>", "<source url='http://b.example/'>وكالة البحر</source><link>", 1
    )
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>مجمّع</title><entry><title>ع</title>'
        '<link href="http://site.example/9"/><source><title>وكالة البحر</title></source>'
        f'<content type="html">{FULL}</content></entry></feed>'
    )

    assert feed(rss(own), most=1)[0].outlet == "وكالة البحر"
    assert feed(atom, most=1)[0].outlet == "وكالة البحر"


@pytest.mark.parametrize(
    "before",
    [
        "<?xml version='1.0'?>\n<!DOCTYPE rss [\n<!ENTITY nbsp '&#160;'>\n]>\n",
        "<br />\n<b>Warning</b>:  mysql is out of date in <b>feed.php</b> on line <b>3</b><br />\n",
        "Notice: Undefined index: lang in feed.php on line 12\n<!-- cached -->",
        "\ufeff\n\n",
    ],
)
def test_what_stands_before_a_feed_is_passed_over(tmp_path, before):
    """
    A declaration with entities, or what a server had to say of itself.
    """
    xml = rss(item(body=FULL))
    (tmp_path / "a.xml").write_text(before + xml[xml.index("<rss") :], "utf-8")

    assert names(read(tmp_path / "a.xml")) == ["site.example-1"]


def test_a_feed_reads_no_files(tmp_path):
    """
    Entities that name a file, or multiply without end, bring nothing in.
    """
    (tmp_path / "secret.txt").write_text("canary")
    outer = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{tmp_path}/secret.txt">]>'
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    for head, name in ((outer, "x"), (f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>', "l11")):
        xml = rss(item(title=f"]]>&{name};<![CDATA[", body=FULL), head=head)
        found = str(feed(xml, most=9))
        (tmp_path / "a.xml").write_text(xml, "utf-8")

        assert not {"canary", "hahaha"} & {*re.findall("canary|hahaha", found)}
        assert not {"canary", "hahaha"} & {
            *re.findall("canary|hahaha", str([*read(tmp_path / "a.xml")]))
        }
    assert feed(str(tmp_path / "secret.txt"), most=9) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1256"])
def test_encodings_of_feeds(tmp_path, encoding):
    """
    A feed reads the same in every encoding it declares.
    """
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    (tmp_path / "a.rss").write_bytes(rss(item(body=FULL), head=head).encode(encoding))
    [article] = read(tmp_path / "a.rss")

    assert article.source.title == TITLE
    assert article.text.startswith(LEAD)


@pytest.fixture(name="confined", scope="module")
def _confined():
    with closing(Confined()) as confined:
        yield confined


@given(st.text(alphabet=st.sampled_from('<>/="&;![] itemlnkrsdcaCDAT1نص'), max_size=150))
def test_any_markup_is_survived(confined, text):
    """
    Whatever stands in a feed, it is articles or errors that can be said.
    """
    try:
        for reading in read_feed(f"<rss version='2.0'><channel><item>{text}", "a.rss", confined):
            assert isinstance(reading, Article) or explain(reading, "ar")
    except InputRejected as error:
        assert explain(error, "ar")
