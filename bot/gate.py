"""
Which sentences of a draft may be shown: each is kept, its marks are repaired, or it is dropped.

Deterministic, and no model is asked: code looks for the words of one passage that say the same.
Never rewrites a sentence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.marks import Sentence
from bot.matching import Bag, coverage
from retrieval.arabic import STOPWORDS, words
from retrieval.types import Passage

Likeness = Callable[[str, Passage], tuple[float, ...]]

_MOST_MARKS = 3
_ENOUGH = 0.7


@dataclass(frozen=True, slots=True)
class Check:
    """
    One thing that was looked at.

    name: echo, range, quote, number, date, name, outlet, speaker, polarity, roles, quantity,
        tense or support.
    detail: what was found wanting, for ``--why``; empty when nothing was.
    """

    name: str
    passed: bool
    detail: str = ""


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


@dataclass(frozen=True, slots=True)
class Ruling:
    """
    What became of a sentence.

    text: what may be shown, without marks; never other words than the model's.
    spans: what it rests on, one a source, best first; empty when dropped.
    support: 0 (none) to 1 (every word).
    """

    sentence: Sentence
    verdict: Literal["kept", "repaired", "dropped"]
    text: str
    spans: tuple[Span, ...]
    support: float
    checks: tuple[Check, ...]

    @property
    def why(self) -> str | None:
        """The check that a dropped sentence failed first."""
        if self.verdict != "dropped":
            return None
        return next((check.name for check in self.checks if not check.passed), None)


class Gate:
    """
    The checks for one question's draft; reads each passage once.

    passages: in the order the model was given them.
    likeness: cosines of a sentence with each sentence of a passage; asked only where words cannot
        decide, because the two are in different languages.
    """

    def __init__(
        self, question: str, passages: Sequence[Passage], *, likeness: Likeness | None = None
    ) -> None:
        self._question = words(question)
        self._passages = passages
        self._bags = [[Bag(sentence) for sentence in passage.sentences] for passage in passages]

    def rule(self, sentence: Sentence) -> Ruling:
        text = sentence.text
        if "؟" in text or "?" in text or words(text) == self._question:
            return self._dropped(sentence, Check("echo", False, text))
        found = sorted((self._best(text, at) for at in range(len(self._passages))), reverse=True)
        good = [one for one in found if one[0] >= _ENOUGH]
        if not good:
            best = found[0][0] if found else 0.0
            return self._dropped(sentence, Check("support", False, f"{best:.2f}"), best)
        kept = [one for one in good if one[1].source in sentence.marks][:_MOST_MARKS] or good[:1]
        spans = tuple(span for _, span in kept)
        same = {span.source for span in spans} == set(sentence.marks)
        verdict: Literal["kept", "repaired"] = "kept" if same else "repaired"
        checks = (Check("support", True),)
        return Ruling(sentence, verdict, text, spans, kept[0][0], checks)

    def _best(self, text: str, at: int) -> tuple[float, "Span"]:
        weights = {word: 1.0 for word in words(text) if word not in STOPWORDS}
        passage = self._passages[at]
        scores = [coverage(weights, (bag, 1.0)) for bag in self._bags[at]]
        best = max(range(len(scores)), key=lambda i: scores[i])
        start, end = passage.spans[best]
        return scores[best], Span(at + 1, passage.start + start, passage.start + end)

    def _dropped(self, sentence: Sentence, check: Check, support: float = 0.0) -> Ruling:
        return Ruling(sentence, "dropped", "", (), support, (check,))
