"""A group's new id: what goes along with it."""

import asyncio

from bot.telegram.messenger import Chat, Incoming, Migration, conversation
from bot.telegram.state.inbox import Inbox
from bot.telegram.state.jobs import Job
from bot.telegram.state.migrations import Migrations

OLD, NEW = -42, -1_000_000_000_042


def kept(journal, chat):
    """The bodies of what is kept of two people in *chat*."""
    keys = [conversation(person, Chat(chat)) for person in (7, 8)]
    return [entry.body["n"] for key in keys for entry in journal.last("turn", key, limit=9)]


def test_all_that_is_kept_of_the_group_goes_along(archive):
    """
    Everybody's, and of no other chat, however alike its id.
    """
    journal = archive.library.journal
    for n, (person, chat) in enumerate([(7, OLD), (8, OLD), (7, -142), (7, 42), (7, -421)]):
        journal.add("turn", conversation(person, Chat(chat)), {"n": n})
    asyncio.run(Migrations(journal).take(Migration(OLD, NEW)))

    assert [kept(journal, chat) for chat in (NEW, OLD, -142, 42, -421)] == [
        [0, 1],
        [],
        [2],
        [3],
        [4],
    ]


def test_a_move_is_known_after_a_restart(archive):
    """
    And what was still kept under the old id when the bot died goes along then; twice told, once done.
    """
    journal = archive.library.journal
    for _ in range(2):
        asyncio.run(Migrations(journal).take(Migration(OLD, NEW)))
    journal.add("turn", conversation(7, Chat(OLD)), {"n": 1})
    again = Migrations(journal)
    assert again.former(NEW) is None
    asyncio.run(again.recall())

    assert (again.former(NEW), again.former(OLD)) == (OLD, None)
    assert kept(journal, NEW) == [1]


def test_numbers_of_messages_do_not_go_along(archive):
    """
    The fifth message of the new group is not the fifth of the old one.
    """
    journal = archive.library.journal
    inbox = Inbox(journal)

    async def scene():
        for update, chat in enumerate((OLD, 42)):
            job = Job(Incoming(update, Chat(chat), 7, 4, 0.0), [5], f"answer in {chat}")
            await inbox.take(job.incoming)
            await inbox.save(job)
        await Migrations(journal).take(Migration(OLD, NEW))
        return [await inbox.answer_in(Chat(chat), 5) for chat in (NEW, 42)]

    assert asyncio.run(scene()) == [None, "answer in 42"]
