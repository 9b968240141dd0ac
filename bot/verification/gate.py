"""
Which sentences of a draft may be shown: each is kept, its marks are repaired, or it is dropped.

Deterministic, and no model is asked: code looks for the words of one passage that say the same.
Never rewrites a sentence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.checks.alignment import Alignment, align
from bot.checks.halves import begins_where_its_source_begins, glued, halves
from bot.checks.names import dates, names
from bot.checks.numbers import numbers
from bot.checks.outlets import foreign_outlet, named
from bot.checks.polarity import polarity
from bot.checks.quantity import quantity
from bot.checks.quotes import quotes
from bot.checks.roles.swapped import swapped
from bot.checks.speakers import speaker, unhedged
from bot.checks.support import support, whole
from bot.checks.tense import tense
from bot.checks.window import Window
from bot.generation.citation_parser import Sentence
from bot.wording.reading import Reading
from retrieval.language.arabic import words
from retrieval.types import Passage

_MOST_MARKS = 3
_TRIED = 4  # passages besides the cited ones
_HOPEFUL = 0.4  # share of a sentence's terms that a passage must hold to be tried uncited
_LIKELY = 3  # windows of a passage that are compared word by word
_WINDOWS = 2  # and of these, that are looked at closely
_ALIKE = 0.6  # support that shows which passage is meant
_CLEARLY = 0.1  # more support, in another language
_NEAR = 0.8  # support that is no coincidence
_BEFORE = 2  # sentences that may say whom a pronoun stands for
_SHORTEST_HALF = 3  # terms


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


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence tried on one window of one passage."""

    span: Span
    found: Alignment
    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        return all(check.passed for check in self.checks)

    @property
    def contradicts(self) -> bool:
        """Whether the window says otherwise, not merely less."""
        return any(not c.passed and c.name in ("number", "polarity", "roles") for c in self.checks)

    @property
    def promise(self) -> tuple[bool, float, int]:
        """Orders trials: those that pass, then by support, then by how many checks they pass."""
        return self.passed, self.found.support, sum(check.passed for check in self.checks)


class Gate:
    """
    The checks for one question's draft; reads each passage once.

    passages: in the order the model was given them.
    """

    def __init__(self, question: str, passages: Sequence[Passage]) -> None:
        self._question = words(question)
        self._passages = passages
        self._windows = [_windows(passage) for passage in passages]

    def rule(self, sentence: Sentence) -> Ruling:
        """What may become of *sentence*; the same sentence always gets the same ruling."""
        reading = Reading(sentence.text)
        if echo := self._echo(sentence.text):
            return Ruling(sentence, "dropped", "", (), 0.0, (Check("echo", False, echo),))
        out = [mark for mark in sentence.marks if not 1 <= mark <= len(self._passages)]
        in_range = Check("range", not out, ", ".join(map(str, out)))
        trials = self._trials(reading, set(sentence.marks))
        passed = [trial for trial in trials if trial.passed and not _gainsaid(trial, trials)]
        if not passed:
            passed = self._halves(sentence, reading)
        if not passed:
            checks = (
                (*trials[0].checks, in_range) if trials else (in_range, Check("support", False))
            )
            support = trials[0].found.support if trials else 0.0
            return Ruling(sentence, "dropped", "", (), support, checks)
        cited = [trial for trial in passed if trial.span.source in sentence.marks][:_MOST_MARKS]
        kept = cited or passed[:1]
        same = {trial.span.source for trial in kept} == set(sentence.marks)
        verdict: Literal["kept", "repaired"] = "kept" if same else "repaired"
        spans = tuple(trial.span for trial in kept)
        support = min(trial.found.support for trial in kept)
        return Ruling(sentence, verdict, sentence.text, spans, support, (in_range, *kept[0].checks))

    def _echo(self, text: str) -> str | None:
        """A question, or the reader's own words given back."""
        mark = next((mark for mark in "؟?" if mark in text), None)
        return mark or (text if words(text) == self._question else None)

    def _trials(self, reading: Reading, cited: set[int]) -> list[Trial]:
        """The best trial of each passage that is cited or comes near, the most promising first."""
        held = [_nearness(reading, windows[0]) for windows in self._windows]
        near = sorted(range(len(held)), key=lambda at: (held[at], at), reverse=True)
        least = max(_HOPEFUL * len(reading.terms), 1)
        tried = [at for at in near[:_TRIED] if held[at] >= least] or near[:1]
        tried += [at for at in near if at + 1 in cited and at not in tried and held[at]]
        best = filter(None, (self._best(reading, at) for at in tried))
        return sorted(best, key=lambda trial: trial.promise, reverse=True)

    def _best(self, reading: Reading, at: int) -> Trial | None:
        """
        The best trial of one passage.

        Two sentences together are tried only if no single one comes near, or if one of them holds
        what the nearest lacks: what one sentence says otherwise, its neighbour cannot make true.
        One that leans on the sentence before it has not come near by itself.
        """
        given = named(reading, self._passages[at].source)
        best: Trial | None = None
        for windows in self._windows[at]:
            likely = sorted(windows, key=lambda one: one.holds(reading), reverse=True)[:_LIKELY]
            found = sorted((align(reading, one, given=given) for one in likely), key=_support)
            for one in found[-1:] if found and found[0].foreign else found[-_WINDOWS:]:
                trial = self._try(one, at)
                if best is None or trial.promise > best.promise:
                    best = trial
            if best and (best.passed or (_near(best) and not self._beside(best, at))):
                break
        return best

    def _beside(self, trial: Trial, at: int) -> bool:
        """Whether the sentence before or after holds a word that *trial* lacks."""
        here, found = trial.found.window, trial.found
        beside = [w for w in self._windows[at][0] if abs(w.first - here.first) == 1]
        return any(w.candidates(found.sentence, n) for w in beside for n in found.missing)

    def _try(self, found: Alignment, at: int) -> Trial:
        passage, window = self._passages[at], found.window
        last = window.first + len(window.readings) - 1
        start, end = passage.spans[window.first][0], passage.spans[last][1]
        span = Span(at + 1, passage.start + start, passage.start + end)
        checks = []
        for name, check in _CHECKS:
            detail = check(found)
            checks.append(Check(name, detail is None, detail or ""))
        if all(check.passed for check in checks):  # the dearest comes last
            wrong = swapped(found)
            checks.append(Check("roles", wrong is None, wrong or ""))
        return Trial(span, found, tuple(checks))

    def _halves(self, sentence: Sentence, reading: Reading) -> list[Trial]:
        """Two clauses that rest on two cited passages, each on its own; ``[]`` if they do not."""
        cited = [mark for mark in sentence.marks if 1 <= mark <= len(self._passages)]
        if len(cited) < 2:
            return []
        for first, second in halves(sentence.text):
            one, other = self._part(first, cited), self._part(second, cited)
            if one and other and one.span.source != other.span.source:
                return [one, other]
        return []

    def _part(self, text: str, cited: Sequence[int]) -> Trial | None:
        reading = Reading(text)
        if len(reading.terms) < _SHORTEST_HALF:
            return None
        trials = [self._best(reading, mark - 1) for mark in cited]
        return next(
            (t for t in trials if t and t.passed and begins_where_its_source_begins(t.found)), None
        )


def _near(trial: Trial) -> bool:
    return trial.found.support >= _NEAR and not trial.found.carried


def _support(found: Alignment) -> float:
    return found.support


def _gainsaid(trial: Trial, trials: Sequence[Trial]) -> bool:
    """
    Whether other words come nearer to the sentence than those found in another language, and say
    something else.
    """
    return trial.found.foreign and any(
        not other.passed
        and other.found.support
        >= (
            trial.found.support + _CLEARLY * (not other.contradicts)
            if other.found.foreign
            else _ALIKE
        )
        for other in trials
    )


def _windows(passage: Passage) -> tuple[list[Window], list[Window]]:
    """Every sentence of *passage*, and every two in one language that follow each other."""
    readings = [Reading(sentence) for sentence in passage.sentences]
    date = passage.source.date
    single, double = (
        [
            Window(readings[at : at + length], readings[max(0, at - _BEFORE) : at], date, at)
            for at in range(len(readings) - length + 1)
            if readings[at].arabic == readings[at + length - 1].arabic
        ]
        for length in (1, 2)
    )
    return single, double


def _nearness(reading: Reading, windows: Sequence[Window]) -> int:
    """How many terms of *reading* the likeliest sentence may hold; only to order passages."""
    return max((window.holds(reading) for window in windows), default=0)


_CHECKS: tuple[tuple[str, Callable[[Alignment], str | None]], ...] = (
    ("quote", quotes),
    ("number", numbers),
    ("date", dates),
    ("outlet", foreign_outlet),
    ("name", names),
    ("speaker", speaker),
    ("speaker", unhedged),
    ("polarity", polarity),
    ("quantity", quantity),
    ("tense", tense),
    ("support", whole),
    ("support", support),
    ("support", glued),
)
