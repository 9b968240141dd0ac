"""A judge that knows the labels and is wrong on purpose: what verification does with a bad one."""

import hashlib
from collections.abc import Mapping, Sequence

from bot.evaluation.certificate import Label, Pair
from bot.types import Meter
from bot.verification.judge import Case, Choice


class ScriptedJudge:
    """
    Says yes to all windows of a true sentence and no to a false one, but for a share of each.

    wrong: that share, 0 to 1; which sentences it falls on hangs on their words alone.
    """

    def __init__(self, pairs: Sequence[Pair], wrong: float) -> None:
        self._labels: Mapping[str, Label] = {pair.sentence: pair.label for pair in pairs}
        self._wrong = wrong

    @property
    def name(self) -> str:
        return f"scripted:{self._wrong:g}"

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
