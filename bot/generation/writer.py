"""
Answers in fluent prose: a model writes, code vouches for each sentence, and only then it is shown.

The model is tried again only while nothing was shown, and the whole answer has a deadline. What
fails raises a ModelFault; what was let through until then stands.
"""

import asyncio
import math
import random
import re
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import date

import prompts
from bot.extraction.questions import asked
from bot.generation.breaker import Breaker
from bot.generation.citation_parser import Marks, Sentence
from bot.generation.draft import Draft
from bot.generation.faults import (
    EMPTY_REPLY,
    ModelFault,
    ModelResting,
    ModelSlow,
    NothingWritten,
)
from bot.generation.fencing import fenced, nonce_for, tame
from bot.generation.model import Model
from bot.types import Claim, Turn
from bot.verification.gate import Check, Gate, Ruling
from bot.verification.injection import Strangers
from bot.verification.manner import fault_of_manner

DEADLINE = 12.0  # seconds for the whole answer, retries and second opinions included
_TRIES = 2
_PAUSE = 0.5  # seconds before the second try, if the server names none
_LONGEST_PAUSE = 4.0  # seconds; a server that asks for more is not tried again
_MOST_TOKENS = 800
_MOST_SENTENCES = 6
_OPINION_TOKENS = 8
_QUESTION_TOKENS = 120
_BRIEFLY = 4.0  # seconds for a second opinion or a question
_REST = 0.01  # seconds without a word after which a whole sentence is not held back
_THOUGHTS = re.compile(r"<think>.*?(?:</think>|$)", re.DOTALL)


class Checks:
    """All that a sentence of one draft must pass, whoever it is from."""

    def __init__(self, gate: Gate, strangers: Strangers) -> None:
        self._gate = gate
        self._strangers = strangers

    def rule(self, sentence: Sentence) -> Ruling:
        """Blocks for some milliseconds."""
        return self._strangers.turned_away(self._gate.rule(sentence))


class Writer:
    """
    Writes answers with a model, for any number of conversations at once.

    judge: ask the model for a second opinion on each sentence, which can only drop it.
    trouble: what went wrong last, until something goes right.
    """

    def __init__(
        self,
        model: Model,
        *,
        judge: bool = False,
        deadline: float = DEADLINE,
        breaker: Breaker | None = None,
    ) -> None:
        self.model = model
        self.trouble: ModelFault | None = None
        self._judge = judge
        self._deadline = deadline
        self._breaker = breaker or Breaker()

    async def write(
        self, draft: Draft, question: str, prepare: Callable[[], Checks]
    ) -> AsyncGenerator[Claim]:
        """
        The claims of *draft* as they pass the checks that *prepare* makes while the model thinks.

        Raises ModelFault, with what had passed by then in *draft*.
        """
        end = time.monotonic() + self._deadline
        if not self._breaker.allows():
            raise ModelResting(model=self.model.name)
        checks = asyncio.create_task(asyncio.to_thread(prepare))
        try:
            async with aclosing(self._attempts(draft, question, checks, end)) as claims:
                async for claim in claims:
                    yield claim
        finally:
            await asyncio.wait({checks})  # a thread cannot be called back

    async def _attempts(
        self, draft: Draft, question: str, checks: Awaitable[Checks], end: float
    ) -> AsyncGenerator[Claim]:
        for attempt in range(1, _TRIES + 1):
            try:
                async with aclosing(self._attempt(draft, question, checks, end)) as claims:
                    async for claim in claims:
                        yield claim
            except ModelFault as fault:
                self._note(fault)
                pause = _pause(fault, last=attempt == _TRIES or bool(draft.claims))
                if pause is None or time.monotonic() + pause >= end:
                    raise
            except BaseException:
                self._breaker.gave_up()
                raise
            else:
                self._breaker.worked()
                self.trouble = None
                return
            draft.rulings.clear()  # nothing of it was shown
            await asyncio.sleep(pause)
            if not self._breaker.allows():
                raise ModelResting(model=self.model.name)

    async def standalone(self, question: str, turns: Sequence[Turn]) -> str | None:
        """
        *question* as the model would ask it without the turns before; None if it cannot say.

        Whether that is still the same question is for ``bot.conversation.followup`` to judge.
        """
        if not self._breaker.allows():
            return None
        language = asked(question).language
        said = "\n".join(f"- {tame(turn.standalone)}\n  {tame(turn.answer)}" for turn in turns)
        messages = prompts.messages("standalone", language, turns=said, question=tame(question))
        try:
            rewrite = await self._brief(messages, _QUESTION_TOKENS, math.inf)
        except ModelFault as fault:
            self._note(fault)
            return None
        except BaseException:
            self._breaker.gave_up()
            raise
        self._breaker.worked()
        return _THOUGHTS.sub("", rewrite).strip()

    async def _brief(self, messages: list[prompts.Message], most: int, end: float) -> str:
        """A reply of a few words, within seconds."""
        end = min(end, time.monotonic() + _BRIEFLY)
        return "".join([delta async for delta in self._timely(messages, most, end)]).strip()

    def _note(self, fault: ModelFault) -> None:
        self.trouble = fault
        if isinstance(fault, NothingWritten):  # about this question, not about the service
            self._breaker.worked()
            return
        self._breaker.failed(lasting=fault.lasting, retry_after=fault.retry_after)

    async def _attempt(
        self, draft: Draft, question: str, checks: Awaitable[Checks], end: float
    ) -> AsyncGenerator[Claim]:
        marks = Marks()
        try:
            async with aclosing(self._deltas(draft, question, end)) as deltas:
                async for delta in deltas:
                    for sentence in marks.feed(delta) if delta else marks.pause():
                        if claim := await self._let_through(draft, sentence, checks, end):
                            yield claim
                    if len(draft.claims) >= _MOST_SENTENCES:
                        return
            left = marks.close()
        except ModelFault:
            # A sentence that had its full stop when the stream broke off is a whole one; but
            # as long as nothing was shown, a second try serves the reader better.
            for sentence in marks.close() if draft.claims else ():
                if sentence.finished and (
                    claim := await self._let_through(draft, sentence, checks, end)
                ):
                    yield claim
            raise
        for sentence in left:
            if claim := await self._let_through(draft, sentence, checks, end):
                yield claim
        draft.declined = marks.declined and not draft.claims
        if not draft.rulings and not draft.declined:  # blanks, or thoughts and nothing else
            raise NothingWritten(model=self.model.name, why=EMPTY_REPLY)

    async def _deltas(self, draft: Draft, question: str, end: float) -> AsyncGenerator[str]:
        """What the model writes, as long as there is time."""
        language = draft.question.language
        nonce = nonce_for(draft.passages)
        messages = prompts.messages(
            "answer",
            language,
            nonce=nonce,
            sources=fenced(draft.passages, nonce, language),
            numbers=f"1–{len(draft.passages)}",
            question=tame(question),
            today=date.today().isoformat(),
        )
        async for delta in self._timely(messages, _MOST_TOKENS, end):
            yield delta

    async def _timely(
        self, messages: list[prompts.Message], most: int, end: float
    ) -> AsyncGenerator[str]:
        """Its pieces as they come, an empty one when it rests, ModelSlow when time is up."""
        async with aclosing(self.model.stream(messages, most=most)) as deltas:
            while True:
                coming = asyncio.ensure_future(anext(deltas, None))
                rested = False
                try:
                    while not coming.done():
                        left = end - time.monotonic()
                        if left <= 0:
                            raise ModelSlow(model=self.model.name)
                        await asyncio.wait({coming}, timeout=left if rested else min(_REST, left))
                        if not coming.done() and not rested:
                            rested = True
                            yield ""
                    delta = coming.result()
                finally:
                    if not coming.done():
                        coming.cancel()
                        await asyncio.wait({coming})
                if delta is None:
                    return
                yield delta

    async def _let_through(
        self, draft: Draft, sentence: Sentence, checks: Awaitable[Checks], end: float
    ) -> Claim | None:
        language = draft.question.language
        if problem := fault_of_manner(sentence.text, language, repeated=draft.says(sentence.text)):
            return draft.take(_dropped(sentence, problem))
        ruling = await asyncio.to_thread((await checks).rule, sentence)
        if self._judge and ruling.verdict != "dropped":
            ruling = await self._judged(draft, ruling, end)
        return draft.take(ruling)

    async def _judged(self, draft: Draft, ruling: Ruling, end: float) -> Ruling:
        """*ruling*, or a dropped sentence if the model says its words do not bear it."""
        evidence = "\n".join(
            tame(passage.text[span.start - passage.start : span.end - passage.start])
            for span in ruling.spans
            for passage in (draft.passages[span.source - 1],)
        )
        nonce = nonce_for(draft.passages)
        messages = prompts.messages(
            "judge",
            draft.question.language,
            nonce=nonce,
            evidence=evidence,
            sentence=tame(ruling.text),
        )
        try:
            opinion = await self._brief(messages, _OPINION_TOKENS, end)
        except ModelFault:
            return ruling  # no opinion; the gate's stands
        if not opinion.casefold().startswith(("لا", "no")):
            return replace(ruling, checks=(*ruling.checks, Check("judge", True)))
        return replace(
            ruling,
            verdict="dropped",
            text="",
            spans=(),
            checks=(*ruling.checks, Check("judge", False, opinion)),
        )


def _pause(fault: ModelFault, *, last: bool) -> float | None:
    """Seconds to wait before another try; None if there is none."""
    if last or not fault.passing:
        return None
    asked = fault.retry_after
    if asked is not None:
        return asked if asked <= _LONGEST_PAUSE else None
    return _PAUSE * random.uniform(0.75, 1.0)


def _dropped(sentence: Sentence, check: Check) -> Ruling:
    return Ruling(sentence, "dropped", "", (), 0.0, (check,))
