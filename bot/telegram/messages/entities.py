"""
Text with entities, as Telegram measures and limits it. Pure.

A parse mode is never used: markup in an article could break it, and half a text is not valid in it.
What ``cleaned`` leaves, the server leaves as it is, so that entities stay where they were put.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from retrieval.language.arabic import clean, sentences

MOST = 4096  # UTF-16 units of a message
MOST_ENTITIES = 100  # and its entities; the server drops further ones without a word

# What the server drops, beside what ``clean`` does; tabs it turns into spaces.
_DROPPED = re.compile("[\u0333\u033f\u030a]")
_BREAKS = re.compile("[\u0085\u2029]")
# What the server takes for an empty message if there is nothing else.
_EMPTY = re.compile(
    "[\\s\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc\U000e0000-\U000e007f]*"
)
_JOINED = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_WIDE = re.compile("[\U00010000-\U0010ffff]")  # two UTF-16 units
_LONGEST_CLUSTER = 32  # code points looked back for the start of what is seen as one letter


@dataclass(frozen=True, slots=True)
class Entity:
    """
    A stretch of a text that is shown differently.

    type: as the Bot API spells it.
    offset, length: in UTF-16 units.
    """

    type: str
    offset: int
    length: int
    url: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length


class Style(NamedTuple):
    """What a stretch of a text shall look like; code points."""

    start: int
    end: int
    type: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Styled:
    """A text and its entities, in the order they begin."""

    text: str = ""
    entities: tuple[Entity, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to see."""
        return _EMPTY.fullmatch(self.text) is None

    def __add__(self, other: "Styled") -> "Styled":
        shift = units(self.text)
        moved = tuple(replace(one, offset=one.offset + shift) for one in other.entities)
        return Styled(self.text + other.text, self.entities + moved)

    def between(self, start: int, end: int) -> "Styled":
        """The part from *start* to *end*, code points, without white space around it."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        first = units(self.text[:start])
        last = first + units(text)
        clipped = (
            replace(one, offset=max(one.offset, first) - first, length=length)
            for one in self.entities
            if (length := min(one.end, last) - max(one.offset, first)) > 0
        )
        return Styled(text, tuple(clipped))


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
    text: str, styles: Sequence[Style] = (), marks: Sequence[tuple[int, str]] = ()
) -> Styled:
    """
    *text* with *styles*, and with direction *marks* put in, each before the code point it names.

    A mark at the border of a style stands outside of it, but at the start of a quotation inside:
    that begins where its line begins. Marks come in order.

    >>> styled("a [1]", [Style(2, 5, "bold")], [(2, "\\u200f")]).entities
    (Entity(type='bold', offset=3, length=3, url=None),)
    """
    places = [place for place, _ in marks]
    wide = [wide.start() for wide in _WIDE.finditer(text)]

    def offset(place: int, marks_before: int) -> int:
        return place + bisect_left(wide, place) + marks_before

    entities = []
    for style in sorted(styles, key=lambda one: (one.start, -one.end)):
        before = bisect_left if style.type.endswith("blockquote") else bisect_right
        start = offset(style.start, before(places, style.start))
        end = offset(style.end, bisect_left(places, style.end))
        if end > start:
            entities.append(Entity(style.type, start, end - start, style.url))
    return Styled(_with(text, marks), tuple(entities))


def _with(text: str, marks: Sequence[tuple[int, str]]) -> str:
    pieces, done = [], 0
    for place, mark in marks:
        pieces += [text[done:place], mark]
        done = place
    return "".join([*pieces, text[done:]])


def parts(whole: Styled, *, most: int = MOST) -> tuple[Styled, ...]:
    """
    *whole* in messages of at most *most* UTF-16 units and MOST_ENTITIES entities.

    Lines are kept together as far as they fit, then sentences, then words. What is appended on a
    line of its own never changes the messages before it.
    """
    return tuple(part for part in _parts(whole, most) if part)


def _parts(whole: Styled, most: int) -> Iterator[Styled]:
    rest = whole.between(0, len(whole.text))
    while rest.text:
        cut = _cut(rest, most)
        yield rest.between(0, cut)
        rest = rest.between(cut, len(rest.text))


def _cut(rest: Styled, most: int) -> int:
    """Where the next message ends, in code points; at least 1."""
    crowd = [one.offset for one in rest.entities[MOST_ENTITIES:][:1]]
    room = max(2, min(most, *crowd, units(rest.text)))
    window = rest.text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    if len(window) == len(rest.text):
        return len(window)
    line = rest.text.rfind("\n", 0, len(window) + 1)
    if line > 0:
        return line
    sentence = sentences(window)[-1][0]
    if sentence > len(window) // 2:
        return sentence
    space = rest.text.rfind(" ", 0, len(window) + 1)
    return space if space > 0 else _between_letters(rest.text, len(window))


def _between_letters(text: str, cut: int) -> int:
    """*cut*, or a little before it, so that no letter loses its marks and no emoji its parts."""
    for at in range(cut, max(0, cut - _LONGEST_CLUSTER), -1):
        if not (
            unicodedata.category(text[at]).startswith("M")
            or _JOINED.match(text[at])
            or text[at - 1] == "\u200d"
        ):
            return at
    return max(1, cut)
