"""Questions that are edited or stopped, and words that are picked out of a message."""

import time

import pytest

from bot.telegram.messenger import Chat, Incoming
from bot.telegram.state.jobs import Job
from tests.fakes.botapi import Fault
from tests.fakes.serving import said, whole

ASKING = "سؤال Q1"


def texts(telegram, chat=42):
    return [message["text"] for message in telegram.replies(chat)]


def test_an_edited_question_is_answered_anew_in_its_place(bot):
    """
    The old answer's message holds the new one; an edit that changes no word changes nothing.
    """

    async def scene(telegram, _served):
        message = telegram.say(ASKING)
        await whole(telegram)
        edits = len(telegram.calls)
        telegram.edit(message, ASKING)
        telegram.edit(message, "سؤال Q2")
        await telegram.until(lambda: "عن Q2" in texts(telegram)[0] and not edits_left(telegram))
        assert len(telegram.replies()) == 1
        assert not [one for one in telegram.calls[edits:] if "عن Q1" in one.text("text")]

    def edits_left(telegram):
        return "reply_markup" not in telegram.replies()[-1]

    bot(scene)


def test_a_question_edited_while_it_is_answered_gets_one_answer(bot):
    """
    What was asked before the edit is given up.
    """

    async def scene(telegram, served):
        message = telegram.say(ASKING)
        await said(telegram, count=1)
        telegram.edit(message, "سؤال Q2")
        served.opened.rawi.release.set()
        await telegram.until(lambda: "عن Q2" in texts(telegram)[0])
        assert len(telegram.replies()) == 1

    bot(scene, writer=None)


def test_stopping_leaves_what_was_shown(bot):
    """
    The sentences that stood on the screen stay there, above the word that it was stopped.
    """

    async def scene(telegram, _served):
        telegram.say(ASKING)
        await telegram.until(lambda: "الجملة 1" in "".join(texts(telegram)))
        shown = texts(telegram)[0]
        telegram.say("/stop")
        await telegram.until(lambda: texts(telegram)[0].endswith("أوقفتُ الجواب."))
        assert texts(telegram) == [f"{shown}\n\nأوقفتُ الجواب."]

    bot(scene, writer=None)


@pytest.mark.parametrize("trouble", [Fault("502"), Fault("429"), Fault("drop"), None], ids=repr)
def test_the_word_that_it_was_stopped_arrives_in_trouble(bot, trouble):
    """
    Its edit is repeated; where the reader took the beginning away, the word stands in a new message.
    """

    async def scene(telegram, _served):
        telegram.say(ASKING)
        await telegram.until(lambda: "الجملة 1" in "".join(texts(telegram)))
        if trouble:
            telegram.faults.add(trouble, lambda call: call.name == "editmessagetext")
        else:
            telegram.chats.remove(42, telegram.replies()[0]["message_id"])
        telegram.say("/stop")
        await telegram.until(lambda: "".join(texts(telegram)).endswith("أوقفتُ الجواب."))

    bot(scene, writer=None)


@pytest.mark.parametrize("trouble", [Fault("502"), None], ids=repr)
def test_the_word_that_it_is_too_late_arrives_in_trouble(bot, trouble):
    """
    It stands where the answer was begun, or anew where the reader took that away.
    """

    async def scene(telegram, served):
        telegram.say(ASKING)
        begun = (await whole(telegram))["message_id"]
        if trouble:
            telegram.faults.add(trouble, lambda call: call.name == "editmessagetext")
        else:
            telegram.chats.remove(42, begun)
        late = Incoming(5, Chat(42), 42, 1, time.time() - 700, ASKING)
        await served.dispatcher._processing.queue(Job(late, [begun]))
        await telegram.until(lambda: "تأخرتُ" in "".join(texts(telegram)))
        assert len(texts(telegram)) == 1

    bot(scene)


def test_stopping_before_anything_was_shown_says_so(bot):
    """
    Until the first sentence stands there is no message, and the sign of writing goes by itself.
    """

    async def scene(telegram, _served):
        telegram.say(ASKING)
        await telegram.until(lambda: telegram.actions)
        assert texts(telegram) == []
        telegram.say("/stop")
        await telegram.until(lambda: texts(telegram) == ["أوقفتُ الجواب."])

    bot(scene, writer=60.0)


def test_words_picked_out_of_a_message_are_what_the_question_is_about(bot):
    """
    The selection is asked about along with what is written; Telegram's own selections are not.
    """

    async def scene(telegram, _served):
        telegram.say(ASKING)
        answer = await whole(telegram)
        quote = {"text": "الجملة 2", "position": 0, "is_manual": True}
        telegram.send(42, text="من قال هذا QUOTED؟", reply_to=answer, quote=quote)
        await whole(telegram, count=2)
        kept = _served.opened.memory.latest("telegram/42/42/0")
        assert kept["question"] == "من قال هذا QUOTED؟\n«الجملة 2»"

    bot(scene)
