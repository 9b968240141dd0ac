"""
Bytes into text, in every encoding newsrooms use. The only module that guesses one.

Text that was decoded with the wrong table before it was saved is set right where that is certain. UTF-8
read as something else is certain by itself: other text hardly ever is UTF-8 by chance. One table of
single bytes read as another is only undone where letters that made no words make some then. ftfy, which
does the first, knows no Arabic tables.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html import unescape

from retrieval.errors import BinaryFile, EmptyFile
from retrieval.language.arabic import clean
from retrieval.language.letters import cost, garbled

ARABIC_TABLES = ("cp1256", "iso8859_6", "mac_arabic", "cp720")
_READ_AS = ("cp1252", "cp1256", "mac_roman", "iso8859_6", "mac_arabic", "cp720")
_ENTITY = re.compile(r"&(?:#\d{2,7}|#x[\da-f]{2,6}|[a-z]{2,8});", re.I)
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


def unescaped(text: str) -> str:
    """
    *text*, which is no markup, without what was escaped for some page on the way.

    >>> unescaped("&#1606;&#1605;&#1608; &quot;AT&T&quot;")
    'نمو "AT&T"'
    """
    return _ENTITY.sub(lambda one: unescape(one[0]), text)


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


HEAD = 65_536  # bytes that tell the encoding of what is read line by line
_MAGIC = (
    *(b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"BZh"),
    *(b"7z\xbc\xaf", b"Rar!", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"SQLite format 3", b"{\\rtf"),
    *(b"ID3", b"OggS", b"\x00\x00\x01\x00", b"\xfd7zXZ"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DEFAULTS = ("ascii", "iso8859-1", "cp1252")
_CONTROL = bytes({*range(32)} - {*b"\t\n\r\f\x1b"})


def decoded(raw: bytes, path: object, declared: str | None = None) -> str:
    """
    The clean text of *raw*; *path* names it in errors. Raises EmptyFile or BinaryFile.

    declared: the encoding a server or a page says it is in, which is a hint and often wrong.
    """
    text = clean(repaired(raw.decode(encoding(raw, path, declared), "replace")))
    if not text.strip():
        raise EmptyFile(path=path)
    return text


def encoding(raw: bytes, path: object, declared: str | None = None) -> str:
    """The encoding of a text that is or begins with *raw*. Raises EmptyFile or BinaryFile."""
    if not raw.strip(b"\0 \t\r\n"):
        raise EmptyFile(path=path)
    if raw.startswith(_MAGIC):
        raise BinaryFile(path=path)
    for bom, name in _BOMS:
        if raw.startswith(bom):
            return name
    for half, name in ((raw[1::2], "utf-16-le"), (raw[::2], "utf-16-be")):
        # The upper byte of a letter is 0 in English and 6 in Arabic.
        if len(raw) % 2 == 0 and half.count(0) + half.count(6) > 0.8 * len(half):
            return name
    if len(raw) - len(raw.translate(None, _CONTROL)) > len(raw) / 16:
        raise BinaryFile(path=path)
    # A Unicode text with a few broken bytes is still one; any other breaks at most letters.
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(raw)
    broken, whole = text.count("\ufffd"), sum(letter > "\x7f" for letter in text)
    if broken * 10 <= whole:
        return "utf-8"
    if declared and _fits(raw, declared):
        return declared
    tables = (*ARABIC_TABLES, "cp1252")
    return min(tables, key=lambda table: cost(raw[:HEAD].decode(table, "replace")))


def _fits(raw: bytes, declared: str) -> bool:
    """Whether *raw* can be in *declared*; the servers' default for whatever they know nothing of is no hint."""
    try:
        known = codecs.lookup(declared).name not in _DEFAULTS
        return known and not garbled(raw.decode(declared))
    except (LookupError, ValueError):
        return False
