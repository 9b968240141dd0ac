"""Many pages of one source: slowly for each host, and within a limit of time and bytes in all."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from retrieval.errors import SourceSpent
from retrieval.sources.addresses import shown, web_address
from retrieval.types import ANY, Validators

if TYPE_CHECKING:
    from retrieval.sources.fetching import Fetched, Pages

_SECONDS = 300.0
_SIZE = 100_000_000  # bytes


class Paced:
    """
    A source's pages, got through *pages*.

    pause: seconds between two pages of one host.
    last: when each host was asked last, by *clock*; shared by those who must wait for one another.
    """

    def __init__(
        self,
        pages: "Pages",
        *,
        pause: float = 0.0,
        last: dict[str, float] | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._pages, self._pause, self._clock, self._sleep = pages, pause, clock, sleep
        self._last = {} if last is None else last
        self._until, self._left = clock() + _SECONDS, _SIZE

    def get(self, url: str, *, unless: Validators = ANY) -> "Fetched":
        """As ``Fetcher.get``. Raises SourceSpent as well, once the limit is reached."""
        host = web_address(url).netloc
        if self._left <= 0 or self._clock() >= self._until:
            raise SourceSpent(path=shown(url))
        if (wait := self._last.get(host, -self._pause) + self._pause - self._clock()) > 0:
            self._sleep(wait)
        try:
            fetched = self._pages.get(url, unless=unless)
        finally:
            self._last[host] = self._clock()
        self._left -= len(fetched.raw)
        return fetched
