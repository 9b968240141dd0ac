"""What an update says to the bot, as the server words it."""

import pytest
from telegram import Update, User

from bot.telegram.api.updates import parse_update
from bot.telegram.messenger import ButtonPress, Chat, Document, InlineQuery, Migration

ME = User(99, "راوي", is_bot=True, username="rawi_test_bot")
LEILA = {"id": 42, "is_bot": False, "first_name": "ليلى"}
PRIVATE = {"id": 42, "type": "private"}
GROUP = {"id": -5, "type": "supergroup", "title": "مجموعة"}


def incoming(text="سؤال", *, chat=PRIVATE, **facts):
    message = {"message_id": 7, "date": 1_700_000_000, "chat": chat, "from": LEILA, "text": text}
    body = {name: value for name, value in (message | facts).items() if value is not None}
    return parse_update(Update.de_json({"update_id": 1, "message": body}, None), ME)


def named(text):
    """The entities of *text* where it names the bot."""
    at = text.index("@")
    return [{"type": "mention", "offset": at, "length": len("@rawi_test_bot")}]


def test_a_private_message_is_a_question():
    """
    Whose it is, where, when, and what it says.
    """
    found = incoming(" كم عددهم؟ ")

    assert (found.person, found.chat, found.text, found.command) == (
        42,
        Chat(42),
        "كم عددهم؟",
        None,
    )
    assert (found.at, found.message, found.update) == (1_700_000_000, 7, 1)


@pytest.mark.parametrize(
    ("text", "command", "rest"),
    [
        ("/start", "start", ""),
        ("/ASK@Rawi_Test_Bot كم؟", "ask", "كم؟"),
        ("/lang\nen", "lang", "en"),
        ("/ من", None, "/ من"),
        ("/start.", None, "/start."),
    ],
)
def test_a_command_is_told_from_what_follows_it(text, command, rest):
    """
    Its name in lower case, the bot's name after it allowed.
    """
    found = incoming(text)

    assert (found.command, found.text) == (command, rest)


def test_the_bots_name_makes_a_message_of_a_group_its_own():
    """
    In any case of jobs, in a caption as well, and it is no part of the question.
    """
    text = "كم عددهم يا @RAWI_Test_bot؟"
    found = incoming(
        text, chat=GROUP, entities=named(text), message_thread_id=3, is_topic_message=True
    )
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    captioned = incoming(None, chat=GROUP, caption=text, caption_entities=named(text), photo=photo)

    assert found.text == "كم عددهم يا  ؟"
    assert found.chat == Chat(-5, 3)
    assert captioned.text == found.text


def test_a_mere_name_in_reply_asks_what_is_replied_to():
    """
    The words of another person, or those of them that were quoted; never the bot's own.
    """
    other = {"message_id": 3, "date": 1, "chat": GROUP, "from": LEILA, "text": "كم عددهم؟ ومن هم؟"}
    mine = {**other, "from": bot(99)}

    def asked(text="@rawi_test_bot", to=other, **facts):
        entities = named(text) if "@" in text else None
        return incoming(text, chat=GROUP, entities=entities, reply_to_message=to, **facts).text

    assert asked() == asked("/ask") == "كم عددهم؟ ومن هم؟"
    assert asked(quote={"text": "ومن هم؟", "position": 10}) == "ومن هم؟"
    assert asked("@rawi_test_bot متى؟") == "متى؟"
    assert asked(to=mine) == asked(to=None) == ""


def test_verify_takes_the_words_of_any_message_it_replies_to():
    """
    Anybody's, the bot's as well, a caption's, or the part that was picked out; its own words first.
    """
    other = {"message_id": 3, "date": 1, "chat": PRIVATE, "from": bot(99), "text": "سقط الجسر."}
    captioned = {**other, "text": None, "caption": "سقط الجسر."}

    def told(text="/verify", to=other, **facts):
        return incoming(text, reply_to_message=to, **facts).text

    assert told() == told(to=captioned) == "سقط الجسر."
    assert told(quote={"text": "الجسر", "position": 4}) == "الجسر"
    assert told("/verify ارتفع السعر.") == "ارتفع السعر."
    assert told(to=None) == ""


def bot(id, **facts):
    return {"id": id, "is_bot": True, "first_name": "بوت", **facts}


@pytest.mark.parametrize(
    "facts",
    [
        {"chat": GROUP},
        {"chat": GROUP, "text": "/help@another_bot"},
        {"from": bot(5)},
        {"via_bot": bot(99)},
        {"text": None, "new_chat_title": "م"},
        {"chat": GROUP, "reply_to_message": {
            "message_id": 3, "date": 1, "chat": GROUP, "from": bot(99),
            "forum_topic_created": {"name": "م", "icon_color": 1},
        }},
    ],
    ids=["talk", "other bot's", "a bot", "our own inline", "a service message", "our topic"],
)  # fmt: skip
def test_what_is_not_meant_for_the_bot_says_nothing_to_it(facts):
    """
    The talk of a group, other bots and their commands, messages sent through the bot itself.
    """
    assert incoming(**facts) is None


def test_an_anonymous_administrator_speaks_as_the_group():
    """
    So that nobody's memory is shared with every anonymous administrator there is.
    """
    anonymous = bot(1087968824, username="GroupAnonymousBot")
    found = incoming("/ask كم؟", chat=GROUP, sender_chat=GROUP, **{"from": anonymous})

    assert found.person == -5


def test_a_document_is_found_on_the_message_it_answers():
    """
    ``/add`` as a reply to a file means that file.
    """
    file = {"file_id": "f", "file_unique_id": "u", "file_name": "a.md", "file_size": 9}
    other = {"message_id": 3, "date": 1, "chat": PRIVATE, "from": LEILA, "document": file}

    assert incoming("/add", reply_to_message=other).document == Document("f", "a.md", 9)


@pytest.mark.parametrize("date", [0, 1_700_000_000], ids=["too old to be read", "readable"])
def test_a_button_says_where_it_was_pressed(date):
    """
    However old the message above it is.
    """
    message = {"message_id": 7, "date": date, "chat": GROUP}
    press = {"id": "1", "from": LEILA, "message": message, "chat_instance": "x", "data": "s:a:1"}
    update = Update.de_json({"update_id": 2, "callback_query": press}, None)

    assert parse_update(update, ME) == ButtonPress(2, "1", Chat(-5), 42, 7, "s:a:1")


def test_a_group_that_gets_another_id_tells_both():
    """
    The old one, where it is told, and the new.
    """
    assert incoming(None, chat=GROUP, migrate_to_chat_id=-1005) == Migration(-5, -1005)


def test_a_query_is_what_is_written_after_the_bots_name():
    """
    Its text, and whose it is.
    """
    query = {"id": "q", "from": LEILA, "query": "العراق", "offset": ""}
    update = Update.de_json({"update_id": 3, "inline_query": query}, None)

    assert parse_update(update, ME) == InlineQuery("q", 42, "العراق")
    assert parse_update(Update(4), ME) is None
