"""What readers follow. Kept under the follower's own key."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from bot.presentation.as_json import citation_json, read_citation
from bot.telegram.messenger import Chat, conversation
from bot.types import Citation
from retrieval.index.journal import Entry, Journal, NewEntry
from retrieval.language.arabic import fold

_KIND = "follow"
_REACH = 100_000
MOST = 20  # topics of one conversation
_REMEMBERED = 3  # quotations that something new is compared with


@dataclass(frozen=True, slots=True)
class Follow:
    """
    A topic somebody follows.

    key: the conversation it is told in. seen: the archive's generation it was last looked for in.
    at: when that was, in seconds since 1970. before: the quotations told of it, the last first.
    """

    id: str
    key: str
    topic: str
    seen: int
    at: float
    before: tuple[Citation, ...] = ()

    @property
    def person(self) -> int:
        return int(self.key.split("/")[1])

    @property
    def chat(self) -> Chat:
        _, _, chat, topic = self.key.split("/")
        return Chat(int(chat), int(topic) or None)

    def looked(self, generation: int, at: float, quotes: tuple[Citation, ...] = ()) -> "Follow":
        """The same after a look; *quotes* are what was told of it."""
        before = dict.fromkeys((*quotes, *self.before))
        return replace(self, seen=generation, at=at, before=(*before,)[:_REMEMBERED])

    def entry(self) -> NewEntry:
        body = {
            "topic": self.topic,
            "seen": self.seen,
            "at": self.at,
            "before": [citation_json(one) for one in self.before],
        }
        return NewEntry(_KIND, self.id, self.key, body)


class Follows:
    """Follows in the library's journal. Methods block for about a millisecond."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def new(self, person: int, chat: Chat, topic: str, *, seen: int, at: float) -> Follow:
        """A follow that is not kept yet; the same topic has the same id."""
        key = conversation(person, chat)
        id = hashlib.blake2b(f"{key}\n{fold(topic)}".encode(), digest_size=12).hexdigest()
        return Follow(id, key, topic, seen, at)

    def of(self, key: str) -> list[Follow]:
        """What is told in the conversation *key*, in the order it was first asked for."""
        return [_follow(entry) for entry in self._journal.last(_KIND, key, limit=_REACH)]

    def all(self) -> list[Follow]:
        return [_follow(entry) for entry in self._journal.last(_KIND, limit=_REACH)]

    def keep(self, *follows: Follow) -> None:
        self._journal.put(*(one.entry() for one in follows))

    def stop(self, id: str, chat: int) -> bool:
        """Follow it no more, if it is followed in *chat*; False if nothing of that id is there."""
        entry = self._journal.find(_KIND, id)
        return entry is not None and _follow(entry).chat.id == chat and self.drop(id)

    def drop(self, *ids: str) -> bool:
        """Follow them no more; False if nobody did."""
        return bool(self._journal.drop(_KIND, *ids))


def _follow(entry: Entry) -> Follow:
    body: dict[str, Any] = {**entry.body, "before": tuple(map(read_citation, entry.body["before"]))}
    return Follow(entry.id, entry.key, **body)
