"""
Documents from strangers, taken apart in a process of its own, with bounds on memory and time.

A page of 400 KB can keep an HTML parser busy for minutes, a kilobyte of YAML can name itself a
thousand million times, and a PDF of 2 KB can end the process that opens it. Here that process is
not Rawi's: what it cannot do within bounds is one rejection. It reads documents from its standard
input until that is closed, and answers in JSON.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from retrieval.errors import (
    BundleRefused,
    Garbled,
    NoEntries,
    NoText,
    ScannedPdf,
    TooCostly,
    UnreadablePdf,
)
from retrieval.reasons import Reason
from retrieval.sources.records import Flaw, Spot, articles
from retrieval.types import Article, Dated, Document, Source

_MEMORY = 1_500_000_000  # bytes of address space
_SECONDS = 10
_LONGEST = 100_000_000  # bytes of an answer
_REJECTIONS = {kind.__name__: kind for kind in (Garbled, NoText, ScannedPdf, UnreadablePdf)}
Member = tuple[str, int, bytes | Reason | None]  # of a bundle: see ``bundles.members``
_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[1:]; from retrieval.sources.confined import serve; serve()"
)


class Confined:
    """
    The process, started when it is first needed and again when a document has ended it.

    seconds: of CPU for one document.
    """

    def __init__(self, *, seconds: int = _SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def page(self, html: str, path: object, url: str | None = None) -> list[Document]:
        """
        The article of a web page, or those of a live blog; *path* names it in errors.

        Raises TooCostly or NoText.
        """
        found = self._documents("page", html.encode(), path, url=url)
        if not any(document.text for document in found):
            raise NoText(path=path)
        return found

    def feed(self, xml: str, path: object, url: str | None = None, *, most: int) -> list[Document]:
        """The first entries of a feed; *path* names it in errors. Raises TooCostly or NoEntries."""
        entries = self._documents("feed", xml.encode(), path, url=url, most=most)
        if not entries:
            raise NoEntries(path=path)
        return entries

    def fragment(self, html: str, path: object) -> str:
        """The text of a piece of markup, empty if it has none. Raises TooCostly."""
        return self._documents("fragment", html.encode(), path)[0].text

    def document(self, kind: str, raw: bytes, path: object) -> Document:
        """
        The text of a *kind* ``pdf`` or ``docx``; *path* names it in errors.

        Raises TooCostly, NoText, ScannedPdf or UnreadablePdf.
        """
        [document] = self._documents(kind, raw, path)
        if not document.text:
            raise NoText(path=path)
        return document

    def articles(self, fields: Mapping[str, Any], spot: Spot) -> list[Article]:
        """As ``records.articles``. Raises Flaw, Garbled, NoText or TooCostly."""
        return self._articles("fields", json.dumps(fields).encode(), spot)

    def plain(self, text: str, spot: Spot) -> list[Article]:
        """As ``markdown.plain``. Raises Flaw, Garbled, NoText or TooCostly."""
        return self._articles("plain", text.encode(), spot)

    def markdown(self, text: str, spot: Spot) -> list[Article]:
        """As ``markdown.markdown``. Raises Flaw, Garbled, NoText or TooCostly."""
        return self._articles("markdown", text.encode(), spot)

    def members(self, path: Path, held: bytes | None) -> Iterator[Member]:
        """
        As ``bundles.members``, of a bundle at *path* or *held*; nothing else may be asked meanwhile.

        Raises BundleRefused or TooCostly.
        """
        self._order("bundle", held or b"", path=str(path), held=held is not None)
        while (answer := self._answer(path))["name"] is not None:
            name, size, why = answer["name"], answer["size"], answer["why"]
            if not name:
                raise BundleRefused(path=path, why=Reason(**why))
            if not answer["sent"]:
                yield name, size, Reason(**why) if why else None
                continue
            yield name, size, self._read(path, size)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _documents(self, what: str, raw: bytes, path: object, **known: object) -> list[Document]:
        return [Document(**fields) for fields in self._asked(what, raw, path, **known)["found"]]

    def _articles(self, what: str, raw: bytes, spot: Spot) -> list[Article]:
        answer = self._asked(what, raw, spot.name, spot=asdict(spot))
        if flaw := answer.get("flaw"):
            raise Flaw(flaw["field"], Reason(**flaw["why"]), flaw["line"])
        return [_article(fields) for fields in answer["found"]]

    def _asked(self, what: str, raw: bytes, path: object, **known: object) -> dict[str, Any]:
        self._order(what, raw, **known)
        return self._answer(path)

    def _order(self, what: str, raw: bytes, **known: object) -> None:
        self._process = self._process or _started()
        assert self._process.stdin
        order = {"what": what, "size": len(raw), "seconds": self._seconds, **known}
        with suppress(BrokenPipeError):  # a process that has died answers nothing either
            self._process.stdin.write(json.dumps(order).encode() + b"\n" + raw)
            self._process.stdin.flush()

    def _answer(self, path: object) -> dict[str, Any]:
        answer = self._read(path, _LONGEST, line=True)
        found: dict[str, Any] = json.loads(answer)
        if rejected := found.get("rejected"):
            raise _REJECTIONS[rejected](path=path)
        return found

    def _read(self, path: object, size: int, *, line: bool = False) -> bytes:
        """A line of at most *size* bytes, or all of them. Raises TooCostly when the process has died."""
        assert self._process and self._process.stdout
        output = self._process.stdout
        found = output.readline(size) if line else output.read(size)
        if not found.endswith(b"\n") if line else len(found) < size:
            self.close()
            raise TooCostly(path=path)
        return found


def _article(fields: dict[str, Any]) -> Article:
    source = fields.pop("source")
    known = source | {"date": Dated(**source["date"]), "also_in": ()}
    return Article(Source(**known), **fields)


def _started() -> subprocess.Popen[bytes]:
    # Not with -m: that would let modules in the current folder stand in for Python's.
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _PROGRAM, *sys.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # an interrupt is for Rawi, which then closes this
        env={"PYTHONUTF8": "1"},  # whoever breaks the parser finds no keys here
    )


def serve() -> None:
    """The process itself."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):  # not every system has this bound
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    incoming, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := incoming.readline():
        order = json.loads(line)
        raw = incoming.read(order["size"])
        used = resource.getrusage(resource.RUSAGE_SELF)
        most = int(used.ru_utime + used.ru_stime) + order["seconds"]
        resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
        if order["what"] == "bundle":
            _unpack(order, raw, answers)
        else:
            answers.write(json.dumps(_answered(order, raw)).encode() + b"\n")
        answers.flush()


def _unpack(order: dict[str, Any], raw: bytes, answers: BinaryIO) -> None:
    """A line for each member, the bytes behind it that are to be had; one without a name at the end."""
    from retrieval.sources.bundles import members

    path = Path(order["path"])
    with BytesIO(raw) if order["held"] else path.open("rb") as opened:
        for name, size, content in members(opened, path.name):
            held = content if isinstance(content, bytes) else None
            why = asdict(content) if isinstance(content, Reason) else None
            told = {"name": name, "size": size if held is None else len(held), "why": why}
            answers.write(json.dumps({**told, "sent": held is not None}).encode() + b"\n")
            answers.write(held or b"")
    answers.write(json.dumps({"name": None}).encode() + b"\n")


def _answered(order: dict[str, Any], raw: bytes) -> dict[str, object]:
    try:
        return {"found": [asdict(one) for one in _taken_apart(order, raw)]}
    except Flaw as flaw:
        return {"flaw": {"field": flaw.field, "why": asdict(flaw.why), "line": flaw.line}}
    except tuple(_REJECTIONS.values()) as rejection:
        return {"rejected": type(rejection).__name__}


def _taken_apart(order: dict[str, Any], raw: bytes) -> Sequence[Document | Article]:
    match order["what"]:  # each opens the library of its own kind alone
        case "pdf":
            from retrieval.sources.pdfs import pdf

            return [pdf(raw)]
        case "docx":
            from retrieval.sources.docx import docx

            return [docx(raw)]
        case "fields":
            return articles(json.loads(raw), Spot(**order["spot"]))
        case "plain" | "markdown" as kind:
            from retrieval.sources import markdown

            read = markdown.plain if kind == "plain" else markdown.markdown
            return read(raw.decode(), Spot(**order["spot"]))
        case "feed":
            from retrieval.sources.feeds import feed

            return feed(raw.decode(), order["url"], most=order["most"])
        case "fragment":
            from retrieval.sources.pages import fragment

            return [Document(fragment(raw.decode()))]
    from retrieval.sources.liveblogs import documents

    return documents(raw.decode(), order["url"])
