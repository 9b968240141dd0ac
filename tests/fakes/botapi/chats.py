"""Chats, their messages, and what happened in them, in the order a person would see it."""

import itertools
import time
from collections import defaultdict

from tests.fakes.botapi.refusals import Refused, bad

_FIRST_SUPERGROUP = -1_000_000_000_000  # and below


class Chats:
    """
    events: of each chat, ``(kind, detail, thread)``: a message's id, a button pressed, a notice.
    """

    def __init__(self, bot):
        self.bot = bot
        self.names = {42: "ليلى"}
        self.languages = {}
        self.blocked = set()
        self.migrated = {}
        self.events = defaultdict(list)
        self._chats = {}
        self._messages = defaultdict(dict)  # by chat, then by id
        self._threads = defaultdict(set)
        self._ids = defaultdict(lambda: itertools.count(1))

    def user(self, id):
        name = self.names.get(id, f"قارئ {id}")
        return {
            "id": id,
            "is_bot": False,
            "first_name": name,
            "language_code": self.languages.get(id, "ar"),
        }

    def opened(self, id):
        """The chat *id*, which exists from now on; a positive one is with that person."""
        if id not in self._chats:
            if id > 0:
                facts = {"type": "private", "first_name": self.user(id)["first_name"]}
            elif id <= _FIRST_SUPERGROUP:
                facts = {"type": "supergroup", "title": "مجموعة"}
            else:
                facts = {"type": "group", "title": "مجموعة"}
            self._chats[id] = {"id": id, **facts}
        return self._chats[id]

    def addressed(self, call):
        """The chat that *call* is for. Raises Refused if the bot cannot speak there."""
        if not call.text("chat_id"):
            raise bad("chat_id is empty")
        id = call.chat
        if id in self.migrated:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.migrated[id],
            )
        if id not in self._chats:
            raise bad("chat not found")
        if id in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        return self._chats[id]

    def topic(self, chat, thread):
        """Open a topic of a forum, if it was not."""
        chat["is_forum"] = True
        self._threads[chat["id"]].add(thread)

    def thread(self, chat, id):
        """*id*, if there is such a topic. Raises Refused."""
        if id not in self._threads[chat["id"]]:
            raise bad("message thread not found")
        return id

    def kept(self, chat, sender, *, ago=0, **body):
        """A new message by *sender* in *chat*, sent *ago* seconds before now."""
        message = {
            "message_id": next(self._ids[chat["id"]]),
            "from": sender,
            "chat": chat,
            "date": int(time.time() - ago),
            **{name: value for name, value in body.items() if value},
        }
        self._messages[chat["id"]][message["message_id"]] = message
        self.happened(message, "message", message["message_id"])
        return message

    def happened(self, message, kind, detail):
        """Note an event at *message*, or of it."""
        thread = message.get("message_thread_id")
        self.events[message["chat"]["id"]].append((kind, detail, thread))

    def message(self, chat, id):
        """As it stands now, or None."""
        return self._messages[chat].get(id)

    def replace(self, message):
        self._messages[message["chat"]["id"]][message["message_id"]] = message

    def remove(self, chat, id):
        self._messages[chat].pop(id, None)

    def messages(self, chat):
        """Of *chat*, as they stand now, oldest first."""
        return list(self._messages[chat].values())

    def move(self, old, new):
        """Turn the group *old* into the supergroup *new*."""
        self.migrated[old] = new
        return self.opened(new)


def quoted(message):
    """*message* as it is shown inside a reply to it."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}
