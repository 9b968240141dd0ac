"""
Where the server posts updates to: the only module that imports tornado.

The library's own webhook answers 400 to an update that it cannot read, and gets it for ever.
"""

import asyncio
import hmac
import json
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

Take = Callable[[dict[str, Any]], Awaitable[None]]


class Webhook:
    """
    secret: what every request must carry.
    take: gets each update; the server is told 200 only when it returns.
    """

    def __init__(self, secret: str, take: Take) -> None:
        self._facts = {"secret": secret, "take": take}
        self._server: HTTPServer | None = None

    def listen(self, host: str, port: int, path: str) -> None:
        """Answer posts to */path*. Raises OSError."""
        routes = [(rf"/{path}/?", _Posted, self._facts)]
        server = HTTPServer(Application(routes, log_function=lambda handler: None))
        server.listen(port, address=host)
        self._server = server

    async def close(self) -> None:
        if self._server is not None:
            self._server.stop()
            await self._server.close_all_connections()


class _Posted(RequestHandler):
    def initialize(self, secret: str, take: Take) -> None:
        self._secret, self._take = secret, take

    async def post(self) -> None:
        given = self.request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            raise HTTPError(HTTPStatus.FORBIDDEN)
        try:
            update = json.loads(self.request.body)
        except ValueError:
            raise HTTPError(HTTPStatus.BAD_REQUEST) from None
        try:
            await self._take(update)
        except asyncio.CancelledError:  # it was not taken on: let it come again
            raise HTTPError(HTTPStatus.SERVICE_UNAVAILABLE) from None
