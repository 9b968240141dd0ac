"""What each person chose, and how everything of a person is forgotten."""

import asyncio
from typing import Any

from bot.i18n.catalogue import Language, catalogue, languages
from bot.telegram.messenger import person_prefix
from bot.telegram.state.follows import Schedule
from retrieval.index.journal import Journal, NewEntry
from retrieval.language.arabic import question_language

_KIND = "person"
_MOST = 100_000
_CROWD = 10_000  # people whose language is remembered without having been chosen


class People:
    """Choices, kept in the library's journal under the person's own key."""

    def __init__(self, journal: Journal, language: Language) -> None:
        self._journal = journal
        self._language = language
        self._written: dict[int, Language] = {}

    async def language(self, person: int, text: str = "", code: str | None = None) -> Language:
        """
        The interface language of *person*: as chosen, else as they write, else their Telegram's.

        text: what they say now. code: the language of their Telegram.
        """
        entry = await asyncio.to_thread(self._journal.find, _KIND, str(person))
        if entry is not None and entry.body.get("language") in languages():
            chosen: Language = entry.body["language"]
            return chosen
        code = (code or "").partition("-")[0]
        if any(map(str.isalpha, text)):
            if len(self._written) >= _CROWD:
                self._written.clear()
            written = question_language(text)
            same_script = code in languages() and catalogue(code).rtl == catalogue(written).rtl
            self._written[person] = code if same_script else written
        theirs = code if code in languages() else self._language
        return self._written.get(person, theirs)

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

    async def forget(self, person: int, update: int) -> None:
        """
        Wipe every turn, answer, job, feedback and choice of *person*, everywhere.

        But for what is yet to be answered; the job of *update*, which asked for this, is none.
        """
        await asyncio.to_thread(self._journal.wipe, person_prefix(person), done=str(update))


def _schedule(body: dict[str, Any]) -> Schedule:
    quiet = body.get("quiet")
    return Schedule(body.get("digest"), (quiet[0], quiet[1]) if quiet else None)
