"""Lists and reports for people; answers and headlines are in test_render."""

from dataclasses import replace

from bot.presentation import as_text as pages
from bot.types import Answer, Citation, Claim
from retrieval.errors import EmptyFile, UnknownKind
from retrieval.index.ingest import Outcome
from retrieval.types import Article, Dated, Evidence, Hit, Passage, Place, Source
from tests.bot.fake_rawi import ANSWERED

TALKS = Source(
    "talks",
    "محادثات",
    outlet="الغد",
    author="سامي",
    date=Dated("2024-01", "month", "inferred"),
    agency="رويترز",
    also_in=(
        Place("x", "محادثات", "الأمس", None, None, None),
        Place("y", "محادثات", "الأمس", None, None, None),
    ),
)


def test_an_archive_without_articles_says_how_to_fill_it():
    """
    An empty list is a sentence with the next step.
    """
    assert "rawi ingest" in pages.sources_text([], "ar")
    assert "rawi ingest" in pages.sources_text([], "en")


def test_sources_have_a_line_each_and_their_copies_below():
    """
    Id, title, outlet and date; a place that is named alike twice is named once.
    """
    assert pages.sources_text([TALKS, Source("b", "خبر")], "ar").splitlines() == [
        "talks · «محادثات» — الغد، يناير 2024 (تاريخ مستنتَج)",
        "    نُشر أيضاً في: «محادثات» — الأمس، بلا تاريخ",
        "b · «خبر» — ناشر غير مذكور، بلا تاريخ",
    ]


def test_an_article_in_full_begins_with_what_is_known_of_it():
    """
    Title, every known fact on its line, a blank line, and the text untouched.
    """
    text = "سطر أول.\n\nسطر  ثانٍ."
    shown = pages.article_text(Article(TALKS, text, "p"), "en")

    assert shown.startswith("محادثات\nId: talks\nOutlet: الغد\nAuthor: سامي\n")
    assert "Agency: رويترز" in shown
    assert "Link" not in shown
    assert shown.endswith("\n\n" + text)


def test_what_one_report_says_in_turn_is_framed_once():
    """
    Another report between them, or words above a sentence, and its outlet is named again.
    """
    quotes, ids = ("أُغلق الجسر.", "وقُطع الطريق.", "فُتح السوق."), ("a", "a", "b")
    cited = tuple(
        Citation(n, Passage(Source(id, "خبر"), 0, quote), quote, 0)
        for n, (id, quote) in enumerate(zip(ids, quotes, strict=True), 1)
    )
    claims = tuple(
        Claim(f"بحسب {one.passage.source.id}: «{one.quote}» [{one.number}]", (one.number,))
        for one in cited
    )
    answer = replace(
        ANSWERED, claims=claims, citations=cited, text="\n".join(one.text for one in claims)
    )
    led = replace(answer, claims=(claims[0], replace(claims[1], lead="وأيضاً:"), claims[2]))

    assert pages.in_turn(answer).split("\n") == [
        "بحسب a: «أُغلق الجسر.» [1]",
        "«وقُطع الطريق.» [2]",
        "بحسب b: «فُتح السوق.» [3]",
    ]
    assert pages.in_turn(led) == led.text


def test_hits_are_ranked_with_their_scores():
    """
    A number, the headline, the passage on one line, its id and score; or that there are none.
    """
    passage = Passage(TALKS, 7, "سطر أول.\nسطر ثانٍ.")

    assert pages.hits_text(Evidence("س", (Hit(passage, 1.25),)), "en").splitlines() == [
        "1. “محادثات” — الغد, January 2024 (inferred)",
        "    سطر أول. سطر ثانٍ.",
        "    talks#7 · 1.250",
    ]
    assert (
        pages.hits_text(Evidence("س", ()), "en") == "No passage in the archive matches this search."
    )


def test_a_report_counts_everything_and_explains_rejections():
    """
    Each status with its count, then copies and reasons; many copies are cut short with a count.
    """
    copies = [Outcome("duplicate", source=Source(f"c{n}", "ت"), same_as="talks") for n in range(23)]
    rejected = Outcome("rejected", error=EmptyFile(path="/news/empty.txt"))
    lines = pages.report_text([*copies, rejected], "en").splitlines()

    assert lines[:5] == ["Added: 0", "Updated: 0", "Unchanged: 0", "Duplicate: 23", "Rejected: 1"]
    assert lines[5] == "Duplicate: c0 is a copy of talks"
    assert lines[25] == "… and 3 more"
    assert lines[26].startswith("Rejected: The file is empty: /news/empty.txt")
    assert len(lines) == 27


def test_a_folder_full_of_other_files_does_not_drown_the_report():
    """
    Files of unknown kinds beyond the first twenty are counted; every other reason is told.
    """
    strange = [UnknownKind(path=f"{n}.py", kinds=".txt") for n in range(23)]
    errors = [*strange, *(EmptyFile(path=f"{n}.txt") for n in range(23))]
    lines = pages.report_text([Outcome("rejected", error=one) for one in errors], "en").splitlines()

    assert len([line for line in lines if ".py" in line]) == 20
    assert len([line for line in lines if "is empty" in line]) == 23
    assert lines[-1] == "Rejected: 3 more files of unknown kinds."


def test_sources_of_an_answer_in_full_are_apart():
    """
    A block a citation, each with its number, facts and quote.
    """
    passage = Passage(TALKS, 0, "سطر أول. سطر ثانٍ.")
    citations = (Citation(1, passage, "سطر أول.", 0), Citation(2, passage, "سطر ثانٍ.", 9))
    answer = Answer("1", "س", "س", "ar", "answered", None, "extractive", "", citations=citations)
    first, second = pages.full_sources(answer, "ar").split("\n\n")

    assert first.startswith("[1] محادثات\nالمعرّف: talks\n")
    assert first.endswith("«سطر أول.»")
    assert second.endswith("«سطر ثانٍ.»")


def test_an_article_cited_twice_is_one_source():
    """
    Its numbers stand side by side before its headline.
    """
    first = ANSWERED.citations[0]
    both = replace(ANSWERED, citations=(first, replace(first, number=2)))
    lines = pages.answer_text(both).split("\n")

    assert len([line for line in lines if line.startswith("[1][2] ")]) == 1
    assert not any(line.startswith("[2]") for line in lines)
