"""A web that stays on this machine: a real server on loopback that stands for public names."""

from collections.abc import Callable
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpcore

from retrieval.sources.fetching import Fetcher

PUBLIC = "93.184.216.34"


class Web:
    """
    pages: path -> body, or (status, headers, body), or a function that answers by hand.
    names: host -> its IP addresses, or a function that gives them.
    asked: the request lines and headers the server saw.
    connections: the IP addresses and ports that connections were made to.
    """

    def __init__(self, port):
        self.pages = {}
        self.names = {"site.example": [PUBLIC], "www.site.example": [PUBLIC]}
        self.asked = []
        self.connections = []
        self._port = port

    def fetcher(self, **options):
        return Fetcher(resolve=self._resolve, connect=self._connect, **options)

    def _resolve(self, host, port):
        numeric = ":" in host or host.rpartition(".")[2].isdigit()
        if host not in self.names and not numeric:
            raise OSError("no such host")
        found = self.names.get(host, [host])
        return found() if isinstance(found, Callable) else found

    def _connect(self, ip, port, timeout):
        self.connections.append((ip, port))
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self._port, timeout)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.close_connection = True
        web = self.server.web
        web.asked.append((self.path, dict(self.headers)))
        page = web.pages.get(self.path, (404, {}, b"nothing here"))
        if isinstance(page, Callable):
            page(self)
            return
        status, headers, body = page if isinstance(page, tuple) else (200, {}, page)
        body = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in ({"Content-Length": len(body)} | headers).items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        """Clients that hang up are what some tests are about."""


@contextmanager
def serving(tls=None):
    """A web on a free port of loopback; with *tls*, over HTTPS."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        server.web = Web(server.server_address[1])
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.web
        finally:
            server.shutdown()
            thread.join()
