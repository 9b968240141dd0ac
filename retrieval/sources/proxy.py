"""
Connections through a proxy: HTTP CONNECT and SOCKS5, the latter by socksio, imported here alone.

The proxy is told an address that was checked, never a name.
"""

import base64
from collections.abc import Callable
from urllib.parse import SplitResult, unquote, urlsplit

import httpcore
from socksio import socks5
from socksio.exceptions import SOCKSError

_PORTS = {"http": 80, "https": 443, "socks5": 1080}
_LONGEST_REPLY = 16_384  # bytes of what an HTTP proxy says before the connection is through

Connect = Callable[[str, int, float], httpcore.NetworkStream]


def through(proxy: str) -> Connect:
    """The way to an address by *proxy*, an ``http``, ``https`` or ``socks5`` URL."""
    split = urlsplit(proxy)

    def connect(ip: str, port: int, timeout: float) -> httpcore.NetworkStream:
        """A connection to *ip*. Raises httpcore's errors."""
        host = split.hostname or ""
        backend = httpcore.SyncBackend()
        stream = backend.connect_tcp(host, split.port or _PORTS[split.scheme], timeout)
        try:
            if split.scheme == "https":
                context = httpcore.default_ssl_context()
                stream = stream.start_tls(context, host, timeout)
            (_socks if split.scheme == "socks5" else _http)(stream, split, ip, port, timeout)
        except BaseException:
            stream.close()
            raise
        return stream

    return connect


def _http(
    stream: httpcore.NetworkStream, proxy: SplitResult, ip: str, port: int, timeout: float
) -> None:
    target = f"[{ip}]:{port}" if ":" in ip else f"{ip}:{port}"
    lines = [f"CONNECT {target} HTTP/1.1", f"Host: {target}"]
    if proxy.username is not None:
        user, word = unquote(proxy.username), unquote(proxy.password or "")
        secret = base64.b64encode(f"{user}:{word}".encode()).decode()
        lines.append(f"Proxy-Authorization: Basic {secret}")
    stream.write(("\r\n".join(lines) + "\r\n\r\n").encode(), timeout)
    reply = b""
    while not reply.endswith(b"\r\n\r\n"):  # byte by byte: what follows is the server's
        byte = stream.read(1, timeout)
        if not byte or len(reply) > _LONGEST_REPLY:
            raise httpcore.ConnectError
        reply += byte
    if reply.split(b" ", 2)[1:2] != [b"200"]:
        raise httpcore.ConnectError


def _socks(
    stream: httpcore.NetworkStream, proxy: SplitResult, ip: str, port: int, timeout: float
) -> None:
    line = socks5.SOCKS5Connection()

    def asked(request: object) -> object:
        line.send(request)
        stream.write(line.data_to_send(), timeout)
        return line.receive_data(stream.read(4096, timeout))

    Method = socks5.SOCKS5AuthMethod
    method = Method.NO_AUTH_REQUIRED if proxy.username is None else Method.USERNAME_PASSWORD
    try:
        chosen = asked(socks5.SOCKS5AuthMethodsRequest([method]))
        if getattr(chosen, "method", None) != method:
            raise httpcore.ConnectError
        if proxy.username is not None:
            user, word = unquote(proxy.username), unquote(proxy.password or "")
            granted = asked(socks5.SOCKS5UsernamePasswordRequest(user.encode(), word.encode()))
            if not getattr(granted, "success", False):
                raise httpcore.ConnectError
        command = socks5.SOCKS5Command.CONNECT
        reply = asked(socks5.SOCKS5CommandRequest.from_address(command, (ip, port)))
    except SOCKSError:
        raise httpcore.ConnectError from None
    if getattr(reply, "reply_code", None) != socks5.SOCKS5ReplyCode.SUCCEEDED:
        raise httpcore.ConnectError
