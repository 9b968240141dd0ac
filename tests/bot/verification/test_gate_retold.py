"""What the gate makes of a passage retold in other words: the rules one by one."""

import pytest

from bot.generation.citation_parser import Sentence
from bot.verification.gate import Gate
from retrieval.index.passages import passages
from retrieval.types import Article, Dated, Source


def verdict(passage, text, *, language="ar"):
    source = Source("a", "تقرير", date=Dated("2024-01-26", "day", "printed"), language=language)
    gate = Gate("", passages(Article(source, passage, "a")))
    return gate.rule(Sentence(text, (1,))).verdict


COACH = (
    "لم يتلق النادي عرضاً رسمياً لبيع اللاعب سامر الخطيب، بحسب مدربه. "
    "وردّت رئيسة النادي ليلى حداد على أسئلة الصحفيين بأن العقد باق حتى 2026."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("لم يصل إلى النادي عرض رسمي لبيع اللاعب سامر الخطيب.", "kept"),
        ("وصل إلى النادي عرض رسمي لبيع اللاعب سامر الخطيب.", "dropped"),
        ("تلقى النادي عرضاً رسمياً لبيع اللاعب سامر الخطيب.", "dropped"),
    ],
)
def test_a_denied_verb_stands_for_a_denied_verb(text, expected):
    """
    «لم يصل إليه عرض» for «لم يتلق عرضا»; a denial that is left out is not made good by its verb.
    """
    assert verdict(COACH, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالت ليلى حداد إن العقد باق حتى 2026.", "kept"),
        ("قال سامر الخطيب إن العقد باق حتى 2026.", "dropped"),
    ],
)
def test_to_answer_that_is_to_say(text, expected):
    """
    «ردّت … بأن» lets somebody speak, and nobody else.
    """
    assert verdict(COACH, text) == expected


MEETING = (
    "والتقى وزير الزراعة كريم منصور السفيرة الهولندية يوم الأحد. "
    "وأعلنت بيروت أن المزارعين حاصروا الوزارة. "
    "وقد تنسحب النقابة من المفاوضات على رفع الأجور."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("التقت السفيرة الهولندية وزير الزراعة كريم منصور يوم الأحد.", "kept"),
        ("التقت السفيرة الهولندية وزير الزراعة كريم منصور يوم الخميس.", "dropped"),
        ("حاصر المزارعون الوزارة.", "kept"),
        ("حاصرت الوزارة المزارعين.", "dropped"),
    ],
)
def test_those_who_meet_may_change_places_and_those_who_act_may_not(text, expected):
    """
    A weekday alone is a date; whoever stands after the verb acts, as whoever follows «أن» does.
    """
    assert verdict(MEETING, text) == expected


def test_what_is_only_negotiated_has_not_been_done():
    """
    «المفاوضات على رفع الأجور» raises no wages yet.
    """
    assert verdict(MEETING, "رفعت النقابة الأجور.") == "dropped"


DRONES = (
    "ونُفذ الهجوم بثلاث مسيّرات صغيرة، أُسقطت منها اثنتان فوق المرفأ. "
    "ويضم المشروع لجنة لتعديل قانون الموانئ."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نُفذ الهجوم بثلاث مسيّرات.", "kept"),
        ("نُفذ الهجوم بمسيّرتين صغيرتين.", "dropped"),
        ("عدّل المشروع قانون الموانئ.", "dropped"),
    ],
)
def test_a_dual_needs_a_two_beside_its_noun_and_a_purpose_is_no_deed(text, expected):
    """
    The two that were shot down do not make the three that attacked two; «لتعديل» is yet to come.
    """
    assert verdict(DRONES, text) == expected


DENIAL = "وتنفي الشركة أنها لوثت النهر بلا رقيب، وتقول إنها تحارب التلوث. ووصف الوزير النفي بأنه «تصعيد خطير»."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نفت الشركة تلويث النهر.", "kept"),
        ("تقول الشركة إنها تحارب التلوث.", "kept"),
        ("لوثت الشركة النهر.", "dropped"),
        ("لا تحارب الشركة التلوث.", "dropped"),
        ("اعتبر الوزير النفي «تصعيداً خطيراً».", "kept"),
    ],
)
def test_a_denial_ends_where_something_else_is_said(text, expected):
    """
    Of what is quoted, the case ending alone may change.
    """
    assert verdict(DENIAL, text) == expected


COUNCIL = (
    "The council has 40 members in Leeds. It has 12 members in York. "
    "The mayor said she wanted to stop a strike by the drivers, perhaps under a new law."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council has 40 members in Leeds.", "kept"),
        ("The council has 40 members in York.", "dropped"),
        ("The mayor wanted to stop a strike by the drivers.", "kept"),
        ("The drivers wanted to stop a strike by the mayor.", "dropped"),
        ("The mayor said she wanted to stop a strike under a new law.", "dropped"),
    ],
)
def test_two_english_sentences_make_no_third(text, expected):
    """
    Nor does a pronoun's deed pass to whoever stands after "by"; "perhaps" must be kept.
    """
    assert verdict(COUNCIL, text, language="en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Foreign Policy reported that the council could be disbanded.", "kept"),
        ("Business Insider reported that the council could be disbanded.", "dropped"),
    ],
)
def test_a_name_may_open_an_english_sentence(text, expected):
    """
    Two capitals at the beginning are a name, heard in Arabic as any other; "could" is «يمكن».
    """
    assert verdict("وذكرت مجلة «فورين بوليسي» أن المجلس يمكن حله.", text) == expected
