"""Whether accounts that disagree stand side by side, and only those."""

from bot.evaluation.layers.seen import Found, Seen
from bot.i18n.messages import say
from retrieval.reasons import Reason


def asked(seen: Seen) -> bool:
    told = seen.case.update or seen.case.conflict is not None
    return told and seen.answer.status == "answered"


def failures(seen: Seen) -> Found:
    """Accounts not told apart, told apart where none disagree, or an update told as a conflict."""
    accounts, case = len(seen.answer.accounts), seen.case
    if case.conflict and accounts < 2:
        yield Reason("يعرض رواية واحدة", "shows one account only")
    if case.conflict is False and accounts:
        yield Reason("يعرض روايات ولا خلاف", "shows accounts side by side, and none disagree")
    if case.update and accounts and _as_conflict(seen):
        yield Reason("يعرض ما تغيّر خلافاً", "shows what has changed as accounts that disagree")


def _as_conflict(seen: Seen) -> bool:
    """Whether accounts are introduced as ones that disagree, not as a figure that changed."""
    leads = (say(key, seen.answer.language) for key in ("accounts", "another_account"))
    return any(lead in seen.answer.text for lead in leads)


def note(seen: Seen) -> str:
    """How many accounts there are."""
    return str(len(seen.answer.accounts))
