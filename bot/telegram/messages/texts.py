"""
Texts cleaned, measured and cut as Telegram does. Pure.

What ``cleaned`` leaves, the server leaves as it is, so that entities stay where they were put.
"""

import re
from collections.abc import Iterator

from wcwidth import grapheme_boundary_before

from bot.telegram.messages.entities import Post
from retrieval.language.arabic import clean
from retrieval.language.sentences import sentences

MOST = 4096  # UTF-16 units of a message
MOST_ENTITIES = 100  # and its entities; the server drops further ones without a word

# What the server drops, beside what ``clean`` does; tabs it turns into spaces.
_DROPPED = re.compile("[\u0333\u033f\u030a]")
_BREAKS = re.compile("[\u0085\u2029]")


def units(text: str) -> int:
    """
    The length of *text* in UTF-16 units.

    >>> units("نص 😀")
    5
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cleaned(text: str) -> str:
    """
    *text* as the server keeps it: no control or direction characters, no white space around it.

    >>> cleaned("\\u202bنص\\t[1]\\r\\n ")
    'نص [1]'
    """
    text = _BREAKS.sub("\n", clean(text)).replace("\t", " ")
    return _DROPPED.sub("", text).strip()


def parts(whole: Post, *, most: int = MOST) -> tuple[Post, ...]:
    """
    *whole* in messages of at most *most* UTF-16 units and MOST_ENTITIES entities.

    Lines are kept together as far as they fit, then sentences, then words. What is appended on a
    line of its own never changes the messages before it.
    """
    return tuple(part for part in _parts(whole, most) if part)


def _parts(whole: Post, most: int) -> Iterator[Post]:
    rest = whole.between(0, len(whole.text))
    while rest.text:
        cut = _cut(rest, most)
        yield rest.between(0, cut)
        rest = rest.between(cut, len(rest.text))


def _cut(rest: Post, most: int) -> int:
    """Where the next message ends, in code points; at least 1."""
    text = rest.text
    window = text[:most].encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")
    room = max(1, min(len(window), *(one.start for one in rest.entities[MOST_ENTITIES:][:1]), most))
    if room == len(text):
        return room
    line = text.rfind("\n", 0, room + 1)
    if line > 0:
        return line
    sentence = sentences(text[:room])[-1][0]
    if sentence > room // 2:
        return sentence
    space = text.rfind(" ", 0, room + 1)
    # No letter loses its marks and no emoji its parts, unless it is longer than a message.
    return space if space > 0 else grapheme_boundary_before(text, room + 1) or room
