"""
ZIP and tar files: the files in them, one at a time and in bounds. Nothing is ever written to disk.

A name inside is only a label, so it cannot lead out; links, devices and locked members are passed
over. What is packed a hundred times over, or is more than a newsroom's export, is not unpacked.
"""

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from io import RawIOBase
from pathlib import Path
from typing import IO, Any, BinaryIO

from retrieval.errors import BundleRefused, InputRejected, TooLarge
from retrieval.reasons import Reason
from retrieval.sources.files import LIMIT, File

SUFFIXES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz")
DEPTH = 2  # bundles in one another
_MEMBERS = 100_000
_UNPACKED = 500_000_000  # bytes
_RATIO = 200  # times; news text packs to a fifth, a table of zeros to a thousandth
_FREE = 10_000_000  # bytes that may be unpacked whatever their ratio

MANY = Reason(f"فيه أكثر من {_MEMBERS} ملف", f"more than {_MEMBERS} files in it")
BOMB = Reason(
    "يُفكّ إلى أضعاف كثيرة من حجمه أو إلى أكثر من الحد",
    "it unpacks to many times its size, or beyond the limit",
)
BROKEN = Reason("معطوب", "it is broken")
LOCKED = Reason("مقفل بكلمة سر أو مضغوط بطريقة غير معروفة", "locked, or packed in an unknown way")
DEEP = Reason("ملفات مضغوطة متداخلة", "bundles within bundles")


def is_bundle(path: Path) -> bool:
    return path.name.lower().endswith(SUFFIXES)


def members(file: File) -> Iterator[File | InputRejected]:
    """The files in a bundle, in its order. Raises BundleRefused."""
    with file.open() as opened:
        size = opened.seek(0, 2)
        opened.seek(0)
        most = min(max(_FREE, _RATIO * size), _UNPACKED)
        zipped = file.path.name.lower().endswith(".zip")
        try:
            yield from _bounded(file, _zipped(opened) if zipped else _tarred(opened, most), most)
        except _BREAKS as error:
            raise BundleRefused(path=file.path, why=BROKEN) from error


_BREAKS = (
    *(zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError),
    *(EOFError, OSError, ValueError, OverflowError),
)
Member = tuple[str, int, IO[bytes] | None]  # its name, the size it says it has, its bytes


def _bounded(bundle: File, found: Iterable[Member], most: int) -> Iterator[File | InputRejected]:
    unpacked = 0
    for number, (name, size, opened) in enumerate(found, 1):
        unpacked += size
        if number > _MEMBERS:
            raise BundleRefused(path=bundle.path, why=MANY)
        if unpacked > most:
            raise BundleRefused(path=bundle.path, why=BOMB)
        path = bundle.path.joinpath(*(part for part in name.split("/") if part not in ("", "..")))
        if opened is None:
            yield BundleRefused(path=path, why=LOCKED)
        elif size > LIMIT:
            yield TooLarge(path=path, megabytes=-(-size // 1_000_000), limit=LIMIT // 1_000_000)
        else:
            try:
                held = opened.read(size)
            except _BREAKS:
                yield BundleRefused(path=path, why=BROKEN)
            else:
                yield File(path, held)


def _zipped(opened: BinaryIO) -> Iterator[Member]:
    with zipfile.ZipFile(opened) as bundle:
        for member in bundle.infolist():
            mode = member.external_attr >> 16
            if member.is_dir() or mode & 0o170000 not in (0, 0o100000):
                continue
            try:
                with bundle.open(member) as part:
                    yield member.filename, member.file_size, part
            except (RuntimeError, NotImplementedError):
                yield member.filename, 0, None


def _tarred(opened: BinaryIO, most: int) -> Iterator[Member]:
    """The plain files of a tar; its own headers may be bombs, so the stream ends at *most* bytes."""
    magic = opened.read(6)
    opened.seek(0)
    unpack = next((one for start, one in _PACKED.items() if magic.startswith(start)), None)
    stream = _Bounded(unpack(opened) if unpack else opened, most)
    with tarfile.open(fileobj=stream, mode="r|") as bundle:
        for member in bundle:
            if member.isreg():
                yield member.name, member.size, bundle.extractfile(member)


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
