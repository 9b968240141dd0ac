"""
Telegram, through python-telegram-bot: how the bot speaks, and where it hears. Decides nothing.

Text goes out with entities and never with a parse mode: nothing in it can fail to parse. An update
is handed on before the next ``getUpdates`` (or the webhook's 200) confirms it, so whoever is told
can write it down first.
"""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from telegram import (
    BotCommand,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram import error as wire
from telegram.constants import ChatAction
from telegram.ext import ExtBot, Updater
from telegram.request import HTTPXRequest

from bot.settings import Settings
from bot.telegram.api.errors import Migrated, call_in_time, call_server
from bot.telegram.api.limiter import INTERIM, ChatLimiter
from bot.telegram.api.markup import entities, keyboard
from bot.telegram.api.pacing import Pacing
from bot.telegram.api.polling import Handle, PollingRequest, UpdateQueue
from bot.telegram.logging import log_event
from bot.telegram.messages.posts import Post
from bot.telegram.messenger import (
    Chat,
    Document,
    InlineResult,
    Missing,
    Refused,
)
from bot.telegram.metrics import Metrics
from retrieval.errors import ServiceError, UsageError

UPDATES = ("message", "callback_query", "inline_query")  # what the server is asked for
_PREVIEW = LinkPreviewOptions(is_disabled=True)
_POLL = 25  # seconds a getUpdates waits
_ACROSS = 64  # connections at once


class BadToken(UsageError):
    ar = "لا يعرف تلغرام هذا البوت. انسخ المفتاح من BotFather إلى RAWI_TELEGRAM_TOKEN."
    en = "Telegram does not know this bot. Copy its token from BotFather to RAWI_TELEGRAM_TOKEN."


class PolledElsewhere(ServiceError):
    ar = "تعمل نسخة أخرى من هذا البوت الآن. أوقفها، أو أعطِ هذه مفتاح بوت آخر."
    en = "Another instance of this bot is running. Stop it, or give this one another bot's token."


class Telegram:
    """
    One bot: ``connect``, then ``listen`` until ``stopped`` is set, ``stop_listening``, ``close``.

    failure: why it stopped by itself.
    """

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        assert settings.telegram_token is not None
        self._settings = settings
        root = (settings.telegram_api_url or "https://api.telegram.org").rstrip("/")
        self._polling = PollingRequest(lambda: self._fail(BadToken()), metrics)
        self._bot = ExtBot(
            settings.telegram_token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=HTTPXRequest(connection_pool_size=_ACROSS, pool_timeout=10.0),
            get_updates_request=self._polling,
            rate_limiter=ChatLimiter(Pacing(), metrics),
        )
        self._updater: Updater | None = None
        self._moved: dict[int, int] = {}  # groups that have another id now
        self._sent_since: set[tuple[int, int]] = set()  # sent there, in the name of the old one
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
                log_event("unreachable", level=logging.WARNING, kind=type(error).__name__)
                await asyncio.sleep(wait)
                wait = min(30.0, 2 * wait)

    async def close(self) -> None:
        await self._bot.shutdown()

    # --- hearing ---

    async def listen(self, handle: Handle) -> None:
        """Begin to hand updates to *handle*, each before the server is told that it arrived."""
        updates = UpdateQueue(self._bot.bot, handle, self._fail)
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

    async def stop_listening(self) -> None:
        """
        Take nothing more; what was handed on is confirmed.

        Unless another bot took over: to confirm is to poll, and that would stop it in its turn.
        """
        if isinstance(self.failure, PolledElsewhere):
            await self._polling.shutdown()
        if self._updater is not None and self._updater.running:
            await self._updater.stop()

    def hearing(self) -> bool:
        """Whether updates are asked for, or can arrive."""
        if self._settings.telegram_webhook:
            return self._updater is not None and self._updater.running
        return self._polling.asking()

    def _poll_failed(self, error: wire.TelegramError) -> None:
        if isinstance(error, wire.Conflict):
            self._fail(PolledElsewhere())

    def _fail(self, error: Exception) -> None:
        self.failure = self.failure or error
        self.stopped.set()

    # --- speaking: ``bot.telegram.messenger.Messenger`` ---

    async def send(self, chat: Chat, post: Post, *, reply_to: int | None = None) -> int:
        to = self._moved.get(chat.id, chat.id)
        # Numbers begin anew in a group that moved: the same one is another message.
        known = reply_to if to == chat.id else None
        try:
            sent: Message = await call_server(
                self._bot.send_message(
                    to,
                    post.text,
                    message_thread_id=chat.topic,
                    entities=entities(post),
                    reply_markup=keyboard(post),
                    reply_parameters=ReplyParameters(known, allow_sending_without_reply=True)
                    if known
                    else None,
                    link_preview_options=_PREVIEW,
                )
            )
        except Migrated as error:
            self._moved[chat.id] = error.chat
            return await self.send(chat, post)
        if to != chat.id:
            self._sent_since.add((chat.id, sent.message_id))
        return sent.message_id

    async def edit(self, chat: Chat, message: int, post: Post, *, interim: bool = False) -> None:
        try:
            await call_server(
                self._bot.edit_message_text(
                    post.text,
                    self._current_chat(chat, message),
                    message,
                    entities=entities(post),
                    reply_markup=keyboard(post),
                    link_preview_options=_PREVIEW,
                    rate_limit_args=INTERIM if interim else None,
                )
            )
        except Migrated as error:
            self._moved[chat.id] = error.chat
            raise Missing from error
        except Refused as error:
            if "not modified" not in str(error):
                raise

    async def delete(self, chat: Chat, message: int) -> None:
        await call_server(self._bot.delete_message(self._current_chat(chat, message), message))

    def _current_chat(self, chat: Chat, message: int) -> int:
        """The id of the chat where *message* stands. Raises Missing if it was left behind."""
        if chat.id not in self._moved:
            return chat.id
        if (chat.id, message) not in self._sent_since:
            raise Missing
        return self._moved[chat.id]

    async def typing(self, chat: Chat) -> None:
        await call_server(
            self._bot.send_chat_action(chat.id, ChatAction.TYPING, message_thread_id=chat.topic)
        )

    async def acknowledge(
        self, press: str, text: str | None = None, *, alert: bool = False
    ) -> None:
        await call_in_time(self._bot.answer_callback_query(press, text, show_alert=alert))

    async def offer(self, query: str, inline_results: Sequence[InlineResult]) -> None:
        results = [
            InlineQueryResultArticle(
                one.id,
                one.title,
                InputTextMessageContent(
                    one.post.text, entities=entities(one.post), link_preview_options=_PREVIEW
                ),
                description=one.about,
            )
            for one in inline_results
        ]
        await call_in_time(
            self._bot.answer_inline_query(query, results, cache_time=60, is_personal=True)
        )

    async def fetch(self, document: Document, path: Path) -> None:
        async def download() -> None:
            file = await self._bot.get_file(document.id)
            await file.download_to_drive(path)

        await call_server(download())

    async def introduce(
        self, commands: Sequence[tuple[str, str]], about: str, language: str | None
    ) -> None:
        """Tell the server what to show of the bot, to readers of *language* or to all others."""
        await call_server(
            self._bot.set_my_commands(
                [BotCommand(*one) for one in commands], language_code=language
            )
        )
        await call_server(self._bot.set_my_description(about, language_code=language))
        await call_server(self._bot.set_my_short_description(about[:120], language_code=language))


def _secret(token: str) -> str:
    """What the server must send along with a webhook's updates: nobody else can know it."""
    return hashlib.blake2b(token.encode(), digest_size=24, person=b"rawi-webhook").hexdigest()
