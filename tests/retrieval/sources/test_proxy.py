"""Pages fetched through a proxy: it is told a checked address, and never a name."""

import pytest

from bot.i18n.messages import explain
from retrieval.errors import NotFetched, PrivateAddress
from retrieval.sources.fetching import NO_CONNECTION, Fetcher
from retrieval.sources.proxy import through
from tests.fakes.proxy import proxying
from tests.fakes.web import PUBLIC, serving

SCHEMES = ("http", "socks5")


def fetcher(web, proxy):
    return Fetcher(resolve=web._resolve, connect=through(proxy))


@pytest.fixture(name="web")
def _web():
    with serving() as web:
        web.pages["/"] = "news"
        yield web


@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed"])
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_page_by_a_proxy(web, scheme, closed):
    """
    With or without a name and a word, which the address of the proxy holds.
    """
    with proxying(lambda *_: ("127.0.0.1", web._port), closed=closed) as proxy:
        key = "leila:p%3Aw@" if closed else ""
        address = f"{scheme}://{key}127.0.0.1:{proxy.port}"
        assert fetcher(web, address).get("http://site.example/").raw == b"news"
        assert proxy.targets == [(PUBLIC, 80)]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("key", ["", "leila:wrong@"])
def test_a_proxy_that_lets_nobody_through_is_no_connection(web, scheme, key):
    """
    The wrong word, or none.
    """
    with proxying(closed=True) as proxy:
        address = f"{scheme}://{key}127.0.0.1:{proxy.port}"
        with pytest.raises(NotFetched) as raised:
            fetcher(web, address).get("http://site.example/")
        assert explain(NO_CONNECTION, "en") in explain(raised.value, "en")


def test_a_proxy_opens_no_way_inside(web):
    """
    A name that leads to a private address is refused before the proxy is asked.
    """
    web.names["inside.example"] = ["10.0.0.1"]
    with proxying() as proxy:
        with pytest.raises(PrivateAddress):
            fetcher(web, f"socks5://127.0.0.1:{proxy.port}").get("http://inside.example/")
        assert proxy.targets == []
