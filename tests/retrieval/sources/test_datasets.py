"""Data sets as people have them: tables, wrapped JSON, names of every kind."""

import json
import re

import pytest

from bot.i18n.messages import explain, say
from retrieval.errors import BadLine, FieldsUnread
from retrieval.sources.datasets import NOT_DECODED, TOO_MANY_CELLS
from retrieval.sources.keys import own_names, unread
from retrieval.types import Article
from tests.retrieval.sources.test_reading import read

BODY = "افتتحت بلدية الزهراء مكتبة عامة في حي النهر، وقال رئيسها إن فيها عشرين ألف كتاب."
TABLES = {
    "english": f"Headline,Body,Source,Date\nمكتبة,{BODY.replace('،', ';')},الزهراء اليوم,2023-04-02\n",
    "arabic": f"العنوان;النص;المصدر;التاريخ\nمكتبة;{BODY};الزهراء اليوم;2023-04-02\n",
    "tabs": f"title\tcontent\tpublisher\tpublish_date\nمكتبة\t{BODY}\tالزهراء اليوم\t2023-04-02\n",
    "spreadsheet": f"sep=;\r\nعنوان الخبر;نص الخبر;الصحيفة;تاريخ النشر\r\nمكتبة;{BODY};الزهراء اليوم;2023-04-02\r\n",
    "quoted": f'Title,Text,outlet,date\n"مكتبة","{BODY}\nوحضر ""الافتتاح"" كثيرون.",الزهراء اليوم,2023-04-02\n',
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_table(put, table, encoding):
    """
    Names in the first row in either language, any usual separator and encoding, quoted line breaks.
    """
    [article] = read(put("a.csv", table.encode(encoding)))

    source = article.source
    assert (source.title, source.outlet, source.date.iso) == (
        "مكتبة",
        "الزهراء اليوم",
        "2023-04-02",
    )
    assert article.text.startswith("افتتحت بلدية الزهراء مكتبة")


def test_rows_that_are_no_articles(put):
    """
    Each is one rejection with its line; the others go on.
    """
    table = f"title,text,date\nأ,{BODY},2023-04-02,more\nب,,2023-04-02\n,,\nج,{BODY},2023-04-02\n"
    raw = table.encode() + b"\xd9," + BODY.encode() + b",\n"
    first, second, article, third = read(put("a.csv", raw))

    assert [(one.facts["line"], one.facts["why"]) for one in (first, third)] == [
        (2, TOO_MANY_CELLS),
        (6, NOT_DECODED),
    ]
    assert (second.facts["line"], second.facts["field"]) == (3, "text")
    assert article.source.title == "ج"


def test_an_unknown_table_is_answered_once(put):
    """
    With the names it has and those that are understood.
    """
    [rejection] = read(put("a.csv", "colour,size\nred,1\nblue,2\n"))

    assert isinstance(rejection, BadLine)
    assert rejection.facts["line"] == 1
    for name in ("colour, size", "body", "content", "النص"):
        assert name in explain(rejection, "ar")


def test_fields_without_a_use_are_named_once(put):
    """
    After the articles, and it is no rejection.
    """
    table = f"text,views,mood\n{BODY},7,calm\n{BODY},8,\n"
    *articles, note = read(put("a.csv", table))

    assert [type(one) for one in articles] == [Article, Article]
    assert isinstance(note, FieldsUnread)
    assert (note.facts["fields"], note.exit_code) == ("views, mood", 0)


@pytest.mark.parametrize("name", ["items", "articles", "data", "النتائج"])
def test_records_wrapped_in_an_answer(put, name):
    """
    The one list of objects in an object is what it is about, whatever it is called.
    """
    data = {
        "status": "ok",
        "total": 2,
        name: [{"title": "أ", "body": BODY}, {"body": BODY + " ثم"}],
    }

    assert [one.source.id for one in read(put("a.json", data))] == ["a-1", "a-2"]


def test_records_by_their_ids(put):
    """
    And what was escaped for a page on the way is as it was written.
    """
    data = {"77": {"title": "سوق &quot;المحطة&quot;", "text": BODY.replace("س", "&#1587;")}}
    [article] = read(put("a.json", data))

    assert (article.source.id, article.source.title) == ("77", 'سوق "المحطة"')
    assert article.text == BODY


def test_json_under_a_name_for_lines(put):
    """
    A list over many lines is read as the JSON that it is, not refused line by line.
    """
    lines = json.dumps([{"title": "أ", "body": BODY}], ensure_ascii=False, indent=1)

    assert [one.source.title for one in read(put("a.jsonl", lines))] == ["أ"]


def test_help_names_fields_that_are_read(put):
    """
    Every name that ``rawi ingest --help`` offers for a field is one that is read.
    """
    for language in ("ar", "en"):
        for own, others in re.findall(
            r"([a-z]+) \(([^)]*[؀-ۿ][^)]*)\)", say("help_source", language)
        ):
            for other in re.split("[,،] ", others):
                value = "https://x.example/1" if own == "url" else "نص"
                assert own_names({other: value}) == {own: value}
                assert unread({other: value}) == []
