"""What becomes of the sentences a model wrote: the nouns of verification."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.verification.windows import Window

Outcome = Literal["kept", "judged", "quoted", "dropped"]
Why = Literal[
    "extract", "judge", "no_judge", "judge_no", "judge_silent", "leaning", "number", "date", "quote",
    "name", "nothing_near", "shown", "echo", "form", "language", "repeated",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """
    One sentence of a draft.

    text: as the model wrote it, marks and markup taken out.
    marks: numbers of its sources in the order written, each once; any number, or none.
    finished: False if the stream ended inside it.
    """

    text: str
    marks: tuple[int, ...] = ()
    finished: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """
    Words a sentence rests on.

    source: the number of the passage as the model was given it, from 1.
    start, end: code points into the article's text.
    """

    source: int
    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        return self.source == other.source and self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        return self.source == other.source and self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Ruling:
    """
    What became of a sentence.

    text: what may be shown in the model's words, without marks; empty unless kept or judged.
    spans: what it rests on, or what is quoted instead; empty when dropped.
    why: what decided; of a quoted sentence, why it is not shown as written.
    detail: the words that decided, for ``--why``.
    """

    sentence: Sentence
    outcome: Outcome
    text: str
    spans: tuple[Span, ...]
    why: Why
    detail: str = ""

    @property
    def worded(self) -> bool:
        """Whether it is shown in the model's words."""
        return self.outcome in ("kept", "judged")


@dataclass(frozen=True, slots=True)
class Waiting:
    """
    A sentence that is no extract: for a judge, or to be quoted.

    windows: what it may rest on, the likeliest first; one at least.
    leans: whether it can only be read after the sentence before it.
    """

    sentence: Sentence
    windows: tuple[Window, ...]
    leans: bool = False


def spans_of(windows: Sequence[Window]) -> tuple[Span, ...]:
    """Each stretch of *windows* that no other of them holds, in their order."""
    every = [Span(a.source, a.start, b.end) for window in windows for a, b in window.runs()]
    return tuple(
        one
        for one in dict.fromkeys(every)
        if not any(other != one and other.covers(one) for other in every)
    )


def dropped(sentence: Sentence, why: Why, detail: str = "") -> Ruling:
    return Ruling(sentence, "dropped", "", (), why, detail)
