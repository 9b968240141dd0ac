"""
Somebody else's text, checked sentence by sentence against the archive.

A sentence is supported as an extract of a report or on the judge's word, contradicted where a report
says the same with another number or day, unclear where something is near, absent where nothing is.
"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from bot.conversation.spending import Spending
from bot.generation.faults import ModelFault
from bot.types import Checked, Citation, Meter, Unheard, Verdict, Verification
from bot.verification.contradiction import figures
from bot.verification.framing import unframed
from bot.verification.gate import Gate, Ruling, Sentence, Span, Waiting, spans_of
from bot.verification.judge import Case, Choice, Judge
from retrieval.language.arabic import arabic_share
from retrieval.language.sentences import sentences
from retrieval.search.searcher import Searcher
from retrieval.types import LONGEST_QUESTION, Filters, Language, Passage

_DECIDED: tuple[Verdict, ...] = ("supported", "contradicted")
_PASSAGES = 6  # looked at for each sentence
_QUOTES = 2  # of a sentence, at most
_PATIENCE = 30.0  # seconds for the judge
# What another assistant writes around its sentences: marks of sources, markup, the signs of a list.
_MARKUP = re.compile(
    r"\[\d+(?:[,،]\s*\d+)*\]|[*_`#>|~^{}\[\]<=\\]+|\b\w+://\S+|^\s*(?:[-•–]|\d+[.)])\s+"
)


class Verifier:
    """
    Checks texts against what *searcher* finds.

    judge: who is asked about what is no extract; None leaves it unclear.
    spending: what the judge may cost; None sets no limit.
    """

    def __init__(
        self, searcher: Searcher, judge: Judge | None = None, spending: Spending | None = None
    ) -> None:
        self._searcher = searcher
        self._judge = judge
        self._spending = spending

    async def verify(self, text: str, filters: Filters | None = None) -> Verification:
        """Every sentence of *text* that says something."""
        told = _sentences(text)
        passages = await self._passages([plain for _, plain in told], filters or Filters())
        language: Language = "ar" if arabic_share(text) >= 0.5 else "en"
        desk = _Desk(passages, await asyncio.to_thread(self._gates, text, passages))
        rulings = await asyncio.to_thread(desk.ruled, [plain for _, plain in told])
        over_budget = self._judge is not None and await asyncio.to_thread(self._over_budget)
        choices = await self._choices(desk, rulings, asks=not over_budget)
        checked = [
            desk.checked(shown, ruling, choice)
            for (shown, _), ruling, choice in zip(told, rulings, choices, strict=True)
        ]
        unheard = self._judge is not None and any(
            isinstance(ruling, Waiting) and choice is None
            for ruling, choice in zip(rulings, choices, strict=True)
        )
        why: Unheard = "judge_over_budget" if over_budget else "judge_unheard"
        return Verification(text, language, tuple(checked), why if unheard else None)

    def _over_budget(self) -> bool:
        return self._spending is not None and self._spending.used_up()

    async def _passages(self, told: Sequence[str], filters: Filters) -> tuple[Passage, ...]:
        """What is near any sentence, each passage once."""
        found: dict[str, Passage] = {}
        for plain in told:
            evidence = await self._searcher.search(
                plain[:LONGEST_QUESTION], limit=_PASSAGES, filters=filters
            )
            found |= {hit.passage.id: hit.passage for hit in evidence.hits}
        return tuple(found.values())

    def _gates(self, text: str, passages: Sequence[Passage]) -> Mapping[Language, Gate]:
        """One for sentences of each language; what is asked of the archive is asked once."""
        belonging = self._searcher.belonging(text[:LONGEST_QUESTION], passages)
        nearness = partial(self._searcher.nearness, passages=passages)
        languages: tuple[Language, ...] = ("ar", "en")
        return {
            language: Gate("", passages, language=language, belonging=belonging, nearness=nearness)
            for language in languages
        }

    async def _choices(
        self, desk: "_Desk", rulings: Sequence[Ruling | Waiting], *, asks: bool
    ) -> list[Choice | None]:
        """What the judge says of each that waits; None of the others, if it fails or nobody *asks* it."""
        texts = ["", *[ruling.sentence.text for ruling in rulings]]
        waiting = {
            at: desk.case(ruling, texts[at])
            for at, ruling in enumerate(rulings)
            if isinstance(ruling, Waiting)
        }
        found: list[Choice | None] = [None] * len(rulings)
        if self._judge is None or not waiting or not asks:
            return found
        meter = Meter()
        try:
            async with asyncio.timeout(_PATIENCE):
                choices = await self._judge.choose(list(waiting.values()), meter=meter)
        except (ModelFault, TimeoutError):
            return found
        finally:  # what failed or was given up was paid for as well
            if self._spending and meter.requests:
                self._spending.spend(meter.usage)
        for at, choice in zip(waiting, choices, strict=False):
            found[at] = choice
        return found


@dataclass(slots=True)
class _Desk:
    """One text's sentences against the passages found for them."""

    passages: Sequence[Passage]
    gates: Mapping[Language, Gate]
    numbers: dict[Span, Citation] = field(default_factory=dict)
    latest: Ruling | None = None

    def ruled(self, told: Sequence[str]) -> list[Ruling | Waiting]:
        """Blocks where a sentence's meaning must be asked for."""
        found: list[Ruling | Waiting] = []
        for plain in told:
            before = found[-1] if found else None
            found.append(self._gate(plain).rule(Sentence(plain), before))
        return found

    def case(self, waiting: Waiting, before: str) -> Case:
        """What the judge is asked; *before* is the sentence in front of it."""
        return self._gate(waiting.sentence.text).case(waiting, before)

    def checked(self, shown: str, ruling: Ruling | Waiting, choice: Choice | None) -> Checked:
        """The verdict on one sentence; sentences come in order, since one may lean on another."""
        found = self._verdict(ruling, choice)
        return Checked(shown, found[0], tuple(map(self._cited, found[1][:_QUOTES])))

    def _verdict(
        self, ruling: Ruling | Waiting, choice: Choice | None
    ) -> tuple[Verdict, Sequence[Span]]:
        before, self.latest = self.latest, ruling if isinstance(ruling, Ruling) else None
        if isinstance(ruling, Ruling):
            if ruling.worded:
                return "supported", ruling.spans
            return ("absent" if ruling.why == "nothing_near" else "unclear"), ()
        if choice is not None:
            judged = self._gate(ruling.sentence.text).judged(ruling, choice, before)
            if isinstance(judged, Ruling):
                self.latest = judged
                return "supported", judged.spans
        compared = {} if ruling.leans else self._compared(ruling)
        for verdict in _DECIDED:
            if verdict in compared:
                return verdict, compared[verdict]
        return "unclear", spans_of(ruling.windows[:1])

    def _compared(self, waiting: Waiting) -> dict[Verdict, tuple[Span, ...]]:
        """The likeliest window with the sentence's figures, and the likeliest with others."""
        found: dict[Verdict, tuple[Span, ...]] = {}
        for window in waiting.windows:
            source = self.passages[window.source - 1].source
            same = figures(unframed(waiting.sentence.text, source), window)
            if same is not None:
                found.setdefault(
                    "supported" if same == "same" else "contradicted", spans_of([window])
                )
        return found

    def _gate(self, plain: str) -> Gate:
        return self.gates["ar" if arabic_share(plain) >= 0.5 else "en"]

    def _cited(self, span: Span) -> Citation:
        if span not in self.numbers:
            passage = self.passages[span.source - 1]
            quote = passage.text[span.start - passage.start : span.end - passage.start]
            self.numbers[span] = Citation(len(self.numbers) + 1, passage, quote, span.start)
        return self.numbers[span]


def _sentences(text: str) -> list[tuple[str, str]]:
    """
    Each sentence of *text* as written, and as plain prose; what has no word is none.

    >>> _sentences("- **ارتفع** السعر [1].\\n\\n***\\nهل بقي؟")
    [('- **ارتفع** السعر [1].', 'ارتفع السعر .'), ('هل بقي؟', 'هل بقي؟')]
    """
    found = []
    for start, end in sentences(text):
        plain = " ".join(_MARKUP.sub(" ", text[start:end]).split())
        if any(letter.isalpha() for letter in plain):
            found.append((text[start:end], plain))
    return found
