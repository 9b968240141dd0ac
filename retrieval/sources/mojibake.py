"""
Text that was decoded with the wrong table before it was saved, set right where that is certain. Pure.

UTF-8 read as something else is certain by itself: other text hardly ever is UTF-8 by chance. One
table of single bytes read as another is only undone where letters that made no words make some then.
ftfy, which does the first, knows no Arabic tables.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from retrieval.language.letters import cost, garbled

ARABIC_TABLES = ("cp1256", "iso8859_6", "mac_arabic", "cp720")
_READ_AS = ("cp1252", "cp1256", "mac_roman", "iso8859_6", "mac_arabic", "cp720")
_STRETCH = re.compile(r"(?<![^<>\n])[^<>\n]*[^\x00-\x7f<>\n][^<>\n]*")  # as far as one hand wrote


def _byte(error: UnicodeError) -> tuple[bytes, int]:
    """The byte of a character for which a table has none, as browsers keep it: C1 controls."""
    assert isinstance(error, UnicodeEncodeError)
    return error.object[error.start : error.end].encode("latin-1"), error.end


codecs.register_error("rawi-byte", _byte)


def repaired(text: str) -> str:
    """
    *text* as it was written; itself if that cannot be told.

    >>> repaired("Ø§Ù„Ø·Ø±ÙŠÙ‚"), repaired("ط§ظ„ط·ط±ظٹظ‚"), repaired("CAFÉ À LA CARTE")
    ('الطريق', 'الطريق', 'CAFÉ À LA CARTE')
    """
    if text.isascii():
        return text
    text = _STRETCH.sub(lambda stretch: _once(stretch[0]), text)
    return _reread(text) if garbled(text) else text


def _once(text: str) -> str:
    """*text*, once less encoded in UTF-8."""
    found = [one for one in _readings(text, ["utf-8"]) if _is_certain(text, one)]
    return min(found, key=cost, default=text)


def _is_certain(text: str, found: str) -> bool:
    # One letter of two bytes can be chance: a capital with an accent before a quotation mark.
    return sum(not letter.isascii() for letter in found) > 1 or len(text) - len(found) > 1


def _reread(text: str) -> str:
    """*text* as the table of Arabic that makes most of a text of it."""
    best = min([text, *_readings(text, ARABIC_TABLES)], key=cost)
    return text if garbled(best) else best


def _readings(text: str, written: Iterable[str]) -> Iterator[str]:
    """What *text* is, had it been *written* in one of these and then read in another table."""
    for read in _READ_AS:
        for table in written:
            with suppress(UnicodeError):
                yield text.encode(read, "rawi-byte").decode(table)
