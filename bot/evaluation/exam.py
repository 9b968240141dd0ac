"""A judge examined on sentences that ship with Rawi, whose truth is known; and one that is wrong on purpose."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.evaluation.certificate import Label, Pair, gate_for, read_pairs
from bot.types import Meter
from bot.verification.gate import Sentence, Waiting
from bot.verification.judge import Case, Choice, Examined, Judge

_TOGETHER = 8  # sentences of one request, somewhat more than an answer's


def exam_pairs() -> list[Pair]:
    """48 false sentences of twenty classes and eight true ones; in no certificate."""
    return read_pairs([Path(__file__).with_name("exam.jsonl")])


async def examine(judge: Judge, pairs: Sequence[Pair]) -> Examined:
    """What *judge* says of *pairs* by itself, no veto beside it. Raises ModelFault if it does not reply."""
    await judge.ready()
    vouched: Counter[Label] = Counter()
    waiting: list[tuple[Label, Case]] = []
    for pair in pairs:
        gate = gate_for(pair)
        if isinstance(found := gate.rule(Sentence(pair.sentence)), Waiting):
            waiting.append((pair.label, gate.case(found)))
    for begin in range(0, len(waiting), _TOGETHER):
        some = waiting[begin : begin + _TOGETHER]
        choices = await judge.choose([case for _, case in some])
        vouched.update(label for (label, _), one in zip(some, choices, strict=True) if one.windows)
    asked = Counter(pair.label for pair in pairs)
    return Examined(asked["false"], vouched["false"], asked["true"], vouched["true"])


class ScriptedJudge:
    """
    Says yes to all windows of a true sentence and no to a false one, but for a share of each.

    wrong: that share, 0 to 1; which sentences it falls on hangs on their words alone.
    """

    def __init__(self, pairs: Sequence[Pair], wrong: float) -> None:
        self._labels = {pair.sentence: pair.label for pair in pairs}
        self._wrong = wrong
        self.name = f"scripted:{wrong:g}"

    async def ready(self) -> None:
        """It is."""

    async def choose(
        self, cases: Sequence[Case], *, meter: Meter | None = None
    ) -> Sequence[Choice]:
        return [self._choice(case) for case in cases]

    def _choice(self, case: Case) -> Choice:
        drawn = int.from_bytes(hashlib.sha256(case.sentence.encode()).digest()[:8], "big") / 2**64
        right = drawn >= self._wrong
        true = self._labels[case.sentence] == "true"
        return Choice(tuple(range(1, len(case.windows) + 1)) if right == true else ())
