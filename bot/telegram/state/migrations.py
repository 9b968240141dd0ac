"""Groups that Telegram gave another id: what is kept of them goes along, and so do their rights."""

import asyncio

from bot.telegram.messenger import Chat, Migration, chat_suffix
from retrieval.index.journal import Journal

_KIND = "move"
_MOST = 10_000


class Migrations:
    """Migrations in the library's journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._former: dict[int, int] = {}

    def former(self, chat: int) -> int | None:
        """The id that *chat* had before."""
        return self._former.get(chat)

    async def take(self, moved: Migration) -> None:
        """Carry what is kept under the old id over to the new one; again does no harm."""
        self._former[moved.chat] = moved.former
        body, id = {"former": moved.former}, str(moved.chat)
        await asyncio.to_thread(self._journal.add, _KIND, "telegram", body, id=id)
        old, new = (chat_suffix(Chat(chat)) for chat in (moved.former, moved.chat))
        await asyncio.to_thread(self._journal.rename, old, new)

    async def recall(self) -> None:
        """Know the moves of earlier runs, and carry over what they were still answering."""
        for entry in await asyncio.to_thread(self._journal.last, _KIND, limit=_MOST):
            await self.take(Migration(entry.body["former"], int(entry.id)))
