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
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

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
from retrieval.sources.records import Flaw, Spot
from retrieval.types import Article, Dated, Document, Source

_MEMORY = 1_500_000_000  # bytes of address space
_SECONDS = 10
_LONGEST = 100_000_000  # bytes of an answer
_REJECTIONS = {
    kind.__name__: kind for kind in (Garbled, NoEntries, NoText, ScannedPdf, UnreadablePdf)
}
# By the kind of a document: the function that reads it, and how its bytes are handed over. Bytes of
# any other kind, a file's suffix, are read by the function of that name in the module of that name.
_READERS: dict[str, tuple[str, Callable[[bytes], Any]]] = {
    "page": ("liveblogs:documents", bytes.decode),
    "feed": ("feeds:feed", bytes.decode),
    "fragment": ("pages:fragment", bytes.decode),
    "pdf": ("pdfs:pdf", bytes),
    "markdown": ("markdown:markdown", bytes.decode),
    "fields": ("records:articles", json.loads),
}
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

    def documents(self, kind: str, raw: bytes, path: object, **known: object) -> list[Document]:
        """
        What a ``page``, a ``feed`` or a file with the suffix *kind* holds; *path* names it in errors.

        Raises TooCostly, NoText, NoEntries, ScannedPdf or UnreadablePdf.
        """
        return [Document(**fields) for fields in self._asked(kind, raw, path, **known)["found"]]

    def fragment(self, html: str, path: object) -> str:
        """The text of a piece of markup, empty if it has none. Raises TooCostly."""
        return self.documents("fragment", html.encode(), path)[0].text

    def articles(self, fields: Mapping[str, Any], spot: Spot) -> list[Article]:
        """As ``records.articles``. Raises Flaw, Garbled, NoText or TooCostly."""
        return self._articles("fields", json.dumps(fields), spot)

    def markdown(self, text: str, spot: Spot) -> list[Article]:
        """As ``markdown.markdown``. Raises Flaw, Garbled, NoText or TooCostly."""
        return self._articles("markdown", text, spot)

    def members(self, path: Path, held: bytes | None) -> Iterator[Member]:
        """
        As ``bundles.members``, of a bundle at *path* or *held*; nothing else may be asked meanwhile.

        Raises BundleRefused or TooCostly.
        """
        self._order("bundle", held or b"", path=str(path), held=held is not None)
        while member := self._answer(path)["member"]:
            name, size, content, why = member
            if not name:
                raise BundleRefused(path=path, why=Reason(**why))
            held = None if content is None else b64decode(content)
            yield name, size, held if why is None else Reason(**why)

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _articles(self, what: str, text: str, spot: Spot) -> list[Article]:
        answer = self._asked(what, text.encode(), spot.name, spot=asdict(spot))
        if flaw := answer.get("flaw"):
            raise Flaw(flaw["field"], Reason(**flaw["why"]), flaw["line"])
        return [_article(fields) for fields in answer["found"]]

    def _asked(self, what: str, raw: bytes, path: object, **known: object) -> dict[str, Any]:
        self._order(what, raw, **known)
        return self._answer(path)

    def _order(self, what: str, raw: bytes, **known: object) -> None:
        self._process = self._process or _started()
        assert self._process.stdin
        order = {"what": what, "size": len(raw), "seconds": self._seconds, "known": known}
        with suppress(BrokenPipeError):  # a process that has died answers nothing either
            self._process.stdin.write(json.dumps(order).encode() + b"\n" + raw)
            self._process.stdin.flush()

    def _answer(self, path: object) -> dict[str, Any]:
        assert self._process and self._process.stdout
        answer = self._process.stdout.readline(_LONGEST)
        if not answer.endswith(b"\n"):  # the process has died
            self.close()
            raise TooCostly(path=path)
        found: dict[str, Any] = json.loads(answer)
        if rejected := found.get("rejected"):
            raise _REJECTIONS[rejected](path=path)
        return found


def _article(fields: dict[str, Any]) -> Article:
    source = fields.pop("source")
    return Article(Source(**source | {"date": Dated(**source["date"]), "also_in": ()}), **fields)


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
        for answer in _unpacked(order, raw) if order["what"] == "bundle" else [_read(order, raw)]:
            answers.write(json.dumps(answer).encode() + b"\n")
            answers.flush()


def _unpacked(order: dict[str, Any], raw: bytes) -> Iterator[dict[str, object]]:
    """An answer for each member, its bytes in base 64, and one without a member at the end."""
    from retrieval.sources.bundles import members

    path = Path(order["known"]["path"])
    with BytesIO(raw) if order["known"]["held"] else path.open("rb") as opened:
        for name, size, content in members(opened, path.name):
            held = b64encode(content).decode() if isinstance(content, bytes) else None
            why = asdict(content) if isinstance(content, Reason) else None
            yield {"member": (name, size, held, why)}
    yield {"member": None}


def _read(order: dict[str, Any], raw: bytes) -> dict[str, object]:
    try:
        return {"found": [asdict(one) for one in _taken_apart(order["what"], raw, order["known"])]}
    except Flaw as flaw:
        return {"flaw": {"field": flaw.field, "why": asdict(flaw.why), "line": flaw.line}}
    except tuple(_REJECTIONS.values()) as rejection:
        return {"rejected": type(rejection).__name__}


def _taken_apart(what: str, raw: bytes, known: dict[str, Any]) -> list[Document] | list[Article]:
    where, decoded = _READERS.get(what, (f"{what}:{what}", bytes))
    module, _, name = where.partition(":")  # which opens the library of its own kind alone
    read = getattr(import_module(f"retrieval.sources.{module}"), name)
    if "spot" in known:
        return read(decoded(raw), Spot(**known["spot"]))  # type: ignore[no-any-return]
    found = read(decoded(raw), **known)
    found = Document(found) if isinstance(found, str) else found
    documents: list[Document] = found if isinstance(found, list) else [found]
    if not documents:
        raise NoEntries(path="")
    if what not in ("feed", "fragment") and not any(one.text for one in documents):
        raise NoText(path="")
    return documents
