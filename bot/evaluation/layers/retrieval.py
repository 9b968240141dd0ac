"""Whether the passages found are those that answer: the rank of the expected article."""

from bot.evaluation.facts import missing
from bot.evaluation.layers.seen import Found, Seen
from retrieval.reasons import Reason


def asked(seen: Seen) -> bool:
    return seen.case.outcome != "refused" and bool(seen.case.facts or seen.wanted)


def failures(seen: Seen) -> Found:
    """An expected article that is not there or too low; or no passage with the facts."""
    case = seen.case
    for wanted in seen.wanted:
        rank = _rank(seen, wanted)
        if rank is None:
            yield Reason(f"لم يجد {wanted}", f"did not find {wanted}")
        elif case.rank is not None and rank > case.rank:
            yield Reason(
                f"{wanted} في الرتبة {rank}، والمطلوب {case.rank}",
                f"{wanted} ranks {rank}, not {case.rank}",
            )
    if not seen.wanted and (lacking := _unfound(seen)):
        yield Reason(f"لا مقطع مما وجده يذكر {lacking}", f"no passage it found says {lacking}")


def note(seen: Seen) -> str:
    """The ranks of the expected articles."""
    ranks = [_rank(seen, wanted) for wanted in seen.wanted]
    return ", ".join(f"#{rank}" for rank in ranks if rank)


def _rank(seen: Seen, wanted: str) -> int | None:
    ranks = (rank for rank, one in enumerate(seen.found, 1) if seen.is_of(one, wanted))
    return next(ranks, None)


def _unfound(seen: Seen) -> str:
    """What no passage found says."""
    text = "\n".join(hit.passage.text for hit in seen.answer.considered)
    return ", ".join(map(str, missing(text, seen.case.facts)))
