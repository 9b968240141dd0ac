"""
A model that is a file: prompts are written into it, and answers that somebody gave are read from it.

So that whoever cannot be called (a person, a model behind a screen) can still judge or write. The
file is JSON: ``{"prompts": [{"key", "messages": [[role, text], …], "answer": text or null}]}``.
"""

import hashlib
import json
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path

from bot.generation.faults import EMPTY_REPLY, NothingWritten
from bot.types import Meter
from prompts import Message
from retrieval.errors import UsageError


class UnreadableRecord(UsageError):
    ar = "الملف {path} ليس سجلّ أجوبة: {why}"
    en = "{path} is no record of answers: {why}"


class RecordedModel:
    """
    Answers from *path* what it has been asked before; everything else is NothingWritten.

    asked: how many prompts were put. unanswered: how many of them had no answer there.
    """

    left_out: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.asked = 0
        self.unanswered = 0
        self._path = path
        self._prompts = _read(path) if path.exists() else {}

    @property
    def name(self) -> str:
        return f"file:{self._path.name}"

    async def ready(self) -> None:
        """Nothing to wait for."""

    async def stream(
        self, messages: Sequence[Message], *, most: int, meter: Meter | None = None
    ) -> AsyncGenerator[str]:
        key = hashlib.sha256(json.dumps(list(messages)).encode()).hexdigest()[:16]
        prompt = self._prompts.setdefault(
            key, {"key": key, "messages": [list(one) for one in messages], "answer": None}
        )
        self.asked += 1
        if not prompt["answer"]:
            self.unanswered += 1
            raise NothingWritten(model=self.name, why=EMPTY_REPLY)
        yield str(prompt["answer"])

    def save(self) -> None:
        """Write every prompt into the file, the answers that were there beside theirs."""
        told = {"prompts": list(self._prompts.values())}
        self._path.write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")


def _read(path: Path) -> dict[str, dict[str, object]]:
    try:
        return {one["key"]: one for one in json.loads(path.read_text("utf-8"))["prompts"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableRecord(path=path, why=error) from error
