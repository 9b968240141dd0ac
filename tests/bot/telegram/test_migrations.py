"""A group's new id: what goes along with it."""

import asyncio

from bot.telegram.inbox import Inbox, Letter
from bot.telegram.messenger import Heard, Moved, Spot, conversation
from bot.telegram.migrations import Moves

OLD, NEW = -42, -1_000_000_000_042


def kept(journal, chat):
    """The bodies of what is kept of two people in *chat*."""
    keys = [conversation(person, Spot(chat)) for person in (7, 8)]
    return [entry.body["n"] for key in keys for entry in journal.last("turn", key, limit=9)]


def test_all_that_is_kept_of_the_group_goes_along(archive):
    """
    Everybody's, and of no other chat, however alike its id.
    """
    journal = archive.library.journal
    for n, (person, chat) in enumerate([(7, OLD), (8, OLD), (7, -142), (7, 42), (7, -421)]):
        journal.add("turn", conversation(person, Spot(chat)), {"n": n})
    asyncio.run(Moves(journal).take(Moved(OLD, NEW)))

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
        asyncio.run(Moves(journal).take(Moved(OLD, NEW)))
    journal.add("turn", conversation(7, Spot(OLD)), {"n": 1})
    again = Moves(journal)
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
            letter = Letter(Heard(update, Spot(chat), 7, 4, 0.0), [5], f"answer in {chat}")
            await inbox.take(letter.heard)
            await inbox.note(letter)
        await Moves(journal).take(Moved(OLD, NEW))
        return [await inbox.answer_in(Spot(chat), 5) for chat in (NEW, 42)]

    assert asyncio.run(scene()) == [None, "answer in 42"]
