"""
Which sentences of a draft may be shown as written, which wait for a judge, and what stands in for
the rest. Never rewrites a sentence: what is shown is the model's words or the source's.

How it is written is looked at before any source is (``manner``).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.verification.framing import unframed
from bot.verification.judge import Case, Choice
from bot.verification.locate import Belonging, Locator, Nearness, evidence
from bot.verification.manner import fault_of_manner, prose
from bot.verification.vetoes import Lack, lacks
from bot.verification.windows import LONGEST, Line, Window, extracted, leans, tokens
from retrieval.language.arabic import words
from retrieval.types import Language, Passage, Source

Outcome = Literal["kept", "judged", "quoted", "dropped"]
Why = Literal[
    Lack, "extract", "judge", "no_judge", "judge_no", "judge_silent", "leaning", "nothing_near",
    "shown", "echo", "form", "language", "repeated",
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


_MOST_SPANS = 3
_BEFORE = 2  # sentences that may say who «he» is


class Gate:
    """
    One question's draft; reads each passage once.

    passages: in the order the model was given them.
    belonging: for each passage that is known, how near each sentence is to its article.
    nearness: as a Locator has it.
    """

    def __init__(
        self,
        question: str,
        passages: Sequence[Passage],
        *,
        language: Language = "ar",
        belonging: Belonging | None = None,
        nearness: Nearness | None = None,
    ) -> None:
        self._question = words(question)
        self._passages = passages
        self._language = language
        self._lines = evidence(passages, belonging or {})
        self._at = {(line.source, line.at): line for line in self._lines}
        self._locator = Locator(self._lines, nearness)

    def rule(self, sentence: Sentence, before: Ruling | Waiting | None = None) -> Ruling | Waiting:
        """
        Kept or dropped at once, or waiting; the same sentence after the same one always alike.

        before: what became of the sentence in front of it, or is to become, if there was one.
        """
        if fault := fault_of_manner(sentence.text, self._language):
            return dropped(sentence, *fault)
        said = prose(sentence.text)  # who is quoted may have asked
        if "؟" in said or "?" in said or words(sentence.text) == self._question:
            return dropped(sentence, "echo")
        located = self._locator.locate(sentence.text, sentence.marks)
        leaning = leans(sentence.text)
        kept = self._extracts(sentence, located.windows)
        if kept and not (leaning and not self._follows(kept[0].lines[0], before)):
            return Ruling(sentence, "kept", sentence.text, spans_of(kept[:_MOST_SPANS]), "extract")
        windows = kept[:1] or (located.windows if located.near else ())
        if leaning:  # what it speaks of may stand there
            windows += tuple(one for one in self._borne_by(before) if one not in windows)
        if not windows:
            return dropped(sentence, "nothing_near")
        return Waiting(sentence, windows, leaning)

    def _follows(self, first: Line, before: Ruling | Waiting | None) -> bool:
        """Whether what *first* leans on is what the sentence before it, in its own words, rests on."""
        if not isinstance(before, Ruling) or not before.worded:
            return False
        ahead = self._at.get((first.source, first.at - 1), first)
        span = Span(first.source, ahead.start, first.end)
        return any(span.meets(one) for one in before.spans)

    def _borne_by(self, before: Ruling | Waiting | None) -> tuple[Window, ...]:
        """What the sentence before rests on, or is likeliest to."""
        if before is None or isinstance(before, Waiting):
            return before.windows[:1] if before else ()
        lines = tuple(one for one in self._lines if _is_in(one, before.spans[:1]))
        return (Window(lines),) if lines else ()

    def _extracts(self, sentence: Sentence, likely: Sequence[Window]) -> tuple[Window, ...]:
        """Windows that *sentence* is an extract of: of its marked passages, or the likeliest one."""
        marks = [one for one in sentence.marks if 1 <= one <= len(self._passages)]
        sources = dict.fromkeys([*marks, *(window.source for window in likely)])
        found = {one: self._extract(sentence.text, one) for one in sources}
        cited = [window for mark in marks if (window := found[mark])]
        return tuple(cited or [*filter(None, found.values())][:1])

    def _extract(self, text: str, source: int) -> Window | None:
        said = tokens(unframed(text, self._passages[source - 1].source))
        own = [line for line in self._lines if line.source == source]
        for length in range(1, LONGEST + 1):
            for run in zip(*(own[n:] for n in range(length)), strict=False):
                if run[-1].at - run[0].at == length - 1 and extracted(said, run):
                    return Window(run)
        return None

    def case(self, waiting: Waiting, before: str = "") -> Case:
        """What a judge is asked about *waiting*; *before* is the sentence in front of it."""
        texts = tuple(window.text for window in waiting.windows)
        reports = tuple(
            " · ".join(filter(None, (source.title, source.credit, source.date.iso)))
            for source in self._sources(waiting.windows)
        )
        return Case(waiting.sentence.text, texts, before, reports)

    def judged(
        self, waiting: Waiting, choice: Choice, before: Ruling | None
    ) -> Ruling | tuple[Why, str]:
        """The sentence as written if *choice* bears it and no veto falls; else why not, and what shows it."""
        if not choice.windows:
            return "judge_no", ""
        named = tuple(waiting.windows[number - 1] for number in choice.windows)
        if waiting.leans and not (before and before.worded):
            return "leaning", ""
        text = waiting.sentence.text
        if lack := lacks(text, named, self._sources(named), waiting.windows):
            return lack
        return Ruling(waiting.sentence, "judged", text, spans_of(named), "judge")

    def _sources(self, windows: Sequence[Window]) -> list[Source]:
        return [self._passages[window.source - 1].source for window in windows]

    def quoted(
        self,
        waiting: Waiting,
        why: Why,
        shown: Collection[Span],
        detail: str = "",
        choice: Choice | None = None,
    ) -> Ruling:
        """
        The words of its window that are not *shown* yet; a dropped sentence if all are, or none can be.

        choice: what a judge said of it, if one was asked.
        """
        window = self._stand_in(waiting, choice)
        standing = self._standing(window) if window else []
        if not standing or standing[-1].text.rstrip().endswith(":"):
            return dropped(waiting.sentence, why, detail)
        lines = tuple(line for line in standing if not _is_in(line, shown))
        if not lines:
            return dropped(waiting.sentence, "shown", detail)
        return Ruling(waiting.sentence, "quoted", "", spans_of([Window(lines)]), why, detail)

    def _stand_in(self, waiting: Waiting, choice: Choice | None) -> Window | None:
        """
        The window to quote instead: one that the judge named, else one of an article that is cited.

        What bears nothing of a sentence in the judge's eyes and is not cited tells of something else.
        """
        if choice is None:
            return waiting.windows[0]
        if choice.windows:
            return waiting.windows[choice.windows[0] - 1]
        known = range(1, len(self._passages) + 1)
        cited = {self._passages[n - 1].source.id for n in waiting.sentence.marks if n in known}
        likely = (one for one in waiting.windows if not cited or one.lines[0].article in cited)
        return next(likely, None)

    def _standing(self, window: Window) -> list[Line]:
        """
        The lines of *window*, each that leans with what stands before it, until one stands by itself.

        What a last line that ends with a colon announces stands in the next.
        """
        found: dict[int, Line] = {}
        last = window.lines[-1]
        if last.text.rstrip().endswith(":") and (told := self._at.get((last.source, last.at + 1))):
            found[told.at] = told
        for line in window.lines:
            behind: Line | None = line
            for _ in range(_BEFORE + 1):
                if behind is None:
                    break
                found[behind.at] = behind
                behind = self._at.get((line.source, behind.at - 1)) if leans(behind.text) else None
        return [found[at] for at in sorted(found)]


def _is_in(line: Line, spans: Collection[Span]) -> bool:
    own = Span(line.source, line.start, line.end)
    return any(span.covers(own) for span in spans)
