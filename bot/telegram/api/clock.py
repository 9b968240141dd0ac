"""What time it is where messages are dated."""

import time
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import Any


class Clock:
    """The server's, to about a second; the host's own until the first response."""

    def __init__(self) -> None:
        self._ahead = time.time() - time.monotonic()

    def now(self) -> float:
        """Seconds since 1970, whatever is done to the host's clock meanwhile."""
        return time.monotonic() + self._ahead

    async def read(self, response: Any) -> None:
        """Set it by the date in the headers of an HTTP *response*, if one stands there."""
        with suppress(KeyError, ValueError):
            date = parsedate_to_datetime(response.headers["date"])
            self._ahead = date.timestamp() - time.monotonic()
