"""
Files, folders and addresses in, articles out. The only module that opens what is to be archived.

One bad input never stops the rest: it comes out as the error that says what is wrong with it.
Decides nothing about duplicates or ids that clash; ``retrieval.index.ingest`` does.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from retrieval.errors import (
    BadLine,
    InputRejected,
    NoArticles,
    NotFound,
    NotReadable,
    TooLarge,
    UnknownKind,
)
from retrieval.reasons import Reason, of_system
from retrieval.sources.addresses import is_address
from retrieval.sources.confined import Confined
from retrieval.sources.decoding import HEAD, decoded, encoding
from retrieval.sources.keys import own_names
from retrieval.sources.records import TOO_LONG, Flaw, Spot, field
from retrieval.sources.web import markup, read_address, read_feed
from retrieval.types import Article, file_origin

if TYPE_CHECKING:
    from retrieval.sources.fetching import Fetcher

KINDS = (
    *(".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf"),
    *(".json", ".jsonl", ".ndjson", ".rss", ".atom", ".xml"),
)
_LIMIT = 20_000_000  # bytes of a file held in memory, characters of a line of JSON
_NAMED = 12  # fields of a record that an error names
_SKIPPED = re.compile(r"\.|(?:readme|license|licence)(?:\.|$)", re.IGNORECASE)

MISSING = Reason("مفقود", "missing")
EMPTY = Reason("فارغ", "empty")
NOT_AN_OBJECT = Reason("ليس كائن JSON", "not a JSON object")
NOT_DECODED = Reason("بايتات لا تُقرأ", "bytes that are not text")
OUTSIDE = Reason("رابط إلى خارج المجلد", "a link out of the folder")
NOT_REGULAR = Reason("ليس ملفاً عادياً", "not a regular file")


def read(
    *sources: Path | str, fetcher: "Fetcher | None" = None
) -> Iterator[Article | InputRejected]:
    """
    The articles of each file, of every file below each folder in order of paths, of each address.

    A string with a scheme (``https://``) is an address. Hidden files and README are passed over;
    links to folders are not followed, nor links that lead out of the folder.
    """
    with closing(Confined()) as confined:
        for source in sources:
            if not str(source).strip():  # an unset variable in a script; a path would make it «.»
                yield NotFound(path="''")
            elif isinstance(source, str) and is_address(source):
                yield from read_address(source, fetcher or _fetcher(), confined)
            else:
                yield from _read_path(Path(source), confined)


def _fetcher() -> "Fetcher":
    from retrieval.sources.robots import polite  # here, because most archives are made of files

    return polite()


def _read_path(source: Path, confined: Confined) -> Iterator[Article | InputRejected]:
    source = Path(os.path.abspath(source))  # noqa: PTH100 - resolve() would follow the link
    if not os.path.isdir(source):  # noqa: PTH112 - is_dir() raises where the way is barred
        yield from _read_file(source, confined)
        return
    paths, rejected = _below(source)
    yield from rejected
    for path in paths:
        yield from _read_file(path, confined)
    if not any(path.suffix.lower() in KINDS for path in paths):
        yield NoArticles(path=source, kinds=", ".join(KINDS))


def _below(folder: Path) -> tuple[list[Path], list[InputRejected]]:
    rejected: list[InputRejected] = []

    def refuse(error: OSError) -> None:
        rejected.append(NotReadable(path=error.filename, why=of_system(error)))

    inside = folder.resolve()
    paths: list[Path] = []
    folders = [str(folder)]
    while folders:  # not os.walk, which calls itself for each folder in a folder
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError as error:
            refuse(error)
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders += [entry.path] * (not entry.name.startswith("."))
            elif _SKIPPED.match(entry.name) or entry.is_dir():
                continue
            elif entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(inside):
                rejected.append(NotReadable(path=entry.path, why=OUTSIDE))
            else:
                paths.append(Path(entry.path))
    return sorted(paths), rejected


def _read_file(path: Path, confined: Confined) -> Iterator[Article | InputRejected]:
    try:
        if not path.exists():
            raise NotFound(path=path)
        if path.suffix.lower() not in KINDS:
            raise UnknownKind(path=path, kinds=", ".join(KINDS))
        if not path.is_file():
            raise NotReadable(path=path, why=NOT_REGULAR)
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            yield from _json_lines(path, confined)
        elif path.suffix.lower() == ".json":
            yield from _json(path, confined)
        elif path.suffix.lower() in (".html", ".htm", ".xhtml"):
            yield from _web_page(path, confined)
        elif path.suffix.lower() in (".rss", ".atom", ".xml"):
            yield from read_feed(markup(_bytes_of(path), path), str(path), confined)
        elif path.suffix.lower() == ".pdf":
            yield from confined.articles(asdict(confined.pdf(_bytes_of(path), path)), _spot(path))
        elif path.suffix.lower() == ".txt":
            yield from confined.plain(_text_of(path), _spot(path))
        else:
            yield from confined.markdown(_text_of(path), _spot(path))
    except Flaw as flaw:
        yield BadLine(path=path, line=flaw.line, field=flaw.field, why=flaw.why)
    except InputRejected as rejection:
        yield rejection
    except OSError as error:
        yield NotReadable(path=path, why=of_system(error))


def _web_page(path: Path, confined: Confined) -> list[Article]:
    """The articles of a page saved from the web."""
    found = confined.page(markup(_bytes_of(path), path), path)
    return confined.articles(asdict(found), _spot(path))


def _json(path: Path, confined: Confined) -> Iterator[Article | InputRejected]:
    """The articles of one JSON object or a list of them; a list counts its entries as lines."""
    text = _text_of(path)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        why = Reason("ليس JSON صالحاً", str(getattr(error, "msg", error)))
        raise BadLine(path=path, line=line, field="-", why=why) from None
    records = _records(data)
    for number, record in enumerate(records, 1):
        yield from _record(record, path, number, confined, alone=records == [data])


def _records(data: Any) -> list[Any]:
    """The records of a JSON document: a list, a JSON Feed, or the only one."""
    if isinstance(data, list):
        return data
    if isinstance(data, dict) and isinstance(items := data.get("items"), list):
        credit = {"outlet": data.get("title"), "language": data.get("language")}
        return [credit | item if isinstance(item, dict) else item for item in items]
    return [data]


def _json_lines(path: Path, confined: Confined) -> Iterator[Article | InputRejected]:
    """The articles of a file with one JSON object a line, of any length, one line at a time."""
    with path.open("rb") as file:
        code = encoding(file.read(HEAD), path)
    with path.open(encoding=code, errors="surrogateescape", newline="\n") as lines:
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
                yield from _record(record, path, number, confined, alone=False)


def _record(
    record: object, path: Path, number: int, confined: Confined, *, alone: bool
) -> Iterator[Article | InputRejected]:
    """The articles of one JSON value, or what is wrong with it."""
    try:
        if not isinstance(record, dict):
            raise Flaw("-", NOT_AN_OBJECT)
        known = own_names(record)
        if "text" not in known and isinstance(html := known.get("html"), str):
            known["text"] = confined.fragment(html, path)
        if "text" not in known and "text" not in record:
            raise Flaw("text", missing(record))
        if not (field(known, "text") or "").strip():
            raise Flaw("text", EMPTY)
        yield from confined.articles(known, _spot(path, None if alone else number))
    except Flaw as flaw:
        yield BadLine(path=path, line=number, field=flaw.field, why=flaw.why)
    except InputRejected as rejection:
        yield rejection


def missing(record: dict[str, Any]) -> Reason:
    """That a record has no text, and what it has instead."""
    names = ", ".join(map(str, list(record)[:_NAMED]))
    if not names:
        return MISSING
    return Reason(f"مفقود؛ حقول السجل: {names}", f"missing; the record has: {names}")


def _spot(path: Path, number: int | None = None) -> Spot:
    """The *number*th record in *path*, or the only one."""
    name = os.fsencode(path).decode("utf-8", "replace")
    stem = path.stem if number is None else f"{path.stem}-{number}"
    origin = file_origin(PurePath(name))
    return Spot(name, f"{name}#{number or 1}", stem, path=name, origin=origin)


def _text_of(path: Path) -> str:
    return decoded(_bytes_of(path), path)


def _bytes_of(path: Path) -> bytes:
    size = path.stat().st_size
    if size > _LIMIT:
        megabytes, limit = -(-size // 1_000_000), _LIMIT // 1_000_000
        raise TooLarge(path=path, megabytes=megabytes, limit=limit)
    return path.read_bytes()
