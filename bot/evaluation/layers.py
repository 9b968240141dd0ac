"""
What a case found out about each layer of the program, told apart and never averaged.

The layers stand in the order in which they work: the first that fails is the one to blame, for
what comes after works on what it was handed. Each is asked about only where the case or the answer
says something of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from bot.evaluation import failures
from bot.evaluation.seen import Found, Layer, Seen, Verdict


@dataclass(frozen=True, slots=True)
class _Check:
    """
    asked: whether the case or the answer says anything of it. failures: what is wrong.
    note: what is worth knowing where nothing is.
    """

    asked: Callable[[Seen], object]
    failures: Callable[[Seen], Found]
    note: Callable[[Seen], object]


def _claims(seen: Seen) -> object:
    return seen.answer.claims


_CHECKS: Final[dict[Layer, _Check]] = {
    "followup": _Check(
        lambda seen: seen.case.standalone, failures.not_alone, lambda seen: seen.answer.standalone
    ),
    "retrieval": _Check(
        lambda seen: seen.case.outcome != "refused" and (seen.case.facts or seen.wanted),
        failures.not_found,
        failures.ranks,
    ),
    "evidence": _Check(
        lambda seen: (
            seen.case.outcome != "refused"
            and (seen.case.facts or seen.wanted or seen.case.forbidden or seen.case.only)
            and seen.answer.claims  # where nothing was shown nothing was chosen
        ),
        failures.not_chosen,
        lambda seen: ", ".join(
            dict.fromkeys(one.passage.source.id for one in seen.answer.citations)
        ),
    ),
    "answerability": _Check(
        lambda _: True,
        failures.other_outcome,
        lambda seen: "" if seen.answer.confidence is None else f"{seen.answer.confidence:.2f}",
    ),
    "verification": _Check(
        lambda seen: (
            seen.case.mode is not None
            or any(claim.outcome != "extract" for claim in seen.answer.claims)
        ),
        failures.let_through,
        failures.outcomes,
    ),
    "quote": _Check(_claims, failures.misquoted, lambda seen: len(seen.answer.citations)),
    "attribution": _Check(
        _claims, failures.misattributed, lambda seen: seen.answer.independent_sources
    ),
    "numbers": _Check(_claims, failures.strange_numbers, lambda _: ""),
    "language": _Check(lambda _: True, failures.other_language, lambda seen: seen.answer.language),
    "conflict": _Check(
        lambda seen: (
            (seen.case.update or seen.case.conflict is not None)
            and seen.answer.status == "answered"
        ),
        failures.accounts_mistold,
        lambda seen: len(seen.answer.accounts),
    ),
    "as_of": _Check(_claims, failures.other_date, lambda seen: seen.answer.as_of or ""),
}
LAYERS: Final = tuple(_CHECKS)


def verdicts(seen: Seen) -> tuple[Verdict, ...]:
    """One for each layer, in order."""
    return tuple(_verdict(layer, check, seen) for layer, check in _CHECKS.items())


def blamed(found: tuple[Verdict, ...]) -> Layer | None:
    """The first layer that failed."""
    return next((one.layer for one in found if one.state == "failed"), None)


def _verdict(layer: Layer, check: _Check, seen: Seen) -> Verdict:
    if not check.asked(seen):
        return Verdict(layer, "unasked")
    why = tuple(check.failures(seen))
    return Verdict(layer, "failed" if why else "held", why, str(check.note(seen)))
