"""Fetching: hostile names, redirects, bodies and servers, over real sockets that stay at home."""

import gzip
import logging
import socket
import ssl
import subprocess
import time
import tracemalloc
import zlib

import httpcore
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n.messages import explain
from retrieval.errors import BadAddress, NotFetched, PageTooLarge, PrivateAddress, RawiError
from retrieval.sources.fetching import (
    ASTRAY,
    BROKEN,
    ENCODED,
    NO_CONNECTION,
    REDIRECTED,
    TOO_SLOW,
    UNKNOWN_HOST,
    Fetcher,
)
from tests.fakes.web import PUBLIC, serving
from tests.retrieval.sources.test_addresses import PRIVATE

PAGE = b"<html><body><p>news</p></body></html>"


@pytest.fixture(name="web")
def _web():
    with serving() as web:
        yield web


def moved(to, status=302):
    return status, {"Location": to}, b""


def failure(web, url, error=NotFetched, **options):
    """The error of fetching *url*; it can be said in both languages."""
    with pytest.raises(error) as raised:
        web.fetcher(**options).get(url)
    assert explain(raised.value, "ar") != explain(raised.value, "en")
    return raised.value


def test_a_page(web):
    """
    The body as it is, its encoding as the server names it, and a server that knows who asked.
    """
    web.pages["/1?q=2"] = (200, {"Content-Type": 'text/html; Charset="windows-1256"'}, PAGE)
    fetched = web.fetcher().get("http://site.example/1?q=2#top")

    assert (fetched.raw, fetched.charset) == (PAGE, "windows-1256")
    assert fetched.url == "http://site.example/1?q=2"
    [(_, headers)] = web.asked
    assert (headers["Host"], headers["User-Agent"][:5]) == ("site.example", "Rawi/")
    assert not {"Cookie", "Authorization", "Referer"} & headers.keys()


@pytest.mark.parametrize("ip", PRIVATE.split())
def test_a_name_that_leads_inside(web, ip):
    """
    A name with a private address is refused before anything is connected to.
    """
    web.names["inside.example"] = [ip]
    error = failure(web, "http://inside.example/", PrivateAddress)

    assert error.facts == {"path": "http://inside.example/", "host": "inside.example"}
    assert web.connections == []


def test_one_private_address_among_public_ones(web):
    """
    Every address of a name must be public, not just the first.
    """
    web.names["mixed.example"] = [PUBLIC, "127.0.0.1"]

    failure(web, "http://mixed.example/", PrivateAddress)
    assert web.connections == []


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/"])
def test_loopback_is_refused_in_earnest(url):
    """
    The fetcher as it is shipped connects to no private address.
    """
    with pytest.raises(PrivateAddress):
        Fetcher().get(url)


def test_a_name_that_changes_its_mind(web):
    """
    A name is resolved once a request, so that what was checked is what is connected to.
    """
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    web.names["rebinding.example"] = lambda: next(answers)
    web.pages["/"] = PAGE

    assert web.fetcher().get("http://rebinding.example/").raw == PAGE
    assert web.connections == [(PUBLIC, 80)]


def test_a_redirect_is_checked_anew(web):
    """
    A redirect to the same name that now leads inside is refused.
    """
    answers = iter([[PUBLIC], ["10.0.0.1"]])
    web.names["rebinding.example"] = lambda: next(answers)
    web.pages["/"] = moved("/2")

    failure(web, "http://rebinding.example/", PrivateAddress)
    assert web.connections == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    ("to", "error"),
    [
        ("http://127.0.0.1/", PrivateAddress),
        ("//[::ffff:10.0.0.1]/", PrivateAddress),
        ("http://inside.example/", PrivateAddress),
        ("http://localhost/", NotFetched),
        ("http://2130706433/", NotFetched),
        ("file:///etc/passwd", NotFetched),
        ("http://me:secret@site.example/", NotFetched),
        ("http://site.example:6379/", NotFetched),
        ("http://[", NotFetched),
    ],
)
def test_a_redirect_astray(web, to, error):
    """
    A redirect may lead only where an address may; the error names what the reader gave.
    """
    web.names["inside.example"] = ["192.168.0.1"]
    web.pages["/"] = moved(to)
    raised = failure(web, "http://site.example/", error)

    assert raised.facts["path"] == "http://site.example/"
    assert raised.facts.get("why", ASTRAY) == ASTRAY
    assert len(web.connections) == 1


def test_redirects(web):
    """
    Up to five redirects are followed, relative and Arabic ones too; a circle is not.
    """
    for n in range(5):
        web.pages[f"/{n}"] = moved(f"{n + 1}", status=(301, 302, 303, 307, 308)[n])
    web.pages |= {"/5": PAGE, "/round": moved("/round")}
    web.pages["/ar"] = moved("http://www.site.example/خبر".encode().decode("latin-1"))
    web.pages["/%D8%AE%D8%A8%D8%B1"] = PAGE

    assert web.fetcher().get("http://site.example/0").url == "http://site.example/5"
    assert web.fetcher().get("http://site.example/ar").raw == PAGE
    assert failure(web, "http://site.example/round").facts["why"] == REDIRECTED
    assert len(web.connections) == 6 + 2 + 6


@pytest.mark.parametrize("status", [204, 304, 401, 403, 404, 410, 429, 500, 503])
def test_a_server_that_says_no(web, status):
    """
    Anything but a page is an error with the server's number in it.
    """
    web.pages["/"] = (status, {}, b"")

    assert f"HTTP {status}" in explain(failure(web, "http://site.example/"), "ar")


def test_names_and_servers_that_are_not_there(web):
    """
    An unknown name, a name without addresses and a closed door are told apart from a bad page.
    """
    web.names["nowhere.example"] = []
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        web._port = closed.getsockname()[1]

        assert failure(web, "http://other.example/").facts["why"] == UNKNOWN_HOST
        assert failure(web, "http://nowhere.example/").facts["why"] == UNKNOWN_HOST
        assert failure(web, "http://site.example/").facts["why"] == NO_CONNECTION


def test_the_next_address_when_one_is_dead(web):
    """
    All addresses of a name are tried in order.
    """
    web.names["site.example"] = ["1.1.1.1", PUBLIC]
    web.pages["/"] = PAGE
    fetcher = web.fetcher()
    connect = fetcher._connect

    def first_dead(ip, port, timeout):
        if ip == "1.1.1.1":
            raise httpcore.ConnectError
        return connect(ip, port, timeout)

    assert Fetcher(resolve=web._resolve, connect=first_dead).get("http://site.example/").raw == PAGE


@pytest.mark.parametrize("packed", [gzip.compress(PAGE, mtime=0), zlib.compress(PAGE)])
@pytest.mark.parametrize("coding", ["gzip", "deflate", "X-GZIP"])
def test_packed_pages(web, packed, coding):
    """
    A packed page is unpacked, by its bytes rather than by its name.
    """
    web.pages["/"] = (200, {"Content-Encoding": coding}, packed)

    assert web.fetcher().get("http://site.example/").raw == PAGE


@pytest.mark.parametrize(
    ("coding", "body", "why"),
    [
        ("br", PAGE, ENCODED),
        ("gzip, br", PAGE, ENCODED),
        ("gzip", PAGE, BROKEN),
        ("gzip", gzip.compress(PAGE, mtime=0)[:-9], BROKEN),
        ("gzip", b"", BROKEN),
    ],
)
def test_pages_that_do_not_unpack(web, coding, body, why):
    """
    What cannot be unpacked in full is no page.
    """
    web.pages["/"] = (200, {"Content-Encoding": coding}, body)

    assert failure(web, "http://site.example/").facts["why"] == why


def bomb(megabytes):
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    zeros = bytes(1_000_000)
    return b"".join([packer.compress(zeros) for _ in range(megabytes)]) + packer.flush()


def test_a_bomb(web):
    """
    Half a megabyte that unpacks to 500 is given up at the limit, without ever being held.
    """
    web.pages["/"] = (200, {"Content-Encoding": "gzip"}, bomb(500))
    tracemalloc.start()
    error = failure(web, "http://site.example/", PageTooLarge)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert "10" in explain(error, "ar")
    assert peak < 30_000_000


def endless(piece):
    def answer(handler):
        handler.send_response(200)
        if piece[:2] == b"\x1f\x8b":
            handler.send_header("Content-Encoding", "gzip")
        handler.end_headers()
        handler.wfile.write(piece)
        while True:
            handler.wfile.write(bytes(65_536))

    return answer


@pytest.mark.parametrize("body", [b"<html>", gzip.compress(b"", mtime=0)[:10]])
def test_a_body_without_end(web, body):
    """
    A server that never stops is given up at the limit, whether it sends much or unpacks to nothing.
    """
    web.pages["/"] = endless(body)

    with pytest.raises((PageTooLarge, NotFetched)):
        web.fetcher(limit=2_000_000).get("http://site.example/")


DRAG = 120  # seconds that a server drags; a busy machine stays below half of it


def drip(*, head):
    def answer(handler):
        handler.connection.sendall(b"HTTP/1.1 200 OK\r\n" + (b"X-A: " if head else b"\r\n"))
        for _ in range(20 * DRAG):
            handler.connection.sendall(b"a")
            time.sleep(0.05)

    return answer


def silence(handler):
    time.sleep(DRAG)


@pytest.mark.parametrize("answer", [drip(head=True), drip(head=False), silence])
def test_a_server_that_drags(web, answer):
    """
    A page has one deadline, however slowly its head or its body keeps coming.
    """
    web.pages["/"] = answer
    began = time.monotonic()

    assert failure(web, "http://site.example/", deadline=0.5).facts["why"] == TOO_SLOW
    assert time.monotonic() - began < DRAG / 2


def test_redirects_share_the_deadline(web):
    """
    Being sent on does not start the time anew.
    """

    def slow(handler):
        time.sleep(0.3)
        handler.send_response(302)
        handler.send_header("Location", "/")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    web.pages["/"] = slow

    assert failure(web, "http://site.example/", deadline=0.8).facts["why"] == TOO_SLOW


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
    ],
)
def test_servers_that_speak_badly(web, raw):
    """
    A broken answer is one error, never a page cut short.
    """
    web.pages["/"] = lambda handler: handler.connection.sendall(raw)

    assert failure(web, "http://site.example/").facts["why"] in (BROKEN, NO_CONNECTION)


@settings(max_examples=60)
@given(st.binary(max_size=300), st.booleans())
def test_any_answer_is_survived(web, raw, headed):
    """
    Whatever a server sends, it is a page or an error that can be said.
    """
    start = b"HTTP/1.1 200 OK\r\n" if headed else b""
    web.pages["/"] = lambda handler: handler.connection.sendall(start + raw)

    try:
        web.fetcher(deadline=2).get("http://site.example/")
    except RawiError as error:
        assert explain(error, "ar")


def test_secrets_stay_out_of_logs_and_errors(web, caplog):
    """
    No library logs what is asked for, and no error repeats a password.
    """
    caplog.set_level(logging.DEBUG)
    web.pages["/?token=canary"] = moved("http://user:canary@site.example/?canary")
    error = failure(web, "http://site.example/?token=canary#x")

    assert "canary" not in caplog.text
    with pytest.raises(BadAddress) as refused:
        Fetcher().get("http://user:canary@site.example/")
    assert "canary" not in explain(refused.value, "ar")
    assert "user" not in explain(error, "en")


@pytest.fixture(name="certified", scope="module")
def _certified(tmp_path_factory):
    """A certificate for site.example, and who trusts it."""
    folder = tmp_path_factory.mktemp("tls")
    made = subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=site.example", "-addext", "subjectAltName=DNS:site.example"),
            *("-keyout", folder / "key.pem", "-out", folder / "cert.pem"),
        ],
        capture_output=True,
    )
    if made.returncode:
        pytest.skip("no openssl to make a certificate with")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return server, ssl.create_default_context(cafile=folder / "cert.pem")


def test_certificates_are_those_of_the_name(certified):
    """
    The connection goes to the checked address, and the certificate must still be the name's.
    """
    server, trusting = certified
    with serving(server) as web:
        web.pages["/"] = PAGE

        assert web.fetcher(tls=trusting).get("https://site.example/").raw == PAGE
        assert web.connections == [(PUBLIC, 443)]
        for url, tls in (
            ("https://www.site.example/", trusting),
            (f"https://{PUBLIC}/", trusting),
            ("https://site.example/", None),
        ):
            assert failure(web, url, tls=tls).facts["why"] == NO_CONNECTION
