"""The loopback Bot API, driven by the library the bot is written with."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Conflict

from tests.fakes.botapi import BotAPI


def played(scene, **options):
    """Run *scene* with a server and a client of it."""

    async def play():
        async with BotAPI(**options) as telegram, client(telegram) as bot:
            await scene(telegram, bot)

    asyncio.run(play())


@asynccontextmanager
async def client(telegram, token=None):
    bot = Bot(
        token or telegram.token,
        base_url=f"{telegram.url}/bot",
        base_file_url=f"{telegram.url}/file/bot",
    )
    async with bot:
        yield bot


KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("[1]", callback_data="s:1:1")]])


def test_a_conversation_can_be_read_as_a_whole():
    """
    A message is polled, answered, edited, its button pressed and the press answered.
    """

    async def scene(telegram, bot):
        telegram.say("من أعلن؟")
        (update,) = await bot.get_updates(timeout=1)
        sent = await bot.send_message(update.message.chat_id, "أعلنت Apple \u200f[1]")
        await bot.edit_message_text(
            "أعلنت Apple \u200f[1] أمس.\nنعم.", 42, sent.message_id, reply_markup=KEYBOARD
        )
        telegram.press(telegram.replies()[-1], "s:1:1")
        (press,) = await bot.get_updates(offset=update.update_id + 1)
        await bot.answer_callback_query(press.callback_query.id, "حسناً")
        await bot.send_chat_action(42, "typing")

        assert telegram.transcript() == (
            "ليلى: من أعلن؟\nراوي: أعلنت Apple ⟨RLM⟩[1] أمس.\n    نعم.\n  | [1]\n> [1]\n! حسناً"
        )
        assert [call.method for call in telegram.calls] == [
            *("getMe", "sendMessage", "editMessageText", "answerCallbackQuery", "sendChatAction"),
        ]

    played(scene)


def test_a_long_poll_ends_with_the_first_update():
    """
    A poll that found nothing waits, and is answered when somebody speaks.
    """

    async def scene(telegram, bot):
        poll = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.sleep(0.1)
        telegram.say("مرحبا")

        assert [update.message.text for update in await poll] == ["مرحبا"]
        assert len(await bot.get_updates()) == 1
        assert await bot.get_updates(offset=2000) == ()

    played(scene)


def test_a_second_poll_ends_the_first():
    """
    Two instances of one bot cannot both listen.
    """

    async def scene(telegram, bot):
        poll = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.sleep(0.1)
        async with client(telegram) as second:
            await second.get_updates(timeout=0)

        with pytest.raises(Conflict, match="terminated by other getUpdates"):
            await poll

    played(scene)


def test_an_unchanged_edit_is_refused():
    """
    The same text, entities and keyboard again are an error.
    """

    async def scene(telegram, bot):
        telegram.say("س")
        sent = await bot.send_message(42, "جواب", reply_markup=KEYBOARD)

        with pytest.raises(BadRequest, match="not modified"):
            await bot.edit_message_text("جواب ", 42, sent.message_id, reply_markup=KEYBOARD)
        await bot.edit_message_text("جواب", 42, sent.message_id)
        with pytest.raises(BadRequest, match="to edit not found"):
            await bot.edit_message_text("جواب", 42, 99)

    played(scene, limits={})


def test_commands_are_kept_by_language():
    """
    What is set for one language is not seen by another.
    """

    async def scene(telegram, bot):
        await bot.set_my_commands([("new", "محادثة جديدة")])
        await bot.set_my_commands([("new", "New conversation")], language_code="en")

        assert [one.description for one in await bot.get_my_commands()] == ["محادثة جديدة"]
        assert telegram.commands["default", "en"][0]["description"] == "New conversation"

    played(scene)
