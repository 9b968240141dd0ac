"""Files and folders, and the articles or the errors that come out of them."""

import json
import os
import subprocess
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n.messages import explain
from retrieval.errors import (
    BadLine,
    BinaryFile,
    EmptyFile,
    FieldsUnread,
    NoArticles,
    NoText,
    NotFound,
    NotReadable,
    TooLarge,
    UnknownKind,
)
from retrieval.places import of_part
from retrieval.sources.datasets import EMPTY, MISSING, NOT_AN_OBJECT, NOT_DECODED
from retrieval.sources.reading import OUTSIDE, read
from retrieval.sources.records import NOT_A_DATE, NOT_TEXT, TOO_LONG
from retrieval.types import Article, Dated
from tests.retrieval.sources.test_pages import html, linked

TITLE = "المزارعون يطلبون دعماً قبل الحصاد"
LEAD = "طلب مزارعو السهل من الوزارة دعماً عاجلاً قبل موسم الحصاد، بعد أن تراجعت الأمطار هذا الشتاء."
BODY = "وقال رئيس الجمعية إن المحصول سينخفض إلى النصف إذا لم تصل البذور والأسمدة قبل نهاية الشهر."
PAGE = f"{TITLE}\n\n{LEAD}\n{BODY}\n"
ENGLISH = (
    "Farmers of the plain asked for help. The ministry did not reply before the evening.\n" * 3
)


def taken(path):
    """What comes out of *path*, but for notes."""
    return [one for one in read(path) if not isinstance(one, FieldsUnread)]


def one(path):
    [reading] = taken(path)
    return reading


def test_a_text_file(put):
    """
    The name gives the id, the place is the file, and the path is absolute.
    """
    path = put("خبر عاجل (1).txt", PAGE)
    article = one(path)

    assert (article.source.id, article.source.title) == ("خبر-عاجل-1", TITLE)
    assert (article.source.path, article.place) == (str(path), f"{path}#1")
    assert (article.text, article.source.language) == (f"{LEAD}\n\n{BODY}", "ar")


@pytest.mark.parametrize("length", [len(PAGE), 150, 60])
@pytest.mark.parametrize(
    "encoding",
    [
        *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"),
        *("cp1256", "iso8859_6"),
    ],
)
def test_encodings(put, encoding, length):
    """
    A text reads the same in every encoding that newsrooms use, with a byte-order mark or without.
    """
    text = PAGE[:length]
    raw = text.encode(encoding, "ignore")
    put("a/utf-8.txt", raw.decode(encoding))
    expected, other = taken(put("a/other.txt", raw).parent)

    assert other.text == expected.text


def test_english_and_broken_bytes(put):
    """
    Curly quotes of Windows-1252 are read; a Unicode text with one broken byte stays Unicode.
    """
    assert "“help”" in one(put("a.txt", ENGLISH.replace("help", "“help”").encode("cp1252"))).text
    assert one(put("b.txt", PAGE.encode() + b"\xd9")).text.startswith(LEAD)


def test_text_is_cleaned(put):
    """
    Nothing a library cannot hold gets through: NUL, bidi controls, lone surrogates.
    """
    assert one(put("a.txt", PAGE.replace("طلب", "ط\0ل\u202bب"))).text.startswith(LEAD)
    assert one(put("a.json", '{"text": "خبر\\ud800 \\u0000قصير"}')).text == "خبر قصير"


FRONT = '---\ntitle: "{title}"\noutlet: صوت السهل\npublished: {published}\n{more}---\n\n{text}'


@pytest.mark.parametrize(
    ("published", "more", "dated"),
    [
        ("2024-01-25", "", Dated("2024-01-25", "day", "metadata")),
        ('"2024-01-25"', "", Dated("2024-01-25", "day", "metadata")),
        ("2024-01-25T23:30:00-05:00", "", Dated("2024-01-25", "day", "metadata")),
        ("2021-06", "", Dated("2021-06", "month", "metadata")),
        ("2021", "", Dated("2021", "year", "metadata")),
        ("2021-06-15", "date_precision: month\n", Dated("2021-06", "month", "metadata")),
        ("25 كانون الثاني 2024", "", Dated("2024-01-25", "day", "metadata")),
        ("null", "date_precision: none\n", Dated()),
    ],
)
def test_front_matter(put, published, more, dated):
    """
    The fields at the head of a Markdown file win; its dates may be YAML dates, numbers or text.
    """
    more += "author: سالم\nurl: https://s.example/1\nlanguage: ar\nunknown: [1]\n"
    article = one(
        put(
            "a.md",
            FRONT.format(title=TITLE, published=published, more=more, text=f"{LEAD}\n\n{BODY}"),
        )
    )

    assert article.source.date == dated
    assert (article.source.title, article.source.outlet) == (TITLE, "صوت السهل")
    assert (article.source.author, article.source.url) == ("سالم", "https://s.example/1")
    assert article.text == f"{LEAD}\n\n{BODY}"


@pytest.mark.parametrize(
    ("head", "line", "field", "why"),
    [
        ("---\ntitle: [\n---\n", 3, "front matter", None),
        ("---\ntitle: x\n", 1, "front matter", None),
        ("---\n- a\n- b\n---\n", 1, "front matter", None),
        ("---\npublished: 2024-13-45\n---\n", 1, "front matter", None),
        ("---\npublished: soon\n---\n", 1, "published", NOT_A_DATE),
        ("---\noutlet: [a]\n---\n", 1, "outlet", NOT_TEXT),
    ],
)
def test_broken_front_matter(put, head, line, field, why):
    """
    Front matter that cannot be used is refused, with the line and the field.
    """
    error = one(put("a.md", head + PAGE))

    assert isinstance(error, BadLine)
    assert (error.facts["line"], error.facts["field"]) == (line, field)
    assert why in (None, error.facts["why"])
    assert "a.md" in explain(error, "ar")


def test_markdown(put):
    """
    A heading loses its marks, and lines wrapped by an editor are one paragraph again.
    """
    wrapped = LEAD.replace("بعد أن", "بعد\nأن")
    article = one(put("a.markdown", f"# {TITLE}\n{wrapped}\n\n## رد الوزارة\n{BODY}\n"))

    assert article.source.title == TITLE
    assert article.text == f"{LEAD}\n\nرد الوزارة\n\n{BODY}"


RECORD = {
    "id": "x/1 ب",
    "title": TITLE,
    "outlet": "صوت السهل",
    "published": "2024-01-25T10:00:00+03:00",
    "url": "https://s.example/1",
    "author": "سالم",
    "section": 7,
    "summary": None,
    "text": LEAD,
}


def test_json(put):
    """
    One object or a list of them; the id is the outlet's own, so its place is not the file.
    """
    article = one(put("a.json", RECORD))
    listed = list(taken(put("b.json", [RECORD, {"text": BODY, "language": "en"}])))

    assert (article.source.id, article.place) == ("x-1-ب", "صوت السهل#x/1 ب")
    assert article.source.date == Dated("2024-01-25", "day", "metadata")
    assert (article.source.author, article.source.url) == ("سالم", "https://s.example/1")
    assert (article.source.title, article.text) == (TITLE, LEAD)
    assert [a.place for a in listed] == [article.place, f"{listed[1].source.path}#2"]
    assert (listed[1].source.id, listed[1].source.language) == ("b-2", "en")


@pytest.mark.parametrize(
    ("line", "field", "why"),
    [
        ("{", "-", NOT_AN_OBJECT),
        ("[1]", "-", NOT_AN_OBJECT),
        ("9" * 5000, "-", NOT_AN_OBJECT),
        ("[" * 100_000, "-", NOT_AN_OBJECT),
        ("{}", "text", MISSING),
        ('{"text": null}', "text", EMPTY),
        ('{"text": "  "}', "text", EMPTY),
        ('{"text": 5}', "text", NOT_TEXT),
        ('{"text": "خبر", "title": ["a"]}', "title", NOT_TEXT),
        ('{"text": "خبر", "published": "قريباً"}', "published", NOT_A_DATE),
        ('{"text": "خبر", "published": true}', "published", NOT_A_DATE),
        ('{"text": "خبر", "published": 170614}', "published", NOT_A_DATE),
        (b'{"text": "\xff\xfe\xfd"}', "-", NOT_DECODED),
    ],
)
def test_a_broken_line(put, line, field, why):
    """
    Each broken line says where and why; the lines around it are read, blank ones are nothing.
    """
    good = json.dumps(RECORD, ensure_ascii=False).encode()
    raw = line if isinstance(line, bytes) else line.encode()
    first, error, last = taken(put("a.jsonl", b"\n".join([good, b"", raw, good])))

    assert isinstance(error, BadLine)
    assert {name: error.facts[name] for name in ("line", "field", "why")} == {
        "line": 3,
        "field": field,
        "why": why,
    }
    assert first.text == last.text == LEAD


def test_json_lines(put):
    """
    Lines without an id are named by file and line, in any encoding.
    """
    record = json.dumps({"text": LEAD}, ensure_ascii=False) + "\n"
    path = put("a.ndjson", (record * 50).encode("utf-16"))
    readings = list(read(path))

    assert [r.source.id for r in readings[:2]] == ["a-1", "a-2"]
    assert (readings[49].place, len(readings)) == (f"{path}#50", 50)


def test_sizes(put):
    """
    One text has a limit of 20 MB and so has a line; a file of lines has none.
    """
    good = json.dumps({"text": LEAD}) + "\n"
    large = put("a.txt", "")
    os.truncate(large, 20_000_001)
    first, long, last = taken(put("a.jsonl", good + "x" * 40_000_001 + "\n" + good))

    assert type(one(large)) is TooLarge
    assert (long.facts["line"], long.facts["why"]) == (2, TOO_LONG)
    assert first.text == last.text == LEAD
    assert last.source.id == "a-3"


def test_links_in_a_circle(put):
    """
    Are each rejected with the reason, and what stands beside them is read.
    """
    folder = put("news/a.txt", PAGE).parent
    for name, to in {"self.md": "self.md", "one.md": "two.md", "two.md": "one.md"}.items():
        (folder / name).symlink_to(to)
    *rejections, article = read(folder)

    assert {type(one) for one in rejections} == {NotReadable}
    assert (len(rejections), article.source.id) == (3, "a")


def test_a_record_of_two_articles(put):
    """
    The second article of a page is named after the first.
    """
    other = "البلدية تفتتح جسراً جديداً فوق النهر"
    page = f"{LEAD}\n{BODY}\n\n\n\n{other}\n\nTT\n\n{other}\n\n{LEAD}\n{BODY}"
    first, second = taken(put("a.jsonl", {"id": "7", "title": TITLE, "text": page}))

    assert (first.source.id, second.source.id) == ("7", "7-2")
    assert (first.source.title, second.source.title) == (TITLE, other)
    assert second.place == of_part(first.place, 2)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.txt", b"", EmptyFile),
        ("a.txt", b"\xef\xbb\xbf \n", EmptyFile),
        ("a.md", " \n\t\n", EmptyFile),
        ("a.jsonl", b"", EmptyFile),
        ("a.txt", b"PK\x03\x04" + b"word" * 50, BinaryFile),
        ("a.txt", b"%PDF-1.7\n" + b"text " * 50, BinaryFile),
        ("a.md", b"\x89PNG\r\n", BinaryFile),
        ("a.json", bytes(range(256)) * 9, BinaryFile),
        ("a.txt", "اخر الاخبار\nاترك تعليقاً\n", NoText),
        ("a.md", "---\ntitle: خبر\n---\n", NoText),
        ("a.json", '{"text": "TT"}', NoText),
        ("a.json", "[1, 2", BadLine),
        ("a.doc", b"\xd0\xcf\x11\xe0", UnknownKind),
        ("a", "نص", UnknownKind),
    ],
)
def test_a_file_that_is_no_article(put, name, content, error):
    """
    Each way of not being an article has its own error, which names the file in both languages.
    """
    reading = one(put(name, content))

    assert type(reading) is error
    assert name in explain(reading, "ar")
    assert name in explain(reading, "en")


def test_paths_that_cannot_be_read(tmp_path):
    """
    A missing file, a pipe and a link to nowhere are errors; none of them hangs.
    """
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")

    assert type(one(tmp_path / "none.txt")) is NotFound
    assert type(one(tmp_path / "pipe.txt")) is NotReadable
    assert type(one(tmp_path / "loop.txt")) is NotFound


def test_links_out_of_a_folder(put, tmp_path):
    """
    A folder's links are followed within it; one that leads out shows what its owner may not read.
    """
    inside = put("news/a/1.txt", PAGE)
    (tmp_path / "news/b.txt").symlink_to(inside)
    (tmp_path / "news/c.txt").symlink_to(put("secret.txt", PAGE))
    found = list(read(tmp_path / "news"))

    assert [r.source.id for r in found if isinstance(r, Article)] == ["1", "b"]
    assert [r.facts["why"] for r in found if not isinstance(r, Article)] == [OUTSIDE]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(put):
    """
    What the system forbids is said in its own words.
    """
    path = put("a.txt", PAGE)
    path.chmod(0)

    assert one(path).facts["why"].en == "Permission denied"


def test_a_folder(put, tmp_path):
    """
    Every file below it in order, hidden ones and README left out, loops not followed.
    """
    for name in ("b/2.txt", "a/1.md", "c.txt", "a/README.md", ".git/x.txt", "b/.x.txt", "LICENSE"):
        put(f"news/{name}", PAGE)
    put("news/b/empty.txt", "")
    put("news/b/photo.png", b"\x89PNG")
    (tmp_path / "news/b/loop").symlink_to(tmp_path / "news")
    readings = list(read(tmp_path / "news"))

    names = [r.source.id if isinstance(r, Article) else type(r).__name__ for r in readings]
    assert names == ["1", "2", "EmptyFile", "UnknownKind", "c"]


def test_a_folder_of_nothing(put, tmp_path):
    """
    A folder without one readable kind of file says so, after naming the files it could not read.
    """
    put("news/README.md", PAGE)
    empty = one(tmp_path / "news")
    put("news/photo.png", b"\x89PNG")
    unknown, nothing = read(tmp_path / "news")

    assert type(empty) is type(nothing) is NoArticles
    assert type(unknown) is UnknownKind
    assert ".jsonl" in explain(empty, "ar")


def test_a_page_saved_from_the_web(put):
    """
    An HTML file is an article: its own facts, the file's place, its text without the site's.
    """
    head = linked(**{"@type": "NewsArticle", "datePublished": "2024-01-25"})
    head += '<link rel="canonical" href="https://site.example/7">'
    path = put("wheat.HTM", html(head=head))
    article = one(path)

    assert (article.source.id, article.place) == ("wheat", f"{path}#1")
    assert article.source.title == TITLE
    assert article.source.date == Dated("2024-01-25", "day", "metadata")
    assert (article.source.outlet, article.source.url) == ("صوت السهل", "https://site.example/7")
    assert article.text.startswith(f"{LEAD}\n\n")


@pytest.mark.parametrize(
    ("stamp", "dated"),
    [
        ("الخميس 25 يناير 2024", Dated("2024-01-25", "day", "printed")),
        ("الخميس 1 فبراير", Dated()),
        ("كانون الثاني 2024", Dated()),
    ],
)
def test_a_page_without_metadata(put, stamp, dated):
    """
    Without metadata the day is the one printed, and the line that says it leaves the text.
    """
    article = one(put("a.html", html(before=f"<div>{stamp}</div>")))

    assert article.source.date == dated
    assert article.text.startswith(LEAD)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256", "iso8859_6"])
def test_encodings_of_pages(put, tmp_path, encoding):
    """
    A page reads the same in every encoding, whatever encoding it says it is in.
    """
    heads = "", f'<meta charset="{encoding}">', '<meta charset="latin-1">'
    for number, head in enumerate(heads):
        put(f"{number}.html", html(head=head).encode(encoding))
    pages = taken(tmp_path)

    assert [page.text.startswith(LEAD) for page in pages] == [True] * len(heads)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://x", "x y", "", None])
def test_only_web_addresses_are_kept(put, url):
    """
    A link a reader may press is http or https, or it is none.
    """
    assert one(put("a.json", RECORD | {"url": url})).source.url is None


def test_language(put):
    """
    What the record says, or else the script of the text.
    """
    assert one(put("a.txt", ENGLISH)).source.language == "en"
    assert one(put("a.json", RECORD | {"language": "EN-us"})).source.language == "en"
    assert one(put("a.json", RECORD | {"language": "fr"})).source.language == "ar"


def test_same_id_of_two_outlets(put):
    """
    Two outlets may number their articles alike; they are not the same article.
    """
    two = list(taken(put("a.jsonl", "\n".join(json.dumps(RECORD | {"outlet": o}) for o in "اب"))))

    assert two[0].source.id == two[1].source.id
    assert two[0].place != two[1].place


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["txt", "md", "json", "jsonl"]))
def test_any_bytes_are_survived(tmp_path_factory, raw, kind):
    """
    Whatever is in a file, reading it gives articles with a text, or errors that can be said.
    """
    path = tmp_path_factory.mktemp("any") / f"a.{kind}"
    path.write_bytes(raw)

    for reading in read(path):
        if isinstance(reading, Article):
            assert reading.text.strip()
            assert reading.source.date.iso is None or date.fromisoformat(
                reading.source.date.span[0]
            )
        else:
            assert explain(reading, "ar") != explain(reading, "en")


BODY_TEXT = "وافق مجلس بلدية الرملة على بناء سوق مغطى قرب المحطة. وقال رئيسه عمر الحلاق إن البناء يبدأ في الخريف."


@pytest.mark.parametrize(
    ("record", "title", "outlet", "url"),
    [
        ({"headline": "سوق", "content": BODY_TEXT, "publisher": {"name": "الرملة اليوم"}, "date": "2022-05-01",
          "link": "https://ramla.example/1"}, "سوق", "الرملة اليوم", "https://ramla.example/1"),
        ({"العنوان": "سوق", "النص": BODY_TEXT, "المصدر": "الرملة اليوم", "تاريخ النشر": "2022-05-01"},
         "سوق", "الرملة اليوم", None),
        ({"title": "سوق", "maintext": BODY_TEXT, "source_domain": "x", "date_publish": None,
          "publish_date": "2022-05-01 10:00:00", "source_url": "https://www.ramla.example"},
         "سوق", "ramla.example", None),
        ({"title": "سوق", "text": BODY_TEXT, "source": "https://ramla.example/1", "sitename": "الرملة اليوم",
          "date": "2022-05-01"}, "سوق", "الرملة اليوم", "https://ramla.example/1"),
        ({"title": "سوق", "content_html": f"<p>{BODY_TEXT}</p><script>x()</script>", "date_published":
          "2022-05-01T09:00:00Z", "author": [{"name": "س"}]}, "سوق", None, None),
        ({"_id": "7", "_source": {"title": "سوق", "Body Text": BODY_TEXT, "media_name": "الرملة اليوم",
          "date": {"$date": "2022-05-01T08:00:00Z"}}}, "سوق", "الرملة اليوم", None),
    ],
)  # fmt: skip
def test_records_of_other_tools(put, record, title, outlet, url):
    """
    What crawlers and sheets call the fields is understood; an address is no outlet.
    """
    [article] = taken(put("a.jsonl", json.dumps(record, ensure_ascii=False)))

    assert (article.source.title, article.source.outlet, article.source.url) == (title, outlet, url)
    assert article.source.date.iso == "2022-05-01"
    assert article.text.startswith("وافق مجلس") and "x()" not in article.text


def test_a_json_feed_is_its_items(put):
    """
    Each item is an article of the feed's outlet.
    """
    items = [
        {"id": str(n), "title": f"خبر {n}", "content_text": f"{n}: {BODY_TEXT}"} for n in (1, 2)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "الرملة اليوم", "items": items}
    found = list(taken(put("feed.json", json.dumps(feed))))

    assert [article.source.outlet for article in found] == ["الرملة اليوم"] * 2


def test_an_unknown_shape_is_answered_with_the_names_that_are(put):
    """
    Whoever wrote the file can tell which field holds the text.
    """
    [error] = taken(put("a.jsonl", json.dumps({"heading": "س", "paragraphs": BODY_TEXT})))

    assert "heading, paragraphs" in explain(error, "en") and "heading, paragraphs" in explain(
        error, "ar"
    )


def test_a_thousand_folders_in_one_another(tmp_path):
    """
    What lies below is read, however deep; nothing calls itself a thousand times.
    """
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1000):
        os.mkdir("d", dir_fd=here)
        there = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = there
    file = os.open("deep.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here)
    os.write(file, f"{PAGE}".encode())
    os.close(file)
    os.close(here)

    (found,) = read(tmp_path)
    assert found.source.title == TITLE
    subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)


def test_an_id_of_more_digits_than_python_spells(put):
    """
    YAML makes a number of a long hexadecimal id; that is one bad field, not the end of a batch.
    """
    (rejected,) = taken(put("hex.md", f"---\nid: 0x{'f' * 6000}\n---\n\nنص.\n"))

    assert isinstance(rejected, BadLine)
    assert rejected.facts["field"] == "id"


def test_front_matter_of_other_tools(put):
    """
    Its names are understood as a record's are.
    """
    [article] = read(
        put(
            "a.md", f"---\ntitle: سوق\nsource: الرملة اليوم\ndate: 2022-05-01\n---\n\n{BODY_TEXT}\n"
        )
    )

    assert (article.source.outlet, article.source.date.iso) == ("الرملة اليوم", "2022-05-01")
