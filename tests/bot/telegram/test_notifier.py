"""Those who follow a topic are told what is new on it: once, when they want, and with both quotes."""

import asyncio
from datetime import datetime, timedelta

import pytest

from retrieval.index.archive import Archive
from tests.bot.conversation.test_standing import COST, report
from tests.fakes.archives import ingested
from tests.fakes.botapi import BotAPI, Fault
from tests.fakes.bridge import QUESTION, built
from tests.fakes.serving import button, said, serving, whole

LEILA, OMAR = 42, 77


@pytest.fixture(name="bot")
def _bot(tmp_path, embedder):
    """``bot(scene)`` runs *scene* with a server, a bot and ``add``, which puts articles in."""

    def bot(scene, **server):
        home = tmp_path / "home"

        def add(*articles):
            archive = Archive(home, embedder)
            ingested(archive, *articles)
            archive.close()

        async def play():
            async with BotAPI(**{"limits": {}, **server}) as telegram:
                await scene(telegram, lambda: serving(telegram, home, embedder), add)

        built(Archive(home, embedder)).close()
        asyncio.run(play())

    return bot


def texts(telegram, chat=LEILA):
    return [message["text"] for message in telegram.replies(chat)]


def test_a_change_is_told_with_both_quotes(bot):
    """
    Following shows what is said now; the new number comes with the old one, and its buttons work.
    """

    async def scene(telegram, running, add):
        async with running() as served:
            telegram.say(f"/follow {QUESTION}")
            assert "300" in (await whole(telegram))["text"]
            add(report("new", COST.format(340) + ".", outlet="الساحل"))
            await served.dispatcher.notifier.round()
            news = await whole(telegram, count=2)
            await served.dispatcher.notifier.round()
            await button(telegram, news, "[1]")
            quotation = await said(telegram, count=3)

        assert "رواية مخالفة" in news["text"]
        assert 0 < news["text"].index("340") < news["text"].index("300")
        assert "340" in quotation["text"]
        assert len(texts(telegram)) == 3

    bot(scene)


def test_a_reply_goes_on_from_what_was_told(bot):
    """
    What was told unasked is an answer like any other.
    """

    async def scene(telegram, running, add):
        async with running() as served:
            telegram.say("/follow جسر المدينة الجديد")
            await said(telegram, count=1)
            add(report("closed", "أُغلق جسر المدينة الجديد أسبوعاً لأعمال الصيانة."))
            await served.dispatcher.notifier.round()
            news = await whole(telegram, count=2)
            telegram.say("لخص", reply_to=news)
            await said(telegram, count=3)

        assert "أُغلق" in texts(telegram)[2]

    bot(scene)


def test_one_tap_stops(bot):
    """
    ``/following`` lists what is followed; what was stopped, or forgotten, is told no more.
    """

    async def scene(telegram, running, add):
        async with running() as served:
            for person in (LEILA, OMAR):
                telegram.say("/follow جسر المدينة الجديد", person, person)
                await said(telegram, person, count=1)
            telegram.say("/following")
            listed = await whole(telegram, count=2)
            assert "لم يعد" in await button(telegram, listed, "✕ جسر المدينة الجديد")
            telegram.say("/following")
            await said(telegram, count=3)
            telegram.say("/forget", OMAR, OMAR)
            await said(telegram, OMAR, count=2)
            add(report("closed", "أُغلق جسر المدينة الجديد أسبوعاً لأعمال الصيانة."))
            await served.dispatcher.notifier.round()

        assert "لا تتابع شيئاً" in texts(telegram)[2]
        assert [len(texts(telegram, person)) for person in (LEILA, OMAR)] == [3, 2]

    bot(scene)


def test_quiet_hours_and_digests(bot):
    """
    In quiet hours nothing is sent and nothing is lost; a digest gathers a day in one message.
    """

    async def scene(telegram, running, add):
        async with running() as served:
            notifier = served.dispatcher.notifier
            for person, hours in ((LEILA, "/quiet ٢٢-٧"), (OMAR, "/digest 8")):
                telegram.say("/follow جسر المدينة الجديد", person, person)
                await said(telegram, person, count=1)
                telegram.say(hours, person, person)
                await said(telegram, person, count=2)
            day = datetime.now().astimezone().replace(hour=0) + timedelta(days=2)
            told = []
            for number, hours in enumerate((23, 27, 31, 33)):
                notifier._now = lambda: day + timedelta(hours=hours)  # noqa: B023 - called at once
                add(report(f"n{number}", f"أُغلق الجسر الجديد {'أعمال صيانة' * number} ليلة."))
                add(report(f"m{number}", COST.format(340 + number) + "."))
                await notifier.round()
                told.append([len(texts(telegram, person)) for person in (LEILA, OMAR)])

        assert told == [[2, 3], [2, 3], [3, 3], [4, 4]]

    bot(scene)


def test_who_blocked_the_bot_is_told_no_more(bot):
    """
    Nobody is left to tell, and their topics are dropped.
    """

    async def scene(telegram, running, add):
        async with running() as served:
            telegram.say("/follow جسر المدينة الجديد")
            await said(telegram, count=1)
            telegram.block(LEILA)
            add(report("closed", "أُغلق جسر المدينة الجديد أسبوعاً لأعمال الصيانة."))
            await served.dispatcher.notifier.round()
            assert served.opened.archive.library.journal.last("follow", limit=9) == []

    bot(scene)


def test_what_could_not_be_told_is_told_by_the_next_round(bot):
    """
    Also by the next process; and what was begun already is the message that is edited.
    """

    async def scene(telegram, running, add):
        async with running() as served:
            telegram.say("/follow جسر المدينة الجديد")
            await said(telegram, count=1)
            add(report("closed", "أُغلق جسر المدينة الجديد أسبوعاً لأعمال الصيانة."))
            telegram.faults.add(
                Fault("429", seconds=99), lambda call: call.name == "editmessagetext"
            )
            round = asyncio.create_task(served.dispatcher.notifier.round())
            await telegram.until(lambda: any(call.fault for call in telegram.calls))
            round.cancel()
        async with running():
            news = await whole(telegram, count=2)

        assert "أُغلق" in news["text"]
        assert len(texts(telegram)) == 2

    bot(scene)
