"""Whether the date of the newest source is the one it has in the library."""

from bot.evaluation.layers.seen import Found, Seen
from retrieval.reasons import Reason


def asked(seen: Seen) -> bool:
    return bool(seen.answer.claims)


def failures(seen: Seen) -> Found:
    """Another date than the case names, or than the articles cited have."""
    answer, wanted = seen.answer, seen.case.as_of
    if wanted is not None and answer.as_of != wanted:
        yield Reason(
            f"أحدث مصادره {answer.as_of} لا {wanted}", f"is as of {answer.as_of}, not {wanted}"
        )
    cited = {one.passage.source.id for one in answer.citations} & seen.articles.keys()
    held = [seen.articles[id].source.date.iso for id in cited]
    newest = max(filter(None, held), default=None)
    if answer.as_of != newest:
        yield Reason(
            f"أحدث مصادره في المكتبة {newest} لا {answer.as_of}",
            f"the newest it cites is of {newest}, not {answer.as_of}",
        )


def note(seen: Seen) -> str:
    return seen.answer.as_of or ""
