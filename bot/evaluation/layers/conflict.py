"""Whether accounts that disagree stand side by side, and only those."""

from bot.evaluation.layers.seen import Found, Seen
from retrieval.reasons import Reason


def asked(seen: Seen) -> bool:
    told = seen.case.update or seen.case.conflict is not None
    return told and seen.answer.status == "answered"


def failures(seen: Seen) -> Found:
    """Accounts that are not told apart, or told apart and the same."""
    accounts, case = len(seen.answer.accounts), seen.case
    if case.conflict and accounts < 2:
        yield Reason("يعرض رواية واحدة", "shows one account only")
    if (case.update or case.conflict is False) and accounts:
        yield Reason("يعرض روايات ولا خلاف", "shows accounts side by side, and none disagree")


def note(seen: Seen) -> str:
    """How many accounts there are."""
    return str(len(seen.answer.accounts))
