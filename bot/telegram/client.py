"""
Telegram, through python-telegram-bot: how the bot speaks, and where it hears. Decides nothing.

Text goes out with entities and never with a parse mode: nothing in it can fail to parse. An update
is handed on before the next ``getUpdates`` (or the webhook's 200) confirms it, so whoever is told
can write it down first.
"""

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from telegram import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyParameters,
)
from telegram import error as wire
from telegram.constants import ChatAction
from telegram.ext import BaseRateLimiter, ExtBot, Updater
from telegram.request import HTTPXRequest

from bot.settings import Settings
from bot.telegram.logging import note
from bot.telegram.messenger import (
    Document,
    Flooded,
    Gone,
    MessengerError,
    Missing,
    Offer,
    Refused,
    Spot,
    Unsent,
    Unsure,
)
from bot.telegram.metrics import Metrics
from bot.telegram.pacing import Pacing
from bot.telegram.polling import Arrivals, Hear, Polls
from bot.telegram.posts import Post
from retrieval.errors import ServiceError, UsageError

UPDATES = ("message", "callback_query", "inline_query")  # what the server is asked for
_INTERIM = "interim"
_COUNTED = {"sendMessage", "editMessageText", "deleteMessage"}
_PREVIEW = LinkPreviewOptions(is_disabled=True)
_POLL = 25  # seconds a getUpdates waits
_ACROSS = 64  # connections at once
_UNREACHABLE = (
    *("chat not found", "user is deactivated", "bot was kicked", "not enough rights"),
    *("message thread not found", "topic_closed", "topic_deleted", "chat_write_forbidden"),
)


class BadToken(UsageError):
    ar = "لا يعرف تلغرام هذا البوت. انسخ المفتاح من BotFather إلى RAWI_TELEGRAM_TOKEN."
    en = "Telegram does not know this bot. Copy its token from BotFather to RAWI_TELEGRAM_TOKEN."


class PolledElsewhere(ServiceError):
    ar = "تعمل نسخة أخرى من هذا البوت الآن. أوقفها، أو أعطِ هذه مفتاح بوت آخر."
    en = "Another instance of this bot is running. Stop it, or give this one another bot's token."


class Telegram:
    """
    One bot: ``connect``, then ``listen`` until ``stopped`` is set, ``deafen``, ``close``.

    failure: why it stopped by itself.
    """

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        assert settings.telegram_token is not None
        self._settings = settings
        root = (settings.telegram_api_url or "https://api.telegram.org").rstrip("/")
        self._polls = Polls(lambda: self._fail(BadToken()), metrics)
        self._bot = ExtBot(
            settings.telegram_token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=HTTPXRequest(connection_pool_size=_ACROSS, pool_timeout=10.0),
            get_updates_request=self._polls,
            rate_limiter=_PerChat(Pacing(), metrics),
        )
        self._updater: Updater | None = None
        self._moved: dict[int, int] = {}  # groups that have another id now
        self._followed: set[tuple[int, int]] = set()  # sent there, in the name of the old one
        self.failure: Exception | None = None
        self.stopped = asyncio.Event()

    async def connect(self) -> None:
        """Reach the server, however long that takes. Raises BadToken."""
        wait = 1.0
        while True:
            try:
                await self._bot.initialize()
                return
            except wire.InvalidToken as error:
                raise BadToken from error
            except wire.TelegramError as error:
                note("unreachable", level=logging.WARNING, kind=type(error).__name__)
                await asyncio.sleep(wait)
                wait = min(30.0, 2 * wait)

    async def close(self) -> None:
        await self._bot.shutdown()

    # --- hearing ---

    async def listen(self, hear: Hear) -> None:
        """Begin to hand updates to *hear*, each before the server is told that it arrived."""
        updates = Arrivals(self._bot.bot, hear, self._fail)
        self._updater = Updater(self._bot, updates)
        await self._updater.initialize()
        settings = self._settings
        if settings.telegram_webhook:
            host, port = settings.telegram_listen
            await self._updater.start_webhook(
                listen=host,
                port=port,
                url_path=urlsplit(settings.telegram_webhook).path.strip("/"),
                webhook_url=settings.telegram_webhook,
                secret_token=_secret(settings.telegram_token or ""),
                allowed_updates=UPDATES,
                bootstrap_retries=-1,
            )
        else:
            await self._updater.start_polling(
                timeout=_POLL,
                allowed_updates=UPDATES,
                bootstrap_retries=-1,
                error_callback=self._poll_failed,
            )

    async def deafen(self) -> None:
        """
        Hear nothing more; what was handed on is confirmed.

        Unless another bot took over: to confirm is to poll, and that would stop it in its turn.
        """
        if isinstance(self.failure, PolledElsewhere):
            await self._polls.shutdown()
        if self._updater is not None and self._updater.running:
            await self._updater.stop()

    def _poll_failed(self, error: wire.TelegramError) -> None:
        if isinstance(error, wire.Conflict):
            self._fail(PolledElsewhere())

    def _fail(self, error: Exception) -> None:
        self.failure = self.failure or error
        self.stopped.set()

    # --- speaking: ``bot.telegram.messenger.Messenger`` ---

    async def send(self, spot: Spot, post: Post, *, reply_to: int | None = None) -> int:
        chat = self._moved.get(spot.chat, spot.chat)
        # Numbers begin anew in a group that moved: the same one is another message.
        known = reply_to if chat == spot.chat else None
        try:
            sent: Message = await _spoken(
                self._bot.send_message(
                    chat,
                    post.text,
                    message_thread_id=spot.topic,
                    entities=_entities(post),
                    reply_markup=_keyboard(post),
                    reply_parameters=ReplyParameters(known, allow_sending_without_reply=True)
                    if known
                    else None,
                    link_preview_options=_PREVIEW,
                )
            )
        except _Moved as error:
            self._moved[spot.chat] = error.chat
            return await self.send(spot, post)
        if chat != spot.chat:
            self._followed.add((spot.chat, sent.message_id))
        return sent.message_id

    async def edit(self, spot: Spot, message: int, post: Post, *, interim: bool = False) -> None:
        try:
            await _spoken(
                self._bot.edit_message_text(
                    post.text,
                    self._whereabouts(spot, message),
                    message,
                    entities=_entities(post),
                    reply_markup=_keyboard(post),
                    link_preview_options=_PREVIEW,
                    rate_limit_args=_INTERIM if interim else None,
                )
            )
        except _Moved as error:
            self._moved[spot.chat] = error.chat
            raise Missing from error
        except Refused as error:
            if "not modified" not in str(error):
                raise

    async def delete(self, spot: Spot, message: int) -> None:
        await _spoken(self._bot.delete_message(self._whereabouts(spot, message), message))

    def _whereabouts(self, spot: Spot, message: int) -> int:
        """The id of the chat where *message* stands. Raises Missing if it was left behind."""
        if spot.chat not in self._moved:
            return spot.chat
        if (spot.chat, message) not in self._followed:
            raise Missing
        return self._moved[spot.chat]

    async def typing(self, spot: Spot) -> None:
        await _spoken(
            self._bot.send_chat_action(spot.chat, ChatAction.TYPING, message_thread_id=spot.topic)
        )

    async def acknowledge(
        self, press: str, text: str | None = None, *, alert: bool = False
    ) -> None:
        await _in_time(self._bot.answer_callback_query(press, text, show_alert=alert))

    async def offer(self, query: str, offers: Sequence[Offer]) -> None:
        results = [
            InlineQueryResultArticle(
                one.id,
                one.title,
                InputTextMessageContent(
                    one.post.text, entities=_entities(one.post), link_preview_options=_PREVIEW
                ),
                description=one.about,
            )
            for one in offers
        ]
        await _in_time(
            self._bot.answer_inline_query(query, results, cache_time=60, is_personal=True)
        )

    async def fetch(self, document: Document, path: Path) -> None:
        async def download() -> None:
            file = await self._bot.get_file(document.id)
            await file.download_to_drive(path)

        await _spoken(download())

    async def introduce(
        self, commands: Sequence[tuple[str, str]], about: str, language: str | None
    ) -> None:
        """Tell the server what to show of the bot, to readers of *language* or to all others."""
        await _spoken(
            self._bot.set_my_commands(
                [BotCommand(*one) for one in commands], language_code=language
            )
        )
        await _spoken(self._bot.set_my_description(about, language_code=language))
        await _spoken(self._bot.set_my_short_description(about[:120], language_code=language))


class _Moved(Gone):
    """The group has another id now."""

    def __init__(self, chat: int) -> None:
        super().__init__()
        self.chat = chat


class _PerChat(BaseRateLimiter[str]):
    """Each chat's own pace; an interim edit is dropped rather than late."""

    def __init__(self, pacing: Pacing, metrics: Metrics) -> None:
        self._pacing = pacing
        self._metrics = metrics

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Any:
        chat = data.get("chat_id")
        if endpoint not in _COUNTED or not isinstance(chat, int):
            return await callback(*args, **kwargs)
        while wait := self._pacing.wait(chat, time.monotonic()):
            if rate_limit_args == _INTERIM:
                raise Flooded(wait)
            await asyncio.sleep(wait)
        self._pacing.take(chat, time.monotonic())
        try:
            return await callback(*args, **kwargs)
        except wire.RetryAfter as error:
            self._metrics.flooded()
            now = time.monotonic()
            self._pacing.hold(chat, now + _seconds(error), now)
            raise


def _entities(post: Post) -> list[MessageEntity]:
    return [MessageEntity(one.type, one.offset, one.length, url=one.url) for one in post.entities]


def _keyboard(post: Post) -> InlineKeyboardMarkup | None:
    if not post.rows:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button.text, callback_data=button.data) for button in row]
            for row in post.rows
        ]
    )


async def _spoken(call: Awaitable[Any]) -> Any:
    """What *call* returns, its failures told in the messenger's words."""
    try:
        return await call
    except wire.TelegramError as error:
        raise _told(error) from error


async def _in_time(call: Awaitable[Any]) -> None:
    """An answer to a press or a query; after some seconds the server no longer wants it."""
    try:
        await _spoken(call)
    except Refused as error:
        if "query is too old" not in str(error):
            raise


def _told(error: wire.TelegramError) -> MessengerError:
    """
    What *error* means for the message.

    Its words are kept only where they come from the server: a library's may hold an address with
    the token in it.
    """
    said = str(error).lower()
    match error:
        case wire.RetryAfter():
            return Flooded(_seconds(error))
        case wire.ChatMigrated(new_chat_id=chat):
            return _Moved(chat)
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


def _seconds(error: wire.RetryAfter) -> float:
    after = error._retry_after  # the public property warns on every use until version 23
    return after.total_seconds() + 0.1


def _secret(token: str) -> str:
    """What the server must send along with a webhook's updates: nobody else can know it."""
    return hashlib.blake2b(token.encode(), digest_size=24, person=b"rawi-webhook").hexdigest()
