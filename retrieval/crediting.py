"""
Whose an article is, as a reader may be told. Pure.

A page says itself whose it is, and any page can say anything. The host it was fetched from stands
beside the claim unless the claim is the host's own name: the very label that was registered, letter
for letter, below a top level that outlets use. Whoever registers an outlet's name there before the
outlet does is believed; no list of outlets is kept that could tell.
"""

import re

_TOP = {"com", "net", "org"}
_SECOND = {"ac", "co", "com", "edu", "gov", "net", "org"}  # below a country's two letters


def credited(outlet: str | None, host: str | None) -> str | None:
    """
    *outlet* as it may be shown, of an article that was fetched from *host*; None for a file.

    >>> credited("BBC", "www.bbc.co.uk"), credited("Al Jazeera", "aljazeera.net"), credited("BBC", None)
    ('BBC', 'Al Jazeera', 'BBC')
    >>> credited("BBC", "bbc.evil.example"), credited("BBC", "bbc.top"), credited("وكالة", "news.example")
    ('BBC (bbc.evil.example)', 'BBC (bbc.top)', 'وكالة (news.example)')
    """
    if not outlet or not host or _is_own(outlet.casefold(), host.casefold()):
        return outlet
    return f"{outlet} ({host})"


def _is_own(outlet: str, host: str) -> bool:
    name = re.sub(r"[^\w-]|_", "", outlet)
    *_, below, second, top = ["", "", *host.split(".")]
    if len(top) == 2 and second in _SECOND:
        second, top = below, "com"
    own = outlet == host.removeprefix("www.") or (top in _TOP and name == second)
    return own and name.isascii()  # what looks like Latin letters may be none
