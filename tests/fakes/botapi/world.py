"""Everything one Telegram knows: the bot, its chats, and what is on its way to it."""

import itertools
from collections import defaultdict

from tests.fakes.botapi.chats import Chats
from tests.fakes.botapi.faults import Faults
from tests.fakes.botapi.floods import LIMITS, Floods
from tests.fakes.botapi.signals import Signal
from tests.fakes.botapi.updates import Updates

TOKEN = "123456:TEST-token_abcdefghijklmnopqrstuvwxyz0"
USERNAME = "rawi_test_bot"


class World:
    """
    limits: how often the bot may speak (``floods``); ``{}`` for no limits.
    without_drafts: why it has none, as an older one says; empty where it has.
    privacy: whether in groups it hears only what is meant for it.
    calls: everything the bot asked for but getUpdates, once it was answered, in order.
    drafts: the texts of each draft, by chat and draft id.
    drafting: the draft that stands in each chat and thread, and since when.
    callbacks: what the bot answered to each button pressed; None while it has not.
    inline: the results it gave to each inline query; None while it has not.
    actions: ``(chat, thread, action)`` as they were sent.
    """

    def __init__(self, *, token=TOKEN, limits=LIMITS, privacy=True, without_drafts=""):
        self.token = token
        self.without_drafts = without_drafts
        self.bot = {
            "id": int(token.split(":")[0]),
            "is_bot": True,
            "first_name": "راوي",
            "username": USERNAME,
            "can_join_groups": True,
            "can_read_all_group_messages": not privacy,
            "supports_inline_queries": True,
        }
        self.signal = Signal()
        self.updates = Updates(self.signal)
        self.chats = Chats(
            {key: self.bot[key] for key in ("id", "is_bot", "first_name", "username")}
        )
        self.floods = Floods(limits)
        self.faults = Faults()
        self.calls = []
        self.drafts = defaultdict(list)
        self.drafting = {}
        self.callbacks = {}
        self.pressed = {}  # the message of each callback query
        self.asked_at = {}  # of callback and inline queries: monotonic seconds
        self.inline = {}
        self.actions = []
        self.reactions = {}
        self.files = {}
        self.commands = {}
        self.profile = {}
        self.ids = itertools.count(1)
