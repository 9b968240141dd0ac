"""What a question asks for, whatever way it is put."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.questions import asked
from retrieval.language.arabic import STOPWORDS

QUESTIONS = {
    "when": [
        "متى انسحبت القوات؟",
        "منذ متى يقاتل التحالف هناك؟",
        "في أي عام تأسس الجيش؟",
        "ما هو تاريخ الزيارة؟",
        "ما موعد الجولة المقبلة؟",
        "ومتى حدث ذلك؟",
        "When did the talks begin?",
        "What year was the army founded?",
    ],
    "how_many": [
        "كم جندياً أُصيب؟",
        "وكم طائرة أُسقطت؟",
        "بكم بيعت الصفقة؟",
        "من كم دولة يتكون التحالف؟",
        "ما عدد القتلى؟",
        "ما هو حجم المساعدات؟",
        "How many troops are there?",
        "How far is the town from the border?",
    ],
    "where": [
        "أين تقع القائم؟",
        "من أين انطلقت الصواريخ؟",
        "إلى أين وصل المسلحون؟",
        "في أي مدينة وقع الانفجار؟",
        "Where is the airport?",
        "In which city was the general killed?",
    ],
    "why": [
        "لماذا توقفت المحادثات؟",
        "ما أسباب الانسحاب؟",
        "ما هي دوافع الهجوم؟",
        "Why did the talks stall?",
    ],
    "yes_no": [
        "هل طلبت بغداد ذلك؟",
        "وهل وافقت؟",
        "Did Baghdad agree?",
        "Is the general leaving?",
    ],
    "who": [
        "من يقود الهجوم؟",
        "من وزير الخارجية؟",
        "مع من التقى الوزير؟",
        "لمن سُلّمت الرسالة؟",
        "ما اسم القائد؟",
        "Who leads the coalition?",
        "Whose plan is it?",
        "What is the name of the general?",
    ],
    "what": [
        "ماذا قال القائد؟",
        "ما خطة الوزارة؟",
        "كيف جرت العملية؟",
        "حكم المحكمة في القضية",
        "What did the minister say?",
        "Which weapons worry the general?",
    ],
}


@pytest.mark.parametrize(
    ("text", "kind"), [(text, kind) for kind, texts in QUESTIONS.items() for text in texts]
)
def test_kind(text, kind):
    """
    The question's form decides its kind, in either language.
    """
    assert asked(text).kind == kind


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("كم عدد القوات الأميركية في العراق؟", ("القوات", "الاميركيه", "العراق")),
        ("متى تأسس الجيش العراقي بالضبط؟", ("تاسس", "الجيش", "العراقي")),
        ("ماذا قال ماكنزي عن المسيّرات؟", ("ماكنزي", "المسيرات")),
        ("Who is the U.S. president?", ("us", "president")),
        ("How many troops are in Syria?", ("troops", "syria")),
        ("What did Austin say about the strikes?", ("austin", "strikes")),
        ("لماذا؟", ()),
        ("؟!", ()),
    ],
)
def test_terms_are_the_content_words_in_order(text, terms):
    """
    What is left when question words, frames and prepositions are taken away, folded.
    """
    assert asked(text).terms == terms


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أين BBC من هذا كله؟", "ar"),
        ("Where is العراق mentioned?", "en"),
        ("How many?", "en"),
        ("2024؟", "ar"),
    ],
)
def test_language_is_that_of_most_letters(text, language):
    """
    A name in another alphabet does not change it; a question without letters is Arabic.
    """
    assert asked(text).language == language


@given(st.sampled_from([text for texts in QUESTIONS.values() for text in texts]), st.randoms())
def test_spelling_changes_nothing(text, chance):
    """
    Harakat, tatweel, spaces and a missing question mark leave a question what it is.
    """
    dressed = "".join(
        letter + chance.choice(["", "", "\u064e", "\u0640"])
        if "\u0628" <= letter <= "\u064a"
        else letter
        for letter in text.rstrip("؟?")
    ).replace(" ", "   ")
    plain, other = asked(text), asked(dressed)

    assert (other.kind, other.terms, other.language) == (plain.kind, plain.terms, plain.language)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_can_be_taken_apart(text, context):
    """
    No input breaks it; stop words are no terms, and context adds only what is not asked already.
    """
    taken = asked(text, context=context)

    assert not STOPWORDS & {*taken.terms, *taken.context}
    assert not set(taken.terms) & set(taken.context)


def test_context_is_what_the_earlier_question_adds():
    """
    Its content words, less those asked again.
    """
    taken = asked("ومتى قُتل القائد؟", context="من قتل القائد في حلب؟")

    assert taken.terms == ("قتل", "القايد")
    assert taken.context == ("حلب",)
