"""
Pages off the public web. The only module that requests what somebody else names.

A name is resolved once, here; every address it has must be public, and the connection goes to one
that was checked; so with each redirect. httpcore, because it has a place for that (a network
backend) and takes no proxy, cookie or password from anywhere. Logs nothing.
"""

import logging
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urljoin

import httpcore

from retrieval.errors import BadAddress, NotFetched, PageTooLarge, PrivateAddress, Unwelcome
from retrieval.reasons import Reason
from retrieval.sources.addresses import is_public, shown, web_address
from retrieval.types import ANY, Validators

AGENT = "Rawi/0.1 (news archive; fetches what its keeper names)"
_LIMIT = 10_000_000  # bytes of a page, packed or unpacked
_REDIRECTS = 5
_DEADLINE = 20.0  # seconds for one page, its redirects included
_PATIENCE = 8.0  # seconds without a byte
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32

UNKNOWN_HOST = Reason("no such host")
TOO_SLOW = Reason("the server is too slow")
NO_CONNECTION = Reason("no connection")
BROKEN = Reason("a broken answer")
ENCODED = Reason("an unknown compression")
ASTRAY = Reason("it redirects to an address that is not read")
REDIRECTED = Reason("too many redirects")

# It logs the headers of every answer, and with them where a redirect leads.
logging.getLogger("httpcore").setLevel(logging.WARNING)

Resolve = Callable[[str, int], Iterable[str]]
Connect = Callable[[str, int, float], httpcore.NetworkStream]


class Unchanged(Exception):
    """The page is as it was when it had the validators that were sent along."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """
    What a server answered.

    url: where the last redirect led, in ASCII.
    charset: the encoding the server names, if any; often wrong.
    raw: the body, unpacked.
    """

    url: str
    charset: str | None
    raw: bytes
    validators: Validators = ANY


class Pages(Protocol):
    """What gets pages: a Fetcher, or what stands before one."""

    def get(self, url: str, *, unless: Validators = ...) -> Fetched:
        """As ``Fetcher.get``."""


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses of *host*. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def connected(ip: str, port: int, timeout: float) -> httpcore.NetworkStream:
    """A connection to *ip*. Raises httpcore's errors."""
    return httpcore.SyncBackend().connect_tcp(ip, port, timeout)


class Fetcher:
    """
    Fetches pages one after the other, each over connections of its own.

    resolve, connect, tls: the way to the network; tests put one in that stays on the machine.
    allow: whether an address may be asked for; by default any.
    limit: bytes of a page. deadline: seconds for it, besides what the resolver takes.
    """

    def __init__(
        self,
        *,
        resolve: Resolve = resolved,
        connect: Connect = connected,
        tls: ssl.SSLContext | None = None,
        allow: Callable[[str], bool] = lambda url: True,
        limit: int = _LIMIT,
        deadline: float = _DEADLINE,
    ) -> None:
        self._resolve, self._connect, self._tls, self._allow = resolve, connect, tls, allow
        self._limit, self._deadline = limit, deadline

    def get(self, url: str, *, unless: Validators = ANY) -> Fetched:
        """
        What stands at *url*.

        unless: the state it must no longer be in, for it to be sent.

        Raises BadAddress, PrivateAddress, Unwelcome, NotFetched or PageTooLarge; Unchanged.
        """
        target, named = web_address(url).geturl(), shown(url)
        route = _Route(self._resolve, self._connect, named, time.monotonic() + self._deadline)
        for _ in range(_REDIRECTS + 1):
            if not self._allow(target):
                raise Unwelcome(path=named)
            answer = self._asked(target, route, unless)
            if isinstance(answer, Fetched):
                return answer
            try:
                target = web_address(urljoin(target, answer)).geturl()
            except (BadAddress, ValueError):
                raise NotFetched(path=named, why=ASTRAY) from None
        raise NotFetched(path=named, why=REDIRECTED)

    def _asked(self, target: str, route: "_Route", unless: Validators) -> Fetched | str:
        """What the server at *target* answers: a page, or where else to look."""
        headers = {
            "Host": web_address(target).netloc,
            "User-Agent": AGENT,
            "Accept": "text/html, application/xml;q=0.9, application/pdf;q=0.9, */*;q=0.5",
            "Accept-Encoding": "gzip",
            "If-None-Match": unless.etag,
            "If-Modified-Since": unless.modified,
        }
        sent = [(name, value) for name, value in headers.items() if value]
        try:
            with (
                httpcore.ConnectionPool(ssl_context=self._tls, network_backend=route) as pool,
                pool.stream("GET", target, headers=sent) as response,
            ):
                if response.status == 304 and unless != ANY:
                    raise Unchanged
                return self._answer(response, target, route.named)
        except httpcore.TimeoutException:
            raise NotFetched(path=route.named, why=TOO_SLOW) from None
        except httpcore.NetworkError:
            raise NotFetched(path=route.named, why=NO_CONNECTION) from None
        except (httpcore.ProtocolError, zlib.error):
            raise NotFetched(path=route.named, why=BROKEN) from None

    def _answer(self, response: httpcore.Response, target: str, named: str) -> Fetched | str:
        headers = {name.lower(): value.decode("latin-1") for name, value in response.headers}
        if 300 <= response.status < 400 and (location := headers.get(b"location")) is not None:
            return location.encode("latin-1").decode("utf-8", "replace")
        if response.status != 200:
            raise NotFetched(path=named, why=f"HTTP {response.status}")
        kind = headers.get(b"content-type", "").lower()
        charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", kind)
        coding = headers.get(b"content-encoding", "").strip().lower()
        raw = b"".join(self._unpacked(response.iter_stream(), coding, named))
        state = Validators(headers.get(b"etag"), headers.get(b"last-modified"))
        return Fetched(target, charset[1] if charset else None, raw, state)

    def _unpacked(self, body: Iterable[bytes], coding: str, named: str) -> Iterator[bytes]:
        """*body* decompressed piece by piece, and never more of it than the limit."""
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise NotFetched(path=named, why=ENCODED)
        packed = coding not in ("", "identity")
        unpacker = zlib.decompressobj(_GZIP_OR_ZLIB) if packed else None
        left = self._limit
        for chunk in body:
            piece = unpacker.decompress(chunk, left + 1) if unpacker else chunk
            # The packed bytes count as well, for some unpack to nothing without end.
            left -= max(len(piece), len(chunk))
            if left < 0:
                raise PageTooLarge(path=named, limit=self._limit / 1_000_000)
            yield piece
            if unpacker and unpacker.eof:
                return
        if unpacker:
            raise NotFetched(path=named, why=BROKEN)


class _Route(httpcore.NetworkBackend):
    """The way to one page: only to public addresses, and only until its time is up."""

    def __init__(self, resolve: Resolve, connect: Connect, named: str, until: float) -> None:
        self.named = named
        self._resolve, self._connect, self._until = resolve, connect, until

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *_: object, **__: object
    ) -> httpcore.NetworkStream:
        ips: list[str] = []
        with suppress(OSError):
            ips = list(self._resolve(host, port))
        if not ips:
            raise NotFetched(path=self.named, why=UNKNOWN_HOST)
        # One private address among public ones is how a name is made to lead inside.
        if not all(map(is_public, ips)):
            raise PrivateAddress(path=self.named, host=host)
        for ip in ips:
            try:
                return _Timed(self._connect(ip, port, _left(self._until)), self._until)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        raise httpcore.ConnectError


class _Timed(httpcore.NetworkStream):
    """A connection that ends when the page's time is up, however slowly bytes keep coming."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._until))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._until))
        return _Timed(stream, self._until)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(until: float) -> float:
    """Seconds to wait for one thing. Raises httpcore.ReadTimeout when *until* has passed."""
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise httpcore.ReadTimeout
    return min(seconds, _PATIENCE)
