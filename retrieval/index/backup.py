"""
A home in one file: a zip with the library as it stood at one moment, and what tells that it is whole.

The indexes are not in it: they are made again from the library, and cost no embedding.
"""

import hashlib
import json
import shutil
import sqlite3
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from retrieval.errors import BackupUnreadable, BackupUnwritable, HomeNotEmpty, HomeUnusable
from retrieval.index.archive import Archive
from retrieval.index.files import drop_other_sets, sync
from retrieval.index.library import Library
from retrieval.index.migrations import new_home_id
from retrieval.index.rebuilding import rebuild
from retrieval.reasons import NO_SPACE, Reason, of_sqlite, of_system
from retrieval.types import Passage

_LIBRARY, _FACTS = "library.db", "backup.json"
_MEANS = "embedder-means-*.npy"  # what a remote embedder measured once: answers rest on it too
_FORMAT = 1
_CHUNK = 1 << 20
_RESTORING = ".restoring"

NO_LIBRARY = Reason("لا مكتبة فيه", "there is no library in it")
NO_BACKUP = Reason("معطوب، أو ليس نسخة من راوي", "it is damaged, or no backup of Rawi's")
NEWER = Reason("كتبه إصدار أحدث من راوي", "a later Rawi wrote it")
CHANGED = Reason("تغيّر بعد كتابته", "it has changed since it was written")


def backup(home: Path, file: Path) -> dict[str, object]:
    """
    Write the library in *home* to *file*, whole or not at all; others read and write meanwhile.

    Returns what stands in its ``backup.json``. Raises HomeUnusable or BackupUnwritable.
    """
    file = file.expanduser().absolute()
    if not (home / _LIBRARY).exists():  # else a wrong home would be backed up as an empty one
        raise HomeUnusable(path=home, why=NO_LIBRARY)
    try:
        with TemporaryDirectory(prefix=".rawi-backup-", dir=file.parent) as name:
            folder = Path(name)
            facts = _copied(home, folder / _LIBRARY)
            packed = folder / "packed"
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                (folder / _FACTS).write_text(json.dumps(facts, indent=1), "utf-8")
                for path in (folder / _FACTS, folder / _LIBRARY, *sorted(home.glob(_MEANS))):
                    _pack(path, archive)
            packed.chmod(0o600)
            sync(packed)
            packed.replace(file)
    except OSError as error:
        raise BackupUnwritable(path=file, why=of_system(error)) from error
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise BackupUnwritable(path=file, why=NO_SPACE) from error
        raise HomeUnusable(path=home / _LIBRARY, why=of_sqlite(error)) from error
    return facts


def _pack(path: Path, archive: zipfile.ZipFile) -> None:
    """Without its date: a zip holds none before 1980 or after 2107, whatever the clock says."""
    info = zipfile.ZipInfo(path.name)
    info.compress_type = zipfile.ZIP_DEFLATED
    with path.open("rb") as file, archive.open(info, "w", force_zip64=True) as packed:
        shutil.copyfileobj(file, packed, _CHUNK)


def _copied(home: Path, to: Path) -> dict[str, object]:
    """The library as it stands at one moment, by SQLite's own online backup; and what it is."""
    with closing(Library(home)) as library:  # moved to this version's tables, if need be
        manifest = library.manifest()
    with closing(sqlite3.connect(home / _LIBRARY)) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)  # in one step: in small ones every write begins it again
        copy.execute("PRAGMA journal_mode = DELETE")
        articles = copy.execute("SELECT count(*) FROM articles").fetchone()[0]
    return {
        "format": _FORMAT,
        "made": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "schema": int(manifest["schema"]),
        "embedder": manifest.get("embedder"),
        "articles": articles,
        "bytes": to.stat().st_size,
        "sha256": _sha256(to),
    }


@contextmanager
def unpacked(file: Path, home: Path) -> Iterator[tuple[Path, dict[str, object]]]:
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
        facts = _unzipped(file, folder)
        yield folder, facts
        # The library last: without it nothing here passes for a home.
        names = [path.name for path in folder.iterdir() if path.name not in (_LIBRARY, "lock")]
        for name in [*sorted(names), _LIBRARY]:
            (folder / name).replace(home / name)
    except OSError as error:
        raise HomeUnusable(path=home, why=of_system(error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def opened(file: Path) -> Iterator[tuple[Library, dict[str, object]]]:
    """The library of *file*, checked, for as long as it is looked at. Raises BackupUnreadable."""
    with TemporaryDirectory(prefix="rawi-restore-") as name:
        facts = _unzipped(file, Path(name))
        with closing(Library(Path(name))) as library:
            _check(library)
            yield library, facts


def verified(archive: Archive) -> Iterator[Passage]:
    """
    Make the indexes of an unpacked home, passage by passage, once every article proves whole.

    It becomes a home of its own, which shares nothing with the one it was made of on a server.
    """
    library = archive.library
    _check(library)
    library.note(home=new_home_id(), indexes=-1)
    yield from rebuild(archive)


def _check(library: Library) -> None:
    if broken := library.broken_pages():
        raise BackupUnreadable(path=library.path, why=Reason("معطوب", broken))
    if library.damaged(library.ids()):
        raise BackupUnreadable(path=library.path, why=CHANGED)


def _unzipped(file: Path, folder: Path) -> dict[str, object]:
    try:
        with zipfile.ZipFile(file) as archive:
            facts: dict[str, object] = json.loads(archive.read(_FACTS))
            if facts["format"] != _FORMAT:
                raise BackupUnreadable(path=file, why=NEWER)
            means = [name for name in archive.namelist() if Path(name).match(_MEANS)]
            for name in [_LIBRARY, *means]:
                with archive.open(name) as packed, (folder / Path(name).name).open("wb") as out:
                    shutil.copyfileobj(packed, out, _CHUNK)
    except OSError as error:
        raise BackupUnreadable(path=file, why=of_system(error)) from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        TypeError,
        EOFError,
        RuntimeError,
    ) as error:
        raise BackupUnreadable(path=file, why=NO_BACKUP) from error
    if _sha256(folder / _LIBRARY) != facts["sha256"]:
        raise BackupUnreadable(path=file, why=CHANGED)
    return facts


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
