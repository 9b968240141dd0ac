"""The gate: a sentence is shown only if one passage says the same."""

import pytest

from bot.generation.citation_parser import Sentence
from bot.verification.gate import Gate
from retrieval.index.passages import passages
from retrieval.types import Article, Dated, Source

VISIT = (
    "وصل وزير الخارجية الإسباني ماريو سيلفا إلى بغداد يوم الخميس 25 يناير 2024. "
    "وتنشر إسبانيا في العراق 180 جندياً و40 مدرباً. "
    "وقال سيلفا: «لن نترك شركاءنا وحدهم في هذه المعركة». "
    "وأضاف أن بلاده ستدرس طلباً عراقياً لزيادة عدد المدربين. "
    "ونفت الحكومة العراقية أنها طلبت طائرات مقاتلة. "
    "وقُتل نحو 12 شخصاً، بعضهم من المارة، في هجوم شنته فصائل مسلحة على قاعدة حرير."
)
FIRE = (
    "التهم حريق سوقاً في البصرة صباح الأحد. وقال مدير الدفاع المدني حسن كاظم إن الخسائر فادحة. "
    "ووافقت البلدية على خطة الوزير، ورصدت لها 120 مليون دينار. "
    "وزعم تاجر أن الحريق مدبر."
)
TRADE = (
    "Turkey beat Greece 3-1 in Ankara on 12 May 2023. Coach Emre Kaya said his team had deserved "
    "to win. More than 40,000 people watched the match, most of them Turkish."
)


def given_passages():
    articles = [
        Article(
            Source("a", "زيارة", outlet="رويترز", date=Dated("2024-01-26", "day", "printed")),
            VISIT,
            "a",
        ),
        Article(Source("b", "حريق", outlet="الشرق"), FIRE, "b"),
        Article(Source("c", "Match", outlet="The Echo", language="en"), TRADE, "c"),
    ]
    return [one for article in articles for one in passages(article)]


def gate(question="متى وصل الوزير؟"):
    return Gate(question, given_passages())


def ruled(text, *marks):
    return gate().rule(Sentence(text, marks or (1,)))


def test_a_true_sentence_is_kept_with_the_words_it_rests_on():
    """
    The span is the sentence of the passage, not the passage; offsets are the article's.
    """
    ruling = ruled("تنشر إسبانيا في العراق 180 جندياً و40 مدرباً.")

    assert (ruling.verdict, ruling.why) == ("kept", None)
    [span] = ruling.spans
    assert span.source == 1
    assert VISIT[span.start : span.end] == "وتنشر إسبانيا في العراق 180 جندياً و40 مدرباً."


@pytest.mark.parametrize("marks", [(2,), (), (9,), (1, 2), (0,), (1, 2, 3)])
def test_a_wrong_mark_is_corrected(marks):
    """
    Marks are code's to move, add and take away; words are not.
    """
    ruling = gate().rule(Sentence("تنشر إسبانيا في العراق 180 جندياً.", marks))

    assert ruling.verdict == "repaired"
    assert ruling.text == "تنشر إسبانيا في العراق 180 جندياً."
    assert [span.source for span in ruling.spans] == [1]


def test_a_question_is_no_answer():
    """
    Neither the reader's own question nor any other is an answer.
    """
    for text in ("متى وصل الوزير", "هل تنشر إسبانيا في العراق 180 جندياً؟"):
        assert ruled(text).why == "echo"


def test_a_dropped_sentence_shows_nothing_and_says_why():
    """
    ``why`` names the first check that failed; the checks say what they found.
    """
    ruling = ruled("تنشر إسبانيا في العراق 480 جندياً.")

    assert (ruling.verdict, ruling.text, ruling.spans, ruling.why) == ("dropped", "", (), "number")
    assert "480" in next(check.detail for check in ruling.checks if check.name == "number")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ووافقت البلدية على خطة الوزير.", True),
        ("لم توافق البلدية على خطة الوزير.", False),
        ("رصدت البلدية للخطة 950 مليون دينار.", False),
        ("وافقت البلدية على خطة الرئيس.", False),
        ("قال مدير الدفاع المدني حسن كاظم إنها رصدت لها 120 مليون دينار.", False),
        ("وَوَافَقَتِ البَلَدِيَّةُ عَلَى خُطَّةِ الوَزِيرِ.", True),
        ("انتخب البرلمان رئيساً جديداً للبلاد.", False),
    ],
    ids=["verbatim", "negation", "number", "who", "two halves", "tashkeel", "unrelated"],
)
def test_what_a_well_known_matcher_got_wrong(text, shown):
    """
    One that counts matching letters let five of these seven through, or held them back, wrongly.
    """
    assert (ruled(text, 2).verdict != "dropped") is shown


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("وصل وزير الخارجية الإسباني إلى بغداد يوم 26 يناير 2024.", "date"),
        ("وصل وزير الخارجية الإسباني إلى بغداد في فبراير 2024.", "date"),
        ("وصل وزير الخارجية الإسباني إلى دمشق يوم 25 يناير 2024.", "name"),
        ("وصل وزير الخارجية الإسباني كارلوس رويز إلى بغداد.", "name"),
        ("قال سيلفا: «لن نترك حلفاءنا وحدهم في هذه المعركة».", "quote"),
        ("قال حسن كاظم: «لن نترك شركاءنا وحدهم في هذه المعركة».", "name"),
        ("درست إسبانيا طلباً عراقياً لزيادة عدد المدربين.", "tense"),
        ("طلبت الحكومة العراقية طائرات مقاتلة.", "polarity"),
        ("قُتل 12 شخصاً على الأقل في هجوم على قاعدة حرير.", "number"),
        ("قُتل نحو 12 شخصاً، كلهم من المارة، في هجوم شنته فصائل مسلحة.", "quantity"),
        ("بحسب الأهرام، تنشر إسبانيا في العراق 180 جندياً.", "outlet"),
        ("تنشر إسبانيا في العراق 40 جندياً و180 مدرباً.", "number"),
        ("تنشر العراق في إسبانيا 180 جندياً.", "roles"),
        ("تنشر إسبانيا في العراق 180 جندياً لحماية سفارتها من السيول.", "support"),
        ("Greece beat Turkey 3-1 in Ankara on 12 May 2023.", "roles"),
        ("Turkey beat Greece 3-1 in Ankara on 12 March 2023.", "date"),
        ("Turkey did not beat Greece in Ankara.", "polarity"),
        ("Less than 40,000 people watched the match.", "number"),
        ("Mario Silva said his team had deserved to win.", "name"),
        ("الحريق مدبر، والخسائر فادحة.", None),
        ("إن الحريق مدبر.", "speaker"),
        ("Spain will send 180 soldiers to Syria.", None),
    ],
)  # fmt: skip
def test_what_is_changed_is_caught(text, why):
    """
    A figure, a day, a place, a person, a quotation, a mood, a measure, an outlet: one is enough.
    """
    ruling = ruled(text)

    assert ruling.verdict == "dropped"
    assert why in (None, ruling.why)


@pytest.mark.parametrize(
    "text",
    [
        "وصل وزير الخارجية الإسباني ماريو سيلفا إلى بغداد في ٢٥ يناير ٢٠٢٤.",
        "يوم الخميس 25 كانون الثاني 2024، وصل الوزير الإسباني إلى بغداد.",
        "بحسب رويترز، تنشر إسبانيا في العراق 180 جندياً.",
        "صرّح سيلفا: “لن نترك شركاءنا وحدهم في هذه المعركة”.",
        "قال سيلفا إن بلاده ستدرس طلباً عراقياً لزيادة عدد المدربين.",
        "نفت الحكومة العراقية أنها طلبت طائرات مقاتلة.",
        "قتل نحو اثني عشر شخصاً في هجوم على قاعدة حرير.",
        "لقي نحو 12 شخصاً حتفهم في هجوم على قاعدة حرير.",
        "Spain has 180 soldiers and 40 trainers in Iraq.",
        "The Iraqi government denied that it had requested fighter jets.",
        "تغلبت تركيا على اليونان في أنقرة يوم 12 مايو 2023.",
        "Greece was beaten by Turkey in Ankara on 12 May 2023.",
        "Over 40,000 people watched the match.",
    ],
)
def test_what_is_only_put_otherwise_passes(text):
    """
    Another script, spelling, verb of saying, order or language says the same.
    """
    assert ruled(text).verdict != "dropped"


def test_two_halves_need_two_sources():
    """
    Two truths in one sentence pass if each rests, whole, on a source that is cited.
    """
    both = "تنشر إسبانيا في العراق 180 جندياً، والتهم حريق سوقاً في البصرة صباح الأحد."

    assert [span.source for span in ruled(both, 1, 2).spans] == [1, 2]
    assert ruled(both, 1).why is not None


def test_the_same_sentence_always_gets_the_same_ruling():
    """
    Nothing depends on what was ruled before.
    """
    one, other = gate(), gate()
    other.rule(Sentence("التهم حريق سوقاً في البصرة صباح الأحد.", (2,)))
    sentence = Sentence("قُتل نحو 12 شخصاً في هجوم على قاعدة حرير.", (1,))

    assert one.rule(sentence) == other.rule(sentence)


LEADERS = (
    "Russia, which backs Hamdan, and Turkey, which supports the rebels, agreed to a ceasefire. "
    "وقتل المهاجمون حارسين في أنقرة."
)


def ruled_over_leaders(text):
    article = Article(Source("d", "Ceasefire", outlet="The Echo", language="en"), LEADERS, "d")
    return Gate("", passages(article)).rule(Sentence(text, (1,)))


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Russia backs Hamdan and Turkey supports the rebels.", "kept"),
        ("Turkey supports the rebels, while Russia backs Hamdan.", "kept"),
        ("Russia supports the rebels and Turkey backs Hamdan.", "dropped"),
        ("Russia agreed to a ceasefire with the guards killed in Ankara.", "dropped"),
    ],
)
def test_two_clauses_may_change_places_and_their_actors_may_not(text, verdict):
    """Nor do a sentence in English and one in Arabic make one together."""
    assert ruled_over_leaders(text).verdict == verdict
