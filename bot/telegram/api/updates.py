"""
What an update says to the bot, in Rawi's words. Pure.

In a group that is what names the bot, replies to it or commands it; nothing else is looked at.
"""

import re

from telegram import Message, MessageEntity, Update, User
from telegram.constants import ChatType

from bot.telegram.messenger import ButtonPress, Chat, Document, Incoming, InlineQuery, Migration

Event = Incoming | Migration | ButtonPress | InlineQuery

_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?=\s|$)\s*")


def parse_update(update: Update, me: User) -> Event | None:
    """What *update* says to the bot *me*; None if it says nothing to it."""
    if update.message is not None and update.message.migrate_to_chat_id is not None:
        return Migration(update.message.chat_id, update.message.migrate_to_chat_id)
    if update.message is not None:
        return _incoming(update.update_id, update.message, me)
    press, query = update.callback_query, update.inline_query
    if press is not None and press.message is not None and press.data is not None:
        chat = (
            _chat(press.message)
            if isinstance(press.message, Message)
            else Chat(press.message.chat.id, group=press.message.chat.type != ChatType.PRIVATE)
        )
        return ButtonPress(
            update.update_id,
            press.id,
            chat,
            press.from_user.id,
            press.message.message_id,
            press.data,
        )
    if query is not None:
        return InlineQuery(query.id, query.from_user.id, query.query)
    return None


def _incoming(update: int, message: Message, me: User) -> Incoming | None:
    person = _person(message)
    if person is None or (message.via_bot and message.via_bot.id == me.id):
        return None
    text, named = _without_name(message, me)
    command = None
    if (match := _COMMAND.match(text)) is not None:
        if match[2] and match[2].casefold() != (me.username or "").casefold():
            return None
        command, text = match[1].lower(), text[match.end() :]
    if not text and (named or command == "ask"):
        text = _pointed_at(message)
    elif not text and command == "verify":
        text = _told(message)
    chat = _chat(message)
    said = bool(text or message.effective_attachment)
    if command is None and not (named or _answers(message, me) or (said and not chat.group)):
        return None
    return Incoming(
        update=update,
        chat=chat,
        person=person,
        message=message.message_id,
        at=message.date.timestamp(),
        text=text.strip(),
        command=command,
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        document=_document(message),
    )


def _person(message: Message) -> int | None:
    """Who wrote it; an anonymous administrator writes in the group's name."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    if message.from_user is None or message.from_user.is_bot:
        return None
    return message.from_user.id


def _without_name(message: Message, me: User) -> tuple[str, bool]:
    """The text without the bot's name in it, and whether it was there."""
    text = message.text or message.caption or ""
    kinds: list[str | None] = [MessageEntity.MENTION]
    mentions = {**message.parse_entities(kinds), **message.parse_caption_entities(kinds)}
    mine = [name for name in mentions.values() if name.casefold() == f"@{me.username}".casefold()]
    for name in mine:
        text = text.replace(name, " ", 1)
    return text.strip(), bool(mine)


def _pointed_at(message: Message) -> str:
    """What somebody else wrote, of whom the bot is asked by its mere name in reply."""
    other = message.reply_to_message
    if other is None or other.from_user is None or other.from_user.is_bot:
        return ""
    return _told(message)


def _told(message: Message) -> str:
    """What the message that is replied to says, or the part of it that was picked out."""
    other = message.reply_to_message
    if message.quote:
        return message.quote.text
    return (other.text or other.caption or "") if other else ""


def _answers(message: Message, me: User) -> bool:
    """Whether it replies to the bot; in a topic everything replies to the topic's first message."""
    other = message.reply_to_message
    return (
        other is not None
        and other.from_user is not None
        and other.from_user.id == me.id
        and other.forum_topic_created is None
    )


def _chat(message: Message) -> Chat:
    topic = message.message_thread_id if message.is_topic_message else None
    return Chat(message.chat_id, topic, group=message.chat.type != ChatType.PRIVATE)


def _document(message: Message) -> Document | None:
    one = message.document or (message.reply_to_message and message.reply_to_message.document)
    return Document(one.file_id, one.file_name or "", one.file_size or 0) if one else None
