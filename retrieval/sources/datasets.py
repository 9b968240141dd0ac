"""
Many articles in one file, a record each: JSON, JSON lines, and tables (CSV, TSV).

Field names are those of ``retrieval.sources.keys``. A field it does not know is named once a file.
"""

import csv
import json
import re
from collections.abc import Iterator
from io import TextIOWrapper
from typing import Any

from retrieval.errors import BadLine, FieldsUnread, InputRejected
from retrieval.reasons import Reason
from retrieval.sources.confined import Confined
from retrieval.sources.decoding import HEAD, encoding
from retrieval.sources.files import LIMIT, File
from retrieval.sources.keys import TEXT_NAMES, own_names, unread
from retrieval.sources.records import TOO_LONG, Flaw, field
from retrieval.types import Article

Readings = Iterator[Article | InputRejected]

_NAMED = 12  # fields of a record that an error names
_BROKEN = re.compile("[\udc80-\udcff]")
_SEPARATORS = ",;\t|"
_TOLD = re.compile(r"sep=(.)\s*$")  # what spreadsheets write above a table

MISSING = Reason("مفقود", "missing")
EMPTY = Reason("فارغ", "empty")
NOT_AN_OBJECT = Reason("ليس كائن JSON", "not a JSON object")
NOT_DECODED = Reason("بايتات لا تُقرأ", "bytes that are not text")
TOO_MANY_CELLS = Reason("خلاياه أكثر من الأعمدة", "more cells than columns")


class _Records:
    """The records of one file, turned into articles, and the names of fields that were not read."""

    def __init__(self, file: File, confined: Confined) -> None:
        self._file, self._confined = file, confined
        self._unread: dict[str, None] = {}

    def read(self, record: object, number: int, *, alone: bool = False) -> Readings:
        """The articles of the *number*th value, or what is wrong with it."""
        path = self._file.path
        try:
            if not isinstance(record, dict):
                raise Flaw("-", NOT_AN_OBJECT)
            known = own_names(record)
            if "text" not in known and isinstance(html := known.get("html"), str):
                known["text"] = self._confined.fragment(html, path)
            if "text" not in known and "text" not in record:
                raise Flaw("text", missing(record))
            if not (field(known, "text") or "").strip():
                raise Flaw("text", EMPTY)
            yield from self._confined.articles(known, self._file.spot(None if alone else number))
            self._unread.update(dict.fromkeys(unread(record)))
        except Flaw as flaw:
            yield BadLine(path=path, line=number, field=flaw.field, why=flaw.why)
        except InputRejected as rejection:
            yield rejection

    def rest(self) -> Readings:
        if self._unread:
            yield FieldsUnread(path=self._file.path, fields=_listed(self._unread))


def json_document(file: File, confined: Confined) -> Readings:
    """The articles of one JSON object or a list of them; a list counts its entries as lines."""
    text = file.text()
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        why = Reason("ليس JSON صالحاً", str(getattr(error, "msg", error)))
        raise BadLine(path=file.path, line=line, field="-", why=why) from None
    records = _Records(file, confined)
    values = _values(data)
    for number, value in enumerate(values, 1):
        yield from records.read(value, number, alone=values == [data])
    yield from records.rest()


def _values(data: Any) -> list[Any]:
    """The records of a JSON document: a list, the one list of objects in it (a JSON Feed's), or itself."""
    if isinstance(data, list):
        return data
    if isinstance(data, dict) and not own_names(data).keys() & {"text", "html"}:
        lists = [value for value in data.values() if isinstance(value, list) and value]
        if len(lists) == 1 and isinstance(lists[0][0], dict):
            credit = {"outlet": data.get("title"), "language": data.get("language")}
            return [credit | item if isinstance(item, dict) else item for item in lists[0]]
    return [data]


def json_lines(file: File, confined: Confined) -> Readings:
    """The articles of a file with one JSON object a line, of any length, one line at a time."""
    records = _Records(file, confined)
    with _decoded(file, newline="\n") as lines:
        number = 0
        while line := lines.readline(LIMIT):
            number += 1
            if len(line) == LIMIT and not line.endswith("\n"):
                while (rest := lines.readline(LIMIT)) and not rest.endswith("\n"):
                    pass
                yield BadLine(path=file.path, line=number, field="-", why=TOO_LONG)
            elif _BROKEN.search(line):
                yield BadLine(path=file.path, line=number, field="-", why=NOT_DECODED)
            elif line.strip():
                try:
                    record = json.loads(line)
                except (ValueError, RecursionError):
                    record = None
                yield from records.read(record, number)
    yield from records.rest()


def table(file: File, confined: Confined) -> Readings:
    """The articles of a table with names in its first row, one row at a time."""
    records = _Records(file, confined)
    csv.field_size_limit(LIMIT)
    with _decoded(file, newline="") as lines:
        head = lines.readline(LIMIT)
        told = _TOLD.match(head)
        separator = told[1] if told else max(_SEPARATORS, key=head.count)
        if not told:
            lines.seek(0)
        rows = csv.reader(lines, delimiter=separator)
        try:
            names = [name.strip() for name in next(rows, [])]
            if not own_names(dict.fromkeys(names, "-")).keys() & {"text", "html"}:
                why = missing(dict.fromkeys(filter(None, names)))
                raise BadLine(path=file.path, line=1, field="text", why=why)
            for row in rows:
                yield from _row(records, names, row, rows.line_num + bool(told), file)
        except csv.Error as error:
            raise BadLine(
                path=file.path,
                line=rows.line_num + bool(told),
                field="-",
                why=Reason("ليس جدولاً صالحاً", str(error)),
            ) from None
    yield from records.rest()


def _row(records: _Records, names: list[str], row: list[str], line: int, file: File) -> Readings:
    if not any(map(str.strip, row)):
        return
    if len(row) > len(names):
        yield BadLine(path=file.path, line=line, field="-", why=TOO_MANY_CELLS)
    elif any(map(_BROKEN.search, row)):
        yield BadLine(path=file.path, line=line, field="-", why=NOT_DECODED)
    else:
        cells = zip(names, row, strict=False)
        yield from records.read({name: cell for name, cell in cells if cell}, line)


def lines(file: File) -> int:
    """How many lines *file* has: about as many as records."""
    with file.open() as opened:
        return sum(block.count(b"\n") for block in iter(lambda: opened.read(1 << 20), b""))


def _decoded(file: File, *, newline: str) -> TextIOWrapper:
    """*file* as text, its undecodable bytes as lone surrogates. Raises EmptyFile or BinaryFile."""
    with file.open() as opened:
        code = encoding(opened.read(HEAD), file.path)
    # What is no UTF-16 has no bytes that could be escaped.
    errors = "replace" if code.startswith("utf-16") else "surrogateescape"
    return TextIOWrapper(file.open(), encoding=code, errors=errors, newline=newline)


def missing(record: dict[str, Any]) -> Reason:
    """That a record has no text, what it has instead, and what it might be called."""
    names = _listed(record)
    if not names:
        return MISSING
    known = "، ".join(TEXT_NAMES)
    return Reason(
        f"مفقود؛ حقول السجل: {names}؛ والأسماء المفهومة للنص: {known}",
        f"missing; the record has: {names}; names understood for it: {known}",
    )


def _listed(names: dict[str, Any]) -> str:
    return ", ".join(map(str, list(names)[:_NAMED]))
