"""Thirty conversations over invented news; most must come out right."""

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
_CHAINS_RIGHT = 27


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


def test_a_long_question_after_an_answer(talk):
    """
    It is sought as if nothing had been asked before.
    """
    question = "كم بلغ صيد السردين في خليج اللؤلؤ هذا العام؟"
    after = talk(["كم كلفة جسر الصنوبر؟", question])
    first = talk([question])

    assert [one.quote for one in after.citations] == [one.quote for one in first.citations]
