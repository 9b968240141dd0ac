"""A home in one file and back: nothing lost, nothing half there, the same answers."""

import asyncio
import contextlib
import hashlib
import json
import os
import re
import sqlite3
import threading
import zipfile
from contextlib import closing

import pytest

from retrieval.damages import ArticleDamaged, PassagesDamaged
from retrieval.errors import BackupUnreadable, BackupUnwritable, HomeNotEmpty, HomeUnusable
from retrieval.index.archive import Archive
from retrieval.index.backup import backup, opened, refilled, unpacked
from retrieval.index.lock import writing
from retrieval.index.rebuilding import rebuild
from retrieval.search.searcher import Searcher
from tests.fakes.archives import WordEmbedder, article, flaws, ingested, mark


@pytest.fixture(name="prepared", scope="module")
def _prepared(tmp_path_factory):
    """Two articles, one of them updated, a copy, and something that was said."""
    with closing(Archive(tmp_path_factory.mktemp("prepared") / "home", WordEmbedder())) as archive:
        ingested(archive, article(1), article(1, id="copy"), article(2), article(3))
        ingested(archive, article(2, text=article(7).text))
        archive.library.journal.add("turn", "somebody", {"question": "س"})
    return archive.home


def restored(file, home):
    with (
        writing(home),
        unpacked(file, home) as (folder, _),
        closing(Archive(folder, WordEmbedder())) as archive,
    ):
        list(refilled(archive))
    return Archive(home, WordEmbedder())


def found(archive, question):
    return asyncio.run(Searcher(archive).search(question)).hits


def test_a_restored_home_answers_as_the_other_did(filled, tmp_path):
    """
    Articles, copies, versions and what was said; both indexes whole, and no vector made again. Every hit
    and its score are those of the other, rebuilt: an index counts what was deleted until it is merged.
    """
    facts = backup(filled.home, tmp_path / "all.zip")
    again = restored(tmp_path / "all.zip", tmp_path / "again")

    assert facts["articles"] == 4
    assert again.embedder.texts == []
    assert flaws(again.home) == []
    with writing(filled.home):
        list(rebuild(filled))
    for seed in (1, 3, 7):
        assert found(again, mark(seed)) == found(filled, mark(seed))
    assert [one.body for one in again.library.journal.last("turn", "somebody", limit=9)] == [
        {"question": "س"}
    ]
    assert [one.text for one in again.library.versions("news-2")] == [article(2).text]
    assert again.library.manifest()["home"] != filled.library.manifest()["home"]
    again.close()


def test_a_backup_is_made_while_others_write(filled, tmp_path):
    """
    Whatever moment it catches is a whole one.
    """
    stop = threading.Event()

    def talk():
        with closing(Archive(filled.home, WordEmbedder())) as other:
            while not stop.is_set():
                other.library.journal.add("turn", "busy", {"text": "كلام " * 200})

    talker = threading.Thread(target=talk)
    talker.start()
    try:
        for number in range(3):
            backup(filled.home, tmp_path / f"{number}.zip")
    finally:
        stop.set()
        talker.join()
    for number in range(3):
        again = restored(tmp_path / f"{number}.zip", tmp_path / f"home-{number}")
        assert flaws(again.home) == []
        again.close()


@pytest.mark.parametrize("damage", ["cut", "byte", "packed", "foreign", "newer", "missing"])
def test_a_backup_that_is_not_whole_is_refused(filled, tmp_path, damage):
    """
    Nothing of it stays in the home, which can take another.
    """
    file = tmp_path / "all.zip"
    backup(filled.home, file)
    raw = bytearray(file.read_bytes())
    if damage == "cut":
        file.write_bytes(raw[: len(raw) // 2])
    elif damage == "byte":
        with zipfile.ZipFile(file) as old:
            facts, library = json.loads(old.read("backup.json")), bytearray(old.read("library.db"))
        library[len(library) // 2] ^= 1
        with zipfile.ZipFile(file, "w") as new:
            new.writestr("backup.json", json.dumps(facts))
            new.writestr("library.db", bytes(library))
    elif damage == "packed":
        raw[len(raw) // 2] ^= 1
        file.write_bytes(raw)
    elif damage == "foreign":
        file.write_text("ملف آخر")
    elif damage == "newer":
        with zipfile.ZipFile(file, "w") as new:
            new.writestr("backup.json", json.dumps({"format": 99}))
    else:
        file.unlink()
    with pytest.raises(BackupUnreadable):
        restored(file, tmp_path / "again")

    assert [path.name for path in (tmp_path / "again").iterdir()] == ["lock"]


def test_a_backup_with_any_byte_changed_is_whole_or_refused(filled, tmp_path):
    """
    Wherever it is, in the zip's own words or in what it packs: its name is told, and no other error.
    """
    file = tmp_path / "all.zip"
    backup(filled.home, file)
    whole = file.read_bytes()
    for at in range(0, len(whole), len(whole) // 50):
        raw = bytearray(whole)
        raw[at] ^= 1 << at % 8
        file.write_bytes(raw)
        with contextlib.suppress(BackupUnreadable), opened(file):
            pass


def test_a_backup_says_where_it_cannot_be_written_and_what_it_cannot_find(filled, tmp_path):
    """
    No folder for it, a folder in its place, and a home without a library, which would make an empty one.
    """
    for target in (tmp_path / "none" / "all.zip", tmp_path):
        with pytest.raises(BackupUnwritable, match="must exist"):
            backup(filled.home, target)
    with pytest.raises(HomeUnusable, match="no library"):
        backup(tmp_path / "other", tmp_path / "all.zip")
    assert not (tmp_path / "other").exists()


def test_nothing_is_restored_over_something(filled, tmp_path):
    """
    Not over a library, and not into a folder with anything else in it.
    """
    backup(filled.home, tmp_path / "all.zip")
    with pytest.raises(HomeNotEmpty):
        restored(tmp_path / "all.zip", filled.home)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("x")
    with pytest.raises(HomeNotEmpty):
        restored(tmp_path / "all.zip", tmp_path / "other")
    assert found(filled, mark(1))


def test_a_restore_that_died_is_done_again(filled, tmp_path):
    """
    Before the library has its place nothing passes for a home; the next try begins anew.
    """
    home = tmp_path / "again"
    backup(filled.home, tmp_path / "all.zip")
    restored(tmp_path / "all.zip", home).close()
    (home / ".restoring").mkdir()
    (home / "library.db").replace(home / ".restoring" / "library.db")
    again = restored(tmp_path / "all.zip", home)

    assert flaws(again.home) == []
    again.close()


DAMAGED = {
    "text": "UPDATE articles SET text = text || '7' WHERE id = 'news-3'",
    "passages": "DELETE FROM embeddings WHERE passage LIKE 'news-1#%'",
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_what_could_not_be_brought_back_is_told_while_it_can_be_mended(filled, tmp_path, damage):
    """
    A backup of a damaged library is refused when it is made, not when it is needed.
    """
    with closing(sqlite3.connect(filled.home / "library.db")) as raw, raw:
        raw.execute(DAMAGED[damage])
    with pytest.raises((ArticleDamaged, PassagesDamaged)):
        backup(filled.home, tmp_path / "all.zip")
    assert not [*tmp_path.glob("*.zip")]


def crafted(file, facts=None, library=()):
    """The backup *file* with other *facts* and a library on which SQL was run, its digest made to fit."""
    with zipfile.ZipFile(file) as old:
        said, raw = json.loads(old.read("backup.json")), old.read("library.db")
    if library is None:
        raw = b""
    else:
        with closing(sqlite3.connect(":memory:")) as memory:
            memory.deserialize(raw)
            for statement in library:
                memory.execute(statement)
            memory.commit()
            raw = memory.serialize()
    said = {**said, "sha256": hashlib.sha256(raw).hexdigest()}
    said = facts(said) if facts else said
    with zipfile.ZipFile(file, "w") as new:
        new.writestr("backup.json", said if isinstance(said, str) else json.dumps(said))
        new.writestr("library.db", raw)


def but(**others):
    return {"facts": lambda said: {k: v for k, v in (said | others).items() if v is not ...}}


@pytest.mark.parametrize(
    "how",
    [
        but(articles=...),
        but(articles="many"),
        but(made=...),
        but(made="\x1b[31m"),
        but(sha256=...),
        but(format="x"),
        but(articles=99),
        {"facts": lambda said: [said]},
        {"facts": lambda said: "[" * 200_000},
        {"library": None},
        {"library": ["CREATE TRIGGER t AFTER INSERT ON manifest BEGIN DELETE FROM articles; END"]},
        {"library": ["CREATE VIEW v AS SELECT 1"]},
        {"library": ["CREATE TABLE other (x)"]},
        {"library": ["DROP TABLE embeddings"]},
        {"library": ["UPDATE manifest SET value = 'abc' WHERE name = 'schema'"]},
        {"library": ["UPDATE manifest SET value = '99' WHERE name = 'schema'"]},
        {"library": ["UPDATE manifest SET value = '10' WHERE name = 'schema'"]},
        {"library": ["UPDATE embeddings SET vectors = x'00'"]},
        {"library": ["UPDATE embeddings SET vectors = 'abc'"]},
        {"library": ["UPDATE passages SET spans = x'ffffffffffffffff'"]},
        {"library": ["UPDATE articles SET title = 'x' WHERE id = 'news-3'"]},
    ],
    ids=lambda how: str(how.get("library", ""))[:60],
)
def test_a_crafted_backup_is_refused_by_its_name(filled, tmp_path, how):
    """
    Before anything of it has its place, whatever is wrong in it.
    """
    file = tmp_path / "all.zip"
    backup(filled.home, file)
    crafted(file, **how)
    with pytest.raises(BackupUnreadable, match=re.escape(str(file))):
        restored(file, tmp_path / "again")
    assert [path.name for path in (tmp_path / "again").iterdir()] == ["lock"]


def test_only_a_backup_is_overwritten(filled, tmp_path):
    """
    Nothing of the home, no other file, no pipe; an earlier backup is.
    """
    other, pipe = tmp_path / "notes.txt", tmp_path / "pipe"
    other.write_text("x")
    os.mkfifo(pipe)
    for target in (other, pipe, filled.home / "library.db", filled.home / "words" / "generation"):
        with pytest.raises(BackupUnwritable, match="no backup"):
            backup(filled.home, target)
    with pytest.raises(BackupUnreadable):
        restored(pipe, tmp_path / "again")
    for _ in range(2):
        backup(filled.home, tmp_path / "all.zip")
    assert other.read_text() == "x"


def test_what_a_killed_backup_left_goes_with_the_next(filled, tmp_path):
    """
    Beside the target, and of Rawi's own alone.
    """
    (tmp_path / ".rawi-backup-dead").mkdir()
    (tmp_path / ".rawi-backup-dead" / "library.db").write_bytes(b"half")
    backup(filled.home, tmp_path / "all.zip")

    assert not [*tmp_path.glob(".rawi*")]


def test_a_backup_of_any_date(filled, tmp_path):
    """
    A clock that stands in 1969 or 9999 dates files as no zip can.
    """
    for number, moment in enumerate((-1, 253402300000)):
        means = filled.home / "embedder-means-0.npy"
        means.write_bytes(b"x")
        os.utime(means, (moment, moment))
        backup(filled.home, tmp_path / f"{number}.zip")
        again = restored(tmp_path / f"{number}.zip", tmp_path / f"home-{number}")
        assert (again.home / means.name).read_bytes() == b"x"
        again.close()
