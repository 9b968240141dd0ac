"""What is followed, when each source is visited next, and what could not be read of it."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from retrieval.index.journal import Journal, NewEntry
from retrieval.sources.addresses import shown, web_address
from retrieval.types import ANY, Validators

_SOURCE, _REJECTED, _KEY = "followed", "rejected", "following"
_MOST = 10_000
_INTERVAL = 900.0  # seconds between two visits; doubled by each failure in a row
_LONGEST = 86_400.0


@dataclass(frozen=True, slots=True)
class Followed:
    """
    A source and how far it was read.

    due, visited: seconds since 1970. failures: in a row; why: the last one, by language.
    seen: marks of entries that need not be read again, newest first.
    tries: how often an entry that may yet be read was tried, by mark.
    """

    url: str
    due: float = 0.0
    visited: float | None = None
    failures: int = 0
    why: dict[str, str] | None = None
    validators: Validators = ANY
    seen: tuple[str, ...] = ()
    tries: dict[str, int] | None = None

    def succeeded(self, now: float, **news: Any) -> "Followed":
        return replace(self, due=now + _INTERVAL, visited=now, failures=0, why=None, **news)

    def failed(self, now: float, why: dict[str, str]) -> "Followed":
        """Visit it later and later, and at least once a day."""
        wait = min(_LONGEST, _INTERVAL * 2.0 ** min(self.failures + 1, 20))
        return replace(self, due=now + wait, visited=now, failures=self.failures + 1, why=why)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """Something a followed source names that was given up. why: by language. at: since 1970."""

    path: str
    source: str
    why: dict[str, str]
    at: float


class Following:
    """Followed sources in the library's journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def add(self, url: str) -> Followed:
        """Follow *url*, due at once; what is known of it already stays. Raises BadAddress."""
        url = web_address(shown(url)).geturl()
        self._journal.add(_SOURCE, _KEY, asdict(Followed(url)), id=url)
        kept = self._journal.find(_SOURCE, url)
        return replace(_followed(kept.body), due=0.0) if kept else Followed(url)

    def drop(self, url: str) -> bool:
        """Follow *url* no more; False if it was not followed."""
        return bool(self._journal.drop(_SOURCE, web_address(shown(url)).geturl()))

    def all(self) -> list[Followed]:
        """In the order they were added."""
        return [_followed(entry.body) for entry in self._journal.last(_SOURCE, limit=_MOST)]

    def due(self, now: float) -> list[Followed]:
        """Those to be visited, the longest overdue first."""
        return sorted((one for one in self.all() if one.due <= now), key=lambda one: one.due)

    def save(self, source: Followed, dead: list[DeadLetter], read: list[str]) -> None:
        """A visit is over: *dead* are given up, and what stands at *read* is none of them any more."""
        if self._journal.find(_SOURCE, source.url) is None:  # dropped meanwhile
            return
        self._journal.drop(_REJECTED, *read)
        letters = [NewEntry(_REJECTED, one.path, _KEY, asdict(one)) for one in dead]
        self._journal.put(NewEntry(_SOURCE, source.url, _KEY, asdict(source)), *letters)

    def rejected(self) -> list[DeadLetter]:
        """Oldest first."""
        return [DeadLetter(**one.body) for one in self._journal.last(_REJECTED, limit=_MOST)]


def _followed(body: dict[str, Any]) -> Followed:
    kept = {**body, "validators": Validators(**body["validators"]), "seen": tuple(body["seen"])}
    return Followed(**kept)
