"""
What models replied, kept on a file and given again, so that a run asks nobody and says the same.

A reply is found by the model, its settings and the whole prompt, the day of today aside; the
writer's and the judge's stand together. One that is not there fails loudly: the prompt changed.
"""

import json
import re
from collections.abc import AsyncGenerator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import zip_longest
from pathlib import Path
from typing import Any

from bot.evaluation.cases import Case
from bot.evaluation.reading import BadFile, read_json
from bot.generation.model import Model
from prompts import Message
from retrieval.errors import InputRejected
from retrieval.reasons import Reason, of_system


class StaleCassette(InputRejected):
    ar = "لا ردّ محفوظاً في {path} لما سُئل عنه {model} في الحالة {case}: تغيّر السؤال أو الإعداد. سجّل بـ‎--live."
    en = "{path} holds no reply to what {model} is asked in {case}: prompt or settings changed. Record with --live."


Replies = dict[str, dict[str, str]]
_NONCE = re.compile(r"<<[A-Z]+ \d+ ([0-9a-f]{8})>>")  # another for every answer


@dataclass(frozen=True, slots=True)
class Changed:
    """The *number*-th reply in a case, before and now; None where there was or is none."""

    case: str
    number: int
    old: str | None
    new: str | None


class Cassette:
    """
    The replies of one file, by case and by the key of what was asked.

    live: ask the models and keep what they say; else only what is kept is said.
    llm, judge: the settings it was recorded with; a replay needs no others.
    """

    def __init__(self, path: Path, *, live: bool = False) -> None:
        self.path = path
        self.live = live
        there = path.exists() or not live
        wanted = Reason("ليس ما كتبه rawi check --live", "not what rawi check --live wrote")
        self.llm, self.judge, self._kept = (
            read_json(path, _kept, wanted) if there else (None, None, {})
        )
        self._new: Replies = {}
        self._case = ""

    @contextmanager
    def within(self, case: Case) -> Iterator[None]:
        """What is asked meanwhile belongs to *case*."""
        self._case = case.id
        self._new[case.id] = {}
        yield

    def through(self, model: Model) -> Model:
        """*model*, heard by this cassette, or replaced by it."""
        return Recorded(model, self)

    def find(self, key: str, model: str) -> str:
        """The reply kept. Raises StaleCassette."""
        kept = self._kept.get(self._case, {})
        if key not in kept:
            raise StaleCassette(path=self.path, model=model, case=self._case)
        self.keep(key, kept[key])
        return kept[key]

    def keep(self, key: str, reply: str) -> None:
        self._new[self._case][key] = reply

    @property
    def unused(self) -> list[str]:
        """Cases that were run and no longer ask for something that is kept."""
        return [id for id, asked in self._new.items() if self._kept.get(id, {}).keys() - asked]

    def save(self) -> list[Changed]:
        """Write what was recorded over what was kept of the same cases; what differs."""
        merged = {**self._kept, **{id: replies for id, replies in self._new.items() if replies}}
        whole = {"llm": self.llm, "judge": self.judge, "cases": dict(sorted(merged.items()))}
        text = json.dumps(whole, ensure_ascii=False, indent=1)
        try:
            self.path.write_text(text + "\n", "utf-8")
        except OSError as error:
            raise BadFile(path=self.path, why=of_system(error)) from error
        return [
            Changed(id, number, old, new)
            for id, replies in self._new.items()
            for number, (old, new) in enumerate(
                zip_longest(self._kept.get(id, {}).values(), replies.values()), start=1
            )
            if old != new
        ]


class Recorded:
    """A model whose replies pass through a cassette."""

    left_out: tuple[str, ...] = ()

    def __init__(self, inner: Model, cassette: Cassette) -> None:
        self._inner = inner
        self._cassette = cassette

    @property
    def name(self) -> str:
        return self._inner.name

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


def _kept(found: dict[str, Any]) -> tuple[str | None, str | None, Replies]:
    return found["llm"], found["judge"], {id: dict(one) for id, one in found["cases"].items()}
