"""
ZIP and tar files: the files in them, one at a time and in bounds. Nothing is ever written to disk.

A name inside is only a label, so it cannot lead out; links, devices and locked members are passed
over. What is packed a hundred times over, or is more than a newsroom's export, is not unpacked.
Each bundle is unpacked in a process of its own, which may hang or die of it.
"""

import bz2
import gzip
import lzma
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from io import RawIOBase
from pathlib import Path
from typing import IO, Any, BinaryIO

from retrieval.errors import BundleRefused, InputRejected, TooCostly, TooLarge
from retrieval.reasons import Reason
from retrieval.sources.confined import Confined, Member
from retrieval.sources.files import LIMIT, File

SUFFIXES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")
DEPTH = 2  # bundles in one another
_SECONDS = 60  # of CPU for one bundle, whatever is done with its members
_MEMBERS = 100_000
_UNPACKED = 500_000_000  # bytes
_RATIO = 200  # times; news text packs to a fifth, a table of zeros to a thousandth
_FREE = 10_000_000  # bytes that may be unpacked whatever their ratio
_HEADER = 8192  # bytes in which a tar says more of a member; tarfile takes their square

MANY = Reason(f"فيه أكثر من {_MEMBERS} ملف", f"more than {_MEMBERS} files in it")
BOMB = Reason(
    "يُفكّ إلى أضعاف كثيرة من حجمه أو إلى أكثر من الحد",
    "it unpacks to many times its size, or beyond the limit",
)
BROKEN = Reason("معطوب", "it is broken")
LOCKED = Reason("مقفل بكلمة سر أو مضغوط بطريقة غير معروفة", "locked, or packed in an unknown way")
DEEP = Reason("ملفات مضغوطة متداخلة", "bundles within bundles")
COSTLY = Reason("يأخذ وقتاً أو ذاكرة فوق الحد", "it takes too much time or memory")


def is_bundle(path: Path) -> bool:
    return path.name.lower().endswith(SUFFIXES)


def unpacked(file: File) -> Iterator[File | InputRejected]:
    """The files in a bundle, in its order. Raises BundleRefused."""
    with closing(Confined(seconds=_SECONDS)) as confined:
        try:
            for name, size, content in confined.members(file.path, file.held):
                inside = (part for part in name.split("/") if part not in ("", ".."))
                path = file.path.joinpath(*inside)
                if isinstance(content, bytes):
                    yield File(path, content)
                elif content is None:
                    megabytes = -(-size // 1_000_000)
                    yield TooLarge(path=path, megabytes=megabytes, limit=LIMIT // 1_000_000)
                else:
                    yield BundleRefused(path=path, why=content)
        except TooCostly:
            raise BundleRefused(path=file.path, why=COSTLY) from None


def members(opened: BinaryIO, name: str) -> Iterator[Member]:
    """
    What is in the bundle *name*: of each file its name, its size, and its bytes, why there are none, or None if
    they are too many. One without a name says what is wrong with all that comes after.
    """
    size = opened.seek(0, 2)
    opened.seek(0)
    most = min(max(_FREE, _RATIO * size), _UNPACKED)
    try:
        yield from _bounded(
            _zipped(opened) if name.lower().endswith(".zip") else _tarred(opened, most), most
        )
    except Exception:  # zipfile and tarfile raise many, RecursionError and struct's among them
        yield "", 0, BROKEN


_Found = tuple[str, int, Callable[[], IO[bytes] | None]]  # a name, the size it says it has


def _bounded(found: Iterable[_Found], most: int) -> Iterator[Member]:
    together = 0
    for number, (name, size, open_) in enumerate(found, 1):
        together += size
        if number > _MEMBERS or together > most:
            yield "", 0, MANY if number > _MEMBERS else BOMB
            return
        yield name, size, _content(open_, size) if size <= LIMIT else None


def _content(open_: Callable[[], IO[bytes] | None], size: int) -> bytes | Reason:
    try:
        opened = open_()
        return opened.read(size) if opened else BROKEN
    except (RuntimeError, NotImplementedError):
        return LOCKED
    except Exception:
        return BROKEN


def _zipped(opened: BinaryIO) -> Iterator[_Found]:
    with zipfile.ZipFile(opened) as bundle:
        for member in bundle.infolist():
            mode = member.external_attr >> 16
            if not member.is_dir() and mode & 0o170000 in (0, 0o100000):
                yield member.filename, member.file_size, partial(bundle.open, member)


def _tarred(opened: BinaryIO, most: int) -> Iterator[_Found]:
    """The plain files of a tar; its own headers may be bombs, so the stream ends at *most* bytes."""
    magic = opened.read(6)
    opened.seek(0)
    unpack = next((one for start, one in _PACKED.items() if magic.startswith(start)), None)
    stream = _Bounded(unpack(opened) if unpack else opened, most)
    with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Header) as bundle:
        for member in bundle:
            if member.isreg():
                yield member.name, member.size, partial(bundle.extractfile, member)


class _Header(tarfile.TarInfo):
    """What a tar says of a member; nothing broken passes for the end, and nothing is said at length."""

    @classmethod
    def frombuf(cls, buf: Any, encoding: str, errors: str) -> "_Header":
        try:
            made = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if any(buf):  # else it is the end
                raise tarfile.ReadError(str(error)) from None
            raise
        if made.type in (b"x", b"g", b"X", b"L", b"K") and made.size > _HEADER:
            raise tarfile.ReadError("a long header")
        return made


_PACKED: dict[bytes, Callable[..., Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ": lzma.open,
}


class _Bounded(RawIOBase):
    """A stream that ends where more than *most* bytes were read of it."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream, self._left = stream, most

    def read(self, size: int = -1) -> bytes:
        self._left -= size
        return self._stream.read(size) if self._left > 0 else b""
