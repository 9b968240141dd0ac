"""Whether what is called an answer is one, and what is not, is not."""

from typing import Final

from bot.evaluation.layers.seen import Found, Seen
from retrieval.reasons import Reason

_MET: Final = {
    "answer": ("answered",),
    "nearest": ("nearest",),
    "shown": ("answered", "nearest"),
    "refused": ("refused", "nearest"),  # what is nearest is not called an answer
}


def asked(_: Seen) -> bool:
    return True


def failures(seen: Seen) -> Found:
    """Another outcome than the one asked for."""
    answer = seen.answer
    if answer.status in _MET[seen.case.outcome]:
        return
    match answer.status:
        case "answered" if seen.case.outcome == "nearest":
            yield Reason(f"سمّاه جواباً: {answer.text}", f"called it an answer: {answer.text}")
        case "answered":
            yield Reason(
                f"أجاب، ولا جواب في الأرشيف: {answer.text}",
                f"answered, though the archive cannot: {answer.text}",
            )
        case "nearest":
            yield Reason("لم يسمّه جواباً", f"called it nearest, not an answer: {answer.text}")
        case _:
            why = f"({answer.reason}): {answer.text}"
            yield Reason(f"امتنع {why}", f"refused {why}")


def note(seen: Seen) -> str:
    """How sure it was."""
    sure = seen.answer.confidence
    return "" if sure is None else f"{sure:.2f}"
