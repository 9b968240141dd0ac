"""What python-telegram-bot's errors mean for the message that met them, and why a bot cannot run."""

from collections.abc import Awaitable
from typing import Any

from telegram import error as wire

from bot.telegram.messenger import Flooded, Gone, MessengerError, Missing, Refused, Unsent, Unsure
from retrieval.errors import ServiceError, UsageError

_UNREACHABLE = (
    *("chat not found", "user is deactivated", "bot was kicked", "not enough rights"),
    *("message thread not found", "topic_closed", "topic_deleted", "chat_write_forbidden"),
)


class Migrated(Gone):
    """The group has another id now."""

    def __init__(self, chat: int) -> None:
        super().__init__()
        self.chat = chat


async def call_server(call: Awaitable[Any]) -> Any:
    """What *call* returns, its failures told in the messenger's words."""
    try:
        return await call
    except wire.TelegramError as error:
        raise _messenger_error(error) from error


async def call_in_time(call: Awaitable[Any]) -> None:
    """An answer to a press or a query; after some seconds the server no longer wants it."""
    try:
        await call_server(call)
    except Refused as error:
        if "query is too old" not in str(error):
            raise


def _messenger_error(error: wire.TelegramError) -> MessengerError:
    """
    What *error* means for the message.

    Its words are kept only where they come from the server: a library's may hold an address with
    the token in it.
    """
    said = str(error).lower()
    match error:
        case wire.RetryAfter():
            return Flooded(flood_seconds(error))
        case wire.ChatMigrated(new_chat_id=chat):
            return Migrated(chat)
        case wire.InvalidToken():  # or a proxy's 404; whether it lasts, who polls or watches finds out
            return Unsent()
        case wire.Forbidden():
            return Gone()
        case wire.BadRequest() if "message to edit not found" in said:
            return Missing()
        case wire.BadRequest() if any(words in said for words in _UNREACHABLE):
            return Gone()
        case wire.BadRequest():
            return Refused(said)
        case wire.NetworkError():
            never_left = ("ConnectError", "ConnectTimeout", "PoolTimeout")
            return Unsent() if type(error.__cause__).__name__ in never_left else Unsure()
    return Refused(type(error).__name__)


def flood_seconds(error: wire.RetryAfter) -> float:
    after = error._retry_after  # the public property warns on every use until version 23
    return after.total_seconds() + 0.1


class BadToken(UsageError):
    en = "Telegram does not know this bot. Copy its token from BotFather to RAWI_TELEGRAM_TOKEN."


class BadProxy(UsageError):
    en = "The proxy in RAWI_TELEGRAM_PROXY or the environment is of no known kind: http://HOST:PORT or socks5://HOST:PORT."


class PortTaken(ServiceError):
    en = "Port {port} could not be opened ({why}). Choose another in {setting}."


class NoListen(UsageError):
    en = "RAWI_TELEGRAM_WEBHOOK needs RAWI_TELEGRAM_LISTEN: the host and port where the bot listens, such as 127.0.0.1:8080."


class PolledElsewhere(ServiceError):
    en = "Another instance of this bot is running. Stop it, or give this one another bot's token."


class NoToken(UsageError):
    en = "There is no bot token. Get one from BotFather in Telegram and put it in RAWI_TELEGRAM_TOKEN."


class BotRunning(ServiceError):
    en = "Another bot is running from {path} now ({holder}). Stop it first."
