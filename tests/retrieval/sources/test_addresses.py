"""Which addresses Rawi reads: every spelling of a private one, and none of a public one."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n.messages import explain
from retrieval.errors import BadAddress
from retrieval.sources.addresses import is_public, web_address

PRIVATE = """
    0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.1.2.3 169.254.169.254
    172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1
    198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
    :: ::1 ::ffff:127.0.0.1 ::ffff:93.184.216.34 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 100::1
    2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0
    fec0::1 ff02::1 ff0e::1 168.63.129.16 100.100.100.200 fd00:ec2::254 fd20:ce::254
"""
PUBLIC = """
    1.1.1.1 8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1
    192.167.1.1 223.255.255.255 2606:4700::1111 2a00:1450:4001::5 2001:4860:4860::8888
"""


@pytest.mark.parametrize("ip", PRIVATE.split())
def test_private_addresses(ip):
    """
    What belongs to a machine, a network, a test or a tunnel is not public.
    """
    assert not is_public(ip)


@pytest.mark.parametrize("ip", PUBLIC.split())
def test_public_addresses(ip):
    """
    The neighbours of private networks are public.
    """
    assert is_public(ip)


@given(st.ip_addresses())
def test_nothing_is_public_that_the_standard_library_calls_private(ip):
    """
    The table is at least as strict as ``ipaddress``, on every address.
    """
    if is_public(str(ip)):
        assert ip.is_global
        assert not (ip.is_multicast or ip.is_reserved or ip.is_link_local or ip.is_private)


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_never_public(ip):
    """
    An IPv4 address does not get through by being mapped, translated or tunnelled.
    """
    number = int(ip)
    for inside in (
        0xFFFF << 32 | number,
        number,
        0x64FF9B << 96 | number,
        0x2002 << 112 | number << 80,
    ):
        assert not is_public(str(IPv6Address(inside)))


@given(st.text(max_size=30) | st.from_regex(r"[0-9a-fx.:]{1,20}", fullmatch=True))
def test_only_usual_spellings_are_public(text):
    """
    What is not an address as the standard spells it is not public, whatever it is.
    """
    if is_public(text):
        assert str(ip_address(text)) == text or ":" in text


@pytest.mark.parametrize(
    "url",
    [
        *("", "x", "//site.example/1", "site.example/1", "http://", "http:///x", "http://:80/"),
        *(
            "ftp://site.example/",
            "file:///etc/passwd",
            "gopher://site.example/",
            "data:text/html,x",
        ),
        *("javascript:alert(1)", "http:site.example", "HTTPX://site.example"),
        *("http://localhost/", "http://localhost./", "http://intranet/"),
        *("http://2130706433/", "http://0x7f000001/", "http://017700000001/", "http://127.1/"),
        *("http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://127.0.0.1.0/", "http://1.2.3/"),
        *("http://site.0x7f/", "http://[::1", "http://[fe80::1%25eth0]:x/"),
        *("http://me@site.example/", "http://me:secret@site.example/", "http://@site.example/"),
        *("http://127.0.0.1\\@site.example/", "http://site.example\\.evil/", "http://a b.example/"),
        *("http://site.example:22/", "http://site.example:6379/", "http://site.example:99999/"),
        *("http://site..example/", "http://" + "a" * 300 + ".example/"),
    ],
)
def test_addresses_that_are_not_read(url):
    """
    Only http and https, a public name or a plain IP address, the usual ports, no user name.
    """
    with pytest.raises(BadAddress) as error:
        web_address(url)

    assert "secret" not in explain(error.value, "ar") + explain(error.value, "en")


@pytest.mark.parametrize(
    ("url", "wire"),
    [
        ("https://site.example", "https://site.example/"),
        ("HTTPS://Site.Example./a#top", "https://site.example/a"),
        ("http://site.example:80/a", "http://site.example/a"),
        ("http://site.example:443/a", "http://site.example:443/a"),
        (
            "http://site.example/خبر عاجل?س=1&b=%D8",
            "http://site.example/%D8%AE%D8%A8%D8%B1%20%D8%B9%D8%A7%D8%AC%D9%84?%D8%B3=1&b=%D8",
        ),
        ("http://موقع.example/", "http://xn--4gbrim.example/"),
        ("http://93.184.216.34/x", "http://93.184.216.34/x"),
        ("http://１２７.０.０.１/", "http://127.0.0.1/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        (" https://site.example/a\r\nHost: evil ", "https://site.example/aHost:%20evil"),
    ],
)
def test_addresses_on_the_wire(url, wire):
    """
    Names, paths and queries are put into ASCII, and nothing in them can end the request line.
    """
    assert web_address(url).geturl() == wire


@given(st.text(max_size=60), st.sampled_from(["http://", "https://", "http://site.example/", ""]))
def test_any_text_is_an_address_or_is_not(text, start):
    """
    Whatever is given, the answer is an address in printable ASCII or BadAddress.
    """
    try:
        wire = web_address(start + text).geturl()
    except BadAddress:
        return

    assert wire.isascii()
    assert wire.isprintable()
    assert " " not in wire
    assert web_address(wire).geturl() == wire


@given(st.integers(0, 2**32 - 1))
def test_numbers_are_no_addresses(number):
    """
    Only four decimal numbers are an IPv4 address; its other spellings are refused, not translated.
    """
    first, *rest = str(IPv4Address(number)).split(".")
    for host in (str(number), hex(number), f"{int(first):#o}.{'.'.join(rest)}".replace("0o", "0")):
        if host.count(".") == 3 and first in "01234567":
            continue
        with pytest.raises(BadAddress):
            web_address(f"http://{host}/")
