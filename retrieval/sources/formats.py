"""
Which reader reads which files.

A reader takes a File, and the process in which what strangers wrote is taken apart. A further format of
bytes, ``.odt`` say, is a module ``odt`` beside this one, whose ``odt(raw: bytes)`` returns a Document, and
its suffix beside ``.docx`` below.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from functools import partial

from retrieval.errors import InputRejected
from retrieval.sources.confined import Confined
from retrieval.sources.datasets import json_document, json_lines, read_records, table
from retrieval.sources.files import File
from retrieval.sources.web import markup, read_feed
from retrieval.types import Article

Reader = Callable[[File, Confined], Iterable[Article | InputRejected]]


def plain(file: File, confined: Confined) -> list[Article]:
    return confined.articles({"text": file.text()}, file.spot())


def markdown(file: File, confined: Confined) -> list[Article]:
    return confined.markdown(file.text(), file.spot())


def web_page(file: File, confined: Confined) -> Iterator[Article]:
    """A page saved from the web; each entry of a live blog counts as a record."""
    return _articles("page", markup(file.raw(), file.path).encode(), file, confined)


def document(file: File, confined: Confined) -> Iterator[Article]:
    """What ``confined`` reads by its suffix."""
    return _articles(file.suffix[1:], file.raw(), file, confined)


def _articles(kind: str, raw: bytes, file: File, confined: Confined) -> Iterator[Article]:
    found = confined.documents(kind, raw, file.path)
    for number, one in enumerate(found, 1):
        yield from confined.articles(asdict(one), file.spot(number if len(found) > 1 else None))


def feed(file: File, confined: Confined) -> Iterable[Article | InputRejected]:
    return read_feed(markup(file.raw(), file.path), file.spot().name, confined)


OF_LINES = (".jsonl", ".ndjson", ".csv", ".tsv")
READERS: dict[str, Reader] = {
    ".txt": plain,
    **dict.fromkeys((".md", ".markdown"), markdown),
    **dict.fromkeys((".html", ".htm", ".xhtml"), web_page),
    **dict.fromkeys((".pdf", ".docx"), document),
    ".json": partial(read_records, json_document),
    **dict.fromkeys((".jsonl", ".ndjson"), partial(read_records, json_lines)),
    **dict.fromkeys((".csv", ".tsv"), partial(read_records, table)),
    **dict.fromkeys((".rss", ".atom", ".xml"), feed),
}
