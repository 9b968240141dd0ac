"""Answers as Telegram messages: what they say, how they are marked, what their buttons carry."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.presentation.as_json import answer_json, how_json
from bot.telegram.messages.answers import answer_posts, draft_posts
from bot.telegram.messages.cards import source_post, why_post
from bot.telegram.messages.texts import units
from bot.types import Answer, Citation, Claim
from retrieval.types import Article, Dated, Hit, Passage, Place, Source
from tests.fakes.answers import TEXTS, answers, complaints
from tests.fakes.clients import wire

LRM = "\u200e"
RLM = "\u200f"
LINK = "https://t.me/rawi_test_bot?start=1f"
TEXT = "وصل الوفد صباحاً. أعلنت شركة Apple أنها باعت 2500 جهاز. ولم تذكر السعر.\nوغادر الوفد."
QUOTE = "أعلنت شركة Apple أنها باعت 2500 جهاز."
TALKS = Source(
    "talks",
    "محادثات",
    outlet="الغد",
    date=Dated("2024-01-25", "day", "printed"),
    url="https://example.org/talks",
    also_in=(Place("x", "نسخة", "الأمس", None, None, None),),
)
START = TEXT.index(QUOTE)
CITED = Citation(1, Passage(TALKS, 0, TEXT), QUOTE, START, answer=(27, 31))
ANSWER = Answer(
    "1f",
    "كم باعت؟",
    "كم باعت Apple؟",
    "ar",
    "answered",
    None,
    "extractive",
    f"بحسب الغد: «{QUOTE}» [1]",
    claims=(Claim(f"بحسب الغد: «{QUOTE}» [1]", (1,), 1.0),),
    citations=(CITED,),
    as_of="2024-01-25",
    independent_sources=1,
)


def shown(post):
    """A post's entities with the text each covers."""
    return [(one.type, post.text[one.start : one.end], one.url) for one in post.entities]


def test_an_answer_ends_with_its_standing_and_carries_its_buttons():
    """
    The text, a mark before the citation, then date and sources; rows read from the right.
    """
    (post,) = answer_posts(ANSWER, "ar", link=LINK)

    assert post.text == (
        f"بحسب الغد: «{QUOTE}» {RLM}[1]\n\n"
        "أحدث المصادر المستشهَد بها: 25 يناير 2024. مصادر مستقلة: 1."
    )
    assert shown(post) == [
        ("bold", "2500", None),
        ("text_link", "[1]", "https://example.org/talks"),
    ]
    assert [[(one.text, one.data) for one in row] for row in post.rows] == [
        [("[1]", "s:1f:1")],
        [("🔗", ""), ("لماذا؟", "w:1f:"), ("👎", "f:1f:-"), ("👍", "f:1f:+")],
    ]
    assert post.rows[1][0].copy == LINK


def test_one_quotation_that_names_its_day_needs_no_line_about_it():
    """
    Where there are two, the line below says which is the newest.
    """
    told = f"بحسب الغد (25 يناير 2024): «{QUOTE}» [1]"
    (post,) = answer_posts(replace(ANSWER, text=told), "ar")
    two = replace(ANSWER, text=told, citations=(CITED, replace(CITED, number=2)))

    assert post.text.endswith("[1]")
    assert answer_posts(two, "ar")[0].text.endswith("مصادر مستقلة: 1.")


def test_what_is_nearest_has_its_citations_and_no_standing():
    """
    Each quotation behind its button; nothing below that speaks of an answer's sources.
    """
    (post,) = answer_posts(replace(ANSWER, status="nearest", confidence=0.2), "ar")

    assert post.text.endswith("[1]")
    assert post.rows[0][0].data.startswith("s:")


def test_why_tells_the_confidence_in_a_word():
    """
    Readers of a messenger are told no figures.
    """
    stored = answer_json(ANSWER) | {"how": how_json(replace(ANSWER, confidence=0.3))}

    assert "الثقة بأن الأرشيف يجيب: منخفضة\n" in why_post(stored, "ar").text


def test_a_citation_is_shown_above_its_context():
    """
    Headline, the quotation, then all around it folded away, and its other places; below them
    what copies the quotation and what opens the article.
    """
    citation = answer_json(ANSWER)["citations"][0]
    post = source_post(citation, Article(TALKS, TEXT, "p"), "ar", link=LINK)

    assert post.text == (
        f"{RLM}[1] «محادثات» — الغد، 25 يناير 2024\n"
        f"{QUOTE}\n{TEXT}\n"
        "نُشر أيضاً في: «نسخة» — الأمس، بلا تاريخ"
    )
    assert shown(post) == [
        ("blockquote", QUOTE, None),
        ("bold", QUOTE, None),
        ("expandable_blockquote", TEXT, None),
        ("bold", QUOTE, None),
    ]
    (row,) = post.rows
    assert [(one.text, one.url or one.copy) for one in row] == [
        ("انسخ الرابط", LINK),
        ("اقرأ الخبر كاملاً", "https://example.org/talks"),
        ("انسخ الاقتباس", QUOTE),
    ]


def test_an_administrator_sees_the_article_s_id():
    """
    On a line of its own, as code: a tap copies it.
    """
    citation = answer_json(ANSWER)["citations"][0]
    post = source_post(citation, Article(TALKS, TEXT, "p"), "ar", link=LINK, with_id=True)

    assert post.text.endswith(f"\n{TALKS.id}")
    assert shown(post)[-1] == ("code", TALKS.id, None)


def test_only_addresses_on_the_web_become_links():
    """
    Anything else of the library's is shown by its number alone.
    """
    for url in ("javascript:alert(1)", "http://localhost/a", "ftp://a.b/c", "https://a b.c", None):
        source = replace(TALKS, url=url)
        cited = replace(CITED, passage=Passage(source, 0, TEXT))
        (post,) = answer_posts(replace(ANSWER, citations=(cited,)), "ar")
        shown_alone = source_post(
            answer_json(replace(ANSWER, citations=(cited,)))["citations"][0], None, "ar", link=LINK
        )

        assert [one.type for one in post.entities] == ["bold"]
        assert "text_link" not in [one.type for one in shown_alone.entities]


def test_rows_of_citations_read_in_the_reader_s_direction():
    """
    Eight at most side by side; from the right for Arabic, from the left for English.
    """
    many = tuple(replace(CITED, number=number) for number in range(1, 11))

    def rows(language):
        return [
            [one.text for one in row]
            for row in answer_posts(replace(ANSWER, citations=many), language)[-1].rows
        ]

    assert rows("ar") == [
        [f"[{number}]" for number in range(8, 0, -1)],
        ["[10]", "[9]"],
        ["لماذا؟", "👎", "👍"],
    ]
    assert rows("en")[1:] == [["[9]", "[10]"], ["👍", "👎", "Why?"]]


def test_the_keyboard_is_below_the_last_message():
    """
    A long answer has its buttons at its end, where the reader is.
    """
    *before, last = answer_posts(replace(ANSWER, text="كلمة " * 2000), "ar")

    assert len(before) == 2
    assert [post.rows for post in before] == [(), ()]
    assert last.rows


def test_a_refusal_offers_the_nearest_headlines():
    """
    Each is named once, by a button with a title short enough; a refusal can be judged too.
    """
    near = (TALKS, Source("b", "خبر طويل " * 30))
    refused = replace(
        ANSWER, status="refused", text="لا جواب.", citations=(), claims=(), nearest=near
    )
    (post,) = answer_posts(refused, "ar")

    assert post.text == "لا جواب.\n\nليست جواباً، بل أقرب العناوين في الأرشيف:"
    (unmatched,) = answer_posts(replace(refused, reason="no_match"), "ar")
    assert unmatched.text == "لا جواب.\n\nليست جواباً، بل عناوين من الأرشيف:"
    assert [row[-1].data for row in post.rows] == ["n:1f:1", "n:1f:2", "f:1f:+"]
    assert post.rows[0][0].text == "محادثات"
    assert len(post.rows[1][0].text) <= 60
    assert post.rows[1][0].text.endswith("…")


def test_headlines_in_the_reader_s_language_come_first():
    """
    Each button still names its place in the answer that was stored.
    """
    near = (TALKS, Source("b", "A harbour", language="en"), Source("c", "A mill", language="en"))
    refused = replace(ANSWER, language="en", citations=(), claims=(), nearest=near)
    (post,) = answer_posts(refused, "en")

    assert [row[0].data for row in post.rows[:-1]] == ["n:1f:2", "n:1f:3", "n:1f:1"]


def test_a_context_that_begins_within_an_article_says_so():
    """
    ``…`` stands where something was left out, and nowhere else.
    """
    text = f"{'وصل الوفد صباحاً. ' * 40}{QUOTE} {'ولم تذكر السعر. ' * 40}".strip()
    cited = replace(CITED, passage=Passage(TALKS, 0, text), start=text.index(QUOTE))
    citation = answer_json(replace(ANSWER, citations=(cited,)))["citations"][0]
    post = source_post(citation, Article(TALKS, text, "p"), "ar", link=LINK)

    context = next(text for kind, text, _ in shown(post) if kind == "expandable_blockquote")
    assert context.startswith("… وصل الوفد") and context.endswith("السعر. …")


def test_a_citation_of_an_article_that_is_gone_still_shows_its_words():
    """
    What was stored with the answer is shown, and that there is no more.
    """
    citation = answer_json(ANSWER)["citations"][0]
    gone = source_post(
        {**citation, "article": {**citation["article"], "url": None}}, None, "en", link=LINK
    )

    assert gone.text == (
        f"{LRM}[1] “محادثات{LRM}” — الغد{LRM}, 25 January 2024\n"
        f"{QUOTE}\n"
        f"Also published in: “نسخة{LRM}” — الأمس{LRM}, undated\n"
        "This article is no longer in the archive."
    )


def test_a_quotation_without_measure_fits_its_message():
    """
    Context and quotation are cut, never the link or where else it appeared.
    """
    text = "كلمة " * 3000
    source = replace(TALKS, title="عنوان " * 500, outlet="جهة " * 500)
    cited = replace(CITED, passage=Passage(source, 0, text), quote=text, start=0, answer=None)
    citation = answer_json(replace(ANSWER, citations=(cited,)))["citations"][0]
    post = source_post(citation, Article(source, text, "p"), "ar", link=LINK)

    assert 1000 < units(post.text) < 4096
    assert [one.type for one in post.entities] == ["blockquote", "bold"]
    assert post.text.endswith("بلا تاريخ")


def test_a_text_that_went_everywhere_names_the_first_places():
    """
    As many as fit; the list ends with ``…``.
    """
    places = tuple(Place(f"{n}", f"عنوان {n}", "الأمس", None, None, None) for n in range(500))
    article = Article(replace(TALKS, also_in=places), TEXT, "p")
    post = source_post(answer_json(ANSWER)["citations"][0], article, "ar", link=LINK)

    assert "«عنوان 9»" in post.text
    assert post.text.endswith("…")
    assert units(post.text) < 2000


def test_how_an_answer_was_reached_is_told_from_what_was_stored():
    """
    The question as parse_update, how it was answered, and each article looked at, once.
    """
    hits = (Hit(CITED.passage, 1.5), Hit(replace(CITED.passage, start=90), 1.2))
    reached = replace(ANSWER, considered=hits)
    stored = answer_json(reached) | {"how": how_json(reached)}

    assert why_post(stored, "ar").text.split("\n") == [
        "السؤال كما فُهم: كم باعت Apple؟",
        "الجواب: نصوص حرفية اختيرت من الأخبار.",
        "",
        "المقاطع التي نُظر فيها:",
        "• «محادثات» — الغد، 25 يناير 2024",
    ]


@settings(max_examples=80)
@given(answers())
def test_no_text_is_refused_altered_or_cut(told):
    """
    Any text, any length: what is posted is what the server keeps, and joined it is the answer.
    """
    assert complaints(*told) == []


def test_a_draft_is_how_its_answer_begins():
    """
    The last edit adds to what is read already, and moves none of it.
    """
    claims = (Claim("واحد Apple [1].", (1,), 1.0), Claim("اثنان [2].", (2,), 1.0, lead="وأيضاً:"))
    text = "واحد Apple [1].\nوأيضاً:\nاثنان [2]."
    (draft,) = draft_posts(claims, "ar")
    (whole,) = answer_posts(replace(ANSWER, text=text, claims=claims), "ar")

    assert draft.text == text.replace("[", f"{RLM}[") + "\n…"
    assert whole.text.startswith(draft.text.replace("\n…", "\n\n"))


@settings(max_examples=25)
@given(told=answers())
def test_posts_stay_as_they_are_on_the_wire(told, send):
    """
    Through the client's forms and JSON, and back in the message that was sent.
    """
    assert send(answer_posts(told[0], "ar")) == []


@pytest.fixture(name="send", scope="module")
def _send():
    with wire() as send:
        yield send


@settings(max_examples=50)
@given(st.lists(TEXTS, max_size=6), st.sampled_from(["ar", "en"]))
def test_a_draft_only_grows(texts, language):
    """
    With every further sentence each message is what it was, or goes on at its end.
    """
    before = ()
    for count in range(len(texts) + 1):
        drafts = draft_posts([Claim(text, (1,), 1.0) for text in texts[:count]], language)
        now = [post.text.removesuffix("\n…") for post in drafts]

        assert len(now) >= len(before)
        assert all(map(str.startswith, now, before))
        before = now
