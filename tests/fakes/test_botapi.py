"""The loopback Bot API, driven by the library the bot is written with."""

import asyncio
import json
import sys

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyParameters,
)
from telegram.error import ChatMigrated, Conflict, EndPointNotFound, Forbidden, InvalidToken

from tests.conftest import ROOT
from tests.fakes.clients import client, played, refused

GROUP = -1_000_000_000_042
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

        with refused("not modified"):
            await bot.edit_message_text("جواب ", 42, sent.message_id, reply_markup=KEYBOARD)
        await bot.edit_message_text("جواب", 42, sent.message_id)
        with refused("to edit not found"):
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


def test_a_token_that_is_not_the_bot_s_opens_nothing():
    """
    Neither methods nor files.
    """

    async def scene(telegram, bot):
        with pytest.raises(InvalidToken):
            async with client(telegram, token="1:other"):
                pass

    played(scene)


def test_an_unknown_method_is_not_found():
    """
    What this server does not know is refused, not waved through.
    """

    async def scene(telegram, bot):
        with pytest.raises(EndPointNotFound):
            await bot.do_api_request("sendRichMessage", {"chat_id": 42})

    played(scene)


def test_a_bot_speaks_only_where_it_was_spoken_to():
    """
    Nobody can be written to first, and a person who blocked it is lost until they come back.
    """

    async def scene(telegram, bot):
        with refused("not found"):
            await bot.send_message(42, "مرحبا")
        telegram.say("مرحبا")
        telegram.block()
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(42, "مرحبا")
        telegram.unblock()
        await bot.send_message(42, "مرحبا")
        _, left, back = await bot.get_updates()

        assert left.my_chat_member.new_chat_member.status == "kicked"
        assert back.my_chat_member.new_chat_member.status == "member"

    played(scene)


def test_privacy_hides_a_group_s_talk_from_the_bot():
    """
    It hears commands, mentions and replies to itself; not commands for others.
    """

    async def scene(telegram, bot):
        first = telegram.say("/start", GROUP, 7)
        telegram.say("كلام بين الناس", GROUP, 7)
        telegram.say("/start@other_bot", GROUP, 7)
        telegram.say("/new@rawi_test_bot", GROUP, 7)
        telegram.say("يا @Rawi_Test_Bot ما الخبر؟", GROUP, 8)
        telegram.say("ردّ على إنسان", GROUP, 8, reply_to=first)
        sent = await bot.send_message(GROUP, "نعم؟")
        telegram.say("ردّ على البوت", GROUP, 8, reply_to=sent.to_dict())

        assert [update.message.text for update in await bot.get_updates()] == [
            *("/start", "/new@rawi_test_bot", "يا @Rawi_Test_Bot ما الخبر؟", "ردّ على البوت"),
        ]

    played(scene)


def test_without_privacy_a_bot_hears_everything():
    """
    A group's owner may let it.
    """

    async def scene(telegram, bot):
        telegram.say("كلام بين الناس", GROUP, 7)

        assert len(await bot.get_updates()) == 1

    played(scene, privacy=False)


def test_what_a_person_writes_has_the_entities_the_server_finds():
    """
    Commands, mentions and addresses, measured in UTF-16.
    """

    async def scene(telegram, bot):
        telegram.say("/add 😀 https://a.b/c @xyz @ن /ن")
        (update,) = await bot.get_updates()

        assert update.message.parse_entities() == dict(
            zip(update.message.entities, ["/add", "https://a.b/c", "@xyz"], strict=True)
        )

    played(scene)


def test_topics_are_apart():
    """
    A message in a topic names it; so must an answer; a topic that is none is refused.
    """

    async def scene(telegram, bot):
        telegram.say("/start", GROUP, 7, thread=5)
        telegram.say("/start", GROUP, 7, thread=6)
        one, two = await bot.get_updates()
        await one.message.reply_text("خمسة")
        await bot.send_message(GROUP, "ستة", message_thread_id=6)
        await bot.send_chat_action(GROUP, "typing", message_thread_id=6)
        with refused("thread not found"):
            await bot.send_message(GROUP, "؟", message_thread_id=9)

        assert one.message.is_topic_message
        assert one.message.reply_to_message.forum_topic_created
        assert telegram.transcript(GROUP, 5) == "قارئ 7: /start\nراوي: خمسة"
        assert telegram.transcript(GROUP, 6) == "قارئ 7: /start\nراوي: ستة"
        assert telegram.actions == [(GROUP, 6, "typing")]
        assert two.message.message_thread_id == 6

    played(scene)


def test_a_group_that_became_a_supergroup_says_where_it_went():
    """
    The old id is refused with the new one beside it.
    """

    async def scene(telegram, bot):
        telegram.say("/start", -42, 7)
        new = telegram.migrate(-42)
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(-42, "مرحبا")
        await bot.send_message(new, "مرحبا")

        assert moved.value.new_chat_id == new
        assert (await bot.get_updates())[-1].message.migrate_to_chat_id == new

    played(scene)


def test_a_reply_needs_its_message():
    """
    One that is not there is refused, unless that is allowed for.
    """

    async def scene(telegram, bot):
        asked = telegram.say("س")
        sent = await bot.send_message(
            42, "ج", reply_parameters=ReplyParameters(asked["message_id"])
        )
        with refused("to be replied not found"):
            await bot.send_message(42, "ج", reply_parameters=ReplyParameters(99))
        lone = ReplyParameters(99, allow_sending_without_reply=True)
        alone = await bot.send_message(42, "ج", reply_parameters=lone)

        assert sent.reply_to_message.text == "س"
        assert alone.reply_to_message is None

    played(scene)


def test_only_its_own_messages_can_be_edited():
    """
    Not a person's; and the text of a file is no text.
    """

    async def scene(telegram, bot):
        asked = telegram.say("س")
        file = await bot.send_document(42, b"x", filename="a.txt")
        with refused("can't be edited"):
            await bot.edit_message_text("ج", 42, asked["message_id"])
        with refused("no text in the message"):
            await bot.edit_message_text("ج", 42, file.message_id)

    played(scene)


def test_what_a_person_edits_is_another_kind_of_update():
    """
    ``edited_message``, with the new text.
    """

    async def scene(telegram, bot):
        telegram.edit(telegram.say("قديم"), "جديد")
        _, edited = await bot.get_updates()

        assert edited.message is None
        assert edited.edited_message.text == "جديد"

    played(scene)


def test_files_go_both_ways():
    """
    A person's file is downloaded as it was; the bot's own can be sent again by its id.
    """

    async def scene(telegram, bot):
        telegram.send_document("نص".encode(), "خبر.txt", caption="/add")
        (update,) = await bot.get_updates()
        file = await update.message.document.get_file()
        sent = await bot.send_document(
            42, bytes(await file.download_as_bytearray()), filename="b.txt"
        )
        await bot.send_document(42, sent.document.file_id)
        with refused("wrong remote file identifier"):
            await bot.send_document(42, "nothing")
        with refused("file_id"):
            await bot.get_file("nothing")

        assert update.message.document.mime_type == "text/plain"
        assert telegram.files[sent.document.file_id].decode() == "نص"
        assert telegram.transcript().startswith("ليلى: [خبر.txt] /add\nراوي: [b.txt]")

    played(scene)


def test_a_file_too_large_is_not_handed_out():
    """
    Twenty megabytes is all a bot may download.
    """

    async def scene(telegram, bot):
        telegram.send_document(b"x" * ((20 << 20) + 1), "big.json")
        (update,) = await bot.get_updates()
        with refused("file is too big"):
            await update.message.document.get_file()

    played(scene)


def test_a_button_is_answered_once_and_in_time():
    """
    A press that waited too long, or was answered, is a query nobody knows.
    """

    async def scene(telegram, bot):
        telegram.say("س")
        await bot.send_message(42, "ج", reply_markup=KEYBOARD)
        (message,) = telegram.replies()
        query = telegram.press(message, telegram.button(message, "[1]"))
        late = telegram.press(message, "s:1:1", ago=16 * 60)
        with refused("MESSAGE_TOO_LONG"):
            await bot.answer_callback_query(query, "ن" * 201)
        await bot.answer_callback_query(query)
        for old in (query, late, "1"):
            with refused("query is too old"):
                await bot.answer_callback_query(old)
        with pytest.raises(AssertionError, match="no button"):
            telegram.press(message, "s:1:2")

        assert telegram.callbacks == {query: "", late: None}

    played(scene)


@pytest.mark.parametrize(
    ("button", "complaint"),
    [
        ({"callback_data": "س" * 33}, "BUTTON_DATA_INVALID"),
        ({"callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"url": "http://localhost/a"}, "Wrong HTTP URL"),
        ({}, "text buttons are unallowed"),
    ],
    ids=["long", "empty", "local", "nothing"],
)
def test_a_button_carries_something_the_server_can_carry(button, complaint):
    """
    1 to 64 bytes of data, or an address out there; one bad button refuses the message.
    """

    async def scene(telegram, bot):
        telegram.say("س")
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("ز", **button)]])
        with refused(complaint):
            await bot.send_message(42, "ج", reply_markup=markup)

        assert telegram.replies() == []

    played(scene)


def test_a_draft_is_seen_only_by_the_person_it_is_for():
    """
    In private chats alone, under an id that is not zero; it leaves no message.
    """

    async def scene(telegram, bot):
        telegram.say("س")
        telegram.say("/start", GROUP, 7)
        await bot.send_message_draft(42, 1, "ج")
        await bot.send_message_draft(42, 1, "جواب")
        with refused("TEXTDRAFT_PEER_INVALID"):
            await bot.send_message_draft(GROUP, 1, "ج")
        with refused("RANDOM_ID_INVALID"):
            await bot.send_message_draft(42, 0, "ج")

        assert telegram.drafts == {(42, 1): ["ج", "جواب"]}
        assert telegram.replies() == []

    played(scene)


def test_inline_results_are_few_and_named_apart():
    """
    At most fifty, each with an id of its own and a text that could be sent.
    """

    async def scene(telegram, bot):
        id = telegram.ask_inline("الانسحاب", 7)
        (update,) = await bot.get_updates()

        def result(name, text="نص"):
            return InlineQueryResultArticle(name, "ع", InputTextMessageContent(text))

        for results, complaint in [
            ([result(str(n)) for n in range(51)], "RESULTS_TOO_MUCH"),
            ([result("1"), result("1")], "RESULT_ID_DUPLICATE"),
            ([result("س" * 33)], "RESULT_ID_INVALID"),
            ([result("1", "ن" * 4097)], "too long"),
        ]:
            with refused(complaint):
                await bot.answer_inline_query(id, results)
        await bot.answer_inline_query(id, [result("1")])
        with refused("too old"):
            await bot.answer_inline_query(id, [result("1")])

        assert (update.inline_query.id, update.inline_query.query) == (id, "الانسحاب")
        assert [one["id"] for one in telegram.inline[id]] == ["1"]

    played(scene)


def test_reactions_are_told_to_those_who_ask_for_them():
    """
    They are not among the updates a bot gets by default.
    """

    async def scene(telegram, bot):
        said = telegram.say("س")
        telegram.react(said, "👍")
        (first,) = await bot.get_updates(allowed_updates=["message", "message_reaction"])
        telegram.react(said, "👎")
        (update,) = await bot.get_updates(offset=first.update_id + 1)
        await bot.set_message_reaction(42, said["message_id"], "👀")
        with refused("REACTION_INVALID"):
            await bot.set_message_reaction(42, said["message_id"], "☎")

        assert update.message_reaction.new_reaction[0].emoji == "👎"
        assert telegram.reactions == {(42, said["message_id"]): ["👀"]}

    played(scene)


def test_descriptions_are_kept_by_language():
    """
    A language without its own gets the common one.
    """

    async def scene(telegram, bot):
        await bot.set_my_description("راوي الأخبار")
        await bot.set_my_description("Teller of news", language_code="en")
        with refused("too long"):
            await bot.set_my_short_description("ط" * 121)

        assert (await bot.get_my_description("en")).description == "Teller of news"
        assert (await bot.get_my_description("fr")).description == "راوي الأخبار"

    played(scene)


def test_a_deleted_message_is_gone():
    """
    It cannot be deleted or edited again.
    """

    async def scene(telegram, bot):
        telegram.say("س")
        sent = await bot.send_message(42, "ج")
        await bot.delete_message(42, sent.message_id)
        with refused("to delete not found"):
            await bot.delete_message(42, sent.message_id)

        assert telegram.transcript() == "ليلى: س\n- deleted"

    played(scene)


def test_waiting_finds_what_was_and_what_comes():
    """
    A call that was answered already, one that comes, and in time none.
    """

    async def scene(telegram, bot):
        telegram.say("س")
        await bot.send_message(42, "واحد")
        coming = asyncio.create_task(telegram.wait(lambda call: call.text("text") == "اثنان"))
        await asyncio.sleep(0)
        await bot.send_message(42, "اثنان")

        assert (await telegram.wait(lambda call: call.text("text") == "واحد")).result[
            "text"
        ] == "واحد"
        assert (await coming).ok
        assert await telegram.until(lambda: len(telegram.replies())) == 2
        with pytest.raises(TimeoutError):
            await telegram.wait(lambda call: False, seconds=0.05)

    played(scene)


def test_the_server_runs_as_a_process_of_its_own():
    """
    It says where it is, and does by lines of JSON what people do.
    """

    async def play():
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.fakes.botapi"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
        )

        async def told(**line):
            process.stdin.write(json.dumps(line).encode() + b"\n")
            return json.loads(await process.stdout.readline())

        hello = json.loads(await process.stdout.readline())
        said = await told(say={"text": "مرحبا", "chat": 7})
        assert said["result"]["text"] == "مرحبا"
        assert await told(transcript={"chat": 7}) == {"result": "قارئ 7: مرحبا"}
        assert "nobody" in (await told(fly={}))["error"]
        assert "no button" in (await told(press={"message": said["result"], "data": "x"}))["error"]
        assert hello["url"].startswith("http://127.0.0.1:")
        process.stdin.close()
        assert await process.wait() == 0

    asyncio.run(play())
