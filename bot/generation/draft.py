"""
An answer in the making: sentences that passed go in, claims with numbered citations come out.

Numbers are given in order of first appearance and never change; nothing added is ever taken back.
"""

from dataclasses import dataclass, field

from bot.extraction.candidates import fit, short_answer
from bot.extraction.questions import Asked
from bot.types import Citation, Claim, Dropped, Meter, Mode, Written
from bot.verification.framing import framed
from bot.verification.gate import Ruling, Span
from retrieval.language.arabic import words
from retrieval.masking import masked
from retrieval.types import Passage

Quoted = tuple[Passage, int, int]  # a passage, and from where to where in its article's text


_ALL = 0.8  # of a source's letters: a sentence that keeps so many leaves nothing to quote


@dataclass(slots=True)
class Draft:
    """
    question: what it answers.
    passages: what the model was given, in its order.
    declined: whether the model said that the passages do not answer.
    latest: the ruling that the last claim came of, None where it came of none.
    meter: counts the tokens spent on it.
    """

    question: Asked
    passages: tuple[Passage, ...]
    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    declined: bool = False
    latest: Ruling | None = None
    meter: Meter = field(default_factory=Meter)
    _ruled: dict[int, Ruling] = field(default_factory=dict)

    def take(self, ruling: Ruling, place: int) -> list[Claim]:
        """
        The claims that a sentence becomes: one in the model's words, one for each stretch quoted.

        place: which sentence of the model's it is, from 0.
        """
        self._ruled[place] = ruling
        if ruling.outcome == "dropped":
            return []
        numbers = [self.cite(self._words_of(span)) for span in ruling.spans]
        if ruling.worded:
            marks = "".join(f"[{number}]" for number in sorted(numbers))
            text = f"{ruling.text} {marks}"
            claims = [Claim(text, tuple(sorted(numbers)), outcome=ruling.outcome)]
        else:
            claims = [self._quotation(number) for number in numbers]
        for claim in claims:
            self.add(claim)
        self.latest = ruling
        return claims

    def _words_of(self, span: Span) -> Quoted:
        return self.passages[span.source - 1], span.start, span.end

    def _quotation(self, number: int) -> Claim:
        text = framed(self.citations[number - 1], self.question.language)
        return Claim(text, (number,), outcome="quoted")

    def forget(self) -> None:
        """Begin anew; nothing of it was shown."""
        self._ruled.clear()

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """One for every sentence the model wrote, in its order."""
        return tuple(self._ruled[place] for place in sorted(self._ruled))

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
            for ruling in self._ruled.values()
            for span in ruling.spans
            if ruling.outcome == "quoted"
            or (ruling.worded and len(ruling.text) >= _ALL * (span.end - span.start))
        )

    def add(self, claim: Claim) -> Claim:
        self.claims.append(claim)
        self.latest = None
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
        """Whether a sentence heard before has the words of *text* and was not dropped."""
        said = words(text)
        return any(
            words(ruling.sentence.text) == said
            for ruling in self._ruled.values()
            if ruling.outcome != "dropped"
        )

    @property
    def mode(self) -> Mode:
        """Whether any of it is in the model's words, or all in the sources', or none is the model's."""
        if any(ruling.worded for ruling in self._ruled.values()):
            return "generated"
        return "quoted" if self.shown else "extractive"

    @property
    def answers(self) -> bool:
        """Whether something shown holds what a question of this kind asks for."""
        said = [one.text for one in self._ruled.values() if one.worded]
        quoted = [
            self.citations[number - 1].quote
            for claim in self.claims
            for number in claim.citations
            if claim.outcome == "quoted"
        ]
        return any(fit(self.question, text) > 0 for text in (*said, *quoted))

    @property
    def dropped(self) -> tuple[Dropped, ...]:
        return tuple(
            Dropped(masked(ruling.sentence.text), ruling.why)
            for ruling in self.rulings
            if ruling.outcome == "dropped"
        )

    @property
    def text(self) -> str:
        """What the reader sees: a line a claim, under its lead if it has one."""
        return "\n".join(line for claim in self.claims for line in (claim.lead, claim.text) if line)


def _overlap(one: Citation, other: Citation) -> bool:
    same = one.passage.source.id == other.passage.source.id
    return same and one.start < other.end and other.start < one.end
