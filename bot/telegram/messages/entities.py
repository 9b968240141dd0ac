"""
Text with entities and buttons. Pure.

A parse mode is never used: markup in an article could break it, and half a text is not valid in it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
