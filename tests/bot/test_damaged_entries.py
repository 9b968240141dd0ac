"""What damage made of anything the journal keeps is left out where it is read, known, and replaced."""

import asyncio
import itertools
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from bot.conversation.memory import FEEDBACK, Memory
from bot.conversation.spending import Spending
from bot.telegram.messenger import Chat, Incoming, Migration
from bot.telegram.state.follows import Follows
from bot.telegram.state.inbox import ANSWERED, ASKED, INCOMING, OUTGOING, Inbox
from bot.telegram.state.jobs import Job
from bot.telegram.state.migrations import Migrations
from bot.telegram.state.people import People
from bot.types import Answer, Turn, Usage
from retrieval.damages import EntriesDamaged
from retrieval.following.followed import DeadLetter, Followed, Following
from retrieval.index.journal import NewEntry
from retrieval.index.soundness import LOOKS

CHAT, FEED = Chat(5), "https://news.example/feed"
MESSAGE = Incoming(1, CHAT, 7, 9, 0.0, "سؤال")
UPDATES = itertools.count(2)
ANSWER = Answer("a1", "سؤال", "سؤال", "ar", "answered", None, "extractive", "جواب")
VERDICT = NewEntry(FEEDBACK, "a1/7", "person", {"answer": "a1", "verdict": "-"})


def spending(journal):
    return Spending(journal, questions=1, tokens=10)


def follow(journal):
    follows = Follows(journal)
    follows.keep(follows.new(7, CHAT, "الميناء", seen=0, at=0.0))


def gave_up(journal):
    following = Following(journal)
    following.add(FEED)
    following.save(Followed(FEED), [DeadLetter("x", FEED, {"en": "why"}, 0.0)], [])


def jobs(kind):
    async def all_that_is_read(inbox):
        return [
            [job.incoming for job in await inbox.open_jobs()],
            await inbox.asked_in(CHAT, 9),
            len(await inbox.claim()),
        ]

    return (
        lambda library: asyncio.run(Inbox(library.journal, kind).take(MESSAGE)),
        lambda library: asyncio.run(all_that_is_read(Inbox(library.journal, kind))),
    )


async def moved(journal):
    migrations = Migrations(journal)
    await migrations.recall()
    return migrations.former(6)


async def chosen(journal):
    people = People(journal, "ar")
    return await people.language(7), await people.schedules()


# What keeps an entry of each kind, and what reads it.
KINDS = {
    "turn": (
        lambda library: Memory(library).remember("a", Turn("سؤال", "سؤال", "جواب")),
        lambda library: Memory(library).turns("a"),
    ),
    "answer": (
        lambda library: Memory(library).keep("a", ANSWER),
        lambda library: (
            Memory(library).turns("b", after="a1"),
            Memory(library).answer("a1"),
            Memory(library).latest("a"),
        ),
    ),
    FEEDBACK: (
        lambda library: library.journal.put(VERDICT),
        lambda library: (
            Memory(library).prune(0),
            [entry.body for entry in library.journal.last(FEEDBACK, limit=9)],
        ),
    ),
    "follow": (
        lambda library: follow(library.journal),
        lambda library: Follows(library.journal).all(),
    ),
    "followed": (
        lambda library: Following(library.journal).add(FEED),
        lambda library: Following(library.journal).all(),
    ),
    "rejected": (
        lambda library: gave_up(library.journal),
        lambda library: Following(library.journal).rejected(),
    ),
    INCOMING: jobs(INCOMING),
    OUTGOING: jobs(OUTGOING),
    ASKED: (
        lambda library: asyncio.run(
            Inbox(library.journal).take(replace(MESSAGE, update=next(UPDATES)))
        ),
        lambda library: asyncio.run(Inbox(library.journal).asked_in(CHAT, 9)) is not None,
    ),
    ANSWERED: (
        lambda library: asyncio.run(Inbox(library.journal).save(Job(MESSAGE, [3], "a1"))),
        lambda library: asyncio.run(Inbox(library.journal).answer_in(CHAT, 3)),
    ),
    "person": (
        lambda library: asyncio.run(People(library.journal, "ar").choose(7, language="en")),
        lambda library: asyncio.run(chosen(library.journal)),
    ),
    "move": (
        lambda library: asyncio.run(Migrations(library.journal).take(Migration(5, 6))),
        lambda library: asyncio.run(moved(library.journal)),
    ),
    "spending": (
        lambda library: spending(library.journal).spend(Usage(1, 1)),
        lambda library: spending(library.journal).used_up(),
    ),
}
DAMAGES = [
    """body = '{"question": 5, "citations": {}, "incoming": [], "before": 1, "questions": "x"}'""",
    "body = '{}'",
    "body = x'00ff'",
    "at = 'yesterday'",
    "key = x'00ff'",
]


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_entry_is_left_out_and_known(archive, kind, damage, caplog):
    """
    As if it had never been kept; the log and the deep look name it, and the next of its name heals.
    """
    library, (keep, read) = archive.library, KINDS[kind]
    empty = read(library)
    keep(library)
    kept = read(library)
    assert kept != empty
    with closing(sqlite3.connect(library.path)) as raw, raw:
        assert raw.execute(f"UPDATE entries SET {damage} WHERE kind = ?", (kind,)).rowcount == 1

    assert read(library) == empty
    assert "damaged" in caplog.text or damage.startswith("key")  # of nobody's key nothing is read
    with pytest.raises(EntriesDamaged, match=rf"{kind} .*restore"):
        LOOKS["entries"](archive)
    keep(library)
    assert read(library) == kept
