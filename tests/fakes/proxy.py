"""A proxy on loopback that speaks SOCKS5 and HTTP's CONNECT, with a name and a word if it wants them."""

import base64
import contextlib
import socket
import struct
from contextlib import contextmanager
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

USER, WORD = "leila", "p:w"


class _Handler(StreamRequestHandler):
    rbufsize = 0

    def handle(self):
        first = self.rfile.read(1)
        target = self._socks() if first == b"\x05" else self._connect(first)
        if target is None:
            return
        self.server.targets.append(target)
        with socket.create_connection(self.server.route(*target)) as beyond:
            self.connection.sendall(self._granted)
            back = Thread(target=_copied, args=(beyond, self.connection))
            back.start()
            _copied(self.connection, beyond)
            back.join()

    def _socks(self):
        methods = self.rfile.read(self.rfile.read(1)[0])
        wanted = 2 if self.server.closed else 0
        if wanted not in methods:
            self.connection.sendall(b"\x05\xff")
            return None
        self.connection.sendall(bytes([5, wanted]))
        if wanted:
            self.rfile.read(1)
            given = [self.rfile.read(self.rfile.read(1)[0]).decode() for _ in range(2)]
            self.connection.sendall(bytes([1, given != [USER, WORD]]))
            if given != [USER, WORD]:
                return None
        kind = self.rfile.read(4)[3]
        host = socket.inet_ntoa(self.rfile.read(4)) if kind == 1 else self._name()
        (port,) = struct.unpack(">H", self.rfile.read(2))
        self._granted = b"\x05\x00\x00\x01" + bytes(6)
        return host, port

    def _name(self):
        return self.rfile.read(self.rfile.read(1)[0]).decode()

    def _connect(self, head):
        while not head.endswith(b"\r\n\r\n"):
            head += self.rfile.read(1)
        word = base64.b64encode(f"{USER}:{WORD}".encode()).decode()
        if self.server.closed and f"Basic {word}" not in head.decode():
            self.connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
            return None
        host, _, port = head.split()[1].decode().rpartition(":")
        self._granted = b"HTTP/1.1 200 OK\r\n\r\n"
        return host, int(port)


def _copied(source, sink):
    with contextlib.suppress(OSError):
        while piece := source.recv(65536):
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)


class _Server(ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def proxying(route=lambda host, port: (host, port), *, closed=False):
    """
    A proxy; ``targets`` are the hosts and ports that were asked for, ``port`` is its own.

    route: where a connection really goes. closed: only for USER with WORD.
    """
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.targets, server.route, server.closed = [], route, closed
        server.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
