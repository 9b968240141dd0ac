"""Methods that put a message into a chat, change it or take it away. From Client.cpp."""

import time

from tests.fakes.botapi.chats import quoted
from tests.fakes.botapi.keyboards import inline_keyboard
from tests.fakes.botapi.methods import method
from tests.fakes.botapi.refusals import Refused, bad
from tests.fakes.botapi.text import MOST_IN_CAPTION, accepted

LARGEST_UPLOAD = 50 << 20  # bytes
LARGEST_DOWNLOAD = 20 << 20
LONGEST_DELETABLE = 48 * 3600  # seconds
_UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
_ACTIONS = frozenset(
    {
        *("typing", "upload_photo", "record_video", "upload_video", "record_voice"),
        *("upload_voice", "upload_document", "choose_sticker", "find_location"),
        *("record_video_note", "upload_video_note"),
    }
)


def text_of(call):
    """The text of a message and its entities. Raises Refused."""
    _plain(call)
    if not call.text("text"):
        raise bad("message text is empty")
    return accepted(call.text("text"), call.object("entities") or ())


def _plain(call):
    if call.text("parse_mode"):
        raise bad("unsupported parse_mode")


def post(world, call, chat, **body):
    """A new message of the bot, with what every such call may carry."""
    replied = _replied(world, call, chat)
    thread = call.number("message_thread_id") or (replied or {}).get("message_thread_id")
    if thread:
        body |= {"message_thread_id": world.chats.thread(chat, thread), "is_topic_message": True}
    keyboard = inline_keyboard(call.object("reply_markup"))
    world.drafting.pop((chat["id"], thread or 0), None)
    return world.chats.kept(
        chat,
        world.chats.bot,
        reply_to_message=replied and quoted(replied),
        reply_markup=keyboard,
        **body,
    )


def _replied(world, call, chat):
    wanted = call.object("reply_parameters") or {}
    if "message_id" not in wanted:
        return None
    replied = world.chats.message(chat["id"], int(wanted["message_id"]))
    if replied is None and not wanted.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    if replied and wanted.get("quote", "") not in replied.get("text", ""):
        raise bad("QUOTE_TEXT_INVALID")
    return replied


@method
def send_message(world, call):
    chat = world.chats.addressed(call)
    text, entities = text_of(call)
    return post(world, call, chat, text=text, entities=entities)


@method
def send_message_draft(world, call):
    chat = world.chats.addressed(call)
    if "not found" in world.without_drafts:
        raise Refused(404, f"Not Found: {world.without_drafts}")
    if chat["type"] != "private" or world.without_drafts:
        raise bad("TEXTDRAFT_PEER_INVALID")
    if not call.number("draft_id"):
        raise bad("RANDOM_ID_INVALID")
    if thread := call.number("message_thread_id"):
        world.chats.thread(chat, thread)
    text = text_of(call)[0] if call.text("text") else ""
    world.drafts[chat["id"], call.number("draft_id")].append(text)
    world.drafting[chat["id"], thread] = text, time.monotonic()
    return True


@method
def edit_message_text(world, call):
    text, entities = text_of(call)
    message = _editable(world, call)
    if "text" not in message:
        raise bad("there is no text in the message to edit")
    kept = {name: value for name, value in message.items() if name != "entities"}
    return _edited(world, call, message, {**kept, "text": text, "entities": entities})


@method
def edit_message_reply_markup(world, call):
    message = _editable(world, call)
    return _edited(world, call, message, dict(message))


def _editable(world, call):
    """A bot's own messages stay editable for ever (td, ``can_edit_message``)."""
    chat = world.chats.addressed(call)
    if not call.number("message_id"):
        raise bad("message identifier is not specified")
    message = world.chats.message(chat["id"], call.number("message_id"))
    if message is None:
        raise bad("message to edit not found")
    if message["from"]["id"] != world.bot["id"]:
        raise bad("message can't be edited")
    return message


def _edited(world, call, message, new):
    keyboard = inline_keyboard(call.object("reply_markup"))
    new["reply_markup"] = keyboard
    changed = ("text", "entities", "reply_markup")
    if all((new.get(name) or None) == (message.get(name) or None) for name in changed):
        raise bad(_UNCHANGED)
    new = {name: value for name, value in new.items() if value}
    new["edit_date"] = int(time.time())
    world.chats.replace(new)
    return new


@method
def delete_message(world, call):
    chat = world.chats.addressed(call)
    message = world.chats.message(chat["id"], call.number("message_id"))
    if message is None:
        raise bad("message to delete not found")
    if time.time() - message["date"] > LONGEST_DELETABLE:
        raise bad("message can't be deleted")
    world.chats.remove(chat["id"], message["message_id"])
    return True


@method
def send_chat_action(world, call):
    chat = world.chats.addressed(call)
    if call.text("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    thread = call.number("message_thread_id")
    if thread:
        world.chats.thread(chat, thread)
    world.actions.append((chat["id"], thread or None, call.text("action")))
    return True


@method
def set_message_reaction(world, call):
    from telegram.constants import ReactionEmoji

    chat = world.chats.addressed(call)
    if world.chats.message(chat["id"], call.number("message_id")) is None:
        raise bad("message to react not found")
    wanted = call.object("reaction") or []
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(one.get("emoji") not in set(ReactionEmoji) for one in wanted):
        raise bad("REACTION_INVALID")
    world.reactions[chat["id"], call.number("message_id")] = [one["emoji"] for one in wanted]
    return True


@method
def send_document(world, call):
    chat = world.chats.addressed(call)
    _plain(call)
    id, name = _document(world, call)
    caption, entities = "", []
    if call.text("caption"):
        caption, entities = accepted(
            call.text("caption"),
            call.object("caption_entities") or (),
            most=MOST_IN_CAPTION,
            what="message caption",
        )
    document = {
        "file_id": id,
        "file_unique_id": f"AgAD{id[-8:]}",
        "file_name": name,
        "file_size": len(world.files[id]),
    }
    return post(world, call, chat, document=document, caption=caption, caption_entities=entities)


def _document(world, call):
    """The id and name of the file to send: uploaded now, or known already."""
    field = call.text("document").removeprefix("attach://") or "document"
    if field in call.files:
        name, data = call.files[field]
        if not data:
            raise bad("file must be non-empty")
        if len(data) > LARGEST_UPLOAD:
            raise Refused(413, "Request Entity Too Large")
        id = f"BQACAgQAAx{next(world.ids):08d}"
        world.files[id] = data
        return id, name
    if not call.text("document"):
        raise bad("there is no document in the request")
    if call.text("document") not in world.files:
        raise bad("wrong remote file identifier specified: can't unserialize it")
    return call.text("document"), "file"


@method
def get_file(world, call):
    id = call.text("file_id")
    if id not in world.files:
        raise bad("invalid file_id")
    size = len(world.files[id])
    if size > LARGEST_DOWNLOAD:
        raise bad("file is too big")
    facts = {"file_id": id, "file_unique_id": f"AgAD{id[-8:]}", "file_size": size}
    return {**facts, "file_path": f"documents/{id}"}
