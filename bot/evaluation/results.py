"""What each layer says of a case and its answer."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from bot.evaluation.seen import Seen
from bot.i18n.catalogue import Language
from bot.presentation.as_json import answer_json

Layer = Literal[
    "followup", "retrieval", "evidence", "answerability", "verification", "quote", "attribution",
    "numbers", "language", "conflict", "as_of",
]  # fmt: skip

Why = Callable[[Language], str]  # one thing that is wrong, said in a language
Found = Iterator[Why]


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What one layer did. ``why`` are its failures; ``note`` is worth knowing where it held.

    state: ``unasked`` where the case says nothing of it and nothing of it is shown.
    """

    layer: Layer
    state: Literal["held", "failed", "unasked"]
    why: tuple[Why, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Result(Seen):
    """What a case found."""

    verdicts: tuple[Verdict, ...]

    @property
    def passed(self) -> bool:
        return not self.failed

    @property
    def serious(self) -> bool:
        """Whether it fails a run: a wish does not."""
        return not self.passed and self.case.severity != "wish"

    @property
    def failed(self) -> tuple[Layer, ...]:
        """The layers that failed, in the order in which they work."""
        return tuple(one.layer for one in self.verdicts if one.state == "failed")

    @property
    def blamed(self) -> Layer | None:
        """The layer to look at first: what comes after it works on what it was handed."""
        return next(iter(self.failed), None)

    @property
    def digest(self) -> str:
        """Of all that a reader of the answer is told; the same from run to run and place to place."""
        told = answer_json(self.answer)
        for name in ("id", "ms", "usage"):
            told.pop(name, None)
        for citation in told["citations"]:
            citation["article"].pop("path", None)  # where the archive's files lie is no part of it
        written = json.dumps(told, ensure_ascii=False, sort_keys=True)
        return blake2b(written.encode("utf-8"), digest_size=8).hexdigest()

    def wrong(self, language: Language) -> list[tuple[Layer, str]]:
        """What is wrong with it, in words, and which layer says so."""
        return [(one.layer, why(language)) for one in self.verdicts for why in one.why]
