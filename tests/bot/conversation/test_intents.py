"""What readers ask besides facts is told by a fitted model; two questions in one message are cut apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.classifier import fitted, likely, read
from bot.conversation.composing import as_nearest, merged
from bot.conversation.intents import intent, plainly
from bot.conversation.parting import boundaries, parts
from bot.i18n.messages import date_in_words, quoted, say
from tests.bench import doubles
from tests.bench.messages import BLIND, Vectors, counted, messages
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
        ("ما أخبار تونس اليوم؟", "تونس"),
        ("هل من جديد في قضية المرفأ؟", "قضية المرفأ"),
        ("كاين شي جديد على القطار؟", "القطار"),
        ("what's new?", ""),
        ("هات آخر الأخبار يا عم", ""),
        ("جديد تونس", "تونس"),
        ("latest news pls", ""),
        ("any news about the flood?", "the flood"),
        ("What is happening in Sudan right now?", "Sudan"),
        ("latest news on Aleppo", "Aleppo"),
        ("give me the news please", ""),
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
        ("احكيلي عن محصول القمح", "محصول القمح"),
        ("ما تفاصيل «كيف بُني المرفأ: القصة»؟", "كيف بُني المرفأ: القصة"),
        ("Summarise the railway story", "the railway"),
        ("What happened in “Port opens: how it was built”?", "Port opens: how it was built"),
        ("tell me about the port", "the port"),
        ("give me the gist of the port strike", "the port strike"),
    ],
    "brief": [("اختصر", ""), ("باختصار", ""), ("tl;dr", ""), ("make it short", "")],
    "more": [("المزيد", ""), ("تفاصيل أكثر", ""), ("tell me more", ""), ("more", "")],
    "timeline": [
        ("تسلسل الأحداث", ""),
        ("تسلسل أحداث السيول", "السيول"),
        ("كيف تطورت الأحداث في حلب؟", "حلب"),
        ("timeline of the flood", "the flood"),
        ("التسلسل الزمني لسقوط الجسر", "لسقوط الجسر"),
        ("رتب لي أحداث الجسر حسب التاريخ", "الجسر"),
        ("give me a timeline of the strike", "the strike"),
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
    "من ألقى السلام؟",
    "متى أُعلن الجدول الزمني للمشروع؟",
    "ما مصدر التلوث في النهر؟",
    "من قال إن الأسعار سترتفع؟",
    "ما المزيد الذي طلبته النقابة؟",
    "من ترجم الرواية إلى العربية؟",
    "هل المساعدة وصلت إلى المتضررين؟",
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
    "is the report wrong?",
    "كم نكتة في الكتاب؟",
]


LEAST = {"kinds": 0.8, "questions": 0.95, "topics": 0.66, "kinds in words": 0.7}


@pytest.fixture(scope="module")
def vectors(embedder):
    return Vectors(embedder)


@pytest.fixture(scope="module")
def told(vectors):
    """What a text asks for, told by its words and its meaning."""
    return lambda text, **how: intent(text, vectors[text], **how)


@pytest.mark.parametrize(("kind", "text", "topic"), TABLE, ids=[row[1] for row in TABLE])
def test_what_is_asked_for_and_about_what(told, kind, text, topic):
    """
    In both languages and in the dialects' usual ways; the matter as the reader wrote it.
    """
    found = told(text)

    assert (found.kind, found.topic) == (kind, topic)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_that_holds_such_a_word_stays_one(told, text):
    """
    The words of requests ask for facts, too.
    """
    assert told(text) is None


def test_messages_of_a_writer_that_nothing_was_fitted_on(vectors):
    """
    400 messages, every fifth of them: kinds, questions that are kept, topics cut out exactly.
    """
    some = messages([BLIND])
    sample = some[::5]
    by_meaning, in_words = counted(sample, fitted(), vectors), counted(some, fitted(), None)

    assert by_meaning.kinds.share >= LEAST["kinds"]
    assert by_meaning.questions.share >= LEAST["questions"]
    assert in_words.topics.share >= LEAST["topics"]
    assert in_words.kinds.share >= LEAST["kinds in words"]


@pytest.mark.parametrize(
    ("text", "language", "known"),
    [
        ("بالإنجليزي لو سمحت", "en", True),
        ("in Arabic", "ar", True),
        ("translate", None, True),
        ("ترجم إلى الفرنسية", None, False),
    ],
)
def test_the_language_asked_for(told, text, language, known):
    """
    One of the two that Rawi speaks, the other one, or one that it does not speak.
    """
    found = told(text)

    assert (found.language, found.known) == (language, known)


def test_a_request_behind_a_greeting_is_one(told):
    assert told("اهلين راوي كيف الحال شو في اخبار").kind == "latest"
    assert told("good morning! anything new in sports?").topic == "sports"


def test_the_time_of_the_latest_is_apart_from_its_matter(told):
    """
    «اليوم» limits; it is nothing to search for.
    """
    assert told("أخبار اليوم").topic == ""
    assert told("ما أخبار حلب هذا الأسبوع؟").topic == "حلب"
    assert "هذا الأسبوع" in told("ما أخبار حلب هذا الأسبوع؟").rest
    steps = told("رتب لي أحداث قرطاج في أبريل 2018 حسب التاريخ")
    assert (steps.kind, steps.topic) == ("timeline", "قرطاج")
    assert "أبريل 2018" in steps.rest
    assert told("أخبار يوم 14 أبريل 2018").topic == ""


def test_after_others_a_message_is_rather_a_question(told):
    """
    What stands alone as a request may ask on.
    """
    for text in ("وما السبب؟", "وماذا عن القطار؟", "متى بالضبط؟"):
        assert told(text, follows=True) is None
    assert told("والمصدر؟", follows=True).kind == "source"
    assert told("لخص خبر ستارباكس", follows=True).topic == "ستارباكس"
    assert told("لخص لي الخبر", follows=True).kind == "recap"


@given(st.sampled_from([row[1] for row in TABLE]), st.sampled_from(["", " ", "!!", " ."]))
def test_marks_behind_it_do_not_change_a_kind(text, after):
    """
    A reader's punctuation changes nothing.
    """
    assert likely(read(f"{text}{after}")).argmax() == likely(read(text)).argmax()


@given(st.text(max_size=60))
def test_any_text_is_read(text):
    """
    Whatever is typed: an intent with a matter that stands in it, or none.
    """
    found = intent(text)

    assert found is None or all(word in text for word in found.topic.split())


@given(st.text(max_size=60))
def test_how_likely_each_kind_is_adds_up(text):
    """
    Of any words at all.
    """
    words = read(text)

    assert not words or abs(likely(words).sum() - 1) < 1e-3


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
        ("لخص خبر المرفأ واعطيني المصدر", ["لخص خبر المرفأ؟", "اعطيني المصدر؟"]),
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
def test_what_is_asked_at_once_is_taken_apart(question, asked):
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


def test_most_messages_of_another_hand_are_parted_as_they_were_meant():
    """
    Lines that nothing is fitted on: of two things at once, and of one that looks like two.
    """
    for name, least in (("double", 0.78), ("single", 0.8)):
        lines = doubles.read_in(name)[:: doubles.KEPT]
        cuts = [tuple(at for at, _ in boundaries(one.words)) for one in lines]

        assert sum(a == one.cuts for a, one in zip(cuts, lines, strict=True)) >= least * len(lines)


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
    What holds no word of a part's own, and is of no article that another was answered from, is not near it.
    """
    near = as_nearest(ANSWERED, ANSWERED.citations, "!")
    quote = ANSWERED.citations[0].quote
    own = next(word for word in quote.split() if len(word) > 4)

    held = merged("?", [f"كم {own}؟", "من فاز؟"], [near, REFUSED])

    assert held.status == "nearest"
    assert held.text.startswith(say("part_nearest", "ar", part=f"«كم {own}»"))
    assert held.text.endswith(say("part_unanswered", "ar", part="«من فاز»"))
    assert merged("?", ["من فاز؟", f"كم {own}؟"], [near, ANSWERED]).text.startswith(
        say("part_nearest", "ar", part="«من فاز»")
    )

    dated = merged("?", [f"كم {own}؟", "متى؟"], [ANSWERED, near])

    day = date_in_words(ANSWERED.citations[0].passage.source.date.iso, "ar")
    assert day in dated.text.splitlines()[-1]


@pytest.mark.parametrize(
    "topic", ["خط حافلات", "Old mill", "بعد ترميمها", "who", "شكراً", "ب" * 400]
)
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("name", "kind"), [("ask_latest_on", "latest"), ("ask_timeline", "timeline")]
)
def test_what_a_command_is_about_is_not_guessed(topic, language, name, kind):
    """
    Whatever it looks like.
    """
    found = intent(say(name, language, topic=quoted(topic, language)))

    assert (found.kind, found.topic) == (kind, topic)
