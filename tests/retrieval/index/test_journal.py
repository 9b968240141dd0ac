"""The journal: entries come back as they were made, and one owner never sees another's."""

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import Engine, event

from retrieval.index.journal import NewEntry
from retrieval.index.library import Library


@pytest.fixture(name="journal")
def _journal(tmp_path):
    library = Library(tmp_path / "home")
    yield library.journal
    library.close()


def test_what_damage_made_unreadable_is_left_out(tmp_path):
    """
    One broken entry hides no other, and is no error of whoever asks for the last.
    """
    with closing(Library(tmp_path / "home")) as library:
        for number in range(4):
            library.journal.add("turn", "a", {"n": number}, id=str(number))
        with closing(sqlite3.connect(library.path)) as raw, raw:
            for number, body in enumerate(("{bad", "[1]", "[" * 100_000)):
                raw.execute("UPDATE entries SET body = ? WHERE id = ?", (body, str(number)))

        assert [entry.id for entry in library.journal.last("turn", "a", limit=9)] == ["3"]
        assert library.journal.find("turn", "0") is None


def test_each_key_and_kind_stands_apart(journal):
    """
    The last entries of one kind and key, oldest first; erasing one leaves the others.
    """
    for number in range(5):
        journal.add("turn", "a", {"n": number, "text": "سؤال \ud800\x00"})
    journal.add("turn", "b", {"n": 9})
    journal.add("other", "a", {"n": 8})

    def held(*which):
        return [entry.body["n"] for entry in journal.last(*which, limit=9)]

    assert [entry.body["n"] for entry in journal.last("turn", "a", limit=3)] == [2, 3, 4]
    assert journal.last("turn", "a", limit=1)[0].body["text"] == "سؤال \ud800\x00"
    assert held("turn") == [0, 1, 2, 3, 4, 9]
    journal.erase("turn", "a")
    assert [held("turn", "a"), held("turn", "b"), held("other", "a")] == [[], [9], [8]]


def test_a_name_is_taken_once(journal):
    """
    A second entry of the same kind and name changes nothing; another kind may use the name.
    """
    assert journal.add("update", "a", {"n": 1}, id="7")
    assert not journal.add("update", "b", {"n": 2}, id="7")
    assert journal.add("answer", "b", {"n": 3}, id="7")

    found = journal.find("update", "7")
    assert (found.key, found.body, found.at > 1e9) == ("a", {"n": 1}, True)
    assert journal.find("update", "8") is None


def test_amending_sets_only_what_is_named(journal):
    """
    The rest of the body stays, and an entry that is gone stays gone.
    """
    journal.add("update", "a", {"n": 1, "state": "open"}, id="7")
    journal.amend("update", "7", state="done", message=5)
    journal.amend("update", "8", state="done")

    assert journal.find("update", "7").body == {"n": 1, "state": "done", "message": 5}
    assert journal.find("update", "8") is None


def test_wiping_leaves_nothing_on_disk(journal, tmp_path):
    """
    Every entry whose key begins so is gone, and its bytes are, from the write-ahead log as well.
    """
    for key in ("person/7/a", "person/7/b", "person/77/a", "person_7/a"):
        journal.add("turn", key, {"text": f"CANARY-{key}-END"})
    journal.wipe("person/7/")
    kept = b"".join(path.read_bytes() for path in (tmp_path / "home").iterdir())

    assert [f"CANARY-{key}-END".encode() in kept for key in ("person/7/a", "person/7/b")] == [
        False
    ] * 2
    assert [entry.key for entry in journal.last("turn", limit=9)] == ["person/77/a", "person_7/a"]


def test_what_is_done_makes_nothing_slower_that_is_to_be_done(tmp_path):
    """
    SQLite takes no more steps over a new job beside five hundred finished ones than beside five.
    """
    steps = []

    def counted(connection, _record):
        connection.set_progress_handler(lambda: steps.append(1), 1)

    event.listen(Engine, "connect", counted)
    try:
        with closing(Library(tmp_path / "home")) as library:
            few, many = (_steps_of_a_job(library.journal, steps, done) for done in (5, 500))
    finally:
        event.remove(Engine, "connect", counted)
    assert 0 < many < 1.1 * few


def _steps_of_a_job(journal, steps, done):
    """Those of taking a job and claiming those left over, beside so many that are *done*."""
    journal.put(*(NewEntry("job", f"{done}-{n}", "a/1", {}) for n in range(done)))
    steps.clear()
    assert journal.take(NewEntry("job", f"{done}", "a/1", {}), ending="/1") == journal.owner
    assert [entry.id for entry in journal.claim("job")] == [f"{done}"]
    taken = len(steps)
    journal.finish("job", f"{done}")
    return taken


def test_wiping_leaves_what_is_to_be_done(journal):
    """
    But for the one that asked for it.
    """
    for id in ("1", "2"):
        journal.take(NewEntry("job", id, "person/7/a", {}), ending="/a")
    journal.add("turn", "person/7/a", {})
    journal.wipe("person/7/", done="2")

    assert [entry.id for entry in journal.claim("job")] == ["1"]
    assert journal.last("turn", limit=9) == []
