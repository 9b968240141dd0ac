"""The gate: kept, waiting or dropped; how one may write, what a judge may let through, and what is quoted."""

import pytest

from bot.verification.gate import Gate, Ruling, Sentence, Waiting
from bot.verification.judge import Choice
from bot.verification.manner import fault_of_manner
from tests.bot.verification.given import given

VISIT = (
    "وصل وزير الزراعة الإسباني ماريو سيلفا إلى مراكش يوم الخميس 25 يناير 2024. "
    "وتزرع إسبانيا في الإقليم 180 هكتاراً من اللوز و40 هكتاراً من الزيتون. "
    "وقال سيلفا: «لن نترك شركاءنا وحدهم في هذا الموسم». "
    "وأضاف أن بلاده ستدرس طلباً مغربياً لزيادة عدد المدربين."
)
FIRE = "التهم حريق سوقاً في صفاقس صباح الأحد. وقال مدير الدفاع المدني حسن كاظم إن الخسائر فادحة."
PASSAGES = [
    *given(VISIT, id="a", outlet="رويترز"),
    *given(FIRE, id="b", outlet="الشرق"),
]


def gate(**options):
    return Gate("متى وصل الوزير؟", PASSAGES, **options)


def ruled(text, *marks, before=None):
    return gate().rule(Sentence(text, marks or (1,)), before)


def words_of(ruling):
    return [PASSAGES[s.source - 1].text[s.start : s.end] for s in ruling.spans]


def test_an_extract_is_kept_with_the_words_it_rests_on():
    """
    The span is the sentence of the passage; a wrong mark is moved, an outlet named is no addition.
    """
    for text in (
        "التهم حريق سوقاً في صفاقس صباح الأحد.",
        "بحسب الشرق، التهم حريق سوقاً في صفاقس صباح الأحد.",
    ):
        for marks in ((2,), (1,), (), (9,)):
            found = ruled(text, *marks)

            assert (found.outcome, found.text) == ("kept", text)
            assert words_of(found) == ["التهم حريق سوقاً في صفاقس صباح الأحد."]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("هل وصل الوزير إلى مراكش؟", "echo"),
        ("متى وصل الوزير", "echo"),
        ("The minister reached Marrakesh.", "language"),
        ("وصل الوزير (example.com) إلى مراكش.", "form"),
        ("اكتشف العلماء كوكباً بعيداً تدور حوله أقمار صغيرة.", "nothing_near"),
    ],
)
def test_what_is_no_sentence_of_an_answer_is_dropped(text, why):
    """
    Before any judge is asked.
    """
    assert (ruled(text).outcome, ruled(text).why) == ("dropped", why)


def test_another_outlet_is_not_left_off():
    """
    Only the article's own may be added to its words.
    """
    assert isinstance(ruled("بحسب الأهرام، التهم حريق سوقاً في صفاقس.", 2), Waiting)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("زرع الإسبان اللوز في 180 هكتاراً.", "judge"),
        ("زرع الإسبان مئة وثمانين هكتاراً من اللوز.", "judge"),
        ("زرع الإسبان اللوز في 810 هكتارات.", "number"),
        ("بلغ الوزير ماريو سيلفا مراكش يوم الجمعة.", "date"),
        ("بلغ الوزير ماريو سيلفا مراكش في فبراير.", "date"),
        ("تعهد سيلفا قائلاً: «لن نترك حلفاءنا وحدهم أبداً».", "quote"),
    ],
)
def test_a_judge_cannot_let_through_what_the_windows_lack(text, why):
    """
    A number in any writing, a day, a month, a quotation: whatever the judge says.
    """
    checked = gate()
    waiting = checked.rule(Sentence(text, (1,)))
    found = checked.judged(waiting, Choice(tuple(range(1, len(waiting.windows) + 1))), None)

    assert (found.why if isinstance(found, Ruling) else found[0]) == why


def test_a_name_may_not_be_another_in_either_alphabet():
    """
    A name that sounds like one in the windows is that one; one that sounds like none is a lack.
    """
    checked = gate(language="en")
    for text, held in (
        ("The Spanish farm minister, Mario Silva, has come to Marrakesh.", True),
        ("The Spanish farm minister, Carlos Ruiz, has come to Marrakesh.", False),
    ):
        waiting = checked.rule(Sentence(text, (1,)))
        found = checked.judged(waiting, Choice((1,)), None)
        assert isinstance(found, Ruling) is held


def test_no_number_from_the_judge_is_no():
    """
    What it does not vouch for is quoted, with its reason.
    """
    checked = gate()
    waiting = checked.rule(Sentence("زرع الإسبان اللوز في 180 هكتاراً.", (1,)))

    assert checked.judged(waiting, Choice(()), None) == ("judge_no", "")
    quoted = checked.quoted(waiting, "judge_no", ())
    assert VISIT.split(". ")[1] in words_of(quoted)[0]
    assert (quoted.outcome, quoted.text, quoted.why) == ("quoted", "", "judge_no")


def test_what_stands_in_is_named_by_the_judge_or_cited():
    """
    A window that the judge named; where it named none, one of an article that the sentence cites, or nothing.
    """
    checked = gate()
    text = "التهم حريق سوقاً في صفاقس صباح الأحد وزرع الإسبان 180 هكتاراً من اللوز."
    waiting = checked.rule(Sentence(text, (2,)))
    sources = [window.source for window in waiting.windows]
    named = sources.index(1) + 1

    assert [
        one.source for one in checked.quoted(waiting, "number", (), "", Choice((named,))).spans
    ] == [1]
    assert [one.source for one in checked.quoted(waiting, "judge_no", (), "", Choice()).spans] == [
        2
    ]

    strange = Waiting(waiting.sentence, tuple(one for one in waiting.windows if one.source == 1))
    found = checked.quoted(strange, "judge_no", (), "", Choice())
    assert (found.outcome, found.why) == ("dropped", "judge_no")


def test_what_leans_is_shown_only_after_what_it_leans_on():
    """
    «وأضاف» right after its own speaker is an extract; alone, or after another's words, it is quoted
    together with what says who he is.
    """
    said = ruled("قال سيلفا: «لن نترك شركاءنا وحدهم في هذا الموسم».")
    added = "وأضاف أن بلاده ستدرس طلباً مغربياً لزيادة عدد المدربين."
    elsewhere = ruled("التهم حريق سوقاً في صفاقس صباح الأحد.", 2)

    assert ruled(added, before=said).outcome == "kept"
    for before in (None, elsewhere, gate().quoted(ruled(added), "no_judge", ())):
        waiting = ruled(added, before=before)
        assert isinstance(waiting, Waiting)
        [words] = words_of(gate().quoted(waiting, "no_judge", ()))
        assert words.startswith("وقال سيلفا") and words.endswith("لزيادة عدد المدربين.")


def test_nothing_is_quoted_twice():
    """
    What the reader has read already is not read again.
    """
    waiting = ruled("زرع الإسبان اللوز في 180 هكتاراً.")
    first = gate().quoted(waiting, "no_judge", ())

    again = gate().quoted(waiting, "no_judge", first.spans)
    assert (again.outcome, again.why) == ("dropped", "shown")


def test_what_a_quotation_announces_is_quoted_with_it():
    """
    A sentence that ends with a colon tells nothing by itself.
    """
    report = (
        "أسفرت مباريات الدور الأول من كأس المدينة عن هذه النتائج:\nتعادل الشمال والجنوب بلا أهداف."
    )
    passages = given(report, id="c", outlet="الغد")
    checked = Gate("ما النتائج؟", passages)
    waiting = checked.rule(Sentence("أسفرت مباريات كأس المدينة في الدور الأول عن نتائج.", (1,)))
    found = checked.quoted(waiting, "judge_no", ())

    assert [report[one.start : one.end] for one in found.spans] == [report]

    alone = Gate("ما النتائج؟", given(report.partition("\n")[0], id="c", outlet="الغد"))
    found = alone.quoted(alone.rule(waiting.sentence), "judge_no", ())
    assert (found.outcome, found.why) == ("dropped", "judge_no")


def test_the_same_sentence_always_gets_the_same_ruling():
    """
    Nothing depends on what was ruled before.
    """
    one, other = gate(), gate()
    other.rule(Sentence("التهم حريق سوقاً في صفاقس صباح الأحد.", (2,)))
    for text in ("التهم حريق سوقاً في صفاقس.", "زرع الإسبان اللوز في 180 هكتاراً."):
        mine, theirs = (checked.rule(Sentence(text, (1,))) for checked in (one, other))
        assert type(mine) is type(theirs)
        if isinstance(mine, Ruling):
            assert mine == theirs
        else:
            assert [w.text for w in mine.windows] == [w.text for w in theirs.windows]


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Talks began on Monday in the capital.", "ar", "language"),
        ("بدأت المحادثات يوم الاثنين.", "en", "language"),
        ("زوروا https://example.org الآن.", "ar", "form"),
        ("زوروا www.example.org الآن.", "ar", "form"),
        ("زوروا example.com الآن.", "ar", "form"),
        ("راسلونا على a.b@example.org غداً.", "ar", "form"),
        ("| الاسم | العدد |", "ar", "form"),
        ("<b>قال</b> الوزير.", "ar", "form"),
        ("قال `الوزير` ذلك.", "ar", "form"),
    ],
)
def test_what_is_no_plain_prose_in_the_readers_language_is_found(text, language, name):
    """
    Another language, an address, markup.
    """
    assert fault_of_manner(text, language)[0] == name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("قالت شركة Apple Inc. إن iPhone 15 سيباع بسعر 999 دولاراً.", "ar"),
        ("قال ترامب “We will be back” في خطابه.", "ar"),
        ("The minister said “لن نغادر هذا البلد أبداً” on Monday.", "en"),
        ("بلغت النسبة 3.5% (أي أقل من العام الماضي)، بحسب الغد.", "ar"),
        ("Gen. Frank McKenzie said U.S. troops would stay.", "en"),
        ("2024.", "ar"),
    ],
)
def test_names_figures_and_quotations_are_prose(text, language):
    """
    Latin names in an Arabic sentence, a quotation in its own language, a percentage.
    """
    assert fault_of_manner(text, language) is None
