"""
An answer in the making: sentences that passed go in, claims with numbered citations come out.

Numbers are given in order of first appearance and never change; nothing added is ever taken back.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.extraction.candidates import fit, short_answer
from bot.extraction.questions import Asked
from bot.types import Citation, Claim, Dropped
from bot.verification.gate import Ruling
from retrieval.language.arabic import words
from retrieval.types import Passage

Quoted = tuple[Passage, int, int]  # a passage, and from where to where in its article's text


@dataclass(slots=True)
class Draft:
    """
    question: what it answers.
    passages: what the model was given, in its order.
    rulings: one for every sentence the model wrote, in order.
    declined: whether the model said that the passages do not answer.
    """

    question: Asked
    passages: tuple[Passage, ...]
    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    declined: bool = False

    def take(self, ruling: Ruling) -> Claim | None:
        """The claim a sentence becomes, if it was let through."""
        self.rulings.append(ruling)
        if ruling.verdict == "dropped":
            return None
        quoted = [(self.passages[s.source - 1], s.start, s.end) for s in ruling.spans]
        numbers = [self.cite(one) for one in quoted]
        marks = "".join(f"[{number}]" for number in sorted(numbers))
        return self.add(Claim(f"{ruling.text} {marks}", tuple(sorted(numbers)), ruling.support))

    def add(self, claim: Claim) -> Claim:
        self.claims.append(claim)
        return claim

    def cite(self, quoted: Quoted) -> int:
        """The number of a quotation, a new one if it was not cited yet."""
        passage, start, end = quoted
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

    def says(self, text: str) -> bool:
        """Whether a sentence let through before has the words of *text*."""
        said = words(text)
        return any(words(ruling.text) == said for ruling in self._shown)

    @property
    def survived(self) -> bool:
        """Whether at least half of what the model wrote, repetitions aside, was let through."""
        written = [ruling for ruling in self.rulings if ruling.why != "repeated"]
        return bool(self.claims) and 2 * len(list(self._shown)) >= len(written)

    @property
    def answers(self) -> bool:
        """Whether a sentence let through holds what a question of this kind asks for."""
        return any(fit(self.question, ruling.text) > 0 for ruling in self._shown)

    @property
    def _shown(self) -> Iterable[Ruling]:
        return (ruling for ruling in self.rulings if ruling.verdict != "dropped")

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        return tuple(
            Dropped(ruling.sentence.text, ruling.why or "")
            for ruling in self.rulings
            if ruling.verdict == "dropped"
        )

    @property
    def text(self) -> str:
        """What the reader sees: a line a claim, under its lead if it has one."""
        return "\n".join(line for claim in self.claims for line in (claim.lead, claim.text) if line)


def _overlap(one: Citation, other: Citation) -> bool:
    same = one.passage.source.id == other.passage.source.id
    return same and one.start < other.end and other.start < one.end
