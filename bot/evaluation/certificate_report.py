"""A certificate as text and as JSON."""

from typing import Any

from bot.evaluation.certificate import OUTCOMES, Certificate, Label
from bot.i18n.catalogue import Language
from bot.i18n.messages import say

_LABELS: tuple[Label, ...] = ("true", "false")


def certificate_text(found: Certificate, language: Language) -> str:
    """A table by label and manner, and the share of false ones shown with its bound."""
    head = say(
        "certificate_judge" if found.judge else "certificate_no_judge", language, judge=found.judge
    )
    lines = [head, "", _row("", [say(f"outcome_{one}", language) for one in OUTCOMES])]
    for label in _LABELS:
        for manner in (None, *found.manners):
            counts = found.counts(label, manner)
            if sum(counts.values()):
                name = say(f"label_{label}", language) + (f", {manner}" if manner else "")
                lines.append(_row(name, [str(counts[outcome]) for outcome in OUTCOMES]))
    lines += ["", say(
        "certificate_shown", language,
        true=f"{100 * found.shown('true'):.1f}",
        false=f"{100 * found.shown('false'):.1f}",
        upper=f"{100 * found.false_shown_upper:.1f}",
    )]  # fmt: skip
    if found.unanswered:
        lines.append(say("certificate_unanswered", language, count=found.unanswered))
    return "\n".join(lines)


def _row(name: str, cells: list[str]) -> str:
    return f"{name:16}" + "".join(f"{cell:>9}" for cell in cells)


def certificate_json(found: Certificate) -> dict[str, Any]:
    """Counts, shares of 1, and every sentence with what became of it."""
    return {
        "n": len(found.results),
        "judge": found.judge,
        "true": found.counts("true"),
        "false": found.counts("false"),
        "by_manner": {
            manner: {label: found.counts(label, manner) for label in _LABELS}
            for manner in found.manners
        },
        "false_shown": found.shown("false"),
        "false_shown_upper95": found.false_shown_upper,
        "true_shown": found.shown("true"),
        "unanswered": found.unanswered,
        "items": [
            {"id": pair.id, "label": pair.label, "outcome": ruling.outcome, "why": ruling.why}
            for pair, ruling in found.results
        ],
    }
