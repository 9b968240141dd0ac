"""Texts set for Telegram: which way they run, what is linked, what is not."""

from bot.telegram.messages.typesetting import is_web, set_lines, stacked, typeset
from bot.types import Citation
from retrieval.types import Passage, Source

LRM, RLM = "\u200e", "\u200f"


def test_marks_keep_a_paragraph_in_its_direction():
    """
    RLM before a paragraph that starts in Latin and before citations; LRM where all is English.
    """
    text = "BBC قالت: نعم [1][2].\nApple [3] أعلنت.\nAll in English [1].\nنعم"
    assert typeset(text, "ar").text.split("\n") == [
        f"{RLM}BBC قالت: نعم {RLM}[1][2].",
        f"{RLM}Apple {RLM}[3] أعلنت.",
        f"All in English {LRM}[1].",
        "نعم",
    ]


def test_a_paragraph_of_an_english_answer_that_starts_in_arabic_runs_left():
    """
    The same the other way round.
    """
    assert typeset("«نعم» said BBC [1].", "en").text == f"{LRM}«نعم{LRM}» said BBC {LRM}[1]."


def test_what_looks_like_a_citation_inside_a_quotation_is_none():
    """
    An article cannot put a link into an answer.
    """
    quote = "اقرأ [1] الآن"
    source = Source("a", "خبر", url="https://example.org/a")
    cited = Citation(1, Passage(source, 0, quote), quote, 0)
    text = f"«{quote}» [1]"
    (link,) = typeset(text, "ar", citations=[cited]).entities

    assert (link.type, link.url) == ("text_link", "https://example.org/a")
    assert link.start > text.index("»")


def test_a_number_beyond_measure_cites_nothing():
    """
    An article may hold anything between brackets.
    """
    cited = Citation(1, Passage(Source("a", "خبر", url="https://example.org/a"), 0, "ق"), "ق", 0)

    assert typeset(f"[{'1' * 5000}] [٣] [2]", "ar", citations=[cited]).entities == ()


def test_blocks_are_stacked_and_empty_ones_left_out():
    """
    Lines, and blocks, that hold nothing leave no gap.
    """
    one, two = set_lines(["أ", " ", "ب"], "ar"), set_lines([], "ar")

    assert stacked([two, one, two, one]).text == "أ\nب\nأ\nب"


def test_an_address_must_be_one_that_leads_somewhere():
    """
    No other scheme, no host without a name, no user, no space or control.
    """
    good = [
        "https://example.org",
        "http://a.b.example:8080/x?y=1#z",
        "https://موقع.السعودية/خبر",
        "https://a.xn--mgberp4a5d4ar/",
    ]
    bad = [
        *("", "example.org", "//a.example", "ftp://a.example", "javascript:alert(1)//a.example"),
        *("http://localhost/", "http://127.0.0.1/", "http://[::1]/", "http://[/", "https://x"),
        *("https://u@a.example/", "https://a.example/ b", "https://a.example/\n", "https://a..b/"),
        "https://a.example/" + "x" * 2048,
    ]

    assert [url for url in good + bad if is_web(url)] == good
