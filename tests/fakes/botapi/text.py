"""
What the server does to a text before anyone sees it. Pure.

From td's ``misc.cpp`` (``clean_input_string``), ``MessageEntity.cpp`` (``fix_formatted_text``) and
``MessageContent.cpp``.
"""

import re

from tests.fakes.botapi.entities import fixed, read, shifted
from tests.fakes.botapi.refusals import bad

MOST_BYTES = 1 << 15  # of a text as it is sent
MOST = 4096  # code points of a message, as it is kept
MOST_IN_CAPTION = 1024

_SPACES = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x20]")
_DROPPED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_MARKS = re.compile("[\u200e\u200f]+(?=[\u200e\u200f])")
_NOTHING = re.compile(
    "[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc\U000e0000-\U000e007f]*"
)


def accepted(text, entities=(), *, most=MOST, what="message"):
    """
    The text and entities that are kept of what was sent. Raises Refused.

    entities: decoded JSON.
    what: ``message`` or ``message caption``, for the error.
    """
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise bad("text is too long")
    kept, entities = cleaned(text, fixed(read(entities)))
    kept, entities = trimmed(kept, fixed([one for one in entities if one["length"]]))
    if _NOTHING.fullmatch(kept):
        raise bad("text must be non-empty")
    if len(kept) > most:
        raise bad(f"{what} is too long")
    return kept, entities


def cleaned(text, entities):
    """
    *text* without what the server drops, and *entities* where they then stand.

    >>> cleaned("a\\r\\tb", [{"offset": 0, "length": 4}])
    ('a b', [{'offset': 0, 'length': 3}])
    """
    if _SURROGATES.search(text):
        raise bad("strings must be encoded in UTF-8")
    entities = shifted(text, entities, dropped=_DROPPED)
    kept = _SPACES.sub(" ", _DROPPED.sub("", text))
    return _MARKS.sub(lambda run: "\u200c" * len(run.group()), kept), entities


def trimmed(text, entities):
    """*text* without white space around it; at its start, an entity is not cut into."""
    kept = text.rstrip(" \n")
    end = utf16(kept)
    entities = [
        {**one, "length": min(one["length"], end - one["offset"])}
        for one in entities
        if one["offset"] < end
    ]
    room = min((one["offset"] for one in entities), default=end)
    cut = min(len(kept) - len(kept.lstrip(" \n")), room)
    return kept[cut:], [{**one, "offset": one["offset"] - cut} for one in entities]


def utf16(text):
    """
    The length of *text* in UTF-16 units, in which entities are measured.

    >>> utf16("نص 😀")
    5
    """
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
