"""
Files in, articles out. The only module that opens what a reader wants archived.

One bad input never stops the rest: it comes out as the error that says what is wrong with it.
Decides nothing about duplicates or ids that clash; ``retrieval.ingest`` does.
"""

import codecs
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import charset_normalizer
import yaml

from retrieval import dates
from retrieval.arabic import arabic_share, clean, spelt
from retrieval.cleaning import articles_in
from retrieval.errors import (
    BadLine,
    BinaryFile,
    EmptyFile,
    InputRejected,
    NoArticles,
    NoText,
    NotFound,
    NotReadable,
    TooLarge,
    UnknownKind,
)
from retrieval.types import UNDATED, Article, Dated, Language, Source

KINDS = (".txt", ".md", ".markdown", ".json", ".jsonl", ".ndjson")
_LIMIT = 20_000_000  # bytes of a file held in memory, characters of a line of JSON
_HEAD = 65_536  # bytes that tell the encoding of a file read line by line
_SKIPPED = re.compile(r"\.|(?:readme|license|licence)(?:\.|$)", re.IGNORECASE)
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
_CONTROL = bytes({*range(32)} - {*b"\t\n\r\f\x1b"})
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|$)", re.DOTALL)
_WRAPPED = re.compile(r"^(?!#)(.{49,}[^\s.؟!:])\n(?=[^\s#>*+|\d-])", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+|[ \t]+#+$", re.MULTILINE)
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9._\u0621-\u064a-]+")

MISSING = "مفقود (missing)"
EMPTY = "فارغ (empty)"
NOT_TEXT = "ليس نصاً (not a string)"
NOT_A_DATE = "ليس تاريخاً (not a date)"
NOT_AN_OBJECT = "ليس كائن JSON (not a JSON object)"
NOT_DECODED = "بايتات لا تُقرأ (bytes that are not text)"
TOO_LONG = "أطول من الحد (too long)"


class _Flaw(Exception):
    """A field that cannot be used, before anyone knows which line it stands in."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(field, why)
        self.field, self.why = field, why


def read(source: Path) -> Iterator[Article | InputRejected]:
    """
    The articles of a file, or of every file below a folder, in order of their paths.

    Hidden files and README are passed over; links to folders are not followed.
    """
    source = Path(os.path.abspath(source))  # noqa: PTH100 - resolve() would follow the link
    if not os.path.isdir(source):  # noqa: PTH112 - is_dir() raises where the way is barred
        yield from _read_file(source)
        return
    paths, rejected = _below(source)
    yield from rejected
    for path in paths:
        yield from _read_file(path)
    if not any(path.suffix.lower() in KINDS for path in paths):
        yield NoArticles(path=source, kinds=", ".join(KINDS))


def _below(folder: Path) -> tuple[list[Path], list[InputRejected]]:
    rejected: list[InputRejected] = []

    def refuse(error: OSError) -> None:
        rejected.append(NotReadable(path=error.filename, why=error.strerror))

    paths: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [Path(parent, name) for name in files if not _SKIPPED.match(name)]
    return sorted(paths), rejected


def _read_file(path: Path) -> Iterator[Article | InputRejected]:
    try:
        if not path.exists():
            raise NotFound(path=path)
        if path.suffix.lower() not in KINDS:
            raise UnknownKind(path=path, kinds=", ".join(KINDS))
        if not path.is_file():
            raise NotReadable(path=path, why="not a regular file")
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            yield from _json_lines(path)
        elif path.suffix.lower() == ".json":
            yield from _json(path)
        else:
            yield from _page(path)
    except InputRejected as rejection:
        yield rejection
    except OSError as error:
        yield NotReadable(path=path, why=error.strerror or error)


def _page(path: Path) -> list[Article]:
    """The articles of a text or Markdown file."""
    text = _text_of(path)
    fields: dict[str, Any] = {}
    if path.suffix.lower() != ".txt":
        fields, text = _front_matter(text, path)
        text = _HEADING.sub("", _WRAPPED.sub(r"\1 ", text))
    try:
        return _articles(fields | {"text": text}, path)
    except _Flaw as flaw:
        raise BadLine(path=path, line=1, field=flaw.field, why=flaw.why) from None


def _front_matter(text: str, path: Path) -> tuple[dict[str, Any], str]:
    """The YAML fields at the head of *text*, and what comes after them."""
    if not re.match(r"---[ \t]*\n", text):
        return {}, text
    block = _FRONT_MATTER.match(text)
    line, why = 1, "بلا نهاية (no closing ---)"
    if block:
        try:
            fields = yaml.safe_load(block[1] or "") or {}
            if isinstance(fields, dict):
                return fields, text[block.end() :]
            why = "ليس حقولاً (not fields with values)"
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 2 if mark else 1
            why = str(getattr(error, "problem", None) or error)
    raise BadLine(path=path, line=line, field="front matter", why=why)


def _json(path: Path) -> Iterator[Article | InputRejected]:
    """The articles of one JSON object or a list of them; a list counts its entries as lines."""
    text = _text_of(path)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line, why = getattr(error, "lineno", 1), getattr(error, "msg", error)
        raise BadLine(path=path, line=line, field="-", why=why) from None
    records = data if isinstance(data, list) else [data]
    for number, record in enumerate(records, 1):
        yield from _record(record, path, number, alone=not isinstance(data, list))


def _json_lines(path: Path) -> Iterator[Article | InputRejected]:
    """The articles of a file with one JSON object a line, of any length, one line at a time."""
    with path.open("rb") as file:
        encoding = _encoding(file.read(_HEAD), path)
    with path.open(encoding=encoding, errors="surrogateescape", newline="\n") as lines:
        number = 0
        while line := lines.readline(_LIMIT):
            number += 1
            if len(line) == _LIMIT and not line.endswith("\n"):
                while (rest := lines.readline(_LIMIT)) and not rest.endswith("\n"):
                    pass
                yield BadLine(path=path, line=number, field="-", why=TOO_LONG)
            elif re.search("[\udc80-\udcff]", line):
                yield BadLine(path=path, line=number, field="-", why=NOT_DECODED)
            elif line.strip():
                try:
                    record = json.loads(line)
                except (ValueError, RecursionError):
                    record = None
                yield from _record(record, path, number, alone=False)


def _record(
    record: object, path: Path, number: int, *, alone: bool
) -> Iterator[Article | InputRejected]:
    """The articles of one JSON value, or what is wrong with it."""
    try:
        if not isinstance(record, dict):
            raise _Flaw("-", NOT_AN_OBJECT)
        if "text" not in record:
            raise _Flaw("text", MISSING)
        if not (_field(record, "text") or "").strip():
            raise _Flaw("text", EMPTY)
        yield from _articles(record, path, None if alone else number)
    except _Flaw as flaw:
        yield BadLine(path=path, line=number, field=flaw.field, why=flaw.why)
    except NoText as rejection:
        yield rejection


def _articles(fields: Mapping[str, Any], path: Path, number: int | None = None) -> list[Article]:
    """The articles of *fields*; *number* says which of the records in *path* they are."""
    given = "" if fields.get("id") is None else str(fields["id"])
    stem = path.stem if number is None else f"{path.stem}-{number}"
    shown = os.fsencode(path).decode("utf-8", "replace")
    outlet = _line(fields, "outlet")
    url = _line(fields, "url")
    known = Source(
        id=_slug(given) or _slug(stem) or "article",
        title=_line(fields, "title") or "",
        outlet=outlet,
        author=_line(fields, "author"),
        date=_published(fields),
        url=url if url and re.match(r"https?://\S+$", url) else None,
        path=shown,
    )
    # An id is the outlet's own; without an outlet it means something in this file only.
    place = spelt(f"{outlet or shown}#{given}" if given else f"{shown}#{number or 1}")
    text = clean(_field(fields, "text") or "")
    found = articles_in(text, known, place, today=date.today())
    if not found:
        raise NoText(path=path)
    language = _language(_line(fields, "language"))
    return [_in_language(article, language) for article in found]


def _in_language(article: Article, language: Language | None) -> Article:
    guess: Language = "ar" if arabic_share(article.text) >= 0.5 else "en"
    return replace(article, source=replace(article.source, language=language or guess))


def _language(code: str | None) -> Language | None:
    match (code or "").casefold()[:2]:
        case "ar":
            return "ar"
        case "en":
            return "en"
    return None


def _published(fields: Mapping[str, Any]) -> Dated:
    value = fields.get("published")
    if value is None or value == "":
        return UNDATED
    if not isinstance(value, str | int | date) or isinstance(value, bool):
        raise _Flaw("published", NOT_A_DATE)
    dated = dates.given(str(value), _line(fields, "date_precision"))
    if dated is None:
        raise _Flaw("published", NOT_A_DATE)
    return dated


def _field(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise _Flaw(name, NOT_TEXT)
    return value


def _line(fields: Mapping[str, Any], name: str) -> str | None:
    """A field as one clean line; None when it is absent or blank."""
    return " ".join(clean(_field(fields, name) or "").split()) or None


def _slug(name: str) -> str:
    """
    *name* as an id: Latin and Arabic letters, digits, ``.``, ``_`` and ``-``.

    >>> _slug("خبر عاجل/2024 (1).v2")
    'خبر-عاجل-2024-1-.v2'
    """
    return _NOT_IN_ID.sub("-", clean(name)).strip("-.")[:100]


def _text_of(path: Path) -> str:
    size = path.stat().st_size
    if size > _LIMIT:
        megabytes, limit = -(-size // 1_000_000), _LIMIT // 1_000_000
        raise TooLarge(path=path, megabytes=megabytes, limit=limit)
    raw = path.read_bytes()
    text = clean(raw.decode(_encoding(raw, path), "replace"))
    if not text.strip():
        raise EmptyFile(path=path)
    return text


def _encoding(raw: bytes, path: Path) -> str:
    """The encoding of a text that is or begins with *raw*."""
    if not raw.strip(b"\0 \t\r\n"):
        raise EmptyFile(path=path)
    if raw.startswith(_MAGIC):
        raise BinaryFile(path=path)
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return encoding
    for half, encoding in ((raw[1::2], "utf-16-le"), (raw[::2], "utf-16-be")):
        # The upper byte of a letter is 0 in English and 6 in Arabic.
        if len(raw) % 2 == 0 and half.count(0) + half.count(6) > 0.8 * len(half):
            return encoding
    if len(raw) - len(raw.translate(None, _CONTROL)) > len(raw) / 16:
        raise BinaryFile(path=path)
    # A Unicode text with a few broken bytes is still one; any other breaks at most letters.
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(raw)
    broken, whole = text.count("\ufffd"), sum(letter > "\x7f" for letter in text)
    if broken * 10 <= whole:
        return "utf-8"
    # Offered these three alone, it told Windows-1256 and ISO 8859-6 apart from 60 letters on.
    candidates = ["cp1256", "iso8859_6", "cp1252"]
    best = charset_normalizer.from_bytes(raw[:_HEAD], cp_isolation=candidates).best()
    return best.encoding if best else "cp1256"
