"""
Connections through a proxy: HTTP CONNECT and SOCKS5, the latter by socksio, imported here alone.

The proxy is told an address that was checked, never a name.
"""

from base64 import b64encode
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

import httpcore
from socksio import socks5
from socksio.exceptions import SOCKSError

_PORTS = {"http": 80, "https": 443, "socks5": 1080}

Connect = Callable[[str, int, float], httpcore.NetworkStream]


def through(proxy: str) -> Connect:
    """
    The way to an address by *proxy*, an ``http``, ``https`` or ``socks5`` URL.

    What it returns makes a connection to an IP address, and raises httpcore's errors.
    """
    split = urlsplit(proxy)
    host, port = split.hostname or "", split.port or _PORTS[split.scheme]
    user, word = (unquote(one or "").encode() for one in (split.username, split.password))
    connect = _socks if split.scheme == "socks5" else _http
    place = httpcore.Origin(split.scheme.encode(), host.encode(), port)
    return lambda ip, port, timeout: connect(place, user, word, (ip, port), timeout)


def _http(
    proxy: httpcore.Origin, user: bytes, word: bytes, to: tuple[str, int], timeout: float
) -> httpcore.NetworkStream:
    target = f"[{to[0]}]:{to[1]}" if ":" in to[0] else f"{to[0]}:{to[1]}"
    url = httpcore.URL(
        scheme=proxy.scheme, host=proxy.host, port=proxy.port, target=target.encode()
    )
    headers = [("Host", target)]
    if user:
        key = b64encode(user + b":" + word).decode()
        headers.append(("Proxy-Authorization", f"Basic {key}"))
    waits = {"timeout": dict.fromkeys(("connect", "read", "write"), timeout)}
    connection = httpcore.HTTPConnection(proxy)
    request = httpcore.Request("CONNECT", url, headers=headers, extensions=waits)
    response = connection.handle_request(request)
    if response.status != 200:
        connection.close()
        raise httpcore.ConnectError
    stream: httpcore.NetworkStream = response.extensions["network_stream"]
    return stream


def _socks(
    proxy: httpcore.Origin, user: bytes, word: bytes, to: tuple[str, int], timeout: float
) -> httpcore.NetworkStream:
    stream = httpcore.SyncBackend().connect_tcp(proxy.host.decode(), proxy.port, timeout)
    line = socks5.SOCKS5Connection()

    def asked(request: object, attribute: str, wanted: object) -> None:
        line.send(request)
        stream.write(line.data_to_send(), timeout)
        if getattr(line.receive_data(stream.read(4096, timeout)), attribute, None) != wanted:
            raise httpcore.ConnectError

    Method = socks5.SOCKS5AuthMethod
    method = Method.USERNAME_PASSWORD if user else Method.NO_AUTH_REQUIRED
    try:
        asked(socks5.SOCKS5AuthMethodsRequest([method]), "method", method)
        if user:
            asked(socks5.SOCKS5UsernamePasswordRequest(user, word), "success", True)
        command = socks5.SOCKS5CommandRequest.from_address(socks5.SOCKS5Command.CONNECT, to)
        asked(command, "reply_code", socks5.SOCKS5ReplyCode.SUCCEEDED)
    except BaseException as error:
        stream.close()
        if isinstance(error, SOCKSError):
            raise httpcore.ConnectError from None
        raise
    return stream
