"""Whether the sentences chosen, of all that was found, are those that say it."""

from bot.evaluation.facts import missing, said
from bot.evaluation.layers.seen import Found, Seen, named
from retrieval.reasons import Reason


def asked(seen: Seen) -> bool:
    """Where nothing was shown nothing was chosen; that is another layer's doing."""
    case = seen.case
    wanted = case.facts or seen.wanted or case.forbidden or case.only
    return case.outcome != "refused" and bool(wanted) and bool(seen.answer.claims)


def failures(seen: Seen) -> Found:
    """Facts that are not said or must not be, articles that are not cited or must not be."""
    case, citations = seen.case, seen.answer.citations
    for fact in missing(seen.shown, case.facts):
        yield Reason(f"لا يقول {fact}", f"does not say {fact}")
    for fact in said(seen.quotes, case.forbidden):
        yield Reason(f"يقول {fact}", f"says {fact}")
    for wanted in seen.wanted:
        if not any(seen.is_of(one.passage.source, wanted) for one in citations):
            yield Reason(f"لا يستشهد بـ{wanted}", f"does not cite {wanted}")
    for source in {one.passage.source.id: one.passage.source for one in citations}.values():
        if case.only and not any(named(source, name) for name in case.only):
            yield Reason(f"يستشهد بـ{source.id}", f"cites {source.id}")


def note(seen: Seen) -> str:
    """Which articles are cited."""
    return ", ".join(dict.fromkeys(one.passage.source.id for one in seen.answer.citations))
