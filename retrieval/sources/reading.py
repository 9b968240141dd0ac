"""
Files, folders, bundles of files and addresses in, articles out.

One bad input never stops the rest: it comes out as the error that says what is wrong with it.
Decides nothing about duplicates or ids that clash; ``retrieval.index.ingest`` does.
"""

import os
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import (
    BadLine,
    BundleRefused,
    InputRejected,
    NoArticles,
    NotFound,
    NotReadable,
    UnknownKind,
)
from retrieval.reasons import Reason, of_system
from retrieval.sources.addresses import is_address
from retrieval.sources.bundles import DEEP, DEPTH, SUFFIXES, is_bundle, unpacked
from retrieval.sources.confined import Confined
from retrieval.sources.datasets import lines
from retrieval.sources.files import File
from retrieval.sources.formats import OF_LINES, READERS
from retrieval.sources.records import Flaw
from retrieval.sources.web import read_address
from retrieval.types import Article

if TYPE_CHECKING:
    from retrieval.sources.fetching import Fetcher

KINDS = (*READERS, *SUFFIXES)
_SKIPPED = re.compile(
    r"\.|(?:readme|license|licence)(?:\.|$)|(?:__MACOSX|thumbs\.db)$", re.IGNORECASE
)

NOT_REGULAR = Reason("not a regular file")
OUTSIDE = Reason("a link out of the folder")


def read(
    *sources: Path | str, fetcher: "Fetcher | None" = None, proxy: str | None = None
) -> Iterator[Article | InputRejected]:
    """
    The articles of each file, of every file below each folder in order of paths, of each address.

    A string with a scheme (``https://``) is an address. Hidden files and README are passed over;
    links to folders are not followed, nor links that lead out of the folder. *proxy*: the way to
    addresses.
    """
    with closing(Confined()) as confined:
        for source in sources:
            if not str(source).strip():  # an unset variable in a script; a path would make it «.»
                yield NotFound(path="''")
            elif isinstance(source, str) and is_address(source):
                if fetcher is None:
                    from retrieval.sources.robots import polite  # most archives are made of files

                    fetcher = polite(proxy)
                yield from read_address(source, fetcher, confined)
            else:
                yield from _read_path(Path(source), confined)


def expected(*sources: Path | str) -> int | None:
    """About how many articles *sources* hold: files, and lines of data sets; None where nobody can know."""
    count = 0
    for source in sources:
        if isinstance(source, str) and is_address(source):
            return None
        path = Path(source)
        for file in below(path)[0] if path.is_dir() else [path]:
            if is_bundle(file):
                return None
            try:
                count += lines(File(file)) if file.suffix.lower() in OF_LINES else 1
            except OSError:
                count += 1
    return count


def _read_path(source: Path, confined: Confined) -> Iterator[Article | InputRejected]:
    source = Path(os.path.abspath(source))  # noqa: PTH100 - resolve() would follow the link
    if not os.path.isdir(source):  # noqa: PTH112 - is_dir() raises where the way is barred
        yield from _read_file(File(source), confined)
        return
    paths, rejected = below(source)
    yield from rejected
    for path in paths:
        yield from _read_file(File(path), confined)
    if not any(path.name.lower().endswith(KINDS) for path in paths):
        yield NoArticles(path=source, kinds=", ".join(KINDS))


def below(folder: Path) -> tuple[list[Path], list[InputRejected]]:
    """Every file below *folder* that is to be read, in order, and what cannot be looked into."""
    inside = folder.resolve()
    paths, rejected, folders = list[Path](), list[InputRejected](), [str(folder)]
    while folders:  # not os.walk, which calls itself for each folder in a folder
        inner = folders.pop()
        try:
            entries = list(os.scandir(inner))
        except OSError as error:
            rejected.append(NotReadable(path=inner, why=of_system(error)))
            continue
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    folders += [entry.path] * (not entry.name.startswith("."))
                elif _SKIPPED.match(entry.name) or entry.is_dir():
                    continue
                elif not Path(os.path.realpath(entry.path)).is_relative_to(inside):
                    rejected.append(NotReadable(path=entry.path, why=OUTSIDE))
                else:
                    paths.append(Path(entry.path))
            except OSError as error:  # of links in a circle
                rejected.append(NotReadable(path=entry.path, why=of_system(error)))
    return sorted(paths), rejected


def _read_file(file: File, confined: Confined, depth: int = 0) -> Iterator[Article | InputRejected]:
    on_disk, bundled = file.held is None, is_bundle(file.path)
    try:
        if on_disk and not file.path.exists():
            raise NotFound(path=file.path)
        if file.suffix not in READERS and not bundled:
            raise UnknownKind(path=file.path, kinds=", ".join(KINDS))
        if on_disk and not file.path.is_file():
            raise NotReadable(path=file.path, why=NOT_REGULAR)
        if bundled and depth == DEPTH:
            raise BundleRefused(path=file.path, why=DEEP)
        if not bundled:
            yield from READERS[file.suffix](file, confined)
            return
        for member in unpacked(file):
            if isinstance(member, InputRejected):
                yield member
            elif not any(map(_SKIPPED.match, member.path.relative_to(file.path).parts)):
                yield from _read_file(member, confined, depth + 1)
    except Flaw as flaw:
        yield BadLine(path=file.path, line=flaw.line, field=flaw.field, why=flaw.why)
    except InputRejected as rejection:
        yield rejection
    except OSError as error:
        yield NotReadable(path=file.path, why=of_system(error))
