"""
A written answer in the making: a model's sentences go in, claims with numbered citations come out.

What is kept is shown the moment it is heard; what waits is put to the judge together when the model has
done writing, or quoted. A sentence that leans on a waiting one waits with it. Numbers are given in
order of first appearance and never change; nothing added is ever taken back.
"""

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field

from bot.extraction.candidates import fit, short_answer
from bot.extraction.chains import framed
from bot.extraction.questions import Asked
from bot.generation.faults import ModelFault
from bot.types import Citation, Claim, Meter, Mode, Written
from bot.verification.gate import Gate, Ruling, Sentence, Span, Waiting, dropped
from bot.verification.judge import Choice, Judge
from bot.verification.windows import leans
from retrieval.language.arabic import words
from retrieval.masking import masked
from retrieval.types import Passage

_ALL = 0.8  # of a source's letters: a sentence that keeps so many leaves nothing to quote


@dataclass(slots=True, eq=False)
class _Heard:
    """What became of a sentence, or is to become; *before* is the one in front of it."""

    found: Ruling | Waiting
    before: "_Heard | None" = None
    held: bool = False  # passed, but goes on from one that waits

    @property
    def leans(self) -> bool:
        return isinstance(self.found, Waiting) and self.found.leans


@dataclass(slots=True)
class Draft:
    """
    question: what it answers.
    passages: what the model was given, in its order.
    meter: counts the tokens spent on it.
    gate: may still be in the making while the model thinks.
    judge: whom to ask about what is no extract; None has it quoted at once.
    declined: whether the model said that the passages do not answer.
    in_order: whether no sentence is shown before one that stands above it, as in what happened first.
    """

    question: Asked
    passages: tuple[Passage, ...]
    meter: Meter = field(default_factory=Meter)
    gate: Awaitable[Gate] | None = None
    judge: Judge | None = None
    declined: bool = False
    in_order: bool = False
    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    _heard: list[_Heard] = field(default_factory=list)  # in the model's order
    _before: _Heard | None = None  # what the next sentence follows
    _latest: _Heard | None = None  # what the last claim came of, if it came of a sentence

    def forget(self) -> None:
        """Begin anew; nothing of it was shown."""
        self._heard.clear()
        self._before = None

    async def hear(self, sentence: Sentence) -> list[Claim]:
        """
        The claims that *sentence* becomes now; ``[]`` if it waits or is dropped.

        One that passes and reads on from one that waits is shown after that.
        """
        if self._says(sentence.text):
            self._heard.append(_Heard(dropped(sentence, "repeated")))
            return []
        gate = await self._ready()
        before = self._before.found if self._before else None
        found = await asyncio.to_thread(gate.rule, sentence, before)
        if isinstance(found, Waiting) and self.judge is None:
            found = gate.quoted(found, "no_judge", self.shown)
        follows = self.in_order or _goes_on(sentence.text)
        held = isinstance(found, Ruling) and bool(self._waiting) and follows
        self._before = _Heard(found, self._before, held)
        self._heard.append(self._before)
        return [] if held or isinstance(found, Waiting) else self._take(self._before, found)

    async def settle(self, seconds: float, *, ask: bool = True) -> list[Claim]:
        """
        What became of all that waited, in the model's order; what leans on the latest claim first.

        seconds: within which the judge must have answered. ask: or be left alone.
        """
        pending = self._pending
        if not pending:
            return []
        gate = await self._ready()
        choices = iter(await self._choices(gate, seconds) if ask else ())
        judged = [(one, None if one.held else next(choices, None)) for one in pending]
        leading = self._latest
        if leading is not None:
            judged.sort(key=lambda one: not (one[0].leans and one[0].before is leading))
        claims: list[Claim] = []
        for heard, choice in judged:
            found = heard.found
            if isinstance(found, Waiting):
                heard.found = found = self._ruled(gate, found, heard.before, choice)
            heard.held = False
            claims += self._take(heard, found)
        return claims

    async def _ready(self) -> Gate:
        assert self.gate is not None
        return await self.gate

    @property
    def _pending(self) -> list[_Heard]:
        return [one for one in self._heard if one.held or isinstance(one.found, Waiting)]

    @property
    def _waiting(self) -> list[tuple[_Heard, Waiting]]:
        return [(one, one.found) for one in self._heard if isinstance(one.found, Waiting)]

    def _ruled(
        self, gate: Gate, sentence: Waiting, before: _Heard | None, choice: Choice | None
    ) -> Ruling:
        if choice is None:
            return gate.quoted(sentence, "judge_silent", self.shown)
        ahead = before.found if before and before is self._latest else None
        found = gate.judged(sentence, choice, ahead if isinstance(ahead, Ruling) else None)
        if isinstance(found, Ruling):
            return found
        why, detail = found
        return gate.quoted(sentence, why, self.shown, detail, choice)

    async def _choices(self, gate: Gate, seconds: float) -> Sequence[Choice]:
        """What the judge says of each that waits; nothing if it fails or is late."""
        assert self.judge is not None
        cases = [
            gate.case(one, heard.before.found.sentence.text if heard.before else "")
            for heard, one in self._waiting
        ]
        try:
            async with asyncio.timeout(seconds):
                choices = await self.judge.choose(cases, meter=self.meter)
        except (ModelFault, TimeoutError):
            return ()
        return choices if len(choices) == len(cases) else ()

    def _take(self, heard: _Heard, ruling: Ruling) -> list[Claim]:
        """The claims it becomes: one in the model's words, or one for each stretch quoted."""
        if ruling.outcome == "dropped":
            return []
        numbers = [
            self.cite(self.passages[span.source - 1], span.start, span.end) for span in ruling.spans
        ]
        if ruling.worded:
            marks = "".join(f"[{number}]" for number in sorted(numbers))
            text = f"{ruling.text} {marks}"
            claims = [Claim(text, tuple(sorted(numbers)), outcome=ruling.outcome)]
        else:
            quotes = [framed(self.citations[n - 1], self.question.language) for n in numbers]
            claims = [
                Claim(text, (n,), outcome="quoted") for text, n in zip(quotes, numbers, strict=True)
            ]
        self.claims += claims
        self._latest = heard
        return claims

    def add(self, claim: Claim) -> Claim:
        """A claim that is no sentence of the model's."""
        self.claims.append(claim)
        self._latest = None
        return claim

    def cite(self, passage: Passage, start: int, end: int) -> int:
        """The number of what stands in *passage* there, a new one if it was not cited yet."""
        quote = passage.text[start - passage.start : end - passage.start]
        for citation in self.citations:
            same = citation.passage.source.id == passage.source.id
            if same and (citation.start, citation.quote) == (start, quote):
                return citation.number
        number = len(self.citations) + 1
        answer = short_answer(self.question, quote)
        self.citations.append(Citation(number, passage, quote, start, answer))
        return number

    def resting_on(self, citation: Citation) -> Claim | None:
        """A claim that rests on some of the words *citation* quotes."""
        numbers = {mine.number for mine in self.citations if _overlap(mine, citation)}
        return next((claim for claim in self.claims if numbers & set(claim.citations)), None)

    def _says(self, text: str) -> bool:
        """Whether a sentence heard before has the words of *text* and was not dropped."""
        said = words(text)
        return any(
            words(one.found.sentence.text) == said
            for one in self._heard
            if isinstance(one.found, Waiting) or one.found.outcome != "dropped"
        )

    @property
    def length(self) -> int:
        """How many claims there are or may be."""
        return len(self.claims) + len(self._pending)

    @property
    def rulings(self) -> list[Ruling]:
        """One for every sentence the model wrote, in its order."""
        return [one.found for one in self._heard if isinstance(one.found, Ruling)]

    @property
    def written(self) -> tuple[Written, ...]:
        return tuple(
            Written(masked(one.sentence.text), one.sentence.marks, one.outcome, one.why, one.detail)
            for one in self.rulings
        )

    @property
    def shown(self) -> tuple[Span, ...]:
        """What the reader has read in the source's words, or as good as all of it."""
        return tuple(
            span
            for ruling in self.rulings
            for span in ruling.spans
            if ruling.outcome == "quoted"
            or (ruling.worded and len(ruling.text) >= _ALL * (span.end - span.start))
        )

    @property
    def mode(self) -> Mode:
        """Whether any of it is in the model's words, or all in the sources', or none is the model's."""
        if any(ruling.worded for ruling in self.rulings):
            return "generated"
        return "quoted" if self.shown else "extractive"

    @property
    def answers(self) -> bool:
        """Whether something shown holds what a question of this kind asks for."""
        said = [one.text for one in self.rulings if one.worded]
        said += [
            self.citations[number - 1].quote
            for claim in self.claims
            for number in claim.citations
            if claim.outcome == "quoted"
        ]
        return any(fit(self.question, text) > 0 for text in said)

    @property
    def text(self) -> str:
        """What the reader sees: a line a claim, under its lead if it has one."""
        return "\n".join(line for claim in self.claims for line in (claim.lead, claim.text) if line)


def _goes_on(text: str) -> bool:
    """Whether a sentence reads on from the one before it: it may not be shown before that."""
    return text.startswith("و") or leans(text)


def _overlap(one: Citation, other: Citation) -> bool:
    same = one.passage.source.id == other.passage.source.id
    return same and one.start < other.end and other.start < one.end
