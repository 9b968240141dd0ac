"""Pages as they come off the web, and the articles that are left of them."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.language.arabic import fold
from retrieval.sources.cleaning import LINKS, NOISE, articles_in
from retrieval.types import Dated, Source

PAGES = Path(__file__).parents[4] / "shared" / "seeds"
TITLE = "المزارعون يطلبون دعماً قبل الحصاد"
OTHER = "البلدية تفتتح جسراً جديداً فوق النهر"
LEAD = "طلب مزارعو السهل من الوزارة دعماً عاجلاً قبل موسم الحصاد، بعد أن تراجعت الأمطار هذا الشتاء."
BODY = "وقال رئيس الجمعية إن المحصول سينخفض إلى النصف إذا لم تصل البذور والأسمدة قبل نهاية الشهر."
END = "ولم تعلق الوزارة على الطلب حتى ساعة متأخرة من المساء."
BRIDGE = "افتتحت البلدية جسراً جديداً يربط ضفتي النهر، وحضر الافتتاح مئات من سكان الحيين القديمين."
LANES = "ويضم الجسر أربعة مسارات للسيارات ومساراً للمشاة، واستغرق بناؤه عامين ونصف العام من العمل."


def read(page, **known):
    source = Source(**({"id": "page", "title": ""} | known))
    return articles_in(page, source, "here", today=date(2024, 1, 25))


def lines(*lines):
    return "\n".join(lines)


def paragraphs(article):
    return article.text.split("\n\n")


def test_a_plain_page():
    """
    The first line is the title and not part of the text; the rest is untouched, in order.
    """
    [article] = read(lines(TITLE, "", LEAD, "مطالب متكررة", f"  {BODY}", "", "", END))

    assert article.source == Source(id="page", title=TITLE)
    assert article.place == "here"
    assert paragraphs(article) == [LEAD, "مطالب متكررة", BODY, END]


SITE = [
    "TT",
    "اخر الاخبار",
    "آخِر الأخبار",
    "شارك المقال:",
    "إعـــلان",
    "اترك تعليقاً",
    "لن يتم نشر عنوان بريدك الإلكتروني.",
    "نستخدم ملفات تعريف الارتباط لتحسين تجربتك، وباستمرارك فإنك توافق على ذلك.",
    "Sorry, you need to enable JavaScript to visit this website.",
    "Your email address will not be published. Required fields are marked *",
    "We use cookies to improve your experience.",
    "Advertisement",
    "اقرأ أيضاً: القرية تستعد لمهرجان الزيتون السنوي",
    "اقرأ المزيد",
    "Read more: Olive festival returns",
    "جنود أمام الجسر (أ.ف.ب)",
    "The minister arrives at the farm (Reuters)",
    "حقول القمح في السهل (أرشيفية - رويترز)",
]


@pytest.mark.parametrize("noise", SITE)
@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_what_the_site_adds_goes(noise, at):
    """
    Boilerplate goes wherever it stands, and takes no paragraph with it.
    """
    page = [TITLE, LEAD, BODY, END]
    page.insert(at, noise)
    [article] = read(lines(*page))

    assert (article.source.title, paragraphs(article)) == (TITLE, [LEAD, BODY, END])


@pytest.mark.parametrize(
    "line",
    [
        "اشترك في العملية ثلاثون متطوعاً من أبناء القرية",
        "شارك على هامش القمة في لقاءات عدة مع المزارعين",
        "حفظ الأطفال أسماء الأشجار عن ظهر قلب",
        "المزيد من الدعم يعني محصولاً أوفر",
        "المصدر الوحيد للماء هو النهر",
        "المصدر: قال مسؤول في الوزارة إن الدعم لن يتأخر عن موعده.",
        "ملخص ما جرى أن الدعم لم يصل",
        "بغداد – محطة جديدة في حياة الجسر القديم كله",
        "وأكدت الوزارة ذلك (رويترز).",
        "إعلان النتائج يوم الأحد",
    ],
)
def test_news_that_looks_like_boilerplate_stays(line):
    """
    A sentence that opens like a label or a button is still a sentence.
    """
    [article] = read(lines(TITLE, LEAD, line, BODY))

    assert paragraphs(article) == [LEAD, line, BODY]


def test_captions_go_and_their_agency_stays():
    """
    A signed line, or one printed twice, is below a photograph; the last line may be the text's end.
    """
    last = "وانتهى اللقاء بلا اتفاق (د ب أ)"
    [article] = read(
        lines(TITLE, "المزارع سالم", "المزارع سالم", "حقل (أ ب)", "حقل (أ ب)", LEAD, last)
    )

    assert paragraphs(article) == [LEAD, last]
    assert article.source.agency == "أ.ب"


def test_a_paragraph_printed_twice_is_kept_once():
    """
    Only what does not end like a sentence is taken for a caption.
    """
    [article] = read(lines(TITLE, LEAD, BODY, BODY, END))

    assert paragraphs(article) == [LEAD, BODY, END]


def test_links_below_their_label_go():
    """
    Headlines below «أخبار ذات صلة» go; a short sub-heading and the text after it stay.
    """
    links = [
        "الحكومة تبحث خطة جديدة لتوزيع مياه الري",
        "افتتاح معرض للآلات الزراعية في العاصمة غداً",
    ]
    page = [TITLE, LEAD, BODY, "أخبار ذات صلة", *links, "رد الوزارة", END]

    assert paragraphs(read(lines(*page))[0]) == [LEAD, BODY, "رد الوزارة", END]
    assert paragraphs(read(lines(*page[:-2], "صور"))[0]) == [LEAD, BODY]


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("المصدر: صوت السهل", {"outlet": "صوت السهل"}),
        ("المصدر : صوت السهل + وكالات", {"outlet": "صوت السهل"}),
        ("المصدر: رويترز", {"agency": "رويترز"}),
        ("Source: The Plain", {"outlet": "The Plain"}),
        ("بقلم: سالم حمد", {"author": "سالم حمد"}),
        ("كتبت: سمر الحاج", {"author": "سمر الحاج"}),
        ("تحرير: سمر الحاج", {"author": "سمر الحاج"}),
        (
            "كتبت: سمر الحاج - الأربعاء، 03 أكتوبر 2018 06:00 م",
            {"author": "سمر الحاج", "date": Dated("2018-10-03", "day", "printed")},
        ),
    ],
)
def test_labelled_facts(line, facts):
    """
    A label and a name become a fact and leave the text.
    """
    [article] = read(lines(TITLE, LEAD, BODY, line))

    assert paragraphs(article) == [LEAD, BODY]
    assert article.source == Source(id="page", title=TITLE, **facts)


@pytest.mark.parametrize(
    ("line", "facts", "stays"),
    [
        ("بغداد – صوت السهل", {"dateline": "بغداد", "outlet": "صوت السهل"}, False),
        ("لندن - رويترز", {"dateline": "لندن", "agency": "رويترز"}, False),
        (f"بغداد (رويترز) - {LEAD}", {"dateline": "بغداد", "agency": "رويترز"}, True),
        (f"BAGHDAD (Reuters) - {LEAD}", {"dateline": "BAGHDAD", "agency": "رويترز"}, True),
        (
            f"تونس 11 ديسمبر 2016 (وات) - {LEAD}",
            {"dateline": "تونس", "agency": "وات", "date": Dated("2016-12-11", "day", "printed")},
            True,
        ),
    ],
)
def test_datelines(line, facts, stays):
    """
    City and outlet on a line of their own become facts; a paragraph that opens so stays verbatim.
    """
    [article] = read(lines(TITLE, line, LEAD, BODY))

    assert paragraphs(article) == [line, LEAD, BODY][not stays :]
    assert article.source == Source(id="page", title=TITLE, **facts)


def test_a_line_with_the_day_becomes_the_date():
    """
    The day leaves the text when a line holds nothing else; a day in a sentence dates nothing.
    """
    [article] = read(lines(TITLE, "نُشر في 25 يناير 2024", LEAD, BODY))
    [undated] = read(lines(TITLE, LEAD, "وبدأ الجفاف في 6 يناير 2021 في السهل كله."))

    assert (article.source.date.iso, paragraphs(article)) == ("2024-01-25", [LEAD, BODY])
    assert (undated.source.date.iso, len(paragraphs(undated))) == (None, 2)


def test_what_is_known_wins():
    """
    The page fills gaps only, does not repeat a known title, and keeps a line that says otherwise.
    """
    known = {"title": TITLE, "outlet": "صوت السهل", "date": Dated("2024-01-02", "day", "metadata")}
    [article] = read(lines(TITLE, "25 يناير 2024", LEAD, "المصدر: جريدة أخرى"), **known)

    assert article.source == Source(id="page", **known)
    assert paragraphs(article) == [LEAD, "المصدر: جريدة أخرى"]


def test_a_page_without_a_headline():
    """
    Its first words become the title and stay in the text.
    """
    [article] = read(lines(LEAD, BODY))

    assert article.source.title == " ".join(LEAD.split()[:12]) + "…"
    assert paragraphs(article) == [LEAD, BODY]
    assert [(a.source.title, a.text) for a in read(TITLE)] == [(TITLE, TITLE)]


@pytest.mark.parametrize("page", ["", "\n \n", "TT", "ملخص\n\nشارك", "اقرأ أيضاً: خبر"])
def test_nothing_left(page):
    """
    A page of boilerplate is no article.
    """
    assert read(page) == []


FIRST = [TITLE, "", "TT", "", TITLE, "", LEAD, BODY]
SECOND = [OTHER, "", "TT", "", OTHER, "", BRIDGE, LANES]


@pytest.mark.parametrize("end", ["؟", "!", "..."])
def test_headlines_that_ask_or_trail_off(end):
    """
    A headline may end in any mark but a full stop.
    """
    first, second = read(lines(*FIRST, *SECOND).replace(OTHER, OTHER + end))

    assert second.source.title == OTHER + end
    assert paragraphs(first) == [LEAD, BODY]


@pytest.mark.parametrize(
    "page",
    [
        [*FIRST, "", "", "", *SECOND],
        [*FIRST, *SECOND],
        [*FIRST, "", "", "", OTHER, "وصف", OTHER, BRIDGE, LANES],
        [TITLE, LEAD, BODY, "", "", "", *SECOND],
    ],
    ids=["gap and TT", "TT", "gap", "first without"],
)
def test_two_articles_on_a_page(page):
    """
    A headline that comes again, with TT between or a gap before, starts the second article.
    """
    first, second = read(lines(*page), author="سالم", outlet="صوت السهل", url="https://s.example/1")

    assert (first.source.id, first.place, first.source.title) == ("page", "here", TITLE)
    assert (second.source.id, second.place, second.source.title) == ("page-2", '["here", 2]', OTHER)
    assert paragraphs(first) == [LEAD, BODY]
    assert paragraphs(second)[-2:] == [BRIDGE, LANES]
    assert (second.source.outlet, second.source.author) == ("صوت السهل", None)


@pytest.mark.parametrize(
    "page",
    [
        [TITLE, LEAD, BODY, OTHER, "وصف", OTHER, BRIDGE, LANES],
        [TITLE, LEAD, BODY, "", "", "", OTHER, BRIDGE, LANES],
        [TITLE, LEAD, BODY, "", "", "", OTHER, OTHER, BRIDGE, LANES],
        [
            TITLE,
            LEAD,
            BODY,
            "",
            "",
            "",
            "جسر فوق النهر (أ ب)",
            "TT",
            "جسر فوق النهر (أ ب)",
            BRIDGE,
            LANES,
        ],
        [TITLE, LEAD, BODY, "", "", "", END, "TT", END, BRIDGE, LANES],
        [TITLE, LEAD, BODY, "", "", "", OTHER, "TT", OTHER],
    ],
    ids=["no gap", "not repeated", "doubled", "caption", "sentence", "no text"],
)
def test_weak_signs_leave_a_page_whole(page):
    """
    Without repeat and gap, and running text on both sides, a page is one article.
    """
    assert len(read(lines(*page))) == 1


@pytest.mark.parametrize("table", [NOISE, LINKS])
def test_tables_hold_phrases(table):
    """
    A table row is never empty or a bare word so short that it could be a paragraph's prefix.
    """
    phrases = [phrase.strip() for row in table.strip().split("\n") for phrase in row.split("|")]

    assert all(phrases)
    assert [p for p in phrases if p.endswith("…") and len(p.split()) < 3] == []


@settings(deadline=None)
@given(st.lists(st.sampled_from([*FIRST, *SECOND, *SITE, END, "25 يناير 2024"]), max_size=30))
def test_only_lines_of_the_page(page):
    """
    Whatever the page, every paragraph of every article is a line of it, in order.
    """
    rest = iter(page)

    for article in read(lines(*page)):
        assert article.source.title
        assert all(any(line == paragraph for line in rest) for paragraph in paragraphs(article))


@settings(deadline=None)
@given(st.text())
def test_any_text_is_survived(text):
    """
    No text breaks the cleaning.
    """
    for article in read(text):
        assert article.text.strip()


@pytest.mark.skipif(not PAGES.is_dir(), reason="the shared pages are not beside the project")
def test_real_pages():
    """
    Five pages off the web are seven articles with two outlets, whole and without boilerplate.
    """
    pages = sorted(PAGES.glob("*.txt"))
    articles = [read(page.read_text("utf-8"), id=page.stem[:3]) for page in pages]
    found = [article for some in articles for article in some]

    assert [a.source.id for a in found] == ["000", "000-2", "001", "001-2", "002", "003", "004"]
    assert [a.source.outlet for a in found] == [None] * 4 + ["بال بلس", "عنب بلدي", None]
    assert articles[0][1].text == articles[1][1].text
    marks = "TT|اقرأ|المصدر:|ملخص|اترك|الإلزامية|Sorry|المزيد من|(أ.ب)|(أ ف ب)|ذات صلة|اخر الاخبار"
    assert [m for m in marks.split("|") for a in found if fold(m) in fold(a.text)] == []
    for page, some in zip(pages, articles, strict=True):
        kept = {line for article in some for line in paragraphs(article)}
        long = {
            line.strip() for line in page.read_text("utf-8").split("\n") if len(line.split()) > 27
        }
        # The one long line that is no paragraph is the summary, which repeats the lead.
        assert [len(line.split()) for line in long - kept] in ([], [28])
