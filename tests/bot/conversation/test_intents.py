"""What readers ask besides facts is known by its form; two questions in one message are cut apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.composing import as_nearest, merged
from bot.conversation.intents import intent, parts, plainly
from bot.i18n.messages import date_in_words, say
from tests.bot.fake_rawi import ANSWERED, REFUSED

ASKED = {
    "latest": [
        ("ما آخر الأخبار؟", ""),
        ("آخر أخبار حلب", "حلب"),
        ("latest on the port", "the port"),
        ("شنو آخر الأخبار", ""),
        ("إيه الأخبار", ""),
        ("شو في جديد", ""),
        ("واش كاين جديد", ""),
        ("وش الأخبار؟", ""),
        ("شو صاير اليوم؟", ""),
        ("شكو ماكو", ""),
        ("ما أخبار تونس اليوم؟", "تونس"),
        ("هل من جديد في قضية المرفأ؟", "قضية المرفأ"),
        ("كاين شي جديد على القطار؟", "القطار"),
        ("what's new?", ""),
        ("هات آخر الأخبار يا عم", ""),
        ("جديد تونس", "تونس"),
        ("latest news pls", ""),
        ("any news about the flood?", "the flood"),
        ("What is happening in Sudan?", "Sudan"),
        ("latest Aleppo news", "Aleppo"),
        ("give me the news please", ""),
        ("how are things going at the port", "the port"),
    ],
    "recap": [
        ("لخص", ""),
        ("لخّص لي هذا الخبر", ""),
        ("summarise", ""),
        ("لخص لي الخبر في سطرين", ""),
        ("sum it up in two sentences", ""),
    ],
    "summary": [
        ("لخص لي أخبار المرفأ الجديد", "المرفأ الجديد"),
        ("ملخص خبر السيول", "السيول"),
        ("لخص أخبار السيول في ثلاث جمل", "السيول"),
        ("احكيلي عن محصول القمح", "محصول القمح"),
        ("ما تفاصيل «كيف بُني المرفأ: القصة»؟", "كيف بُني المرفأ: القصة"),
        ("Summarise the railway story", "the railway"),
        ("What happened in “Port opens: how it was built”?", "Port opens: how it was built"),
        ("tell me about the port", "the port"),
        ("give me the gist of the port strike", "the port strike"),
    ],
    "brief": [("اختصر", ""), ("باختصار", ""), ("tl;dr", ""), ("in short", "")],
    "more": [("المزيد", ""), ("تفاصيل أكثر", ""), ("tell me more", ""), ("more", "")],
    "timeline": [
        ("تسلسل الأحداث", ""),
        ("تسلسل أحداث السيول", "السيول"),
        ("كيف تطورت الأحداث في حلب؟", "حلب"),
        ("timeline of the flood", "the flood"),
        ("التسلسل الزمني لسقوط الجسر", "سقوط الجسر"),
        ("رتب لي أحداث الجسر حسب التاريخ", "الجسر"),
        ("give me a timeline of the strike", "the strike"),
        ("walk me through the strike in chronological order", "the strike"),
    ],
    "profile": [
        ("من هو سامر الحداد؟", "سامر الحداد"),
        ("مين هو حسن البكري؟", "حسن البكري"),
        ("مين حسن البكري ده", "حسن البكري"),
        ("who is Samer Haddad?", "Samer Haddad"),
        ("ما هي هيئة السكك الحديدية؟", "هيئة السكك الحديدية"),
    ],
    "source": [
        ("أعطني المصدر", ""),
        ("ما مصدر هذا الخبر؟", ""),
        ("من أين هذا الكلام؟", ""),
        ("source?", ""),
        ("مين كاتب هالخبر", ""),
        ("which site is that from?", ""),
        ("where is this from?", ""),
        ("where did u get that", ""),
    ],
    "article": [("الخبر كاملاً", ""), ("the full article please", "")],
    "language": [
        ("بالعربي", ""),
        ("in English please", ""),
        ("ترجم إلى العربية", ""),
        ("translate", ""),
        ("translate it to French", ""),
        ("can you repeat that in arabic", ""),
    ],
    "help": [
        ("مساعدة", ""),
        ("كيف أستخدم البوت؟", ""),
        ("شو بتقدر تعمل؟", ""),
        ("what can you do?", ""),
    ],
    "about": [
        ("من أنت؟", ""),
        ("هل أنت روبوت؟", ""),
        ("are you a bot?", ""),
        ("who made you?", ""),
    ],
    "greeting": [("السّلام عليكم!", ""), ("مرحبا يا راوي", ""), ("Good morning", "")],
    "thanks": [("شكراً جزيلاً 🌹", ""), ("Thank you, Rawi", "")],
    "goodbye": [("مع السلامة", ""), ("bye", "")],
}
TABLE = [(kind, text, topic) for kind, rows in ASKED.items() for text, topic in rows]
# Each holds a word of some form, and asks for a fact or tells one all the same.
QUESTIONS = [
    "ما آخر مباراة لعبها الفريق؟",
    "ما آخر خبر نشرته الصحيفة عن السيول؟",
    "ما آخر الأخبار التي نشرتها الوكالة عن السيول؟",
    "من لخص التقرير؟",
    "من ألقى السلام؟",
    "سلام فياض",
    "متى أُعلن الجدول الزمني للمشروع؟",
    "كيف تطورت أسعار القمح؟",
    "ما مصدر التلوث في النهر؟",
    "من قال إن الأسعار سترتفع؟",
    "ما سبب انقطاع الأخبار؟",
    "ماذا حدث في حلب؟",
    "ما المزيد الذي طلبته النقابة؟",
    "من ترجم الرواية إلى العربية؟",
    "هل المساعدة وصلت إلى المتضررين؟",
    "كيف وصلت المساعدة؟",
    "ماذا قال الوزير باختصار؟",
    "ما تطورات القضية التي رفعها العمال؟",
    "وصلت المساعدات إلى القرى",
    "من هي؟",
    "who leads the latest project?",
    "what type of ship was involved?",
    "who summarised the report?",
    "when was the latest report published?",
    "who helped the farmers?",
    "Which article mentions the port?",
    "in which language did he speak?",
    "how did the events of May end?",
    "خطأ طبي",
    "bad weather",
    "هل هذا الخبر كاذب؟",
    "is the report wrong?",
    "كم نكتة في الكتاب؟",
]


@pytest.mark.parametrize(("kind", "text", "topic"), TABLE, ids=[row[1] for row in TABLE])
def test_what_is_asked_for_and_about_what(kind, text, topic):
    """
    In both languages and in the dialects' usual ways; the matter as the reader wrote it.
    """
    found = intent(text)

    assert (found.kind, found.topic) == (kind, topic)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_that_holds_such_a_word_stays_one(text):
    """
    A form must be the whole message.
    """
    assert intent(text) is None


@pytest.mark.parametrize(
    ("text", "language", "known"),
    [
        ("بالإنجليزي لو سمحت", "en", True),
        ("in Arabic", "ar", True),
        ("translate", None, True),
        ("ترجم إلى الفرنسية", None, False),
    ],
)
def test_the_language_asked_for(text, language, known):
    """
    One of the two that Rawi speaks, the other one, or one that it does not speak.
    """
    found = intent(text)

    assert (found.language, found.known) == (language, known)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("who made you and what can you do", "help"),
        ("are you a bot? how old is your news", "archive"),
        ("أنت إنسان؟ ومين عملك", "about"),
        ("انت فاشل ومابتفهم", "complaint"),
        ("شكراااا الك", "thanks"),
        ("احكيلي نكتة", "pastime"),
    ],
)
def test_several_courtesies_are_replied_to_once(text, kind):
    """
    By the one that says most.
    """
    assert intent(text).kind == kind


def test_a_request_behind_a_greeting_is_one():
    assert intent(plainly("اهلين راوي كيف الحال شو في اخبار")).kind == "latest"
    assert intent(plainly("good morning! any sports news?")).topic == "sports"


def test_the_time_of_the_latest_is_apart_from_its_matter():
    """
    «اليوم» limits; it is nothing to search for.
    """
    assert (intent("أخبار اليوم").topic, intent("أخبار اليوم").when) == ("", "اليوم")
    assert intent("ما أخبار حلب هذا الأسبوع؟").when == "هذا الأسبوع"


_ANY = st.sampled_from([row[1] for row in TABLE if row[0] not in ("greeting", "thanks")])


@given(_ANY, st.sampled_from(["الكتاب", "أصدره الوزير في", "of the ministry said"]))
def test_what_follows_a_form_without_a_matter_ends_it(text, more):
    """
    «أعطني المصدر الكتاب» is no request of its own, unless the form takes a matter.
    """
    found = intent(f"{text.rstrip('؟?')} {more}")

    assert found is None or found.topic or found.kind == "language"


@given(_ANY, st.sampled_from(["", " ", "؟", "؟!", "…", "!!", " ؟"]), st.sampled_from(["", "«"]))
def test_marks_do_not_matter(text, after, before):
    """
    A reader's punctuation changes nothing.
    """
    assert intent(f"{before}{text}{after}").kind == intent(text).kind


@given(st.text(max_size=60))
def test_any_text_is_read(text):
    """
    Whatever is typed: an intent with a matter that stands in it, or none.
    """
    found = intent(text)

    assert found is None or all(word in text for word in found.topic.split())


@given(st.sampled_from(["مرحباً، ", "السلام عليكم ", "شكراً. ", "Hello, "]))
def test_a_greeting_before_a_question_is_taken_off(greeting):
    """
    And what merely looks like one is not.
    """
    assert plainly(f"{greeting}متى عُقد الاجتماع؟") == "متى عُقد الاجتماع؟"
    assert plainly("سلام فياض: متى استقال؟") == "سلام فياض: متى استقال؟"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("كم عدد القتلى ومتى وقع الهجوم؟", ["كم عدد القتلى؟", "متى وقع الهجوم؟"]),
        ("متى وأين وقع الهجوم؟", ["متى وقع الهجوم؟", "أين وقع الهجوم؟"]),
        ("ما سبب التأجيل وما نتيجته؟", ["ما سبب التأجيل؟", "ما نتيجته؟"]),
        ("من قُتل ومن أُصيب؟", ["من قُتل؟", "من أُصيب؟"]),
        ("كم الكلفة ومن فاز بالعقد؟", ["كم الكلفة؟", "من فاز بالعقد؟"]),
        ("شو صار وليش؟", ["شو صار؟", "ليش؟"]),
        ("When and where was it signed?", ["When was it signed?", "where was it signed?"]),
        (
            "Did the bridge open, and who paid?",
            ["Did the bridge open?", "who paid?"],
        ),
        (
            "How many people came, and when did it start?",
            ["How many people came?", "when did it start?"],
        ),
    ],
)
def test_each_question_has_its_own_word_that_asks(question, asked):
    """
    What the first leaves out for the second to say is said with it.
    """
    assert parts(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "كم عدد القتلى والجرحى؟",
        "متى انسحبت القوات من الشمال ومن الجنوب؟",
        "ما حدث وما لم يحدث؟",
        "What did he say about how and why it happened?",
        "وصلت السفينة ومتى تعود؟",
        "Who is the minister of trade and industry?",
    ],
)
def test_one_question_stays_one(question):
    """
    «من» after «من» is a preposition, and what begins as a statement is not taken apart.
    """
    assert parts(question) == [question]


@given(st.text(max_size=80))
def test_nothing_said_is_lost(text):
    """
    Every word of a message is in some part, but what joined them.
    """
    said = "".join(parts(text))

    assert all(
        word.strip("؟?!.,،؛: ") in said
        for word in text.split()
        if word[:1] != "و" and word != "and"
    )


def test_both_answers_stand_in_order_and_what_has_none_is_said():
    """
    Citations are numbered on, a sentence that answers both is told once, a refusal is no silence.
    """
    asked = ["كم جندياً؟", "ومن أين؟", "ومن فاز؟"]
    answer = merged("كم جندياً ومن أين ومن فاز؟", asked, [ANSWERED, ANSWERED, REFUSED])

    assert (answer.status, len(answer.claims), len(answer.citations)) == ("answered", 1, 1)
    assert answer.text.endswith(say("part_unanswered", "ar", part="«ومن فاز»"))

    refused = merged("كم ومن؟", asked[:2], [REFUSED, REFUSED])

    assert (refused.status, refused.claims) == ("refused", ())


def test_what_is_nearest_is_said_to_be_and_a_when_gets_the_day_of_the_report():
    """
    What holds no word of a part's own is not near to it.
    """
    near = as_nearest(ANSWERED, ANSWERED.citations, "!")
    quote = ANSWERED.citations[0].quote
    own = next(word for word in quote.split() if len(word) > 4)

    held = merged("?", [f"كم {own}؟", "من فاز؟"], [near, REFUSED])

    assert held.status == "nearest"
    assert held.text.startswith(say("part_nearest", "ar", part=f"«كم {own}»"))
    assert held.text.endswith(say("part_unanswered", "ar", part="«من فاز»"))
    assert merged("?", ["من فاز؟", f"كم {own}؟"], [near, ANSWERED]).text.startswith(
        say("part_unanswered", "ar", part="«من فاز»")
    )

    dated = merged("?", [f"كم {own}؟", "متى؟"], [ANSWERED, near])

    day = date_in_words(ANSWERED.citations[0].passage.source.date.iso, "ar")
    assert day in dated.text.splitlines()[-1]
