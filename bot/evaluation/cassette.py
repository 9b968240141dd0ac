"""
What models replied, kept on a file and given again, so that a run asks nobody and says the same.

A reply is found by the model, its settings and the whole prompt, the day of today aside; the
writer's and the judge's stand together. One that is not there fails loudly: the prompt changed.
"""

import json
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from datetime import date
from hashlib import blake2b, sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any

from bot.evaluation.cases import Case
from bot.evaluation.reading import read_json, write
from bot.generation.faults import EMPTY_REPLY, NothingWritten
from bot.generation.model import Model
from prompts import Message
from retrieval.errors import InputRejected
from retrieval.reasons import Reason


class StaleCassette(InputRejected):
    en = "{path} holds no reply to what {model} is asked in {case}: prompt or settings changed. Record with --live."


_NONCE = re.compile(r"<<[A-Z]+ \d+ ([0-9a-f]{8})>>")  # another for every answer


# A case, the number of a reply in it, and the reply before and now, None where there was or is none.
Changed = tuple[str, int, str | None, str | None]


class Cassette:
    """
    The replies of one file, by case and by the key of what was asked.

    live: ask the models and keep what they say; else only what is kept is said.
    llm, judge: the settings it was recorded with; a replay needs no others.
    """

    def __init__(self, path: Path, *, live: bool = False) -> None:
        self.path = path
        self.live = live
        self.llm: str | None = None
        self.judge: str | None = None
        self._kept: dict[str, dict[str, str]] = {}
        self._new: dict[str, dict[str, str]] = {}
        self._case = ""
        if path.exists() or not live:
            wanted = Reason("not what rawi check --live wrote")
            read_json(path, self._load, wanted)

    def _load(self, found: dict[str, Any]) -> None:
        self._kept = {id: dict(one) for id, one in found["cases"].items()}
        self.llm, self.judge = found["llm"], found["judge"]

    def begin(self, case: Case) -> None:
        """What is asked from now on belongs to *case*."""
        self._case = case.id
        self._new[case.id] = {}

    def through(self, model: Model) -> Model:
        """*model*, heard by this cassette, or replaced by it."""
        return _Recorded(model, self)

    def find(self, key: str, model: str) -> str:
        """The reply kept. Raises StaleCassette."""
        try:
            return self._kept[self._case][key]
        except KeyError:
            raise StaleCassette(path=self.path, model=model, case=self._case) from None

    def keep(self, key: str, reply: str) -> None:
        self._new[self._case][key] = reply

    def save(self) -> list[Changed]:
        """Write what was recorded over what was kept of the same cases; what differs."""
        merged = {**self._kept, **{id: replies for id, replies in self._new.items() if replies}}
        whole = {"llm": self.llm, "judge": self.judge, "cases": dict(sorted(merged.items()))}
        write(self.path, json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
        return [
            (id, number, old, new)
            for id, replies in self._new.items()
            for number, (old, new) in enumerate(
                zip_longest(self._kept.get(id, {}).values(), replies.values()), start=1
            )
            if old != new
        ]


class _Recorded:
    """A model whose replies pass through a cassette."""

    def __init__(self, inner: Model, cassette: Cassette) -> None:
        self.name = inner.name
        self._inner = inner
        self._cassette = cassette

    async def ready(self) -> None:
        if self._cassette.live:
            await self._inner.ready()

    async def stream(
        self, messages: Sequence[Message], *, most: int, **aside: Any
    ) -> AsyncGenerator[str]:
        """*aside*: what counts and changes no reply, such as a meter."""
        key = key_of(self.name, messages, {"most": most})
        if not self._cassette.live:
            yield self._cassette.find(key, self.name)
            return
        pieces = []
        async for piece in self._inner.stream(messages, most=most, **aside):
            pieces.append(piece)
            yield piece
        self._cassette.keep(key, "".join(pieces))


def key_of(model: str, messages: Sequence[Message], settings: Mapping[str, object]) -> str:
    """
    The same for the same model, settings and prompt, whatever day it is and whatever fences it.

    >>> key_of("m", [("user", "x")], {"most": 5}) == key_of("m", [("user", "y")], {"most": 5})
    False
    """
    asked = json.dumps([model, list(messages), dict(settings)], ensure_ascii=False, sort_keys=True)
    asked = asked.replace(date.today().isoformat(), "TODAY")
    for nonce in set(_NONCE.findall(asked)):
        asked = asked.replace(nonce, "NONCE")
    return blake2b(asked.encode("utf-8"), digest_size=16).hexdigest()


class RecordedModel:
    """
    A model that is a file: prompts are written into it, and answers that somebody gave are read from it,
    so that whoever cannot be called (a person, a model behind a screen) can judge or write all the same.

    The file is ``{"prompts": [{"key", "messages": [[role, text], …], "answer": text or null}]}``; what
    has no answer there is NothingWritten.
    asked, unanswered: how many prompts were put, and how many of them had no answer.
    """

    def __init__(self, path: Path) -> None:
        self.name = f"file:{path.name}"
        self.asked = 0
        self.unanswered = 0
        self._path = path
        wanted = Reason("no record of answers")
        self._prompts: dict[str, dict[str, Any]] = (
            read_json(path, lambda read: {one["key"]: one for one in read["prompts"]}, wanted)
            if path.exists()
            else {}
        )

    async def ready(self) -> None:
        """Nothing to wait for."""

    async def stream(
        self, messages: Sequence[Message], *, most: int, **aside: Any
    ) -> AsyncGenerator[str]:
        key = sha256(json.dumps(list(messages)).encode()).hexdigest()[:16]
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
        whole = {"prompts": list(self._prompts.values())}
        write(self._path, json.dumps(whole, ensure_ascii=False, indent=1))
