"""JSON that keeps its contract, and text a person can check."""

import json
from dataclasses import replace

import pytest

from bot.presentation import as_json as render
from bot.presentation import as_text as pages
from bot.presentation.bidi import PLAIN, STRONG
from bot.types import Account, Citation, Written
from retrieval.errors import BadLine, EmptyFile
from retrieval.types import Article, Dated, Evidence, Hit
from tests.bot.fake_rawi import ANSWERED, PASSAGE, QUOTE, REFUSED, TALKS


def test_answer_keys_are_the_contract():
    """
    Names and order are what the design promises; programs depend on both.
    """
    answer = replace(
        ANSWERED,
        accounts=(Account("أ", (1,)), Account("ب", (2,))),
        rulings=(Written("جملة", (), "dropped", "numbers"),),
    )
    told = render.answer_json(answer)

    assert " ".join(told) == (
        "id question standalone language status reason mode text claims citations accounts "
        "as_of independent_sources nearest dropped confidence usage ms"
    )
    assert told["citations"][0] == {
        "number": 1,
        "article": {
            "id": "talks-1",
            "title": "محادثات في بغداد",
            "outlet": "وكالة الأنباء",
            "published": "2024-01-25",
            "date_precision": "day",
            "date_source": "printed",
            "url": "https://example.org/1",
            "path": "/news/talks.md",
            "also_in": [
                {
                    "id": "talks-2",
                    "title": "محادثات",
                    "outlet": "Reuters",
                    "published": "2024-01",
                    "url": None,
                    "path": "/news/copy.md",
                }
            ],
        },
        "passage_id": "talks-1#100",
        "quote": QUOTE,
        "start": 120,
        "end": 120 + len(QUOTE),
        "chain": [],
    }
    assert told["accounts"] == [{"says": "أ", "citations": [1]}, {"says": "ب", "citations": [2]}]
    assert told["dropped"] == [{"text": "جملة", "why": "numbers"}]
    assert json.loads(json.dumps(told)) == told


def test_hit_keys_are_the_contract():
    """
    A search line holds its id, ranked hits with offsets, and the time spent.
    """
    line = render.hits_json("q1", Evidence("س", (Hit(PASSAGE, 0.51234567),), ms={"search": 1.04}))

    assert line == {
        "id": "q1",
        "hits": [
            {
                "rank": 1,
                "score": 0.512346,
                "article": {
                    "id": "talks-1",
                    "title": "محادثات في بغداد",
                    "outlet": "وكالة الأنباء",
                    "published": "2024-01-25",
                    "path": "/news/talks.md",
                    "url": "https://example.org/1",
                },
                "passage": {
                    "id": "talks-1#100",
                    "start": 100,
                    "end": PASSAGE.end,
                    "text": PASSAGE.text,
                },
            }
        ],
        "ms": {"search": 1.0},
    }


def test_rejections_name_their_line_and_field():
    """
    A report tells where in which file, where that is known, and why.
    """
    from retrieval.index.ingest import Outcome

    outcomes = [
        Outcome("added", TALKS),
        Outcome("duplicate", TALKS, same_as="talks-0"),
        Outcome("rejected", error=BadLine(path="a.jsonl", line=3, field="text", why="missing")),
        Outcome("rejected", error=EmptyFile(path="b.txt")),
    ]
    report = render.report_json(outcomes, 12.6, "en")

    assert list(report) == ["added", "updated", "unchanged", "duplicate", "rejected", "noted", "ms"]
    assert report["duplicate"] == [
        {
            "id": "talks-1",
            "title": "محادثات في بغداد",
            "path": "/news/talks.md",
            "same_as": "talks-0",
        }
    ]
    assert [one | {"reason": ""} for one in report["rejected"]] == [
        {"path": "a.jsonl", "line": 3, "field": "text", "reason": ""},
        {"path": "b.txt", "reason": ""},
    ]
    assert report["ms"] == 13


def plain(text: str) -> str:
    """What is left where nothing can be made strong."""
    return text.replace(STRONG, "").replace(PLAIN, "")


def test_an_answer_is_followed_by_what_it_rests_on():
    """
    Text, then each source with outlet, date in words and other places; no quote twice.
    """
    assert plain(pages.answer_text(ANSWERED)) == (
        "بحسب وكالة الأنباء: «للولايات المتحدة 2500 جندي في العراق» [1].\n"
        "\n"
        "المصادر:\n"
        "[1] «محادثات في بغداد» — وكالة الأنباء، 25 يناير 2024\n"
        "    نُشر أيضاً في: «محادثات» — Reuters، يناير 2024\n"
        "\n"
        "أحدث المصادر المستشهَد بها: 25 يناير 2024. مصادر مستقلة: 1."
    )


def test_an_english_answer_is_framed_in_english():
    """
    Quotes stay as published; everything around them follows the question's language.
    """
    text = pages.answer_text(replace(ANSWERED, language="en", text="According to … [1]"))

    assert text.splitlines()[2:] == [
        "Sources:",
        "[1] “محادثات في بغداد” — وكالة الأنباء, 25 January 2024",
        "    “للولايات المتحدة 2500 جندي في العراق …”",
        "    Also published in: “محادثات” — Reuters, January 2024",
        "",
        "Newest source cited: 25 January 2024. Independent sources: 1.",
    ]


def test_a_refusal_offers_the_nearest_headlines():
    """
    Whoever gets no answer gets somewhere to look.
    """
    assert pages.answer_text(REFUSED).splitlines() == [
        "لا يجيب الأرشيف عن هذا السؤال.",
        "",
        "ليست جواباً، بل أقرب العناوين في الأرشيف:",
        "• «محادثات في بغداد» — وكالة الأنباء، 25 يناير 2024",
    ]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (Dated(), "بلا تاريخ"),
        (Dated("2024-01-25", "day", "inferred"), "25 يناير 2024 (تاريخ مستنتَج)"),
        (Dated("2021-06", "month", "metadata"), "يونيو 2021"),
    ],
)
def test_what_is_not_known_of_a_date_is_said(date, said):
    """
    No date and a guessed date look different from a printed one.
    """
    assert pages.headline(replace(TALKS, date=date), "ar").endswith("، " + said)


def test_a_missing_outlet_is_said():
    """
    The outlet is always named, if only as not given; the credit of a photo never stands in for it.
    """
    assert "ناشر غير مذكور" in pages.headline(replace(TALKS, outlet=None), "ar")
    assert "أ ف ب" not in pages.headline(replace(TALKS, outlet=None, agency="أ ف ب"), "ar")


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("بدأت المحادثات أمس.", "بدأت المحادثات أمس."),
        ("المحادثات أمس.", "… المحادثات أمس."),
        ("2500 جندي", "… 2500 جندي …"),
        ("في العراق اليوم.", "… في العراق اليوم."),
    ],
)
def test_a_cut_quote_shows_where_it_was_cut(quote, shown):
    """
    Dots stand exactly where the published sentence goes on.
    """
    citation = Citation(1, PASSAGE, quote, PASSAGE.start + PASSAGE.text.index(quote))

    assert pages.in_context(citation) == shown


def test_text_for_people_holds_no_direction_marks():
    """
    Marks are a matter of one terminal; a pipe, a file and a test get the plain text.
    """
    texts = [
        pages.answer_text(ANSWERED),
        pages.answer_text(REFUSED),
        pages.full_sources(ANSWERED, "ar"),
        pages.sources_text([TALKS], "en"),
        pages.article_text(Article(TALKS, "نص", "p"), "ar"),
    ]

    assert not any(set(text) & set("\u200e\u200f\u2066\u2067\u2068\u2069") for text in texts)


def test_sources_in_full_leave_nothing_out():
    """
    Link, file, id and every other place: enough to go and check.
    """
    full = pages.full_sources(ANSWERED, "ar")

    for fact in ("talks-1", "https://example.org/1", "/news/talks.md", "Reuters", QUOTE):
        assert fact in full


def test_a_source_is_read_back_from_a_stored_answer():
    """
    Everything a citation's JSON tells of it; what it leaves out is unknown.
    """
    told = render.answer_json(ANSWERED)["citations"][0]["article"]

    assert render.read_source(told) == replace(TALKS, author=None, agency=None, dateline=None)
