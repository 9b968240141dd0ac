"""
Which addresses on the web Rawi reads; pure.

A link anyone can send must never reach the machine Rawi runs on or the network around it.
"""

import re
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from retrieval.errors import BadAddress
from retrieval.reasons import Reason

NO_ADDRESS = Reason("not an address on the web")
NOT_WEB = Reason("neither http nor https")
CREDENTIALS = Reason("it holds a user name")
BAD_PORT = Reason("a port other than 80 and 443")

# The IANA registries of special-purpose addresses (RFC 6890 and after), multicast and reserved.
# Not ``ipaddress.is_global``, which depends on Python's version and lets multicast and 6to4 through.
_SPECIAL_V4 = """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24
    192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24
    198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
"""
# Azure tells a machine about itself at an address of the public internet; other providers' lie above.
_METADATA = " 168.63.129.16/32 "
_SPECIAL_V6 = "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20"
_SPECIAL = [ip_network(network) for network in (_SPECIAL_V4 + _METADATA + _SPECIAL_V6).split()]
# What lies outside it is local, mapped, translated or unassigned.
_V6_UNICAST = ip_network("2000::/3")

_PORTS = {"http": 80, "https": 443}
_NAME = re.compile(r"(?=.{4,253}$)(?:[a-z0-9_-]{1,63}\.)+(?:[a-z][a-z0-9-]{1,62})")
_SAFE = "%/:@!$&'()*+,;=~"  # what stays as it is in a path or a query
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid")


def is_address(source: str) -> bool:
    """
    Whether *source* is meant as an address, not as a file.

    >>> is_address("https://site.example/1"), is_address("ftp://x"), is_address("news/1.html")
    (True, True, False)
    """
    return re.match(r"\s*[a-z][a-z0-9+.-]*://", source, re.IGNORECASE) is not None


def is_public(ip: str) -> bool:
    """
    Whether *ip*, an IP address in its usual spelling, belongs to the public internet.

    Addresses that carry another one (IPv4-mapped, NAT64, 6to4, Teredo) do not.

    >>> is_public("93.184.216.34"), is_public("127.0.0.1"), is_public("::ffff:93.184.216.34")
    (True, False, False)
    """
    address = _ip(ip)
    unicast = address is not None and (address.version == 4 or address in _V6_UNICAST)
    return unicast and not any(address in network for network in _SPECIAL)


def web_address(url: str) -> SplitResult:
    """
    *url* as a server wants it, in ASCII and without a fragment. Raises BadAddress.

    Refuses what is not plainly a public name or IP address: user names, other ports, names without
    a dot, and numbers that only some programs take for an IP address (``0x7f.1``, ``2130706433``).

    >>> web_address("http://موقع.example/خبر?n=1").geturl()
    'http://xn--4gbrim.example/%D8%AE%D8%A8%D8%B1?n=1'
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
    except ValueError:
        raise BadAddress(path=shown(url), why=NO_ADDRESS) from None
    for holds, why in (
        (parts.scheme in _PORTS, NOT_WEB),
        ("@" not in parts.netloc, CREDENTIALS),
        (_NAME.fullmatch(host) or _ip(host), NO_ADDRESS),
        (port in (None, *_PORTS.values()), BAD_PORT),
    ):
        if not holds:
            raise BadAddress(path=shown(url), why=why)
    place = f"[{host}]" if ":" in host else host
    if port not in (None, _PORTS[parts.scheme]):
        place += f":{port}"
    path, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE + "?")
    return SplitResult(parts.scheme, place, path, query, "")


def shown(url: str) -> str:
    """
    *url* as it may be shown, without a user name or password.

    >>> shown("https://me:secret@site.example/1")
    'https://site.example/1'
    """
    return re.sub(r"//[^/?#]*@", "//", url)


def untracked(url: str) -> str:
    """
    *url* without its fragment and without what only says who sent the reader.

    >>> untracked("https://site.example/a?utm_source=x&id=7#top")
    'https://site.example/a?id=7'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not _TRACKING.fullmatch(name)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return parts._replace(query=query, fragment="").geturl()


def stem(url: str) -> str:
    """
    What to call the article at *url*: its site and the last part of its path.

    >>> stem("https://www.site.example/news/2024/1234.html")
    'site.example-1234'
    """
    last = unquote(urlsplit(url).path).rstrip("/").rpartition("/")[2]
    return f"{host_of(url)}-{re.sub(r'[.]x?html?$', '', last)}"


def host_of(url: str) -> str:
    """The site of *url*, without ``www.``; empty if it is no address."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _ip(host: str) -> IPv4Address | IPv6Address | None:
    with suppress(ValueError):
        return ip_address(host)
    return None
