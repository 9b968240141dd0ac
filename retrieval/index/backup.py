"""
A home in one file: a zip with the library as it stood at one moment, and what tells that it is whole.

The indexes are not in it: they are made again from the library, and cost no embedding.
"""

import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from retrieval.damages import DAMAGES
from retrieval.errors import (
    BackupUnreadable,
    BackupUnwritable,
    HomeNotEmpty,
    HomeUnusable,
    LibraryTooNew,
    LibraryTooOld,
    RawiError,
)
from retrieval.index.archive import Archive
from retrieval.index.engines import SqliteDatabase
from retrieval.index.files import drop_other_sets, indexed, sync
from retrieval.index.library import Library, new_home_id
from retrieval.index.rebuilding import rebuild
from retrieval.index.schema import metadata
from retrieval.index.soundness import examine
from retrieval.reasons import FULL, NO_SPACE, Reason, of_system
from retrieval.types import Passage

Facts = dict[str, Any]  # what stands in its ``backup.json``

_LIBRARY, _FACTS = "library.db", "backup.json"
_MEANS = "embedder-means-*.npy"  # what a remote embedder measured once: answers rest on it too
_FORMAT = 1
_RESTORING, _STAGED = ".restoring", ".rawi-backup-"
_MADE = "%Y-%m-%dT%H:%M:%SZ"
# Whatever stands in a library but its indexes: kind, name, column.
_TABLES = """SELECT m.type, m.name, c.name FROM sqlite_master AS m LEFT JOIN pragma_table_info(m.name) AS c
    WHERE m.type <> 'index' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"""

NO_LIBRARY = Reason("there is no library in it")
NO_BACKUP = Reason("it is damaged, or no backup of Rawi's")
OLDER = Reason("an early trial of Rawi wrote it")
NEWER = Reason("a later Rawi wrote it")
CHANGED = Reason("it has changed since it was written")
TAKEN = Reason("what stands there is no backup of Rawi's")


def backup(home: Path, file: Path) -> Facts:
    """
    Write the library in *home* to *file*, whole or not at all; others read and write meanwhile.

    Raises HomeUnusable, BackupUnwritable, or of a library that could not be brought back what is
    wrong with it.
    """
    file = file.expanduser().absolute()
    # Else a wrong home would be backed up as an empty one.
    if not (home / _LIBRARY).exists() and not indexed(home):
        raise HomeUnusable(path=home, why=NO_LIBRARY)
    try:
        if home.resolve() in file.resolve().parents or not _replaceable(file):
            raise BackupUnwritable(path=file, why=TAKEN)
        with _staging(file.parent) as folder:
            facts = _copied(home, folder / _LIBRARY)
            (folder / _FACTS).write_text(json.dumps(facts, indent=1), "utf-8")
            packed = folder / "packed"
            # A clock may stand before 1980 or after 2107, of which a zip knows no dates.
            with zipfile.ZipFile(
                packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1, strict_timestamps=False
            ) as archive:
                for path in (folder / _FACTS, folder / _LIBRARY, *sorted(home.glob(_MEANS))):
                    archive.write(path, path.name)
            packed.chmod(0o600)
            sync(packed)
            packed.replace(file)
    except OSError as error:
        raise BackupUnwritable(path=file, why=of_system(error)) from error
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise BackupUnwritable(path=file, why=NO_SPACE) from error
        raise HomeUnusable(path=home / _LIBRARY, why=Reason(str(error))) from error
    return facts


@contextmanager
def unpacked(file: Path, home: Path) -> Iterator[tuple[Path, Facts]]:
    """
    A home made of *file* within *home*, to be checked; at the end it takes its place there.

    The caller holds *home*'s lock. Raises HomeNotEmpty or BackupUnreadable; what was unpacked is
    gone then, and the next try begins anew.
    """
    folder = home / _RESTORING
    if folder.is_dir() and not (home / _LIBRARY).exists():
        drop_other_sets(home, -1)  # an earlier try died while it moved them here
    shutil.rmtree(folder, ignore_errors=True)
    if any(path.name != "lock" for path in home.iterdir()):
        raise HomeNotEmpty(path=home)
    try:
        folder.mkdir(mode=0o700)
        yield folder, _unpack(file, folder)
        # The library last: without it nothing here passes for a home.
        names = [path.name for path in folder.iterdir() if path.name not in (_LIBRARY, "lock")]
        for name in [*sorted(names), _LIBRARY]:
            (folder / name).replace(home / name)
    except OSError as error:
        raise HomeUnusable(path=home, why=of_system(error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def opened(file: Path) -> Iterator[tuple[Library, Facts]]:
    """The library of *file*, checked, for as long as it is looked at. Raises BackupUnreadable."""
    with TemporaryDirectory(prefix="rawi-restore-") as name:
        facts = _unpack(file, Path(name))
        with closing(Library(Path(name))) as library:
            yield library, facts


def refilled(archive: Archive) -> Iterator[Passage]:
    """
    Make the indexes of an unpacked home, passage by passage.

    It becomes a home of its own, which shares nothing with the one it was made of on a server.
    """
    archive.library.note(home=new_home_id(), indexes=-1)
    yield from rebuild(archive)


def _replaceable(file: Path) -> bool:
    """Whether nothing stands there, or an earlier backup: no other file is anybody's to overwrite."""
    if not file.exists() or file.is_dir():  # a folder says for itself that it is none
        return True
    return (
        file.is_file() and zipfile.is_zipfile(file) and _FACTS in zipfile.ZipFile(file).namelist()
    )


@contextmanager
def _staging(beside: Path) -> Iterator[Path]:
    """A folder within *beside* for as long as it takes, alone there; what a killed one left goes."""
    lock = os.open(beside, os.O_RDONLY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # a file system without locks: nothing is deleted then
            fcntl.flock(lock, fcntl.LOCK_EX)
            for left in beside.glob(f"{_STAGED}*"):
                shutil.rmtree(left, ignore_errors=True)
        with TemporaryDirectory(prefix=_STAGED, dir=beside) as name:
            yield Path(name)
    finally:
        os.close(lock)


def _copied(home: Path, to: Path) -> Facts:
    """The library as it stands at one moment, by SQLite's own online backup; and what it is."""
    with closing(Library(home)) as library:
        examine(library)
        manifest = library.manifest()
    with closing(SqliteDatabase(home).connect()) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)  # in one step: in small ones every write begins it again
        copy.execute("PRAGMA journal_mode = DELETE")
        articles = copy.execute("SELECT count(*) FROM articles").fetchone()[0]
    return {
        "format": _FORMAT,
        "made": time.strftime(_MADE, time.gmtime()),
        "schema": int(manifest["schema"]),
        "embedder": manifest.get("embedder"),
        "articles": articles,
        "bytes": to.stat().st_size,
        "sha256": _sha256(to),
    }


def _unpack(file: Path, folder: Path) -> Facts:
    """
    Put into *folder* what *file* holds.

    Raises BackupUnreadable unless that is a whole library, Rawi's own, as its facts tell of it.
    """
    try:
        if file.exists() and not file.is_file():  # a pipe would be waited for
            raise BackupUnreadable(path=file, why=NO_BACKUP)
        with zipfile.ZipFile(file) as archive:
            facts: Facts = json.loads(archive.read(_FACTS))
            if facts["format"] != _FORMAT:
                raise BackupUnreadable(path=file, why=NEWER)
            time.strptime(facts["made"], _MADE)
            means = [name for name in archive.namelist() if Path(name).match(_MEANS)]
            for name in (_LIBRARY, *means):
                with archive.open(name) as packed, (folder / Path(name).name).open("wb") as out:
                    shutil.copyfileobj(packed, out)
        if _sha256(folder / _LIBRARY) != facts["sha256"]:
            raise BackupUnreadable(path=file, why=CHANGED)
        if _examined(folder) != facts["articles"]:
            raise BackupUnreadable(path=file, why=NO_BACKUP)
    except OSError as error:
        if error.errno in FULL:  # of the home, not of the backup
            raise HomeUnusable(path=folder, why=of_system(error)) from error
        raise BackupUnreadable(path=file, why=of_system(error)) from error
    except LibraryTooNew as error:
        raise BackupUnreadable(path=file, why=NEWER) from error
    except LibraryTooOld as error:
        raise BackupUnreadable(path=file, why=OLDER) from error
    except DAMAGES as error:
        raise BackupUnreadable(path=file, why=CHANGED) from error
    except RawiError:
        raise
    except Exception as error:  # whatever zipfile, zlib, lzma or json make of somebody else's bytes
        raise BackupUnreadable(path=file, why=NO_BACKUP) from error
    return facts


def _examined(folder: Path) -> int:
    """How many articles the library in *folder* has; -1 if it has other tables than Rawi's."""
    with closing(Library(folder)) as library:
        examine(library)
        articles = len(library.ids())
    with closing(sqlite3.connect(folder / _LIBRARY)) as raw:
        found = set(raw.execute(_TABLES))
    own = {("table", table.name, c.name) for table in metadata.tables.values() for c in table.c}
    return articles if found == own else -1


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
