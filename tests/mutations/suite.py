"""The suite as a list of cases, and what the gate makes of them."""

import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from bot.verification.gate import Gate, Ruling, Sentence, Waiting
from retrieval.language.arabic import arabic_share
from retrieval.types import Passage
from tests.mutations.benign import VARIATIONS
from tests.mutations.harmful import SPOILERS
from tests.mutations.truths import Truth, abroad, shuffled, truths

APART = "swap"  # reported apart: words alone can hardly tell
# Also apart: long sentences of an encyclopaedia translated by people who were not asked to stay
# near the words. A lexicon of news covers half of such a sentence, and the gate lets it go.
FAR = ("XQuAD, English over Arabic", "XQuAD, Arabic over English")
_EACH_TRUTH = 3  # mutants of one class from one sentence, at most


@dataclass(frozen=True)
class Case:
    """
    A sentence for the gate.

    right: the numbers of the passages it may be shown with; empty when it may not be shown as
        written at all.
    true: whether it must not be lost; a quotation in its place is no loss.
    """

    kind: str
    text: str
    marks: tuple[int, ...]
    passages: tuple[Passage, ...]
    right: frozenset[int] = frozenset()
    original: str = ""
    true: bool = False

    def fails(self, ruling: Ruling) -> bool:
        """Whether the gate shows in the model's words what it should not, or loses what is true."""
        shown = {span.source for span in ruling.spans}
        if ruling.worded and not shown <= self.right:
            return True
        return self.true and not shown & self.right


def harmful(each: int) -> Iterator[Case]:
    """*each* mutants of every class that must not reach the reader as they are."""
    for kind, spoil in SPOILERS.items():
        found = _mutants(kind, spoil, truths(), each)
        yield from (Case(kind, m.text, (m.mark,), m.passages, original=o.text) for m, o in found)
    yield from _wrong_marks(each)
    for kind in ("negation", "number", "date", "place", "addition", "tense", "quantity"):
        found = _mutants(f"{kind} abroad", SPOILERS[kind], abroad(), each)
        yield from (
            Case(f"{kind} abroad", m.text, (m.mark,), m.passages, original=o.text) for m, o in found
        )


def benign(each: int) -> Iterator[Case]:
    """*each* variants of every class that must pass, with any passage that says the same."""
    for kind, vary in VARIATIONS.items():
        for m, o in _mutants(kind, vary, truths(), each):
            yield Case(kind, m.text, (m.mark,), m.passages, _all(m), o.text, true=True)
    for language, kind in (
        ("en", "XQuAD, English over Arabic"),
        ("ar", "XQuAD, Arabic over English"),
    ):
        some = tuple(truth for truth in abroad() if truth.language == language)
        for truth in shuffled(some, kind)[:each]:
            yield Case(
                kind, truth.text, (truth.mark,), truth.passages, _all(truth), truth.text, true=True
            )


def _one_language(truth: Truth) -> bool:
    """Whether no passage can say the same in another language."""
    return len({passage.source.language for passage in truth.passages}) == 1


def _all(truth: Truth) -> frozenset[int]:
    return frozenset(range(1, len(truth.passages) + 1))


def _mutants(kind, change, found: tuple[Truth, ...], each: int) -> Iterator[tuple[Truth, Truth]]:
    """*each* mutants of class *kind*, as many truths as there are being used before any twice."""
    rng = random.Random(kind)
    seen: set[str] = set()
    order = shuffled(found, kind)
    for _ in range(_EACH_TRUTH):
        for truth in order:
            if len(seen) == each:
                return
            mutant = change(truth, rng)
            if mutant is not None and mutant.text not in seen and mutant.text != truth.text:
                seen.add(mutant.text)
                yield mutant, truth


def _wrong_marks(each: int) -> Iterator[Case]:
    """True sentences with marks that point elsewhere, nowhere, or everywhere."""
    for kind in ("invented mark", "stuffed marks", "wrong mark"):
        rng = random.Random(kind)
        for truth in [t for t in shuffled(truths(), kind) if _one_language(t)][:each]:
            wrong = [n for n in sorted(_all(truth)) if n != truth.mark]
            marks = {
                "invented mark": (len(truth.passages) + rng.randint(1, 9),),
                "stuffed marks": tuple(rng.sample(sorted(_all(truth)), len(truth.passages))),
                "wrong mark": (rng.choice(wrong),),
            }[kind]
            right = frozenset(
                {truth.mark} | {n for n in wrong if truth.text in truth.passages[n - 1].text}
            )
            yield Case(kind, truth.text, marks, truth.passages, right, truth.text)


@dataclass(frozen=True)
class Result:
    case: Case
    ruling: Ruling
    seconds: float

    @property
    def failed(self) -> bool:
        return self.case.fails(self.ruling)


def run(cases: Sequence[Case]) -> list[Result]:
    """Every case through a gate without a judge; passages are read once for each set of them."""
    gates: dict[tuple[str, ...], Gate] = {}
    results = []
    for case in cases:
        language = "ar" if arabic_share(case.text) >= 0.5 else "en"
        key = (language, *(passage.id for passage in case.passages))
        if key not in gates:
            gates[key] = Gate("", case.passages, language=language)
            gates[key].rule(Sentence(case.original, (1,)))
        start = time.process_time()
        ruling = gates[key].rule(Sentence(case.text, case.marks))
        if isinstance(ruling, Waiting):
            ruling = gates[key].quoted(ruling, "no_judge", ())
        results.append(Result(case, ruling, time.process_time() - start))
    return results


def by_kind(results: Sequence[Result]) -> dict[str, list[Result]]:
    found: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        found[result.case.kind].append(result)
    return dict(found)


def rate(results: Sequence[Result]) -> float:
    """The share that failed, 0 to 1."""
    return sum(result.failed for result in results) / len(results) if results else 0.0


def milliseconds(results: Sequence[Result]) -> float:
    """CPU a sentence, at the median."""
    return 1000 * median(result.seconds for result in results) if results else 0.0
