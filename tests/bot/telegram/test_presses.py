"""Buttons pressed in quick succession."""

from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.conversation.composing import refusal
from bot.conversation.memory import FEEDBACK
from bot.telegram.messenger import ButtonPress, Chat, MessengerError, Reaction
from bot.telegram.state.follows import Follows
from tests.fakes.botapi import Fault
from tests.fakes.scripted_rawi import _SOURCE as SOURCE
from tests.fakes.serving import said, whole

GROUP, LEILA = -4242, 42
PEOPLE = range(900, 920)


def test_the_last_verdict_of_each_person_counts(bot):
    """
    However quickly they change their minds, and whoever else does.
    """

    async def scene(telegram, served):
        telegram.say("@rawi_test_bot سؤال Q1", GROUP, LEILA)
        answer = await whole(telegram, GROUP)
        down, up = (telegram.button(answer, sign) for sign in ("👎", "👍"))
        presses = [telegram.press(answer, sign, person) for person in PEOPLE for sign in (down, up)]
        await telegram.until(lambda: all(telegram.callbacks[id] is not None for id in presses))
        kept = served.opened.archive.library.journal.last(FEEDBACK, limit=99)

        assert [one.body["verdict"] for one in kept] == ["+"] * len(PEOPLE)

    bot(scene)


def test_hours_are_the_servers_and_two_different_ones(bot):
    """
    Quiet from an hour until the same hour is asked about again; the reply says whose clock counts.
    """

    async def scene(telegram, served):
        for count, text in enumerate(("/quiet 22-22", "/quiet 22-7", "/digest 8"), 1):
            telegram.say(text)
            await telegram.until(lambda: len(telegram.replies(LEILA)) == count)  # noqa: B023
        again, quiet, digest = (one["text"] for one in telegram.replies(LEILA))

        assert "مختلفتين" in again
        assert "بتوقيت الخادم (UTC" in quiet
        assert "بتوقيت الخادم (UTC" in digest

    bot(scene)


def test_what_is_followed_is_a_topic(bot):
    """
    A command is none; and nothing is said of what the archive holds.
    """

    async def scene(telegram, served):
        for count, text in enumerate(("/follow /follow", "/follow جسر المدينة"), 1):
            telegram.say(text)
            await telegram.until(lambda: len(telegram.replies(LEILA)) == count)  # noqa: B023
        refused, followed = (one["text"] for one in telegram.replies(LEILA))

        assert "أتابع" not in refused
        assert followed == "🔔 أتابع «جسر المدينة»، وأخبرك حين يأتي إلى الأرشيف جديد عنه."

    bot(scene)


def test_a_crowd_that_presses_holds_up_nobody_else(bot):
    """
    Presses of one group are answered one at a time, however slow Telegram takes the answers.
    """

    async def scene(telegram, served):
        telegram.say("@rawi_test_bot سؤال Q1", GROUP, LEILA)
        answer = await whole(telegram, GROUP)
        slow = Fault("slow", seconds=0.05)
        telegram.faults.add(slow, lambda call: call.name == "answercallbackquery", times=99)
        quote = telegram.button(answer, "[1]")
        presses = [telegram.press(answer, quote, person) for person in PEOPLE]
        await telegram.until(lambda: all(telegram.callbacks[id] is not None for id in presses))
        times = [call.at for call in telegram.calls if call.name == "answercallbackquery"]

        assert all(later - at >= slow.seconds for at, later in pairwise(times))

    bot(scene)


def test_the_word_to_whoever_pressed_comes_before_the_message(bot):
    """
    In a group both are shown; however slow the word is, the message does not overtake it.
    """

    async def scene(telegram, served):
        telegram.say("@rawi_test_bot سؤال Q1", GROUP, LEILA)
        answer = await whole(telegram, GROUP)
        slow = Fault("slow", seconds=0.3)
        telegram.faults.add(slow, lambda call: call.name == "answercallbackquery")
        telegram.press(answer, telegram.button(answer, "[1]"), LEILA)
        await said(telegram, GROUP, count=2)
        *_, word, message = (kind for kind, *_ in telegram.chats.events[GROUP])

        assert (word, message) == ("notice", "message")

    bot(scene)


def test_a_press_that_asks_is_written_down_before_it_is_confirmed(bot):
    """
    As a question is: a bot that dies then answers it at its next start.
    """

    async def scene(_telegram, served):
        answer = replace(refusal("كم؟", "ar", "no_match", ""), nearest=(SOURCE,))
        served.opened.memory.keep("telegram/42/42/0", answer)
        press = ButtonPress(5, "p", Chat(LEILA), LEILA, 7, f"n:{answer.id}:1")
        await served.dispatcher.handle(press)
        (job,) = served.opened.archive.library.journal.last("incoming", limit=9)

        assert job.body["open"] and SOURCE.title in job.body["incoming"]["text"]

    bot(scene)


def test_a_reaction_in_a_topic_is_a_verdict(bot):
    """
    Telegram does not say in which topic it was given.
    """

    async def scene(telegram, served):
        telegram.say("@rawi_test_bot سؤال Q1", GROUP, LEILA, thread=5)
        message = (await whole(telegram, GROUP))["message_id"]
        chat = Chat(GROUP)
        await served.dispatcher._react(Reaction(chat, LEILA, message, "-"))
        kept = served.opened.archive.library.journal.last(FEEDBACK, limit=9)

        assert [one.body["verdict"] for one in kept] == ["-"]

    bot(scene)


def pressed(served, data, chat=LEILA):
    """A press that no button of ours makes, dealt with."""
    return served.dispatcher._buttons.press(ButtonPress(5, "p", Chat(chat), LEILA, 7, data))


def test_a_follow_is_stopped_only_where_it_is_told(bot):
    """
    Whoever knows its number elsewhere stops nothing; a topic is followed once, under any number.
    """

    async def scene(telegram, served):
        follows = Follows(served.opened.archive.library.journal)
        one = replace(follows.new(7, Chat(GROUP), "جسر", seen=1, at=0), id="before-the-move")
        follows.keep(one)
        with suppress(MessengerError):  # the server never heard of such a press
            await pressed(served, f"x:{one.id}")
        assert follows.all() == [one]
        telegram.say("/follow@rawi_test_bot الجسر", GROUP, 7)
        telegram.say("/follow@rawi_test_bot جسر", GROUP, 7)
        await said(telegram, GROUP, count=2)
        assert [each.topic for each in follows.all()] == ["جسر", "الجسر"]
        assert follows.stop(one.id, GROUP)

    bot(scene)


@pytest.mark.parametrize("data", ["d:x", "d:", "l", "h:", "n:1:1", "s:1:99", "x", ""])
def test_a_press_of_no_button_is_answered(bot, data):
    """
    Whoever made it up sees no endless wait.
    """

    async def scene(telegram, served):
        with suppress(MessengerError):
            await pressed(served, data)
        assert "answercallbackquery" in [call.name for call in telegram.calls]

    bot(scene)
