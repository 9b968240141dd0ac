"""Bytes into text, in every encoding newsrooms use. The only module that guesses one."""

import codecs

from retrieval.errors import BinaryFile, EmptyFile
from retrieval.language.arabic import clean
from retrieval.language.letters import cost, garbled
from retrieval.sources.mojibake import ARABIC_TABLES, repaired

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
