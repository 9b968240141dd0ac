"""What Telegram brings to Rawi, and why a message was not shown; knows no library of its."""

from dataclasses import dataclass

from bot.telegram.messages.entities import Post


@dataclass(frozen=True, slots=True)
class Chat:
    """
    Where messages stand.

    id: of a person, or below 0 of a group. topic: of either, where there are any.
    """

    id: int
    topic: int | None = None

    @property
    def group(self) -> bool:
        return self.id < 0


@dataclass(frozen=True, slots=True)
class Document:
    """A file somebody sent. size: bytes."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """
    A message meant for the bot.

    update: its number, the same however often it is delivered.
    message: its id in the chat.
    at: when it was written, in seconds since 1970.
    command: without ``/`` and the bot's name, in lower case; ``text`` is what follows it.
    reply_to: the message it answers.
    language: of the writer's Telegram, as a code; None if it was not told.
    edited: whether an older message reads so now. forwarded: whether it was first said elsewhere.
    record: what ``/add`` is to put into the archive besides links and documents, as a JSON record.
    """

    update: int
    chat: Chat
    person: int
    message: int
    at: float
    text: str = ""
    command: str | None = None
    reply_to: int | None = None
    document: Document | None = None
    language: str | None = None
    edited: bool = False
    forwarded: bool = False
    record: dict[str, str] | None = None

    @property
    def asks(self) -> bool:
        return self.command in (None, "ask")

    @property
    def conversation(self) -> str:
        return conversation(self.person, self.chat)


@dataclass(frozen=True, slots=True)
class Reaction:
    """Somebody put 👍 or 👎 on *message*. verdict: ``+`` or ``-``."""

    chat: Chat
    person: int
    message: int
    verdict: str


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """A button of *message* was pressed. id: to answer it by."""

    update: int
    id: str
    chat: Chat
    person: int
    message: int
    data: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class InlineQuery:
    """Somebody writes a question to the bot in another chat. id: to answer it by."""

    id: str
    person: int
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """Somebody put the bot, whose name is *name*, into a group."""

    chat: Chat
    person: int
    name: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Migration:
    """A group has another id from now on. former: the one it had."""

    former: int
    chat: int


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One result shown to whoever queried. id: at most 64 bytes, unique among them."""

    id: str
    title: str
    about: str
    post: Post


Event = Incoming | Migration | ButtonPress | InlineQuery | Added | Reaction


def conversation(person: int, chat: Chat) -> str:
    """Whose memory it is: one person's, in one topic of one chat."""
    return f"telegram/{person}{chat_suffix(chat)}"


def chat_suffix(chat: Chat) -> str:
    """
    What the keys of all conversations in *chat* end with, and no others.

    >>> conversation(7, Chat(-100, 3)).endswith(chat_suffix(Chat(-100, 3)))
    True
    """
    return f"/{chat.id}/{chat.topic or 0}"


def person_prefix(person: int) -> str:
    """
    What the keys of all that is kept of *person* begin with, and nobody else's.

    >>> conversation(7, Chat(-100, 3)).startswith(person_prefix(7))
    True
    """
    return f"telegram/{person}/"


class MessengerError(Exception):
    """A message that was not shown, or may not have been."""


class Flooded(MessengerError):
    """Too much was said; nothing of this was shown. seconds: until the chat may be written to again."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"flooded for {seconds} s")
        self.seconds = seconds


class Unsent(MessengerError):
    """The server was never reached: to try again is safe."""


class Unsure(MessengerError):
    """The line broke after the request had gone out: to send again may show it twice, to edit does no harm."""


class Missing(MessengerError):
    """The message to change was deleted."""


class Gone(MessengerError):
    """Blocked, deleted or thrown out: there is nobody to tell."""


class Refused(MessengerError):
    """The server will not show this, however often it is tried."""
