"""
The sentences of one draft on their way to the reader: at once, after the judge, or as quotations.

What is kept is shown the moment it is heard; what waits is put to the judge together when the model
has done writing. A sentence that leans on a waiting one waits with it.
"""

import asyncio
import time
from collections.abc import Awaitable
from dataclasses import dataclass

from bot.generation.draft import Draft
from bot.generation.faults import ModelFault
from bot.types import Claim
from bot.verification.gate import Gate, Ruling, Sentence, Waiting, dropped
from bot.verification.judge import Choice, Judge


@dataclass(slots=True)
class _Held:
    """
    A sentence that waits.

    place: which sentence of the draft it is, from 0.
    before: what became of the one in front of it, or the held one that it is.
    ruling: what became of it, once that is known.
    """

    place: int
    waiting: Waiting
    before: "Ruling | _Held | None"
    ruling: Ruling | None = None


class Hearing:
    """
    One attempt at one draft.

    gate: may still be in the making while the model thinks; awaited more than once.
    judge: whom to ask about what is no extract; None has it quoted at once.
    """

    def __init__(self, draft: Draft, gate: Awaitable[Gate], judge: Judge | None) -> None:
        self._draft = draft
        self._gate = gate
        self._judge = judge
        self._held: list[_Held] = []
        self._heard = 0
        self._before: Ruling | _Held | None = None

    @property
    def claims(self) -> int:
        """How many claims there are or may be."""
        return len(self._draft.claims) + len(self._held)

    async def hear(self, sentence: Sentence) -> list[Claim]:
        """The claims that *sentence* becomes now; ``[]`` if it waits or is dropped."""
        place, before = self._heard, self._before
        self._heard += 1
        if self._is_repeated(sentence.text):
            return self._draft.take(dropped(sentence, "repeated"), place)
        gate = await self._gate
        known = before.waiting if isinstance(before, _Held) else before
        found = await asyncio.to_thread(gate.rule, sentence, known)
        if isinstance(found, Waiting) and self._judge is not None:
            self._before = _Held(place, found, before)
            self._held.append(self._before)
            return []
        if isinstance(found, Waiting):
            found = gate.quoted(found, "no_judge", self._draft.shown)
        self._before = found
        return self._draft.take(found, place)

    async def settle(self, end: float, *, ask: bool = True) -> list[Claim]:
        """
        What became of all that waited, in the model's order; what leans on the latest claim first.

        end: on the monotonic clock; the judge must have answered by then. ask: or be left alone.
        """
        if not self._held:
            return []
        gate = await self._gate
        choices = await self._choices(gate, end) if ask else None
        claims: list[Claim] = []
        nothing: list[Choice | None] = [None] * len(self._held)
        answered = list(zip(self._held, choices or nothing, strict=True))
        answered.sort(key=lambda one: not self._leans_on_the_latest(one[0]))
        for held, choice in answered:
            held.ruling = self._ruled(gate, held, choice)
            claims += self._draft.take(held.ruling, held.place)
        self._held.clear()
        return claims

    def _leans_on_the_latest(self, held: _Held) -> bool:
        latest = self._draft.latest
        return latest is not None and held.waiting.leans and held.before is latest

    def _ruled(self, gate: Gate, held: _Held, choice: Choice | None) -> Ruling:
        if choice is None:
            return gate.quoted(held.waiting, "judge_silent", self._draft.shown)
        before = held.before.ruling if isinstance(held.before, _Held) else held.before
        if before is not self._draft.latest:  # something else has come between them
            before = None
        found = gate.judged(held.waiting, choice, before)
        if isinstance(found, Ruling):
            return found
        why, detail = found
        return gate.quoted(held.waiting, why, self._draft.shown, detail)

    async def _choices(self, gate: Gate, end: float) -> list[Choice] | None:
        """What the judge says of each that waits; None if it fails or is late."""
        assert self._judge is not None
        cases = []
        for held in self._held:
            before = held.before.waiting if isinstance(held.before, _Held) else held.before
            cases.append(gate.case(held.waiting, before.sentence.text if before else ""))
        try:
            async with asyncio.timeout_at(
                asyncio.get_running_loop().time() + end - time.monotonic()
            ):
                choices = list(await self._judge.choose(cases, meter=self._draft.meter))
        except (ModelFault, TimeoutError):
            return None
        return choices if len(choices) == len(cases) else None

    def _is_repeated(self, text: str) -> bool:
        return self._draft.says(text) or any(
            held.waiting.sentence.text == text for held in self._held
        )
