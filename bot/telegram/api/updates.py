"""
What an update says to the bot, in Rawi's words.

In a group that is what names the bot, replies to it or commands it; nothing else is looked at.
"""

import json
import logging
import re
from typing import Any

from telegram import (
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
    MessageEntity,
    MessageOriginChannel,
    MessageReactionUpdated,
    ReactionTypeEmoji,
    Update,
    User,
)
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import filters

from bot.telegram.logging import log_event
from bot.telegram.messenger import (
    Added,
    ButtonPress,
    Chat,
    Document,
    Event,
    Incoming,
    InlineQuery,
    Migration,
    Reaction,
)
from bot.telegram.metrics import Metrics

_VERDICTS = {"👍": "+", "👎": "-"}

_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?:[\s:،؛,;!؟?]+|$)")


def read_event(raw: Any, me: User, metrics: Metrics) -> Event | None:
    """
    What an update says to the bot *me*; one that cannot be read says nothing, counted and logged.

    raw: as the server sent it: bytes, or JSON that was read.
    """
    try:
        update = Update.de_json(json.loads(raw) if isinstance(raw, bytes) else raw, None)
        if type(update.update_id) is not int:
            raise TypeError("update_id")
        return parse_update(update, me)
    except Exception as error:  # whatever it was, it would come at every start
        log_event("update_unreadable", level=logging.WARNING, kind=type(error).__name__)
        metrics.count("faults", "update_unreadable")
        return None


def parse_update(update: Update, me: User) -> Event | None:
    """What *update* says to the bot *me*; None if it says nothing to it."""
    message = update.message or update.edited_message
    if message is not None and message.migrate_to_chat_id is not None:
        return Migration(message.chat_id, message.migrate_to_chat_id)
    if message is not None:
        return _incoming(update, message, me)
    if update.my_chat_member is not None:
        return _added(update.my_chat_member, me)
    if update.message_reaction is not None:
        return _reaction(update.message_reaction)
    press, query = update.callback_query, update.inline_query
    if press is not None and press.message is not None and press.data is not None:
        chat, place, sender = _chat(press.message), press.message.message_id, press.from_user
        return ButtonPress(
            *(update.update_id, press.id, chat, sender.id, place, press.data),
            sender.language_code,
        )
    if query is not None:
        sender = query.from_user
        return InlineQuery(query.id, sender.id, query.query, sender.language_code)
    return None


def _added(change: ChatMemberUpdated, me: User) -> Added | None:
    """The bot is in a group where it was not."""
    outside = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
    before, now = change.old_chat_member.status, change.new_chat_member.status
    groups = (ChatType.GROUP, ChatType.SUPERGROUP)
    if change.chat.type not in groups or before not in outside or now in outside:
        return None
    sender, name = change.from_user, f"@{me.username}"
    return Added(Chat(change.chat.id), sender.id, name, sender.language_code)


def _incoming(update: Update, message: Message, me: User) -> Incoming | None:
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
        text = _replied_text(message)
    elif command in (None, "ask") and message.quote and message.quote.is_manual:
        text = f"{text}\n«{message.quote.text}»"  # the question is about these words
    chat = _chat(message)
    said = not filters.StatusUpdate.ALL.check_update(update)
    if command is None and not (named or _answers(message, me) or (said and not chat.group)):
        return None
    return Incoming(
        update=update.update_id,
        chat=chat,
        person=person,
        message=message.message_id,
        at=(message.edit_date or message.date).timestamp(),
        text=text.strip(),
        command=command,
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        document=_document(message),
        language=message.from_user.language_code if message.from_user else None,
        edited=update.edited_message is not None,
        forwarded=message.forward_origin is not None,
        record=_record(message, text.strip()) if command == "add" else None,
    )


def _reaction(update: MessageReactionUpdated) -> Reaction | None:
    """The verdict in a reaction, if a person whose name is known gave one."""
    given = [one.emoji for one in update.new_reaction if isinstance(one, ReactionTypeEmoji)]
    verdict = next((_VERDICTS[emoji] for emoji in given if emoji in _VERDICTS), None)
    if verdict is None or update.user is None:
        return None
    return Reaction(_chat(update), update.user.id, update.message_id, verdict)


def _record(message: Message, text: str) -> dict[str, str] | None:
    """What is to be added: the text after the command, or the message that it replies to."""
    other = message.reply_to_message
    if text or other is None:
        return {"text": text} if text else None
    found = {"text": other.text or other.caption or ""}
    if isinstance(origin := other.forward_origin, MessageOriginChannel):
        channel = origin.chat
        found |= {"outlet": channel.title or "", "published": f"{origin.date:%Y-%m-%d}"}
        if channel.username:
            found["url"] = f"https://t.me/{channel.username}/{origin.message_id}"
    return found if found["text"] else None


def _person(message: Message) -> int | None:
    """
    Who wrote it; an anonymous administrator writes in the group's name.

    None for a bot, and for what a channel posts into the group it is linked to.
    """
    if message.is_automatic_forward:
        return None
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
    return _replied_text(message)


def _replied_text(message: Message) -> str:
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


def _chat(where: MaybeInaccessibleMessage | MessageReactionUpdated) -> Chat:
    """Of a reaction, and of a message that is too old, no topic is told."""
    if isinstance(where, Message) and where.is_topic_message:
        return Chat(where.chat.id, where.message_thread_id)
    return Chat(where.chat.id)


def _document(message: Message) -> Document | None:
    one = message.document or (message.reply_to_message and message.reply_to_message.document)
    return Document(one.file_id, one.file_name or "", one.file_size or 0) if one else None
