"""Answers as Telegram messages: what they say, how they are marked, what their buttons carry."""

from bot.posts import answer_posts, source_post
from bot.render import answer_json
from bot.types import Answer, Citation, Claim
from retrieval.types import Article, Dated, Passage, Place, Source

RLM = "\u200f"
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
    raw = post.text.encode("utf-16-le")
    return [
        (one.type, raw[2 * one.offset : 2 * one.end].decode("utf-16-le"), one.url)
        for one in post.entities
    ]


def test_an_answer_ends_with_its_standing_and_carries_its_buttons():
    """
    The text, a mark before the citation, then date and sources; rows read from the right.
    """
    (post,) = answer_posts(ANSWER, "ar")

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
        [("لماذا؟", "w:1f:"), ("👎", "f:1f:-"), ("👍", "f:1f:+")],
    ]


def test_a_citation_is_shown_in_its_context():
    """
    Headline, link, the quotation in bold within a folded quotation, and its other places.
    """
    citation = answer_json(ANSWER)["citations"][0]
    post = source_post(citation, Article(TALKS, TEXT, "p"), "ar")

    assert post.text == (
        f"{RLM}[1] «محادثات» — الغد، 25 يناير 2024\n"
        f"اقرأ الخبر كاملاً\n{TEXT}\n"
        "نُشر أيضاً في: «نسخة» — الأمس، بلا تاريخ"
    )
    assert shown(post) == [
        ("text_link", "اقرأ الخبر كاملاً", "https://example.org/talks"),
        ("expandable_blockquote", TEXT, None),
        ("bold", QUOTE, None),
    ]
