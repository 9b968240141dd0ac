"""What is no question, or one too many: one polite word, never silence, and no question spent."""

import pytest

from bot.settings import Allowance
from tests.fakes.botapi import Fault
from tests.fakes.serving import said, whole

READS_TEXT = "أقرأ النص وحده. اكتب سؤالك."
PHOTO = {"photo": [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]}
CHECKLIST = {"checklist": {"title": "قائمة", "tasks": [{"id": 1, "text": "مهمة"}]}}
STICKER = {
    "sticker": {
        "file_id": "s",
        "file_unique_id": "s",
        "type": "regular",
        "width": 9,
        "height": 9,
        "is_animated": False,
        "is_video": False,
    }
}


@pytest.mark.parametrize(
    "body",
    [PHOTO, STICKER, CHECKLIST, {"text": "👍👍"}, {"text": "؟؟"}],
    ids=["photo", "sticker", "checklist", "emoji", "marks"],
)
def test_what_is_no_question_gets_a_word_and_costs_nothing(bot, body):
    """
    Photos, stickers, emoji and marks alone: the one question of the day is still to be had.
    """

    async def scene(telegram, _served):
        telegram.send(42, **body)
        assert (await said(telegram, count=1))["text"] == READS_TEXT
        telegram.say("سؤال Q1")
        assert "Q1" in (await whole(telegram, count=2))["text"]

    bot(scene, telegram_budget=Allowance(1, 1))


def test_an_album_gets_one_word(bot):
    """
    Ten photos come as ten messages.
    """

    async def scene(telegram, _served):
        for _ in range(10):
            telegram.send(42, media_group_id="album", **PHOTO)
        telegram.say("سؤال Q1")
        await whole(telegram, count=2)
        assert len(telegram.replies()) == 2

    bot(scene)


def test_a_question_over_the_limit_of_length_costs_nothing(bot):
    """
    It cannot be answered, and what can be is.
    """

    async def scene(telegram, _served):
        telegram.say("سؤال " * 250)
        await said(telegram, count=1)
        telegram.say("سؤال Q1")
        assert "Q1" in (await whole(telegram, count=2))["text"]

    bot(scene, telegram_budget=Allowance(1, 1))


def test_a_question_over_the_budget_is_told_when_to_come_again(bot):
    """
    Nobody is left without a word.
    """

    async def scene(telegram, _served):
        telegram.say("سؤال Q1")
        await whole(telegram)
        telegram.say("سؤال Q2")
        assert "عُد بعد" in (await said(telegram, count=2))["text"]

    bot(scene, telegram_budget=Allowance(1, 9))


@pytest.mark.parametrize(
    ("text", "code", "word"),
    [
        ("/start", "en", "The archive is empty now."),
        ("/start", "tlh", "الأرشيف فارغ الآن."),
    ],
)
def test_the_interface_speaks_the_readers_language_from_the_first_word(bot, text, code, word):
    """
    As they write; where they wrote nothing, as their Telegram does, if Rawi speaks that.
    """

    async def scene(telegram, _served):
        telegram.chats.languages[42] = code
        telegram.say(text)
        assert (await said(telegram, count=1))["text"].startswith(word)

    bot(scene)


def test_a_chosen_language_is_kept_whatever_is_written(bot):
    """
    ``/lang`` is stronger than the words of a question.
    """

    async def scene(telegram, _served):
        telegram.say("/lang ar")
        await said(telegram, count=1)
        telegram.say("question Q1")
        answer = await whole(telegram, count=2)
        assert answer["reply_markup"]["inline_keyboard"][-1][1]["text"] == "لماذا؟"

    bot(scene)


@pytest.mark.parametrize("kind", ["502", "drop", "500"])
def test_a_command_is_answered_whatever_happens_once(bot, kind):
    """
    Silence is worse than the same word twice.
    """

    async def scene(telegram, _served):
        telegram.faults.add(Fault(kind), lambda call: call.name == "sendmessage")
        telegram.say("/new")
        await said(telegram, count=1)

    bot(scene)
