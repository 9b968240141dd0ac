"""Whether a question that leans on the turns before was made to stand alone."""

from bot.evaluation.facts import said
from bot.evaluation.layers.seen import Found, Seen
from retrieval.reasons import Reason


def asked(seen: Seen) -> bool:
    return bool(seen.case.standalone)


def failures(seen: Seen) -> Found:
    """What the question as understood does not hold."""
    for fact in seen.case.standalone:
        if not said(seen.answer.standalone, [fact]):
            yield Reason(
                f"السؤال كما فُهم لا يذكر {fact}: {seen.answer.standalone}",
                f"the question as understood lacks {fact}: {seen.answer.standalone}",
            )


def note(seen: Seen) -> str:
    """The question as it was understood."""
    return seen.answer.standalone
