"""
Every message the bot has taken on, kept until it is dealt with and across every death.

What was written is wiped once it is answered; the numbers stay, so that a message delivered twice
is known. What each message asked, and which answer stands in it, has entries of its own, by chat
and number: a reply, a reaction or an edit finds it by one look, however much is kept.
"""

import asyncio
from collections.abc import Sequence

from bot.telegram.messenger import Chat, Incoming, chat_suffix
from bot.telegram.state.jobs import Job, read_job
from retrieval.index.journal import Journal, NewEntry

INCOMING, OUTGOING = "incoming", "outgoing"
ASKED, ANSWERED = "asked", "answered"
_REACH = 10_000  # how many messages back one is looked for that is still open


class Inbox:
    """Jobs in the library's journal. kind: what was asked, or what is told unasked."""

    def __init__(self, journal: Journal, kind: str = INCOMING) -> None:
        self._journal = journal
        self._kind = kind
        self._open: set[int] = set()  # updates that are dealt with here

    async def take(self, incoming: Incoming, messages: Sequence[int] = ()) -> bool:
        """
        Keep a new message, to be answered in *messages*. Whether it is to be dealt with here: not if
        it was delivered before, nor if another process has a message of its chat in hand, so that a
        chat's answers stay in order.
        """
        entry, ending = self.entry(Job(incoming, list(messages))), chat_suffix(incoming.chat)
        owner = await asyncio.to_thread(self._journal.take, entry, ending=ending)
        mine = owner == self._journal.owner
        if mine:
            self._open.add(incoming.update)
        if owner is not None:
            await self._note(ASKED, incoming, incoming.message, update=incoming.update)
        return mine

    def entry(self, job: Job) -> NewEntry:
        """A new *job* as it is kept, for the journal."""
        return NewEntry(self._kind, job.key, job.incoming.conversation, job.opened())

    async def save(self, job: Job) -> None:
        """Keep how far the answer has come."""
        await asyncio.to_thread(self._journal.amend, self._kind, job.key, **job.progress())
        if job.answer:
            await self._note(ANSWERED, job.incoming, *job.messages, answer=job.answer)

    async def _note(self, kind: str, incoming: Incoming, *messages: int, **body: object) -> None:
        key = incoming.conversation
        entries = [NewEntry(kind, _place(incoming.chat, one), key, body) for one in messages]
        await asyncio.to_thread(self._journal.put, *entries)

    async def close(self, job: Job) -> None:
        """The job is dealt with; what it said is wiped."""
        await asyncio.to_thread(self._journal.finish, self._kind, job.key, **job.closed())
        self._open.discard(job.incoming.update)

    async def open_jobs(self) -> list[Job]:
        """Those not dealt with, whoever does, oldest first."""
        entries = await asyncio.to_thread(self._journal.last, self._kind, limit=_REACH)
        return [read_job(entry.body) for entry in entries if entry.body["open"]]

    async def claim(self) -> list[Job]:
        """Those that nobody living deals with, and what others have left to this process, oldest first."""
        entries = await asyncio.to_thread(self._journal.claim, self._kind)
        jobs = [read_job(entry.body) for entry in entries if int(entry.id) not in self._open]
        self._open.update(job.incoming.update for job in jobs)
        return jobs

    async def answer_in(self, chat: Chat, message: int) -> str | None:
        """
        The id of the answer that stands in *message*, whoever had asked for it there.

        Numbers begin anew in a group that moved, so what was answered before it did is not found.
        """
        entry = await asyncio.to_thread(self._journal.find, ANSWERED, _place(chat, message))
        return str(entry.body["answer"]) if entry else None

    async def asked_in(self, chat: Chat, message: int) -> Job | None:
        """The newest job that *message* of a reader made, as far as it is kept."""
        asked = await asyncio.to_thread(self._journal.find, ASKED, _place(chat, message))
        if asked is None:
            return None
        entry = await asyncio.to_thread(self._journal.find, self._kind, str(asked.body["update"]))
        return read_job(entry.body) if entry else None


def _place(chat: Chat, message: int) -> str:
    return f"{chat.id}/{message}"
