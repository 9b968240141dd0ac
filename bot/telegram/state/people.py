"""What each person chose, and how everything of a person is forgotten."""

import asyncio
from typing import Any

from bot.i18n.catalogue import Language, languages
from bot.telegram.messenger import person_prefix
from bot.telegram.state.follows import Schedule
from retrieval.index.journal import Journal, NewEntry

_KIND = "person"
_MOST = 100_000


class People:
    """Choices, kept in the library's journal under the person's own key."""

    def __init__(self, journal: Journal, language: Language) -> None:
        self._journal = journal
        self._language = language

    async def language(self, person: int) -> Language:
        """The interface language of *person*; the house's unless another was chosen."""
        entry = await asyncio.to_thread(self._journal.find, _KIND, str(person))
        if entry is None:
            return self._language
        chosen: Language | None = entry.body.get("language")
        return chosen if chosen and chosen in languages() else self._language

    async def choose(self, person: int, **choices: object) -> None:
        """Keep *choices*, beside those made before: ``language``, ``digest``, ``quiet``."""
        entry = await asyncio.to_thread(self._journal.find, _KIND, str(person))
        body = {**(entry.body if entry else {}), **choices}
        kept = NewEntry(_KIND, str(person), person_prefix(person), body)
        await asyncio.to_thread(self._journal.put, kept)

    async def schedules(self) -> dict[int, Schedule]:
        """When those want to be told who chose when."""
        entries = await asyncio.to_thread(self._journal.last, _KIND, limit=_MOST)
        return {int(entry.id): _schedule(entry.body) for entry in entries}

    async def forget(self, person: int) -> None:
        """Wipe every turn, answer, job, feedback and choice of *person*, everywhere."""
        await asyncio.to_thread(self._journal.wipe, person_prefix(person))


def _schedule(body: dict[str, Any]) -> Schedule:
    quiet = body.get("quiet")
    return Schedule(body.get("digest"), (quiet[0], quiet[1]) if quiet else None)
