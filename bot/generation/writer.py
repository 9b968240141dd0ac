"""
Answers in fluent prose: a model writes, code vouches for each sentence, and only then it is shown.

The model is tried again only while nothing was shown, and the whole answer has a deadline. What
fails raises a ModelFault; what was let through until then stands.
"""

import asyncio
import logging
import random
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing, contextmanager
from datetime import date

import prompts
from bot.extraction.questions import asked
from bot.generation.breaker import Breaker
from bot.generation.citation_parser import Marks
from bot.generation.context import fenced, nonce_for, tame
from bot.generation.draft import Draft
from bot.generation.faults import EMPTY_REPLY, ModelFault, ModelResting, ModelSlow, NothingWritten
from bot.generation.hearing import Hearing
from bot.generation.model import Model
from bot.generation.scanner import visible
from bot.types import Claim, Meter, Turn
from bot.verification.gate import Gate, Sentence
from bot.verification.judge import Judge

DEADLINE = 12.0  # seconds for the whole answer, retries and the judge included
PATIENCE = 4.0  # seconds for all sentences that wait for the judge, together
_LOG = logging.getLogger("rawi")
_TRIES = 2
_PAUSE = 0.5  # seconds before the second try, if the server names none
_LONGEST_PAUSE = 4.0  # seconds; a server that asks for more is not tried again
_MOST_TOKENS = 3000  # thoughts count too where a model has any; what ends an answer is its deadline
_MOST_SENTENCES = 6
_QUESTION_TOKENS = 120
_BRIEFLY = 4.0  # seconds for a question
_REST = 0.01  # seconds without a word after which a whole sentence is not held back


class Writer:
    """
    Writes answers with a model, for any number of conversations at once.

    judge: whom to ask about sentences that are no extracts; None has them quoted.
    deadline: seconds for a whole answer. patience: and for the judge of one.
    trouble: what went wrong last, until something goes right.
    """

    def __init__(
        self,
        model: Model,
        *,
        judge: Judge | None = None,
        deadline: float = DEADLINE,
        patience: float = PATIENCE,
        breaker: Breaker | None = None,
    ) -> None:
        self.model = model
        self.trouble: ModelFault | None = None
        self._judge = judge
        self._deadline = deadline
        self._patience = patience
        self._breaker = breaker or Breaker()

    @property
    def resting(self) -> bool:
        """Whether the model was last found broken."""
        return self._breaker.open

    async def write(
        self, draft: Draft, question: str, prepare: Callable[[], Gate]
    ) -> AsyncGenerator[Claim]:
        """
        The claims of *draft* as they pass the gate that *prepare* makes while the model thinks.

        Raises ModelFault, with what had passed by then in *draft*.
        """
        if not self._breaker.allows():
            raise ModelResting(model=self.model.name)
        with self._watched():
            # They import what they need, which on a slow machine takes longer than an answer may.
            await self.model.ready()
            if self._judge is not None:
                await self._judge.ready()
        end = time.monotonic() + self._deadline
        gate = asyncio.create_task(asyncio.to_thread(prepare))
        try:
            for attempt in range(1, _TRIES + 1):
                try:
                    with self._watched():
                        async with aclosing(self._attempt(draft, question, gate, end)) as claims:
                            async for claim in claims:
                                yield claim
                except ModelFault as fault:
                    pause = _pause(fault, last=attempt == _TRIES or bool(draft.claims))
                    if pause is None or time.monotonic() + pause >= end:
                        raise
                else:
                    self._breaker.worked()
                    self.trouble = None
                    return
                draft.forget()
                await asyncio.sleep(pause)
                if not self._breaker.allows():
                    raise ModelResting(model=self.model.name)
        finally:
            await asyncio.wait({gate})  # a thread cannot be called back

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """Tells the breaker of what goes wrong meanwhile."""
        try:
            yield
        except ModelFault as fault:
            self.trouble = fault
            _LOG.info("model_failed", extra={"facts": {"kind": type(fault).__name__}})
            if isinstance(fault, NothingWritten):  # about this question, not about the service
                self._breaker.worked()
            else:
                self._breaker.failed(lasting=fault.lasting, retry_after=fault.retry_after)
            raise
        except BaseException:
            self._breaker.gave_up()
            raise

    async def standalone(
        self, question: str, turns: Sequence[Turn], meter: Meter | None = None
    ) -> str | None:
        """
        *question* as the model would ask it without the turns before; None if it cannot say.

        Whether that is still the same question is for ``bot.conversation.followup`` to judge.
        """
        if not self._breaker.allows():
            return None
        language = asked(question).language
        said = "\n".join(f"- {tame(turn.standalone)}\n  {tame(turn.answer)}" for turn in turns)
        messages = prompts.messages("standalone", language, turns=said, question=tame(question))
        end = time.monotonic() + _BRIEFLY
        try:
            with self._watched():
                reply = [d async for d in self._timely(messages, _QUESTION_TOKENS, end, meter)]
        except ModelFault:
            return None
        self._breaker.worked()
        return visible("".join(reply)).strip()

    async def _attempt(
        self, draft: Draft, question: str, gate: asyncio.Task[Gate], end: float
    ) -> AsyncGenerator[Claim]:
        marks, hearing = Marks(), Hearing(draft, gate, self._judge)
        try:
            async with aclosing(self._sentences(draft, question, marks, end)) as sentences:
                async for sentence in sentences:
                    for claim in await hearing.hear(sentence):
                        yield claim
                    if hearing.claims >= _MOST_SENTENCES:
                        break
        except ModelFault:
            # A sentence that had its full stop when the stream broke off is a whole one; but
            # as long as nothing was shown, a second try serves the reader better.
            if draft.claims:
                for sentence in marks.close():
                    for claim in await hearing.hear(sentence) if sentence.finished else ():
                        yield claim
                for claim in await hearing.settle(end, ask=False):
                    yield claim
            raise
        for claim in await hearing.settle(min(end, time.monotonic() + self._patience)):
            yield claim
        draft.declined = marks.declined and not draft.claims
        if not draft.rulings and not draft.declined:  # blanks, or thoughts and nothing else
            raise NothingWritten(model=self.model.name, why=EMPTY_REPLY)

    async def _sentences(
        self, draft: Draft, question: str, marks: Marks, end: float
    ) -> AsyncGenerator[Sentence]:
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
        async with aclosing(self._timely(messages, _MOST_TOKENS, end, draft.meter)) as deltas:
            async for delta in deltas:
                for sentence in marks.feed(delta) if delta else marks.pause():
                    yield sentence
        for sentence in marks.close():
            yield sentence

    async def _timely(
        self,
        messages: list[prompts.Message],
        most: int,
        end: float,
        meter: Meter | None = None,
    ) -> AsyncGenerator[str]:
        """Its pieces as they come, an empty one when it rests, ModelSlow when time is up."""
        async with aclosing(self.model.stream(messages, most=most, meter=meter)) as deltas:
            while True:
                coming = asyncio.ensure_future(anext(deltas, None))
                try:
                    left = end - time.monotonic()
                    await asyncio.wait({coming}, timeout=min(_REST, left))
                    if left > _REST and not coming.done():
                        yield ""
                        await asyncio.wait({coming}, timeout=end - time.monotonic())
                    if left <= 0 or not coming.done():
                        raise ModelSlow(model=self.model.name)
                    delta = coming.result()
                finally:
                    if not coming.done():
                        coming.cancel()
                        await asyncio.wait({coming})
                if delta is None:
                    return
                yield delta


def _pause(fault: ModelFault, *, last: bool) -> float | None:
    """Seconds to wait before another try; None if there is none."""
    if last or not fault.passing:
        return None
    asked = fault.retry_after
    if asked is not None:
        return asked if asked <= _LONGEST_PAUSE else None
    return _PAUSE * random.uniform(0.75, 1.0)
