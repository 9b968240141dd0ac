"""What the parts of one bot share."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from bot.app import Opened
from bot.conversation.memory import Memory
from bot.i18n.catalogue import Language
from bot.settings import Settings
from bot.telegram.api.client import Telegram
from bot.telegram.messages.entities import Post
from bot.telegram.messenger import Incoming
from bot.telegram.metrics import Metrics
from bot.telegram.state.follows import Follows
from bot.telegram.state.inbox import Inbox
from bot.telegram.state.people import People
from retrieval.index.journal import Journal
from retrieval.index.library import Library


@dataclass(frozen=True, slots=True)
class Context:
    """Made once, by the dispatcher, and handed to whoever answers."""

    telegram: Telegram
    opened: Opened
    settings: Settings
    metrics: Metrics
    inbox: Inbox
    people: People
    follows: Follows

    @property
    def library(self) -> Library:
        return self.opened.archive.library

    @property
    def journal(self) -> Journal:
        return self.library.journal

    @property
    def memory(self) -> Memory:
        return self.opened.memory


Reply = Sequence[Post] | str  # a text is set in the language of the interface
Command = Callable[[Context, Incoming, Language], Awaitable[Reply]]
