"""
Whether the bot is well, for whatever restarts or watches it: ``/healthz``, beside ``/metrics``.

It says one word, and nothing of anybody. The check runs on a thread of the server's own and asks the
event loop, so a loop that hangs is not well either.
"""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

_PATIENCE = 10.0  # seconds for the archive to answer

Check = Callable[[], Awaitable[str | None]]


class Health:
    """
    What must hold. Each check says what is wrong, in one word, or None.

    loop: the bot's own.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, *checks: Check) -> None:
        self._loop = loop
        self._checks = checks

    def wrong(self) -> str | None:
        """The first thing that is wrong; waits for the loop, from another thread."""
        future = asyncio.run_coroutine_threadsafe(self._looked(), self._loop)
        try:
            return future.result(_PATIENCE)
        except TimeoutError:
            future.cancel()
            return "slow"

    async def _looked(self) -> str | None:
        for check in self._checks:
            if wrong := await check():
                return wrong
        return None


def serve(host: str, port: int, health: Health, metrics: Callable[..., Any]) -> Callable[[], None]:
    """Answer there; *metrics* is a WSGI application. Call what is returned to end it. Raises OSError."""

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        if environ["PATH_INFO"] == "/metrics":
            return metrics(environ, start)
        wrong = health.wrong() if environ["PATH_INFO"] == "/healthz" else "not found"
        status = HTTPStatus.NOT_FOUND if wrong == "not found" else HTTPStatus.SERVICE_UNAVAILABLE
        status = status if wrong else HTTPStatus.OK
        start(f"{status.value} {status.phrase}", [("Content-Type", "text/plain")])
        return [f"{wrong or 'ok'}\n".encode()]

    server = make_server(host, port, application, _Server, _Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def close() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return close


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: it would name whoever asks."""
