"""
Every message the bot has taken on, kept until it is dealt with and across every death.

What was written is wiped once it is answered; the numbers stay, so that a message delivered twice
is known, and a reply to an old answer finds it.
"""

import asyncio
from dataclasses import asdict, dataclass, field

from bot.telegram.messenger import Document, Heard, Spot, everyone_in
from retrieval.index.journal import Entry, Journal

_KIND = "inbox"
_REACH = 10_000  # how many messages back an open one can lie
_REPLIES = 200  # answers in one place that a reply can go back to


@dataclass(slots=True)
class Letter:
    """
    A message and how far its answer has come.

    messages: of the bot's own, in which the answer stands or will stand.
    answer: the id of the answer once it is known.
    """

    heard: Heard
    messages: list[int] = field(default_factory=list)
    answer: str | None = None


class Inbox:
    """Letters in the library's journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def take(self, heard: Heard) -> bool:
        """Keep a new message; False if it was delivered before."""
        body = {"open": True, "heard": asdict(heard), "messages": [], "answer": None}
        return await asyncio.to_thread(
            self._journal.add, _KIND, heard.conversation, body, id=str(heard.update)
        )

    async def note(self, letter: Letter) -> None:
        """Keep how far the answer has come."""
        await self._amend(letter, messages=letter.messages, answer=letter.answer)

    async def close(self, letter: Letter) -> None:
        """The letter is dealt with; what it said is wiped."""
        heard = {**asdict(letter.heard), "text": "", "document": None}
        await self._amend(letter, open=False, heard=heard, messages=letter.messages)

    async def open_letters(self) -> list[Letter]:
        """Those not dealt with, oldest first."""
        entries = await asyncio.to_thread(self._journal.last, _KIND, limit=_REACH)
        return [_letter(entry) for entry in entries if entry.body["open"]]

    async def questions(self) -> list[tuple[int, float]]:
        """Who has asked something lately, and when."""
        entries = await asyncio.to_thread(self._journal.last, _KIND, limit=_REACH)
        heard = [entry.body["heard"] for entry in entries]
        return [(one["person"], one["at"]) for one in heard if one["command"] is None]

    async def answer_in(self, spot: Spot, message: int) -> str | None:
        """
        The id of the answer that stands in *message*, whoever had asked for it there.

        Numbers begin anew in a group that moved, so what was answered before it did is not looked at.
        """
        entries = await asyncio.to_thread(
            self._journal.last, _KIND, ending=everyone_in(spot), limit=_REPLIES
        )
        found = (
            entry.body["answer"]
            for entry in entries
            if message in entry.body["messages"]
            and entry.body["heard"]["spot"]["chat"] == spot.chat
        )
        return next(found, None)

    async def _amend(self, letter: Letter, **facts: object) -> None:
        await asyncio.to_thread(self._journal.amend, _KIND, str(letter.heard.update), **facts)


def _letter(entry: Entry) -> Letter:
    heard = dict(entry.body["heard"])
    heard["spot"] = Spot(**heard["spot"])
    heard["document"] = heard["document"] and Document(**heard["document"])
    return Letter(Heard(**heard), entry.body["messages"], entry.body["answer"])
