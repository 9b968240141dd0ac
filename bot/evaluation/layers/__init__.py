"""
What a case found out about each layer of the program, told apart and never averaged.

The layers stand in the order in which they work: the first that fails is the one to blame, for
what comes after works on what it was handed.
"""

from types import ModuleType
from typing import Final

from bot.evaluation.layers import (
    answerability,
    as_of,
    attribution,
    conflict,
    evidence,
    followup,
    language,
    numbers,
    quote,
    retrieval,
    verification,
)
from bot.evaluation.layers.seen import Layer, Seen, Verdict

# Each asks whether the case and the answer say anything of it, what is wrong, and what to note.
_ORDER: Final[dict[Layer, ModuleType]] = {
    "followup": followup,
    "retrieval": retrieval,
    "evidence": evidence,
    "answerability": answerability,
    "verification": verification,
    "quote": quote,
    "attribution": attribution,
    "numbers": numbers,
    "language": language,
    "conflict": conflict,
    "as_of": as_of,
}
LAYERS: Final = tuple(_ORDER)
__all__ = ["LAYERS", "Layer", "Seen", "Verdict", "blamed", "verdicts"]


def verdicts(seen: Seen) -> tuple[Verdict, ...]:
    """One for each layer, in order."""
    return tuple(_verdict(layer, seen) for layer in LAYERS)


def blamed(found: tuple[Verdict, ...]) -> Layer | None:
    """The first layer that failed."""
    return next((one.layer for one in found if one.state == "failed"), None)


def _verdict(layer: Layer, seen: Seen) -> Verdict:
    one = _ORDER[layer]
    if not one.asked(seen):
        return Verdict(layer, "unasked")
    why = tuple(one.failures(seen))
    return Verdict(layer, "failed" if why else "held", why, one.note(seen))
