"""Whether what a model wrote was shown only as far as its source says it."""

from typing import Final

from bot.evaluation.facts import said
from bot.evaluation.layers.seen import Found, Seen, framing
from bot.types import Claim
from retrieval.language.arabic import content, words
from retrieval.reasons import Reason

_FRAMING: Final = 2  # words such as «بحسب», which no quotation holds


def asked(seen: Seen) -> bool:
    claims = seen.answer.claims
    return seen.case.mode is not None or any(one.outcome != "extract" for one in claims)


def failures(seen: Seen) -> Found:
    """What was let through in a model's words and stands in no quotation of it."""
    answer, mode = seen.answer, seen.case.mode
    if mode and answer.mode != mode:
        yield Reason(f"طريقته {answer.mode} لا {mode}", f"its mode is {answer.mode}, not {mode}")
    for claim in answer.claims:
        if claim.outcome in ("kept", "judged"):
            quotes = "\n".join(one.quote for one in seen.cited_by(claim))
            for fact in said(claim.text, seen.case.forbidden):
                if not said(quotes, [fact]):
                    yield Reason(f"أجاز {fact}", f"let {fact} through")
            if claim.outcome == "kept" and (strange := _strange(claim, seen)):
                yield Reason(f"ليس في المقتبس: {strange}", f"not in what it quotes: {strange}")


def _strange(claim: Claim, seen: Seen) -> str:
    """Words of a sentence kept as an extract that stand in none of its quotes."""
    cited = seen.cited_by(claim)
    known = " ".join(
        part for one in cited for part in (one.quote, one.passage.source.title, framing(one))
    )
    held = set(words(known))
    strange = [w for w in content(claim.text) if not any(w in one or one in w for one in held)]
    return "، ".join(strange) if len(strange) > _FRAMING else ""


def note(seen: Seen) -> str:
    """How many sentences were kept, judged, quoted and dropped."""
    told = [claim.outcome for claim in seen.answer.claims]
    counts = [f"{told.count(one)} {one}" for one in dict.fromkeys(told)]
    if seen.answer.dropped:
        counts.append(f"{len(seen.answer.dropped)} dropped")
    return ", ".join(counts)
