"""
Text with entities, cut and limited as Telegram does. Pure.

A parse mode is never used: markup in an article could break it, and half a text is not valid in it.
What ``cleaned`` leaves, the server leaves as it is, so that entities stay where they were put.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from wcwidth import grapheme_boundary_before

from retrieval.language.arabic import clean
from retrieval.language.sentences import sentences

MOST = 4096  # UTF-16 units of a message
MOST_ENTITIES = 100  # and its entities; the server drops further ones without a word

# What the server drops, beside what ``clean`` does; tabs it turns into spaces.
_DROPPED = re.compile("[\u0333\u033f\u030a]")
_BREAKS = re.compile("[\u0085\u2029]")
# What the server takes for an empty message if there is nothing else.
_EMPTY = re.compile(
    "[\\s\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc\U000e0000-\U000e007f]*"
)


class Entity(NamedTuple):
    """
    A stretch of a text that is shown differently.

    start, end: in code points; the server counts UTF-16 units. type: as the Bot API spells it.
    """

    start: int
    end: int
    type: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """
    One of three: *data* comes back when it is pressed, 1 to 64 bytes; *url* is opened; *copy* is
    put on the clipboard, 1 to 256 characters.
    """

    text: str
    data: str = ""
    url: str = ""
    copy: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """
    A message, or a part of one: its text, its entities in the order they begin, and its buttons.

    rows: of buttons, each row from left to right.
    """

    text: str = ""
    entities: tuple[Entity, ...] = ()
    rows: tuple[tuple[Button, ...], ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to see."""
        return _EMPTY.fullmatch(self.text) is None

    def __add__(self, other: "Post") -> "Post":
        shift = len(self.text)
        moved = (
            one._replace(start=one.start + shift, end=one.end + shift) for one in other.entities
        )
        return Post(self.text + other.text, (*self.entities, *moved))

    def between(self, start: int, end: int) -> "Post":
        """The part from *start* to *end*, without white space around it."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        clipped = (
            one._replace(start=max(one.start - start, 0), end=min(one.end - start, len(text)))
            for one in self.entities
        )
        return Post(text, tuple(one for one in clipped if one.start < one.end))


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


def styled(
    text: str, entities: Sequence[Entity] = (), marks: Sequence[tuple[int, str]] = ()
) -> Post:
    """
    *text* with *entities*, and with direction *marks* put in, each before the code point it names.

    A mark at the border of an entity stands outside of it, but at the start of a quotation inside:
    that begins where its line begins. Marks come in order.

    >>> styled("a [1]", [Entity(2, 5, "bold")], [(2, "\\u200f")]).entities
    (Entity(start=3, end=6, type='bold', url=None),)
    """
    places = [place for place, _ in marks]
    moved = []
    for one in sorted(entities, key=lambda one: (one.start, -one.end)):
        before = bisect_left if one.type.endswith("blockquote") else bisect_right
        start, end = one.start + before(places, one.start), one.end + bisect_left(places, one.end)
        if end > start:
            moved.append(one._replace(start=start, end=end))
    pieces, done = [], 0
    for place, mark in marks:
        pieces += [text[done:place], mark]
        done = place
    return Post("".join([*pieces, text[done:]]), tuple(moved))


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
