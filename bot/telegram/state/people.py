"""What each person chose, and how everything of a person is forgotten."""

import asyncio

from bot.i18n.catalogue import Language, languages
from bot.telegram.messenger import person_prefix
from retrieval.index.journal import Journal

_KIND = "person"


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
        chosen: Language = entry.body["language"]
        return chosen if chosen in languages() else self._language

    async def choose(self, person: int, language: Language) -> None:
        body = {"language": language}
        add, id = self._journal.add, str(person)
        if not await asyncio.to_thread(add, _KIND, person_prefix(person), body, id=id):
            await asyncio.to_thread(self._journal.amend, _KIND, id, **body)

    async def forget(self, person: int) -> None:
        """Wipe every turn, answer, job, feedback and choice of *person*, everywhere."""
        await asyncio.to_thread(self._journal.wipe, person_prefix(person))
