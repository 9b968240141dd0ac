"""Groups that Telegram gave another id: what is kept of them goes along, and so do their rights."""

import asyncio

from bot.telegram.messenger import Moved, Spot, everyone_in
from retrieval.index.journal import Journal

_KIND = "move"
_MOST = 10_000


class Moves:
    """Moves in the library's journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._former: dict[int, int] = {}

    def former(self, chat: int) -> int | None:
        """The id that *chat* had before."""
        return self._former.get(chat)

    async def take(self, moved: Moved) -> None:
        """Carry what is kept under the old id over to the new one; again does no harm."""
        self._former[moved.chat] = moved.former
        body, id = {"former": moved.former}, str(moved.chat)
        await asyncio.to_thread(self._journal.add, _KIND, "telegram", body, id=id)
        old, new = (everyone_in(Spot(chat)) for chat in (moved.former, moved.chat))
        await asyncio.to_thread(self._journal.rename, old, new)

    async def recall(self) -> None:
        """Know the moves of earlier runs, and carry over what they were still answering."""
        for entry in await asyncio.to_thread(self._journal.last, _KIND, limit=_MOST):
            await self.take(Moved(entry.body["former"], int(entry.id)))
