"""The people in the chats: what they say and press, and what can be seen over their shoulder."""

import itertools
import mimetypes
import re
import time

from tests.fakes.botapi.chats import quoted
from tests.fakes.botapi.text import utf16
from tests.fakes.botapi.transcripts import transcript
from tests.fakes.botapi.world import World
from tests.processes import LAST_RESORT

DRAFT = 30  # seconds it is seen
_RIGHTS = (
    *("can_be_edited", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories"),
)
_FOUND = {
    "bot_command": re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]+)?"),
    "mention": re.compile(r"(?<![\w@])@[A-Za-z0-9_]{3,32}"),
    "url": re.compile(r"https?://\S+"),
}


class People(World):
    """Ids: a chat with a person has that person's id; groups are negative."""

    def say(self, text, chat=42, user=None, *, thread=None, reply_to=None, ago=0):
        """
        A message, as the person sees it. The bot hears of it unless privacy forbids.

        reply_to: a message. ago: how many seconds before now it was sent.
        """
        place = {"thread": thread, "reply_to": reply_to, "ago": ago}
        return self.send(chat, user, **place, text=text, entities=found(text))

    def send_document(self, data, name, chat=42, user=None, *, caption="", thread=None):
        """A file, with or without a word about it."""
        id = f"BQACAgQAAx{next(self.ids):08d}"
        self.files[id] = data
        document = {
            "file_id": id,
            "file_unique_id": f"AgAD{id[-8:]}",
            "file_name": name,
            "mime_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "file_size": len(data),
        }
        body = {"document": document, "caption": caption, "caption_entities": found(caption)}
        return self.send(chat, user, thread=thread, **body)

    def send(self, chat=42, user=None, *, thread=None, reply_to=None, ago=0, **body):
        """Any message, by the fields it has on the wire: a sticker, a place, a service message."""
        where = self.chats.opened(chat)
        sender = self.chats.user(user or abs(chat))
        if thread:
            self.chats.topic(where, thread)
            body |= {"message_thread_id": thread, "is_topic_message": True}
            body["reply_to_message"] = _topic_made(where, sender, thread)
        if reply_to:
            body["reply_to_message"] = quoted(
                self.chats.message(chat, reply_to["message_id"]) or reply_to
            )
        message = self.chats.kept(where, sender, ago=ago, **body)
        if chat > 0 or not self._is_private(message):
            self.updates.add("message", message)
        return message

    def _is_private(self, message):
        """Whether a group's *message* is none of the bot's business."""
        if self.bot["can_read_all_group_messages"]:
            return False
        name = self.bot["username"].lower()
        text = (message.get("text") or message.get("caption") or "").lower()
        command = text.split()[0].partition("@") if text.startswith("/") else None
        if command and command[2] in ("", name):
            return False
        replied = message.get("reply_to_message", {}).get("from", {}).get("id")
        return f"@{name}" not in text and replied != self.bot["id"]

    def edit(self, message, text):
        """Change what was said."""
        changed = {**message, "text": text, "edit_date": int(time.time())}
        changed.pop("entities", None)
        if entities := found(text):
            changed["entities"] = entities
        self.chats.replace(changed)
        self.updates.add("edited_message", changed)
        return changed

    def button(self, message, text):
        """The data of the button that reads *text* below *message*, as it stands now."""
        buttons = self._buttons(message)
        named = [one["callback_data"] for one in buttons if one["text"] == text]
        assert named, f"no button {text!r}, only {[one['text'] for one in buttons]}"
        return named[0]

    def press(self, message, data, user=None, *, ago=0):
        """Press the button that carries *data*; the id of the query."""
        chat = message["chat"]["id"]
        now = self.chats.message(chat, message["message_id"])
        names = [one["text"] for one in self._buttons(message) if one.get("callback_data") == data]
        assert names, f"no button with {data!r}: {self._buttons(message)}"
        id = self._query(self.callbacks, ago)
        self.pressed[id] = now
        self.chats.happened(now, "pressed", names[0])
        query = {"id": id, "from": self.chats.user(user or abs(chat)), "message": now}
        self.updates.add("callback_query", {**query, "chat_instance": str(chat), "data": data})
        return id

    def _buttons(self, message):
        now = self.chats.message(message["chat"]["id"], message["message_id"]) or {}
        rows = now.get("reply_markup", {}).get("inline_keyboard", [])
        return list(itertools.chain(*rows))

    def ask_inline(self, query, user=42, *, offset="", ago=0):
        """Type ``@bot query`` in some chat; the id of the query."""
        id = self._query(self.inline, ago)
        sender = self.chats.user(user)
        asked = {"id": id, "from": sender, "query": query, "offset": offset, "chat_type": "sender"}
        self.updates.add("inline_query", asked)
        return id

    def _query(self, answers, ago):
        id = f"{next(self.ids):018d}"
        answers[id] = None
        self.asked_at[id] = time.monotonic() - ago
        return id

    def react(self, message, emoji, user=None):
        chat = message["chat"]
        self.updates.add(
            "message_reaction",
            {
                "chat": chat,
                "message_id": message["message_id"],
                "user": self.chats.user(user or abs(chat["id"])),
                "date": int(time.time()),
                "old_reaction": [],
                "new_reaction": [{"type": "emoji", "emoji": emoji}],
            },
        )

    def block(self, user=42):
        self.chats.blocked.add(user)
        self._member(user, "member", "kicked")

    def unblock(self, user=42):
        self.chats.blocked.discard(user)
        self._member(user, "kicked", "member")

    def add_bot(self, group, user, *, old="left", new="member"):
        """Put the bot into *group*, or change what it may do there."""
        self._member(group, old, new, user)

    def _member(self, chat, old, new, user=None):
        def member(status):
            facts = {"until_date": 0} if status == "kicked" else {}
            if status == "administrator":
                facts = dict.fromkeys(_RIGHTS, True) | {"is_anonymous": False}
            return {"user": self.chats.bot, "status": status, **facts}

        changed = {
            "chat": self.chats.opened(chat),
            "from": self.chats.user(user or chat),
            "date": int(time.time()),
            "old_chat_member": member(old),
            "new_chat_member": member(new),
        }
        self.updates.add("my_chat_member", changed)

    def migrate(self, group):
        """Turn a group into a supergroup; its new id."""
        new = -1_000_000_000_000 + group
        old = self.chats.opened(group)
        self.chats.move(group, new)
        told = self.chats.kept(old, self.chats.user(abs(group)), migrate_to_chat_id=new)
        self.updates.add("message", told)
        return new

    def transcript(self, chat=42, thread=None):
        return transcript(self.chats, chat, thread)

    def replies(self, chat=42):
        """What the bot has said in *chat*, as it stands now, oldest first."""
        mine = self.bot["id"]
        return [one for one in self.chats.messages(chat) if one["from"]["id"] == mine]

    def draft(self, chat=42, thread=0):
        """What of the bot's writing is seen in *chat*; None if nothing is."""
        text, since = self.drafting.get((chat, thread), (None, -DRAFT))
        return text if time.monotonic() - since < DRAFT else None

    async def wait(self, predicate, *, seconds=LAST_RESORT):
        """The first call, answered before or from now on, for which *predicate* holds."""
        at = 0

        def look():
            nonlocal at
            new, at = self.calls[at:], len(self.calls)
            return next(filter(predicate, new), None)

        return await self.signal.until(look, seconds)

    async def until(self, holds, *, seconds=LAST_RESORT):
        """What *holds* gives as soon as that is true; looked at after every call and update."""
        return await self.signal.until(holds, seconds)


def found(text):
    """The entities the server finds by itself in what a person writes."""
    matches = [(kind, match) for kind, rule in _FOUND.items() for match in rule.finditer(text)]
    return [
        {"type": kind, "offset": utf16(text[: match.start()]), "length": utf16(match.group())}
        for kind, match in sorted(matches, key=lambda one: one[1].start())
    ]


def _topic_made(chat, sender, thread):
    """What a message in a topic replies to when it replies to nothing: the topic's first one."""
    return {
        "message_id": thread,
        "from": sender,
        "chat": chat,
        "date": 1_700_000_000,
        "message_thread_id": thread,
        "is_topic_message": True,
        "forum_topic_created": {"name": "موضوع", "icon_color": 7322096},
    }
