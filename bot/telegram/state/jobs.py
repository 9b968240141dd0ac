"""A message that is to be dealt with, and how it is kept; pure."""

from dataclasses import asdict, dataclass, field
from typing import Any

from bot.telegram.messages.entities import Post
from bot.telegram.messenger import Chat, Document, Incoming


@dataclass(slots=True)
class Job:
    """
    A message and how far its answer has come.

    messages: of the bot's own, in which the answer stands or will stand.
    answer: the id of the answer once it is known.
    shown: what stands in each of *messages* by its place; not kept.
    heading: what is to stand above the answer; not kept.
    """

    incoming: Incoming
    messages: list[int] = field(default_factory=list)
    answer: str | None = None
    shown: dict[int, Post] = field(default_factory=dict)
    heading: str = ""

    @property
    def key(self) -> str:
        """What it is kept under."""
        return str(self.incoming.update)

    def progress(self) -> dict[str, Any]:
        """How far the answer has come, as it is kept."""
        return {"messages": self.messages, "answer": self.answer}

    def opened(self) -> dict[str, Any]:
        """All that is kept of it while it is open."""
        return {"open": True, "incoming": asdict(self.incoming), **self.progress()}

    def closed(self) -> dict[str, Any]:
        """What changes once it is dealt with: what it said is wiped."""
        incoming = {**asdict(self.incoming), "text": "", "document": None, "record": None}
        return {"open": False, "incoming": incoming, "messages": self.messages}


def read_job(body: dict[str, Any]) -> Job:
    """The job that was kept so."""
    incoming = dict(body["incoming"])
    incoming["chat"] = Chat(incoming["chat"]["id"], incoming["chat"]["topic"])
    incoming["document"] = incoming["document"] and Document(**incoming["document"])
    return Job(Incoming(**incoming), body["messages"], body["answer"])
