"""What each person chose, when they want to be told too, and how everything of a person is forgotten."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.i18n.catalogue import Language, catalogue, languages
from bot.telegram.messenger import person_prefix
from retrieval.index.journal import Journal, NewEntry
from retrieval.language.arabic import question_language

_KIND = "person"
_MOST = 100_000
_CROWD = 10_000  # people whose language is remembered without having been chosen


@dataclass(frozen=True, slots=True)
class Schedule:
    """
    When a reader wants to be told, in hours of the day, 0 to 23.

    digest: once a day at that hour; None: at once, but not from ``quiet[0]`` until ``quiet[1]``.
    """

    digest: int | None = None
    quiet: tuple[int, int] | None = None

    def due(self, last: float, now: datetime) -> bool:
        """
        Whether what is new since *last*, in seconds since 1970, is to be told *now*.

        By the server's clock on the wall, so that a day on which it is put back has one digest.

        >>> night, noon = datetime(2026, 1, 2, 3), datetime(2026, 1, 2, 12)
        >>> Schedule(quiet=(22, 7)).due(0, night), Schedule(quiet=(22, 7)).due(0, noon)
        (False, True)
        >>> Schedule(digest=8).due(night.timestamp(), noon), Schedule(8).due(noon.timestamp(), noon)
        (True, False)
        """
        wall = now.astimezone().replace(tzinfo=None)
        if self.digest is not None:
            hour = wall.replace(hour=self.digest, minute=0, second=0, microsecond=0, fold=0)
            return datetime.fromtimestamp(last).replace(fold=0) < hour <= wall
        if self.quiet is None:
            return True
        first, end = self.quiet
        inside = first <= wall.hour < end if first < end else not end <= wall.hour < first
        return not inside


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
