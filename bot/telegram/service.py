"""The ``telegram`` command: one bot, from its first look at the settings to its last answer."""

import asyncio
import signal
from contextlib import AsyncExitStack, ExitStack, closing, suppress
from functools import partial

from bot import app
from bot.i18n.catalogue import languages
from bot.i18n.messages import say
from bot.settings import Settings
from bot.telegram.api.client import Telegram
from bot.telegram.api.errors import BotRunning, NoListen, NoToken
from bot.telegram.dispatcher import Dispatcher
from bot.telegram.handlers.admin import ADMIN
from bot.telegram.handlers.commands import SHOWN, described
from bot.telegram.logging import configure, log_error, log_event
from bot.telegram.messenger import MessengerError
from bot.telegram.metrics import Metrics
from bot.telegram.web import closed, serve_health, wrong
from retrieval.index.lock import holding

_GRACE = 8.0  # seconds what is in hand has to end; containers are given ten


def run(settings: Settings, metrics_at: tuple[str, int] | None) -> int:
    """
    Serve until SIGTERM or SIGINT. Raises RawiError when that cannot be.

    metrics_at: host and port for Prometheus; None serves no counters.
    """
    if settings.telegram_token is None:
        raise NoToken
    if settings.telegram_webhook and settings.telegram_listen is None:
        raise NoListen
    with ExitStack() as stack:
        stack.enter_context(holding(settings.home, "telegram.lock", BotRunning))
        opened = stack.enter_context(closing(app.open_rawi(settings)))
        configure(settings.secrets)
        asyncio.run(_run_bot(settings, opened, metrics_at))
    return 0


async def _run_bot(settings: Settings, opened: app.Opened, at: tuple[str, int] | None) -> None:
    metrics = Metrics(prices=settings.model_prices)
    telegram = Telegram(settings, metrics)
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, telegram.stopped.set)
    async with AsyncExitStack() as stack:
        if at is not None:
            server = serve_health(at, partial(wrong, opened, telegram.hearing), metrics.exposed)
            stack.push_async_callback(closed, server)
        await serve(telegram, Dispatcher(telegram, opened, settings, metrics), settings)


async def serve(telegram: Telegram, dispatcher: Dispatcher, settings: Settings) -> None:
    """Handle and answer until *telegram* is stopped. Raises what stopped it, if it did so itself."""
    work = asyncio.create_task(_work(telegram, dispatcher, settings))
    stopped = asyncio.create_task(telegram.stopped.wait())
    try:
        await asyncio.wait((work, stopped), return_when=asyncio.FIRST_COMPLETED)
    finally:
        log_event("stopping")
        for task in (work, stopped):
            task.cancel()
        failure, _ = await asyncio.gather(work, stopped, return_exceptions=True)
        await telegram.stop_listening()
        await dispatcher.close(_GRACE)
        await telegram.close()
        log_event("stopped")
    for error in (telegram.failure, failure):
        if isinstance(error, Exception):
            raise error


async def _work(telegram: Telegram, dispatcher: Dispatcher, settings: Settings) -> None:
    await telegram.connect()
    await dispatcher.warm()
    await dispatcher.resume()
    await telegram.listen(dispatcher.handle)
    await _introduce(telegram, settings)
    log_event("listening")
    await asyncio.gather(*dispatcher.chores())


async def _introduce(telegram: Telegram, settings: Settings) -> None:
    """What Telegram shows of the bot, in every language; a bot unintroduced works as well."""
    house = settings.language
    codes = [(house, None), *((one, one) for one in languages() if one != house)]
    try:
        for language, code in codes:
            await telegram.list_commands(described(language), code)
            await telegram.describe(say("bot_about", language), code)
    except MessengerError as error:
        log_error("not_introduced", error)
    for admin in settings.telegram_admins:  # who never wrote to the bot has no menu there yet
        with suppress(MessengerError):
            for language, code in codes:
                await telegram.list_commands(described(language, (*SHOWN, *ADMIN)), code, admin)
