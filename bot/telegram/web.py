"""
What the bot serves over HTTP: the only module that imports tornado.

Where the server posts updates to: what is not answered by 200 comes again for ever, so that is said
to whatever carries the secret, read or not. And ``/healthz`` beside ``/metrics``, for whatever
restarts or watches the bot: one word, and nothing of anybody. A loop that hangs answers neither,
and is not well.
"""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from bot.app import Opened
from bot.telegram.api.errors import PortTaken
from bot.telegram.logging import log_error
from retrieval.errors import RawiError
from retrieval.reasons import of_system

_PATIENCE = 10.0  # seconds for the check

Take = Callable[[bytes], Awaitable[None]]
Check = Callable[[], Awaitable[str | None]]  # what is wrong, in one word, if anything


def serve_updates(address: tuple[str, int], path: str, secret: str, take: Take) -> HTTPServer:
    """
    Answer posts to */path* there. Raises PortTaken.

    secret: what every request must carry.
    take: gets each body; the server is told 200 only when it returns.
    """

    class Posted(RequestHandler):
        async def post(self) -> None:
            given = self.request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
            if not hmac.compare_digest(given.encode(), secret.encode()):
                raise HTTPError(HTTPStatus.FORBIDDEN)
            try:
                await take(self.request.body)
            except Exception:  # it was not taken on: let it come again
                raise HTTPError(HTTPStatus.SERVICE_UNAVAILABLE) from None

    return _serve(address, "RAWI_TELEGRAM_LISTEN", (rf"/{path}/?", Posted))


def serve_health(
    address: tuple[str, int], check: Check, metrics: Callable[[], bytes]
) -> HTTPServer:
    """Answer ``/healthz`` by *check* and ``/metrics`` there. Raises PortTaken."""

    class Health(RequestHandler):
        async def get(self) -> None:
            try:
                async with asyncio.timeout(_PATIENCE):
                    wrong = await check()
            except TimeoutError:
                wrong = "slow"
            self.set_status(HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK)
            self.set_header("Content-Type", "text/plain")
            self.finish(f"{wrong or 'ok'}\n")

    class Counters(RequestHandler):
        def get(self) -> None:
            self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            self.finish(metrics())

    return _serve(address, "--metrics", ("/healthz", Health), ("/metrics", Counters))


async def wrong(opened: Opened, hearing: Callable[[], bool]) -> str | None:
    """In a word: whether no updates come, the archive does not answer, or the model is broken."""
    if not hearing():
        return "deaf"
    try:
        await opened.rawi.searcher.search("راوي", limit=1)
    except RawiError as error:
        log_error("archive_unwell", error)
        return "archive"
    writer = opened.rawi.writer
    return "model" if writer is not None and writer.resting else None


async def closed(server: HTTPServer) -> None:
    """Take nothing more, and wait for what is in hand."""
    server.stop()
    await server.close_all_connections()


def _serve(address: tuple[str, int], setting: str, *routes: Any) -> HTTPServer:
    server = HTTPServer(Application([*routes], log_function=lambda handler: None))
    try:
        server.listen(address[1], address=address[0])
    except OSError as error:
        raise PortTaken(port=address[1], why=of_system(error), setting=setting) from error
    return server
