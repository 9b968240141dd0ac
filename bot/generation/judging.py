"""A chat model as judge: one request for all sentences of an answer, its reply read strictly."""

import hashlib
from collections.abc import Sequence
from contextlib import aclosing, suppress

import prompts
from bot.generation.citation_parser import visible
from bot.generation.context import tame
from bot.generation.faults import ModelFault
from bot.generation.model import Model
from bot.types import Meter
from bot.verification.judge import Case, Choice, read
from retrieval.language.arabic import arabic_share

_TOKENS = 40  # of a reply, for each sentence
_LEAST_TOKENS = 1500  # some models think first


class ModelJudge:
    """Asks *model*, in the language that the sentences are in."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.name = model.name

    async def ready(self) -> None:
        with suppress(ModelFault):  # told when it is asked
            await self._model.ready()

    async def choose(
        self, cases: Sequence[Case], *, meter: Meter | None = None
    ) -> Sequence[Choice]:
        arabic = arabic_share(" ".join(case.sentence for case in cases)) >= 0.5
        language = "ar" if arabic else "en"
        messages = prompts.messages("judge", language, nonce=_nonce(cases), cases=_laid(cases))
        most = max(_LEAST_TOKENS, _TOKENS * len(cases))
        async with aclosing(self._model.stream(messages, most=most, meter=meter)) as deltas:
            reply = "".join([delta async for delta in deltas])
        return read(visible(reply), cases)


def _laid(cases: Sequence[Case]) -> str:
    """Each sentence under its number, with its windows under theirs, all between fences."""
    nonce = _nonce(cases)
    parts = []
    for number, case in enumerate(cases, start=1):
        reports = case.reports or ("",) * len(case.windows)
        windows = "\n".join(
            f"[{at}] {f'({_line(report)}) ' if report else ''}{_line(window)}"
            for at, (window, report) in enumerate(zip(case.windows, reports, strict=True), start=1)
        )
        before = f"(… {tame(case.before)})\n" if case.before else ""
        parts.append(
            f"<<SENTENCE {number} {nonce}>>\n{before}{tame(case.sentence)}\n"
            f"<<WINDOWS {number} {nonce}>>\n{windows}\n<<END {number} {nonce}>>"
        )
    return "\n\n".join(parts)


def _line(text: str) -> str:
    return tame(" ".join(text.split()))


def _nonce(cases: Sequence[Case]) -> str:
    """
    A word no article can know: it hangs on what the model wrote and on every window.

    The same question put again is the same prompt, so that a reply can be recorded.
    """
    whole = "\x00".join(
        part
        for case in cases
        for part in (case.before, case.sentence, *case.windows, *case.reports)
    )
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:8]
