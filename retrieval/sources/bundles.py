"""
ZIP, tar and gzip files: the files in them, one at a time and in bounds. Nothing is ever written to disk.

A name inside is only a label, so it cannot lead out; links, devices and locked members are passed
over. What is packed a hundred times over, or is more than a newsroom's export, is not unpacked.
Each bundle is unpacked in a process of its own, which may hang or die of it.
"""

import gzip
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, Any, BinaryIO

from retrieval.errors import BundleRefused, InputRejected, TooCostly, TooLarge
from retrieval.reasons import Reason
from retrieval.sources.confined import Confined, Member
from retrieval.sources.files import LIMIT, File

SUFFIXES = (".zip", ".tar", ".tgz", ".tar.gz", ".tar.bz2", ".tar.xz", ".gz")
DEPTH = 2  # bundles in one another
_SECONDS = 60  # of CPU for one bundle, whatever is done with its members
_MEMBERS = 100_000
_UNPACKED = 500_000_000  # bytes
_RATIO = 200  # times; news text packs to a fifth, a table of zeros to a thousandth
_FREE = 10_000_000  # bytes that may be unpacked whatever their ratio
_HEADER = 8192  # bytes in which a tar says more of a member; tarfile takes their square

MANY = Reason("more than {limit} files in it", {"limit": _MEMBERS})
BOMB = Reason("it unpacks to many times its size, or beyond the limit")
BROKEN = Reason("it is broken")
LOCKED = Reason("locked, or packed in an unknown way")
DEEP = Reason("bundles within bundles")
COSTLY = Reason("it takes too much time or memory")


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
    most = min(max(_FREE, _RATIO * opened.seek(0, 2)), _UNPACKED)
    opened.seek(0)
    together = 0
    try:
        kind = name.lower()
        alone = kind.endswith(".gz") and not kind.endswith(".tar.gz")
        unpack = _zipped if kind.endswith(".zip") else _tarred
        found = _gunzipped(opened, name) if alone else unpack(opened)
        for number, (member, size, open_) in enumerate(found, 1):
            together += size  # also of what is passed over, for it is unpacked on the way
            if number > _MEMBERS or together > most:
                yield "", 0, MANY if number > _MEMBERS else BOMB
                return
            if open_:
                yield member, size, _content(open_, size) if size <= LIMIT else None
    except Exception:  # zipfile and tarfile raise many, RecursionError and struct's among them
        yield "", 0, BROKEN


# A name, the size it says it has, and how it is opened if it is a plain file.
_Found = tuple[str, int, Callable[[], IO[bytes] | None] | None]


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


def _gunzipped(opened: BinaryIO, name: str) -> Iterator[_Found]:
    """The one file that ``articles.jsonl.gz`` is; of one that is too large no more than tells so."""
    with gzip.open(opened) as inside:
        held = inside.read(LIMIT + 1)
    yield name[: -len(".gz")], len(held), partial(BytesIO, held)


def _tarred(opened: BinaryIO) -> Iterator[_Found]:
    with tarfile.open(fileobj=opened, mode="r|*", tarinfo=_Header) as bundle:
        for member in bundle:
            open_ = partial(bundle.extractfile, member) if member.isreg() else None
            yield member.name, member.size, open_


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
