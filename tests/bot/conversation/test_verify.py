"""Somebody else's text against a small archive: a real index, and a judge of our own."""

import asyncio

import pytest

from bot.conversation.spending import Spending
from bot.conversation.verify import Verifier
from bot.generation.faults import KeyRefused
from bot.presentation.verified import verification_json, verification_text
from bot.verification.judge import Choice
from retrieval.index.archive import Archive
from retrieval.search.searcher import Searcher
from retrieval.types import Dated
from tests.fakes.archives import WordEmbedder, article, ingested

STORM = (
    "أغلقت العاصفة ميناء الرمانة يوم الثلاثاء. وسقطت أربعة أعمدة على الرصيف الشرقي. "
    "وقال مدير الميناء سليم عواد إن الإصلاح يحتاج ثلاثة أسابيع."
)
HARVEST = "بلغ محصول الزيتون في سهل الزعفران مليوناً ومئتي ألف طن هذا الموسم."


class Judge:
    """Names the first window of every sentence that it is told to accept."""

    name = "judge"

    def __init__(self, *accepted, fault=None):
        self.accepted, self.fault, self.asked = accepted, fault, []

    async def choose(self, cases, *, meter):
        meter.begin()
        self.asked += [case.sentence for case in cases]
        if self.fault is not None:
            raise self.fault
        return [Choice((1,)) if case.sentence in self.accepted else Choice() for case in cases]


@pytest.fixture(scope="module", name="archive")
def _archive(tmp_path_factory):
    archive = Archive(tmp_path_factory.mktemp("verify"), WordEmbedder())
    days = {"outlet": "الساحل", "date": Dated("2024-11-12", "day", "metadata")}
    ingested(
        archive,
        article(1, text=STORM, title="عاصفة تغلق ميناء الرمانة", **days),
        article(2, text=HARVEST, title="محصول الزيتون", **days),
        *(article(n) for n in range(3, 9)),
    )
    yield archive
    archive.close()


def verified(archive, text, judge=None, spending=None):
    return asyncio.run(Verifier(Searcher(archive), judge, spending).verify(text))


def verdicts(archive, text, judge=None):
    return [one.verdict for one in verified(archive, text, judge).sentences]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("أغلقت العاصفة ميناء الرمانة يوم الثلاثاء.", "supported"),
        ("بحسب الساحل، أغلقت العاصفة ميناء الرمانة يوم الثلاثاء.", "supported"),
        ("بلغ محصول الزيتون في سهل الزعفران 1.2 مليون طن هذا الموسم.", "supported"),
        ("بلغ محصول الزيتون في سهل الزعفران 2.2 مليون طن هذا الموسم.", "contradicted"),
        ("أغلقت العاصفة ميناء الرمانة يوم الأربعاء.", "contradicted"),
        ("وقال مدير الميناء سليم عواد إن الإصلاح يحتاج خمسة أسابيع.", "contradicted"),
        ("تسببت العاصفة في خسائر كبيرة في ميناء الرمانة.", "unclear"),
        ("لم تغلق العاصفة ميناء الرمانة يوم الثلاثاء.", "unclear"),
        ("هل أغلقت العاصفة ميناء الرمانة؟", "unclear"),
        ("يدرّس الأساتذة الكيمياء العضوية في المختبر القديم.", "absent"),
    ],
)
def test_without_a_judge(archive, text, verdict):
    """
    An extract is supported, one but for a number or day contradicted, what is near unclear.
    """
    assert verdicts(archive, text) == [verdict]


def test_quotes_are_verbatim_and_numbered_once(archive):
    """
    Every quote stands in its article where it says; the same words have one number.
    """
    text = "أغلقت العاصفة ميناء الرمانة يوم الثلاثاء. أغلقت العاصفة ميناء الرمانة يوم الأحد."
    found = verified(archive, text)

    assert [one.text for one in found.sentences] == [f"{one}." for one in text[:-1].split(". ")]
    assert [[c.number for c in one.citations] for one in found.sentences] == [[1], [1]]
    [citation] = found.citations
    whole = archive.library.article(citation.passage.source.id).text
    assert whole[citation.start : citation.end] == citation.quote


def test_markup_of_another_assistant_is_passed_over(archive):
    """
    Marks of sources, stars, lists and links are no part of what is said.
    """
    text = "## الخلاصة\n- **أغلقت** العاصفة ميناء الرمانة يوم الثلاثاء [1][3].\n***"
    _, told = verified(archive, text).sentences

    assert told.verdict == "supported"
    assert told.text == "- **أغلقت** العاصفة ميناء الرمانة يوم الثلاثاء [1][3]."


def test_a_judge_is_asked_once_about_what_is_no_extract(archive):
    """
    What it accepts is supported, but not against a veto; what it does not is unclear.
    """
    near, far = "تضرر رصيف ميناء الرمانة من العاصفة.", "ازدهر ميناء الرمانة بعد العاصفة."
    wrong = "تضررت تسعة أعمدة في ميناء الرمانة بسبب العاصفة."
    kept = "أغلقت العاصفة ميناء الرمانة يوم الثلاثاء."
    judge = Judge(near, wrong)

    assert verdicts(archive, " ".join([kept, near, far, wrong]), judge) == [
        "supported", "supported", "unclear", "unclear",
    ]  # fmt: skip
    assert judge.asked == [near, far, wrong]


def test_a_judge_that_fails_leaves_things_unclear_and_says_so(archive):
    """
    What needs no judge stands all the same.
    """
    text = "أغلقت العاصفة ميناء الرمانة يوم الثلاثاء. تضرر رصيف ميناء الرمانة من العاصفة."
    found = verified(archive, text, Judge(fault=KeyRefused(model="m", setting="K")))

    assert [one.verdict for one in found.sentences] == ["supported", "unclear"]
    assert found.unheard == "judge_unheard"
    assert not verified(archive, text).unheard


def test_a_judge_counts_in_the_budget_of_the_day_and_is_not_asked_over_it(archive):
    """
    What a judge that failed has cost counts as well; which of both it was is said.
    """
    spending = Spending(archive.library.journal, questions=1, tokens=10**9)
    judge = Judge(fault=KeyRefused(model="m", setting="K"))
    text = "تضرر رصيف ميناء الرمانة من العاصفة."
    why = [verified(archive, text, judge, spending).unheard for _ in range(2)]
    assert why == ["judge_unheard", "judge_over_budget"]
    assert (len(judge.asked), spending.used_up()) == (1, True)


def test_as_text_and_json(archive):
    """
    The verdict before each sentence, quotes under it, sources and counts at the end.
    """
    text = "بلغ محصول الزيتون في سهل الزعفران 3 ملايين طن هذا الموسم. الطقس لطيف في المجرّة البعيدة."
    found = verified(archive, text)
    told = verification_json(found)

    assert verification_text(found).splitlines() == [
        "[مخالفة] بلغ محصول الزيتون في سهل الزعفران 3 ملايين طن هذا الموسم.",
        f"    «{HARVEST}» [1]",
        "[لا ذكر لها] الطقس لطيف في المجرّة البعيدة.",
        "",
        "المصادر:",
        "[1] «محصول الزيتون» — الساحل، 12 نوفمبر 2024",
        "",
        "مخالفة: 1؛ لا ذكر لها: 1",
    ]
    assert list(told) == ["text", "sentences"]
    assert [list(one) for one in told["sentences"]] == [["text", "verdict", "citations"]] * 2
    assert told["sentences"][0]["citations"][0]["quote"] == HARVEST
