"""
Entities: what may be sent, what is mended in silence, what is refused. Pure.

From Client.cpp (``get_text_entity_type``) and td's ``MessageEntity.cpp`` (``fix_entities``,
``clean_input_string_with_entities``, ``get_input_message_entities``). Styles that overlap are not
cut at each other's borders as the server does: that changes nothing a reader sees.
"""

import re

from tests.fakes.botapi.refusals import bad

MOST = 100
_FARTHEST = 1_000_000

STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")
QUOTES = ("blockquote", "expandable_blockquote")
CODE = ("code", "pre")
LINKS = ("text_link", "text_mention", "custom_emoji")
# Found by the server itself; whoever sends them is not listened to.
FOUND = (
    *("mention", "hashtag", "cashtag", "bot_command", "url", "email"),
    *("phone_number", "bank_card_number", "media_timestamp"),
)
_URL = re.compile(r"(?i)(?:(?:https?|tonsite|tg)://)?[^\s/?#]+\.[^\s]+|https?://[^\s/]+(?:/\S*)?")


def read(value):
    """The entities in decoded JSON. Raises Refused."""
    if not isinstance(value, list | tuple):
        raise bad("can't parse entities: expected an Array")
    entities = [_one(one) for one in value if isinstance(one, dict)]
    return [one for one in entities if one is not None and one["length"]]


def _one(value):
    for name in ("offset", "length"):
        if name not in value:
            raise bad(f'can\'t find field "{name}"')
        if type(value[name]) is not int:
            raise bad(f'field "{name}" must be of type Number')
        if not 0 <= value[name] <= _FARTHEST:
            raise bad(f"receive an entity with incorrect {name} {value[name]}")
    kind = value.get("type")
    if kind in FOUND:
        return None
    if kind not in (*STYLES, *QUOTES, *CODE, *LINKS):
        raise bad("unsupported type specified" if kind else "type is not specified")
    if kind == "text_link" and not (isinstance(value.get("url"), str) and is_link(value["url"])):
        raise bad(f"entity URL '{value.get('url')}' is invalid: Wrong HTTP URL")
    return value


def is_link(url):
    """
    Whether the server takes *url* for a link.

    >>> [is_link(url) for url in ("https://example.org/خبر", "ftp://a.b", "javascript:x", "a b.c")]
    [True, False, False, False]
    """
    if re.match(r"(?i)(?!https?:|tg:|tonsite:)[a-z][a-z0-9+-]*:", url):
        return False
    return _URL.fullmatch(url) is not None


def fixed(entities):
    """
    *entities* in order, without those that cannot stand beside the others or are too many.

    Links and code that intersect: the first stays. Quotations do not nest. Code holds nothing.
    Of those that cannot be split, a hundred stay; the rest is dropped without a word.
    """
    order = sorted(entities, key=_outermost)
    quotes = _apart([one for one in order if one["type"] in QUOTES])
    whole = _apart([one for one in order if one["type"] in (*CODE, *LINKS)])
    whole = [one for one in whole if not any(_cross(one, quote) for quote in quotes)]
    code = [one for one in whole if one["type"] in CODE]
    styles = [
        one
        for one in order
        if one["type"] in STYLES and not any(_inside(one, other) for other in code)
    ]
    hard = sorted([*quotes, *whole], key=order.index)[:MOST]
    return [one for one in order if one in hard or one in styles]


def _outermost(entity):
    """Of what begins at one place, the longer first; then td's ``get_type_priority``."""
    kinds = (QUOTES, CODE, LINKS, STYLES)
    place = next(n for n, kind in enumerate(kinds) if entity["type"] in kind)
    return entity["offset"], -entity["length"], place


def _end(entity):
    return entity["offset"] + entity["length"]


def _apart(order):
    kept, end = [], 0
    for one in order:
        if one["offset"] >= end:
            kept.append(one)
            end = _end(one)
    return kept


def _inside(one, other):
    return other["offset"] <= one["offset"] and _end(one) <= _end(other)


def _cross(one, quote):
    """Whether *one* stands neither inside *quote* nor apart from it."""
    apart = _end(one) <= quote["offset"] or _end(quote) <= one["offset"]
    return not apart and not _inside(one, quote)


def shifted(text, entities, *, dropped):
    """
    *entities* of *text* as they stand once what *dropped* matches is gone. Raises Refused.

    Each must begin and end between two characters of the text.
    """
    if not entities:
        return []
    kept = {}  # UTF-16 offset of each character, and of the end: where it stands afterwards
    offset = left = 0
    for letter in text:
        kept[offset] = left
        units = 1 + (letter > "\uffff")
        offset += units
        left += 0 if dropped.match(letter) else units
    kept[offset] = left
    return [_moved(one, kept, offset, text) for one in entities]


def _moved(one, kept, end, text):
    start, stop = one["offset"], _end(one)
    if start > end:
        raise bad(f"entity begins after the end of the text at UTF-16 offset {start}")
    if stop > end:
        raise bad(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text"
            f" at UTF-16 offset {stop}"
        )
    if start not in kept:
        raise bad(
            f"entity begins in a middle of a UTF-16 symbol at byte offset {_byte(text, start)}"
        )
    if stop not in kept:
        raise bad(
            f"entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol"
            f" at byte offset {_byte(text, stop)}"
        )
    return {**one, "offset": kept[start], "length": kept[stop] - kept[start]}


def _byte(text, offset):
    """The first byte after the character that UTF-16 *offset* cuts."""
    before = text.encode("utf-16-le")[: 2 * (offset + 1)]
    return len(before.decode("utf-16-le", "ignore").encode())
