"""
What sites ask of programs in ``robots.txt`` (RFC 9309). The only module of protego.

Rawi does not crawl: it reads single pages that a person named. So only a plain «no» counts; a
site whose ``robots.txt`` cannot be had, whatever the reason, has asked for nothing.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from retrieval.errors import InputRejected
from retrieval.sources.fetching import AGENT, Fetched, Fetcher, connected
from retrieval.sources.proxy import through

_PRODUCT = AGENT.partition("/")[0]  # what rules are matched against
_LIMIT = 500_000  # bytes; what the standard says must be read
_DEADLINE = 5.0  # seconds


class Robots:
    """
    The rules of each site, asked for once.

    fetch: gets a page or raises InputRejected.
    """

    def __init__(self, fetch: Callable[[str], Fetched]) -> None:
        self._fetch = fetch
        self._rules: dict[str, Protego] = {}

    def allow(self, url: str) -> bool:
        """Whether the site of *url*, an address as ``web_address`` makes it, lets programs read it."""
        site = urlsplit(url)._replace(path="/robots.txt", query="").geturl()
        if site not in self._rules:
            self._rules[site] = self._asked(site)
        return self._rules[site].can_fetch(url, _PRODUCT)

    def _asked(self, site: str) -> Protego:
        try:
            text = self._fetch(site).raw.decode("utf-8-sig", "replace")
        except InputRejected:
            text = ""
        return Protego.parse(text)


def polite(proxy: str | None = None) -> Fetcher:
    """A fetcher that does as sites ask, on the public web; by *proxy* if there is one."""
    connect = through(proxy) if proxy else connected
    rules = Robots(Fetcher(connect=connect, limit=_LIMIT, deadline=_DEADLINE).get)
    return Fetcher(connect=connect, allow=rules.allow)
