"""
Answers in fluent prose: a model writes, code vouches for each sentence, and only then it is shown.

The model is tried again only while nothing was shown, and the whole answer has a deadline. What
fails raises a ModelFault; what was let through until then stands. After failures in a row the model is
left alone for a while.
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
from bot.generation.citation_parser import CitationParser, visible
from bot.generation.context import fenced, nonce_for, tame
from bot.generation.draft import Draft
from bot.generation.faults import EMPTY_REPLY, ModelFault, ModelResting, ModelSlow, NothingWritten
from bot.generation.model import Model
from bot.types import Claim, Meter, Turn
from bot.verification.gate import Gate, Sentence
from bot.verification.judge import Judge

DEADLINE = 12.0  # seconds for the whole answer, retries and the judge included
PATIENCE = 4.0  # seconds for all sentences that wait for the judge, together
_LOG = logging.getLogger("rawi")
_PAUSE = 0.5  # seconds before the second try, if the server names none
_LONGEST_PAUSE = 4.0  # seconds; a server that asks for more is not tried again
_MOST_TOKENS = 3000  # thoughts count too where a model has any; what ends an answer is its deadline
_MOST_SENTENCES = 10  # of a timeline; the prompt asks for six of an answer
_QUESTION_TOKENS = 240
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
    ) -> None:
        self.model = model
        self.trouble: ModelFault | None = None
        self._judge = judge
        self._deadline = deadline
        self._patience = patience
        self._breaker = Breaker()

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
        self._ask_breaker()
        with self._watched():
            # They import what they need, which on a slow machine takes longer than an answer may.
            await self.model.ready()
            if self._judge is not None:
                await self._judge.ready()
        end = time.monotonic() + self._deadline
        draft.judge = self._judge
        draft.gate = gate = asyncio.create_task(asyncio.to_thread(prepare))
        try:
            for last in (False, True):
                try:
                    with self._watched():
                        async with aclosing(self._attempt(draft, question, end)) as claims:
                            async for claim in claims:
                                yield claim
                    break
                except ModelFault as fault:
                    pause = _pause(fault)
                    late = pause is None or time.monotonic() + pause >= end
                    if last or draft.claims or late:
                        raise
                draft.forget()
                await asyncio.sleep(pause or 0.0)
                self._ask_breaker()
            self._breaker.worked()
            self.trouble = None
        finally:
            await asyncio.wait({gate})  # a thread cannot be called back

    async def understand(
        self, question: str, turns: Sequence[Turn], meter: Meter | None = None
    ) -> str | None:
        """
        What the model says that *question* asks for after the turns before; None if it cannot say.

        ``bot.conversation.understanding`` reads it and judges whether that is still what was said.
        """
        said = "\n".join(f"- {tame(turn.standalone)}\n  {tame(turn.answer)}" for turn in turns)
        language = asked(question).language
        messages = prompts.messages(
            "understand", language, turns=said or "-", question=tame(question)
        )
        end = time.monotonic() + _BRIEFLY
        try:
            self._ask_breaker()
            with self._watched():
                reply = [d async for d in self._timely(messages, _QUESTION_TOKENS, end, meter)]
        except ModelFault:
            return None
        self._breaker.worked()
        return visible("".join(reply)).strip()

    def _ask_breaker(self) -> None:
        if not self._breaker.allows():
            raise ModelResting(model=self.model.name)

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

    async def _attempt(self, draft: Draft, question: str, end: float) -> AsyncGenerator[Claim]:
        parser = CitationParser()
        try:
            async with aclosing(self._sentences(draft, question, parser, end)) as sentences:
                async for sentence in sentences:
                    for claim in await draft.hear(sentence):
                        yield claim
                    if draft.length >= _MOST_SENTENCES:
                        break
        except ModelFault:
            # A sentence that had its full stop when the stream broke off is a whole one; but
            # as long as nothing was shown, a second try serves the reader better.
            if draft.claims:
                for sentence in parser.close():
                    for claim in await draft.hear(sentence) if sentence.finished else ():
                        yield claim
                for claim in await draft.settle(0, ask=False):
                    yield claim
            raise
        for claim in await draft.settle(min(end - time.monotonic(), self._patience)):
            yield claim
        draft.declined = parser.declined and not draft.claims
        if not draft.rulings and not draft.declined:  # blanks, or thoughts and nothing else
            raise NothingWritten(model=self.model.name, why=EMPTY_REPLY)

    async def _sentences(
        self, draft: Draft, question: str, parser: CitationParser, end: float
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
                for sentence in parser.feed(delta) if delta else parser.pause():
                    yield sentence
        for sentence in parser.close():
            yield sentence

    async def _timely(
        self, messages: list[prompts.Message], most: int, end: float, meter: Meter | None
    ) -> AsyncGenerator[str]:
        """Its pieces as they come, an empty one when it rests, ModelSlow when time is up."""
        async with aclosing(self.model.stream(messages, most=most, meter=meter)) as deltas:
            while True:
                coming = asyncio.ensure_future(anext(deltas, None))
                try:
                    await asyncio.wait({coming}, timeout=_REST)
                    if not coming.done():
                        yield ""
                        await asyncio.wait({coming}, timeout=end - time.monotonic())
                    if not coming.done() or time.monotonic() >= end:
                        raise ModelSlow(model=self.model.name)
                    delta = coming.result()
                finally:
                    if not coming.done():
                        coming.cancel()
                        await asyncio.wait({coming})
                if delta is None:
                    return
                yield delta


def _pause(fault: ModelFault) -> float | None:
    """Seconds to wait before another try; None if there is none."""
    if not fault.passing:
        return None
    if fault.retry_after is None:
        return _PAUSE * random.uniform(0.75, 1.0)
    return fault.retry_after if fault.retry_after <= _LONGEST_PAUSE else None


_FAILURES = 3  # in a row, before the breaker opens
_LEAST_REST = 30.0  # seconds; doubled each time, up to
_MOST_REST = 600.0


class Breaker:
    """
    Closed, everybody may try; open, nobody, until a rest is over and a single caller tries for all: if
    that goes well the breaker closes, if not the next rest is twice as long. For one event loop.

    clock: in seconds; never goes back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures = 0
        self._rest = 0.0
        self._until = 0.0
        self._probing = False

    @property
    def open(self) -> bool:
        """Whether the service was last found broken."""
        return self._failures >= _FAILURES

    def allows(self) -> bool:
        """Whether to try now. Whoever was allowed reports: worked, failed or gave_up."""
        if not self.open:
            return True
        if self._probing or self._clock() < self._until:
            return False
        self._probing = True
        return True

    def worked(self) -> None:
        self._failures, self._rest, self._probing = 0, 0.0, False

    def gave_up(self) -> None:
        """The caller went away before it was known how it ends."""
        self._probing = False

    def failed(self, *, lasting: bool = False, retry_after: float | None = None) -> None:
        """*lasting* opens at once; *retry_after* is how long the service asked to be left alone."""
        self._failures = _FAILURES if lasting else self._failures + 1
        self._probing = False
        if self.open:
            self._rest = min(_MOST_REST, 2 * self._rest or _LEAST_REST)
            self._until = self._clock() + max(self._rest, retry_after or 0.0)
