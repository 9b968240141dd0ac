"""What one reader may take of the bot's time, so that others have theirs."""

import asyncio
import time

from bot.settings import Allowance
from tests.fakes.serving import said, whole

GROUP, LEILA, OMAR = -4242, 42, 77
USED_UP = "بلغت حدّ الأسئلة المسموح. عُد بعد نحو 1 د."


def texts(telegram, chat=LEILA):
    return [message["text"] for message in telegram.replies(chat)]


def test_whatever_is_work_counts_and_goes_on_counting_after_a_restart(bot):
    """
    A text to be verified does however long it is; ``/forget`` is no way around, and what was
    declined does not count: else it would be a day that is to be waited.
    """

    async def before(telegram, _served):
        telegram.say("/ask سؤال Q1")
        await whole(telegram)
        telegram.say("/verify " + "سقط الجسر القديم. " * 80)
        await said(telegram, count=2)
        telegram.say("سؤال Q2")
        await telegram.until(lambda: texts(telegram)[-1] == USED_UP)
        telegram.say("/forget")
        await said(telegram, count=4)

    async def after(telegram, _served):
        for _ in range(9):  # the server goes on counting
            next(telegram.updates._ids)
        telegram.say("سؤال Q3")
        await telegram.until(lambda: texts(telegram) == [USED_UP])

    for scene in (before, after):
        bot(scene, telegram_budget=Allowance(2, 3))


def test_one_member_of_a_group_cannot_fill_it(bot):
    """
    Three messages of each may wait behind the one in hand, whatever they say.
    """

    async def scene(telegram, served):
        telegram.say("/ask سؤال Q1", GROUP, LEILA)
        await said(telegram, GROUP, count=1)
        for _ in range(9):
            telegram.say("/help", GROUP, LEILA)
            telegram.say("/stop", GROUP, 99)
        telegram.say("/ask سؤال Q2", GROUP, OMAR)
        telegram.say("؟؟", OMAR)
        await said(telegram, OMAR, count=1)  # all before it has been taken on
        served.opened.rawi.release.set()
        await telegram.until(lambda: "عن Q2" in texts(telegram, GROUP)[-1])
        assert len(texts(telegram, GROUP)) == 1 + 3 + 1 + 1 + 1  # with two words on what is over

    bot(scene, writer=None)


def test_an_edit_that_is_declined_gives_nothing_up(bot):
    """
    What was asked before it is answered; the word is said in each chat where it is due.
    """

    async def scene(telegram, served):
        message = telegram.say("/ask سؤال Q1", GROUP, LEILA)
        await said(telegram, GROUP, count=1)
        telegram.edit(message, "/ask سؤال Q2")
        await telegram.until(lambda: texts(telegram, GROUP)[1:] == [USED_UP])
        telegram.say("سؤال Q3")
        await telegram.until(lambda: texts(telegram) == [USED_UP])
        served.opened.rawi.release.set()
        await telegram.until(lambda: "الجملة 3 عن Q1" in texts(telegram, GROUP)[0])

    bot(scene, writer=None, telegram_budget=Allowance(1, 9))


def test_what_an_edit_makes_a_question_is_answered(bot):
    """
    Though it was none before, and nothing of it was kept.
    """

    async def scene(telegram, _served):
        message = telegram.say("؟؟")
        await said(telegram, count=1)
        telegram.edit(message, "سؤال Q1")
        assert "عن Q1" in (await whole(telegram, count=2))["text"]

    bot(scene)


def test_only_the_newest_query_of_a_person_is_looked_at(bot):
    """
    Telegram sends one with every letter; over the limit none is.
    """

    async def scene(telegram, served):
        queries = [telegram.ask_inline(f"سؤال {number}") for number in range(20)]
        await telegram.until(lambda: telegram.inline[queries[-1]] is not None)
        assert sum(telegram.inline[one] is not None for one in queries) < 5
        for _ in range(60):
            served.dispatcher._queries.spend(LEILA, time.time())
        mute, heard = telegram.ask_inline("سؤال"), telegram.ask_inline("سؤال", OMAR)
        await telegram.until(lambda: telegram.inline[heard] is not None)
        await asyncio.sleep(0.1)
        assert telegram.inline[mute] is None

    bot(scene)


def test_what_is_too_late_is_told_by_the_clock_that_dates_messages(bot):
    """
    The host's may be an hour ahead.
    """

    async def scene(telegram, _served):
        telegram.say("سؤال Q1", ago=3600)
        assert "عن Q1" in (await whole(telegram))["text"]
        telegram.say("سؤال Q2", ago=3600 + 700)
        assert "تأخرتُ" in (await said(telegram, count=2))["text"]

    bot(scene, server={"behind": 3600})
