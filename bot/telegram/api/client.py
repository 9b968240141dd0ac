"""
Telegram, through python-telegram-bot: how the bot speaks, and where it hears. Decides nothing.

Text goes out with entities and never with a parse mode: nothing in it can fail to parse.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from telegram import (
    BotCommand,
    BotCommandScopeChat,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from telegram import error as wire
from telegram.constants import ChatAction
from telegram.ext import Defaults, ExtBot
from telegram.helpers import create_deep_linked_url
from telegram.request import HTTPXRequest

from bot.settings import Settings
from bot.telegram.api.errors import BadProxy, BadToken, Migrated, call_in_time, call_server
from bot.telegram.api.limiter import INTERIM, ChatLimiter
from bot.telegram.api.markup import entities, keyboard
from bot.telegram.api.pacing import Pacing
from bot.telegram.api.polling import Polling
from bot.telegram.api.updates import read_event
from bot.telegram.api.watch import Clock, Watch, reached
from bot.telegram.api.webhook import Webhook
from bot.telegram.logging import log_event
from bot.telegram.messages.entities import Post
from bot.telegram.messenger import Chat, Document, Event, InlineResult, Missing, Refused
from bot.telegram.metrics import Metrics

_DEFAULTS = Defaults(
    link_preview_options=LinkPreviewOptions(is_disabled=True), allow_sending_without_reply=True
)
_ACROSS = 64  # connections at once
_SLOWEST = 30.0  # seconds for an answer: who gives up too soon sends again what was shown


class Telegram:
    """
    One bot: ``connect``, then ``listen`` until ``stopped`` is set, ``stop_listening``, ``close``.

    failure: why it stopped by itself. pacing: when each chat may be written to.
    """

    def __init__(self, settings: Settings, metrics: Metrics, pacing: Pacing | None = None) -> None:
        assert settings.telegram_token is not None
        self._metrics = metrics
        clock = Clock()
        self.now = clock.now
        proxy = settings.telegram_proxy
        root = (settings.telegram_api_url or "https://api.telegram.org").rstrip("/")
        try:
            polling = HTTPXRequest(connection_pool_size=4, proxy=proxy)  # a broken one may linger
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
            get_updates_request=polling,
            defaults=_DEFAULTS,
            rate_limiter=ChatLimiter(pacing or Pacing(time.monotonic()), metrics),
        )
        self._watch = Watch(self._bot.get_me)
        self._listening = (
            Webhook(self._bot, settings, self._watch, self._take)
            if settings.telegram_webhook
            else Polling(self._bot, polling, self._watch, self._take)
        )
        self.hearing = self._listening.hears
        self._handle: Callable[[Event], Awaitable[None]] | None = None
        self._task: asyncio.Task[None] | None = None
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

    async def listen(self, handle: Callable[[Event], Awaitable[None]]) -> None:
        """
        Begin to hand updates to *handle*, each before the server is told that it arrived.

        Raises PortTaken.
        """
        self._handle = handle
        await self._listening.start()
        self._task = asyncio.create_task(self._listen())

    async def stop_listening(self) -> None:
        """Take nothing more; what was handed on is confirmed."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        try:
            await self._listening.stop()
        except wire.TelegramError as error:  # it comes again, and is known
            log_event("not_confirmed", kind=type(error).__name__)

    async def _listen(self) -> None:
        try:
            await self._listening.run()
        except Exception as error:
            self._fail(error)

    async def _take(self, raw: Any) -> None:
        event = read_event(raw, self._bot.bot, self._metrics)
        try:
            if event is not None and self._handle is not None:
                await self._handle(event)
        except Exception as error:  # it must not be confirmed, so nothing more is taken
            self._fail(error)
            raise

    def _fail(self, error: Exception) -> None:
        self.failure = self.failure or error
        self.stopped.set()

    # --- speaking: every method raises MessengerError ---

    async def send(self, chat: Chat, post: Post, *, reply_to: int | None = None) -> int:
        """The new message's id."""
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
        """*interim*: better not at all than late. The same text again is no error."""
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
        """
        Show *post* to the reader of a private chat for half a minute, or until something is sent there.

        draft: its number, not 0; the same one is the same draft. Refused where there are none.
        """
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
        """Take a message of the bot's own back."""
        await call_server(self._bot.delete_message(self._current_chat(chat, message), message))

    def _current_chat(self, chat: Chat, message: int) -> int:
        """The id of the chat where *message* stands. Raises Missing if it was left behind."""
        if chat.id not in self._moved:
            return chat.id
        if (chat.id, message) not in self._sent_since:
            raise Missing
        return self._moved[chat.id]

    async def typing(self, chat: Chat) -> None:
        """Show for some five seconds that an answer is being written."""
        await call_server(
            self._bot.send_chat_action(chat.id, ChatAction.TYPING, message_thread_id=chat.topic)
        )

    async def acknowledge(
        self, press: str, text: str | None = None, *, alert: bool = False
    ) -> None:
        """End the wait of whoever pressed a button; a press too old to answer is no error."""
        await call_in_time(self._bot.answer_callback_query(press, text, show_alert=alert))

    async def offer(self, query: str, inline_results: Sequence[InlineResult]) -> None:
        """Show what a query found; one too old to answer is no error."""
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
        """What opens a chat with the bot and starts it with *payload*, 1 to 64 of A-Z a-z 0-9 _ -."""
        return create_deep_linked_url(self._bot.username, payload)

    async def fetch(self, document: Document, path: Path) -> None:
        """Save a document that was sent."""

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
