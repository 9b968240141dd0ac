"""
Many articles in one file, a record each: JSON, JSON lines, and tables (CSV, TSV).

Field names are those of ``retrieval.sources.keys``. A field it does not know is named once a file.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
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

# The line of each record, None of the only one, and its value, or why there is none.
Records = Iterator[tuple[int | None, object]]

_NAMED = 12  # fields of a record that an error names
_BROKEN = re.compile("[\udc80-\udcff]")
_SEPARATORS = ",;\t|"
_TOLD = re.compile(r"sep=(.)\s*$")  # what spreadsheets write above a table

MISSING = Reason("missing")
EMPTY = Reason("empty")
NOT_AN_OBJECT = Reason("not a JSON object")
NOT_DECODED = Reason("bytes that are not text")
TOO_MANY_CELLS = Reason("more cells than columns")


def read_records(
    records_of: Callable[[File], Records], file: File, confined: Confined
) -> Iterator[Article | InputRejected]:
    """The articles of each record in *file*, or what is wrong with it, and fields that nobody read."""
    ignored: dict[str, None] = {}
    for number, record in records_of(file):
        try:
            if isinstance(record, dict) and isinstance(record.get("_source"), dict):
                record = record["_source"]  # as Elasticsearch dumps its documents
            if not isinstance(record, dict):
                raise Flaw("-", record if isinstance(record, Reason) else NOT_AN_OBJECT)
            known = _known(record, file, confined)
            yield from confined.articles(known, file.spot(number))
            ignored.update(dict.fromkeys(unread(record)))
        except Flaw as flaw:
            yield BadLine(path=file.path, line=number or 1, field=flaw.field, why=flaw.why)
        except InputRejected as rejection:
            yield rejection
    if ignored:
        yield FieldsUnread(path=file.path, fields=_listed(ignored))


def _known(record: dict[str, Any], file: File, confined: Confined) -> dict[str, Any]:
    """*record* under our names, with a text. Raises Flaw or TooCostly."""
    known = own_names(record)
    if "text" not in known and isinstance(html := known.get("html"), str):
        known["text"] = confined.fragment(html, file.path)
    if "text" not in known and "text" not in record:
        raise Flaw("text", missing(record))
    if not (field(known, "text") or "").strip():
        raise Flaw("text", EMPTY)
    return known


def json_document(file: File) -> Records:
    """One JSON object or a list of them; a list counts its entries as lines. Raises BadLine."""
    text = file.text()
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        why = Reason("not valid JSON: {detail}", {"detail": str(getattr(error, "msg", error))})
        raise BadLine(path=file.path, line=line, field="-", why=why) from None
    if isinstance(data, dict) and not own_names(data).keys() & {"text", "html"}:
        lists = [value for value in data.values() if isinstance(value, list) and value]
        if len(lists) == 1 and isinstance(lists[0][0], dict):  # such as a JSON Feed's
            credit = {"outlet": data.get("title"), "language": data.get("language")}
            data = [credit | one if isinstance(one, dict) else one for one in lists[0]]
        elif data and all(isinstance(value, dict) for value in data.values()):  # by their ids
            data = [{"id": id} | one for id, one in data.items()]
    yield from enumerate(data, 1) if isinstance(data, list) else [(None, data)]


def json_lines(file: File) -> Records:
    """One JSON object a line, of any length, one line at a time."""
    with _decoded(file, newline="\n") as lines:
        number = 0
        while line := lines.readline(LIMIT):
            number += 1
            if len(line) == LIMIT and not line.endswith("\n"):
                while (rest := lines.readline(LIMIT)) and not rest.endswith("\n"):
                    pass
                yield number, TOO_LONG
            elif _BROKEN.search(line):
                yield number, NOT_DECODED
            elif number == 1 and line.strip() in ("[", "{"):  # JSON, under a name for lines
                yield from json_document(file)
                return
            elif line.strip():
                record = None
                with suppress(ValueError, RecursionError):
                    record = json.loads(line)
                yield number, record


def table(file: File) -> Records:
    """A table with names in its first row, one row at a time. Raises BadLine."""
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
                if any(map(str.strip, row)):
                    yield rows.line_num + bool(told), _record(names, row)
        except csv.Error as error:
            why = Reason("not a valid table: {detail}", {"detail": str(error)})
            line = rows.line_num + bool(told)
            raise BadLine(path=file.path, line=line, field="-", why=why) from None


def _record(names: list[str], row: list[str]) -> dict[str, str] | Reason:
    if len(row) > len(names):
        return TOO_MANY_CELLS
    if any(map(_BROKEN.search, row)):
        return NOT_DECODED
    return {name: cell for name, cell in zip(names, row, strict=False) if cell}


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


def missing(record: Mapping[str, Any]) -> Reason:
    """That a record has no text, what it has instead, and what it might be called."""
    if not (names := _listed(record)):
        return MISSING
    facts = {"names": names, "known": "، ".join(TEXT_NAMES)}
    return Reason("missing; the record has: {names}; names understood for it: {known}", facts)


def _listed(names: Mapping[str, Any]) -> str:
    return ", ".join(map(str, list(names)[:_NAMED]))
