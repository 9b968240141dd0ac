"""
Telegram, through python-telegram-bot: how the bot speaks, and where it hears. Decides nothing.

Text goes out with entities and never with a parse mode: nothing in it can fail to parse. An update
is handed on before the next ``getUpdates`` (or the webhook's 200) confirms it, so whoever is told
can write it down first.
"""

import asyncio
import hashlib
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from telegram import (
    BotCommand,
    BotCommandScopeChat,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram import error as wire
from telegram.constants import ChatAction
from telegram.ext import Defaults, ExtBot, Updater
from telegram.helpers import create_deep_linked_url
from telegram.request import HTTPXRequest

from bot.settings import Settings
from bot.telegram.api.clock import Clock
from bot.telegram.api.errors import Migrated, call_in_time, call_server
from bot.telegram.api.failures import BadProxy, BadToken, PolledElsewhere, PortTaken
from bot.telegram.api.limiter import INTERIM, ChatLimiter
from bot.telegram.api.markup import entities, keyboard
from bot.telegram.api.pacing import Pacing
from bot.telegram.api.polling import Handle, PollingRequest, UpdateQueue, read_update
from bot.telegram.api.watch import Watch, reached
from bot.telegram.messages.posts import Post
from bot.telegram.messenger import Chat, Document, InlineResult, Missing, Refused
from bot.telegram.metrics import Metrics
from bot.telegram.web import closed, serve_updates
from retrieval.reasons import of_system

# What the server is asked for.
UPDATES = (
    *("message", "edited_message", "callback_query", "inline_query"),
    *("my_chat_member", "message_reaction"),
)
_DEFAULTS = Defaults(
    link_preview_options=LinkPreviewOptions(is_disabled=True), allow_sending_without_reply=True
)
_POLL = 25  # seconds a getUpdates waits
_ACROSS = 64  # connections at once
_SLOWEST = 30.0  # seconds for an answer: who gives up too soon sends again what was shown


class Telegram:
    """
    One bot: ``connect``, then ``listen`` until ``stopped`` is set, ``stop_listening``, ``close``.

    failure: why it stopped by itself. pacing: when each chat may be written to.
    """

    def __init__(self, settings: Settings, metrics: Metrics, pacing: Pacing | None = None) -> None:
        assert settings.telegram_token is not None
        self._settings = settings
        self._metrics = metrics
        clock = Clock()
        self.now = clock.now
        proxy = settings.telegram_proxy
        root = (settings.telegram_api_url or "https://api.telegram.org").rstrip("/")
        try:
            self._polling = PollingRequest(
                lambda: self._watch.refused(), lambda: self._fail(BadToken()), metrics, proxy
            )
            request = HTTPXRequest(
                connection_pool_size=_ACROSS,
                pool_timeout=10.0,
                read_timeout=_SLOWEST,
                proxy=proxy,
                httpx_kwargs={"event_hooks": {"response": [clock.read]}},
            )
        except ValueError as error:  # the environment names a proxy of another kind
            raise BadProxy from error
        self._bot = ExtBot(
            settings.telegram_token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=request,
            get_updates_request=self._polling,
            defaults=_DEFAULTS,
            rate_limiter=ChatLimiter(pacing or Pacing(time.monotonic()), metrics),
        )
        self._updater: Updater | None = None
        self._webhook: Any = None
        self._watch = Watch(self._bot.get_me, lambda: self._fail(BadToken()))
        self._moved: dict[int, int] = {}  # groups that have another id now
        self._sent_since: set[tuple[int, int]] = set()  # sent there, in the name of the old one
        self.failure: Exception | None = None
        self.stopped = asyncio.Event()

    async def connect(self) -> None:
        """Reach the server, however long that takes. Raises BadToken."""
        try:
            await reached(self._bot.initialize)
        except wire.InvalidToken as error:
            raise BadToken from error

    async def close(self) -> None:
        await self._bot.shutdown()

    # --- hearing ---

    async def listen(self, handle: Handle) -> None:
        """
        Begin to hand updates to *handle*, each before the server is told that it arrived.

        Raises PortTaken.
        """
        updates = UpdateQueue(self._bot.bot, handle, self._fail, self._metrics)
        if self._settings.telegram_webhook:
            await self._listen_on_webhook(self._settings.telegram_webhook, updates)
            return
        self._updater = Updater(self._bot, updates)
        await self._updater.initialize()
        await self._updater.start_polling(
            timeout=_POLL,
            allowed_updates=UPDATES,
            bootstrap_retries=-1,
            error_callback=self._poll_failed,
        )

    async def _listen_on_webhook(self, url: str, updates: UpdateQueue) -> None:
        async def take(raw: bytes) -> None:
            if update := read_update(raw, self._metrics):
                await updates.put(update)

        secret = _secret(self._settings.telegram_token or "")
        listen = self._settings.telegram_listen
        assert listen is not None
        try:
            self._webhook = serve_updates(listen, urlsplit(url).path.strip("/"), secret, take)
        except OSError as error:
            why, setting = of_system(error), "RAWI_TELEGRAM_LISTEN"
            raise PortTaken(port=listen[1], why=why, setting=setting) from error
        await reached(
            lambda: self._bot.set_webhook(url, allowed_updates=UPDATES, secret_token=secret)
        )
        self._watch.start()

    async def stop_listening(self) -> None:
        """
        Take nothing more; what was handed on is confirmed.

        Unless another bot took over: to confirm is to poll, and that would stop it in its turn.
        """
        if isinstance(self.failure, PolledElsewhere):
            await self._polling.shutdown()
        if self._updater is not None and self._updater.running:
            await self._updater.stop()
        self._watch.stop()
        if self._webhook is not None:
            await closed(self._webhook)

    def hearing(self) -> bool:
        """Whether updates are asked for, or can arrive."""
        if self._settings.telegram_webhook:
            return self._webhook is not None and self._watch.reached
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
            sent = await call_server(
                self._bot.send_message(
                    to,
                    post.text,
                    message_thread_id=chat.topic,
                    entities=entities(post),
                    reply_markup=keyboard(post),
                    reply_to_message_id=known,
                )
            )
        except Migrated as error:
            self._moved[chat.id] = error.chat
            return await self.send(chat, post)
        if to != chat.id:
            self._sent_since.add((chat.id, sent.message_id))
        return int(sent.message_id)

    async def edit(self, chat: Chat, message: int, post: Post, *, interim: bool = False) -> None:
        try:
            await call_server(
                self._bot.edit_message_text(
                    post.text,
                    self._current_chat(chat, message),
                    message,
                    entities=entities(post),
                    reply_markup=keyboard(post),
                    rate_limit_args=INTERIM if interim else None,
                )
            )
        except Migrated as error:
            self._moved[chat.id] = error.chat
            raise Missing from error
        except Refused as error:
            if "not modified" not in str(error):
                raise

    async def draft(self, chat: Chat, draft: int, post: Post) -> None:
        await call_server(
            self._bot.send_message_draft(
                chat.id,
                draft,
                post.text,
                message_thread_id=chat.topic,
                entities=entities(post),
                rate_limit_args=INTERIM,
            )
        )

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
                InputTextMessageContent(one.post.text, entities=entities(one.post)),
                description=one.about,
            )
            for one in inline_results
        ]
        await call_in_time(
            self._bot.answer_inline_query(query, results, cache_time=60, is_personal=True)
        )

    def link(self, payload: str) -> str:
        return create_deep_linked_url(self._bot.username, payload)

    async def fetch(self, document: Document, path: Path) -> None:
        async def download() -> None:
            file = await self._bot.get_file(document.id)
            await file.download_to_drive(path)

        await call_server(download())

    async def list_commands(
        self, commands: Sequence[tuple[str, str]], language: str | None, chat: int | None = None
    ) -> None:
        """Tell the server what its menu lists, in *chat* or everywhere else."""
        await call_server(
            self._bot.set_my_commands(
                [BotCommand(*one) for one in commands],
                scope=None if chat is None else BotCommandScopeChat(chat),
                language_code=language,
            )
        )

    async def describe(self, about: str, language: str | None) -> None:
        """Tell the server what to show of the bot, to readers of *language* or to all others."""
        await call_server(self._bot.set_my_description(about, language_code=language))
        await call_server(self._bot.set_my_short_description(about[:120], language_code=language))


def _secret(token: str) -> str:
    """What the server must send along with a webhook's updates: nobody else can know it."""
    return hashlib.blake2b(token.encode(), digest_size=24, person=b"rawi-webhook").hexdigest()
