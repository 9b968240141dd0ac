"""An address to which the server posts updates. Each is taken on before it is told that it arrived."""

import hashlib
from typing import Any
from urllib.parse import urlsplit

from telegram.ext import ExtBot

from bot.settings import Settings
from bot.telegram.api.polling import UPDATES, Take
from bot.telegram.api.watch import Watch, reached
from bot.telegram.web import closed, serve_updates


class Webhook:
    """The server posts to an address of ours, with a secret that nobody else can know."""

    def __init__(self, bot: ExtBot[Any], settings: Settings, watch: Watch, take: Take) -> None:
        self._bot = bot
        self._settings = settings
        self._watch = watch
        self._take = take
        self._server: Any = None

    async def start(self) -> None:
        """Raises PortTaken."""
        url, listen = self._settings.telegram_webhook, self._settings.telegram_listen
        assert url is not None and listen is not None
        token = self._bot.token.encode()
        secret = hashlib.blake2b(token, digest_size=24, person=b"rawi-webhook").hexdigest()
        self._server = serve_updates(listen, urlsplit(url).path.strip("/"), secret, self._take)
        await reached(
            lambda: self._bot.set_webhook(url, allowed_updates=UPDATES, secret_token=secret)
        )

    async def run(self) -> None:
        """Until cancelled. Raises BadToken: nothing would come any more."""
        await self._watch.run()

    async def stop(self) -> None:
        if self._server is not None:
            await closed(self._server)

    def hears(self) -> bool:
        return self._server is not None and self._watch.reached
