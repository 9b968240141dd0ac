"""Thirty conversations and forty requests over invented news; most must come out right."""

import asyncio

import pytest

from bot.conversation.memory import Memory
from bot.conversation.pipeline import Rawi
from bot.types import Question
from retrieval.index.archive import Archive
from tests.bot.conversation.invented import NEWS
from tests.fakes.archives import ingested

# The messages of a conversation; what the last reply must say, one of ``|``; "" for no answer.
CHAINS = (
    (("كم بلغت كلفة جسر الصنوبر؟", "وماذا عن ترام المدينة القديمة؟"), "210|تأجيل"),
    (("كم بلغت كلفة جسر الصنوبر؟", "ومتى افتُتح؟"), "2 أبريل 2032"),
    (("كم بلغت كلفة جسر الصنوبر؟", "وكم طوله؟"), "640"),
    (("كم بلغت كلفة جسر الصنوبر؟", "والترام؟"), "الترام"),
    (("من افتتح جسر الصنوبر؟", "وماذا قال عن الرسوم؟"), "رسوم"),
    (("كم بلغت كلفة جسر الصنوبر؟", "لا، أقصد الترام"), "210|الترام"),
    (("كم بلغت كلفة جسر الصنوبر؟", "لا، أقصد كم طوله"), "640"),
    (("كم أصيب في حريق سوق الأقمشة؟", "والآن؟"), "12 شخصاً"),
    (("ما سبب حريق سوق الأقمشة؟", "وكم عدد المصابين الآن؟"), "12 شخصاً"),
    (("ما سبب حريق سوق الأقمشة؟", "من قال ذلك؟"), "أخبار المنارة"),
    (("كم بلغ صيد السردين في خليج اللؤلؤ؟", "وفي شاطئ النخيل؟"), "400"),
    (("كم بلغ صيد السردين في خليج اللؤلؤ؟", "وماذا عن شاطئ النخيل؟"), "400"),
    (("كم بلغ صيد السردين في خليج اللؤلؤ؟", "وفي 1999؟"), ""),
    (("كم بلغ صيد السردين في خليج اللؤلؤ؟", "وفي بحيرة القمر؟"), ""),
    (("كم بلغ صيد السردين في خليج اللؤلؤ؟", "ولماذا زاد؟"), "دفء المياه"),
    (("كم معلماً أضرب في ولاية السهل؟", "ومتى بدأ الإضراب؟"), "8 فبراير 2032"),
    (("كم معلماً أضرب في ولاية السهل؟", "وكيف انتهى؟"), "15 بالمئة"),
    (("متى بدأ إضراب المعلمين؟", "وماذا قالت وزيرة التعليم؟"), "الدروس"),
    (("ماذا قال رئيس النقابة؟", "من هو؟"), "جابر المنصوري"),
    (("لخص أخبار الترام", "وكم كلفته؟"), "210"),
    (("آخر أخبار الحريق", "وما سببه؟"), "كهربائ"),
    (("ما سبب تأجيل الترام؟", "ماذا قالت عن ذلك مديرة المشروع؟"), "نظام الإشارات"),
    (("ما سبب تأجيل الترام؟", "in English please"), "According to"),
    (("How much did the museum repairs cost?", "بالعربي"), "بحسب"),
    (("How much did the museum repairs cost?", "Who is the director?"), "Anna Lindqvist"),
    (("How much did the museum repairs cost?", "What about the ferry?"), "ferry"),
    (("How many passengers does each ferry carry?", "And how many trips a day?"), "three trips"),
    (("How many visitors does the museum expect?", "Why was it closed?"), "repairs|storm"),
    (("How many visitors does the museum expect?", "no, I mean the ferry"), "240|ferry line"),
    (("كم كلفة جسر الصنوبر؟", "شكراً", "وكم طوله؟"), "640"),
)
# A request after at most one question; what its reply must say, one of ``|``.
BEFORE = "كم بلغت كلفة جسر الصنوبر؟"
REQUESTS = (
    (None, "ما آخر الأخبار؟", "12 شخصاً"),
    (None, "شو في جديد؟", "12 شخصاً"),
    (None, "إيه الأخبار النهارده", "12 شخصاً"),
    (None, "واش كاين جديد", "12 شخصاً"),
    (None, "شنو آخر الأخبار", "12 شخصاً"),
    (None, "what's new?", "12 شخصاً"),
    (None, "give me the latest news", "12 شخصاً"),
    (None, "آخر أخبار الترام", "تأجيل تشغيل ترام"),
    (None, "هل من جديد عن إضراب المعلمين؟", "انتهى إضراب"),
    (None, "latest on the ferry", "ferry line"),
    (None, "any news about the museum?", "reopened"),
    (None, "آخر أخبار كوكب زحل", "لم أجد"),
    (None, "لخص أخبار حريق السوق", "حريق"),
    (None, "لخصلي موضوع الترام", "تأجيل"),
    (None, "ملخص إضراب المعلمين", "إضراب"),
    (None, "احكيلي عن جسر الصنوبر", "افتتح"),
    (None, "summarise the ferry story", "ferry line"),
    (None, "Tell me about the harbour museum", "reopened"),
    (None, "ما تفاصيل «موسم صيد السردين في خليج اللؤلؤ»؟", "900"),
    (BEFORE, "لخص", "افتتح"),
    (BEFORE, "اختصر", "75"),
    (BEFORE, "المزيد", "30 ألف|افتتح"),
    (BEFORE, "tl;dr", "افتتح|75"),
    (None, "تسلسل أحداث إضراب المعلمين", "8 فبراير 2032 —"),
    (None, "timeline of the teachers' strike", "8 February 2032 —"),
    (None, "كيف تطورت الأحداث في حريق السوق؟", "1 يونيو 2032 —"),
    (None, "من هو رامي الخطيب؟", "وزير الأشغال"),
    (None, "مين هي هدى السالم؟", "مديرة المشروع"),
    (None, "who is Anna Lindqvist?", "Director"),
    (None, "who is Omar al-Dabbagh?", "نقيب الصيادين"),
    (BEFORE, "أعطني المصدر", "https://news.example/bridge"),
    (BEFORE, "source?", "https://news.example/bridge"),
    (BEFORE, "الخبر كاملاً", "30 ألف مركبة"),
    (BEFORE, "in English", "According to"),
    (BEFORE, "ترجم إلى الفرنسية", "بالعربية أو بالإنجليزية"),
    (None, "مساعدة", "تسلسل أحداث"),
    (None, "what can you do?", "timeline of"),
    (None, "من أنت؟", "أنا راوي"),
    (None, "are you a bot?", "I am Rawi"),
    (None, "شكراً جزيلاً", "على الرحب"),
)
_CHAINS_RIGHT, _REQUESTS_USEFUL = 27, 38


@pytest.fixture(name="talk", scope="module")
def _talk(tmp_path_factory, embedder):
    """``talk(messages)`` is the last answer of a conversation of its own."""
    archive = Archive(tmp_path_factory.mktemp("chains") / "home", embedder)
    ingested(archive, *NEWS)
    memory = Memory(archive.library)
    rawi = Rawi(archive, memory)

    async def conversation(messages):
        memory.forget("c")
        for text in messages:
            answer = [event async for event in rawi.ask(Question(text, "c"))][-1]
        return answer

    yield lambda messages: asyncio.run(conversation(messages))
    archive.close()


def right(answer, said):
    if not said:
        return answer.status != "answered"
    return answer.status != "failed" and any(one in answer.text for one in said.split("|"))


def test_follow_up_chains(talk):
    """
    Another matter, place or time, the speaker, now, a correction, another language.
    """
    wrong = [chain for chain, said in CHAINS if not right(talk(chain), said)]

    assert len(CHAINS) - len(wrong) >= _CHAINS_RIGHT, wrong


def test_requests(talk):
    """
    What is no question of fact, in both languages and in dialects.
    """
    wrong = [
        text
        for before, text, said in REQUESTS
        if not right(talk([before, text] if before else [text]), said)
    ]

    assert len(REQUESTS) - len(wrong) >= _REQUESTS_USEFUL, wrong
