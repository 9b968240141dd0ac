"""Whether each sentence names whom it is from, and copies of one report count once."""

from bot.evaluation.layers.seen import Found, Seen
from bot.types import Citation, Claim
from retrieval.language.arabic import fold
from retrieval.reasons import Reason


def asked(seen: Seen) -> bool:
    return bool(seen.answer.claims)


def failures(seen: Seen) -> Found:
    """Words given to another than who said them, and reports counted that are none of their own."""
    answer, case = seen.answer, seen.case
    for claim in answer.claims:
        cited = seen.cited_by(claim)
        if len(cited) != len(set(claim.citations)):
            yield Reason(
                f"مرجع غير موجود في: {claim.text}", f"cites what is not there: {claim.text}"
            )
        elif claim.outcome in ("quoted", "extract") and seen.quoted_in(claim):
            if not any(one.quote in claim.text for one in cited):
                yield Reason(
                    f"ينسب كلام غيره إلى {claim.citations}: {claim.text}",
                    f"gives another's words to {claim.citations}: {claim.text}",
                )
            elif not any(_outlet_named(claim, one) for one in cited):
                yield Reason(f"لا يسمّي الجهة في: {claim.text}", f"names no outlet in: {claim.text}")
    wanted = case.independent_sources
    if wanted is not None and answer.independent_sources != wanted:
        told = answer.independent_sources
        yield Reason(f"مصادره المستقلة {told} لا {wanted}", f"counts {told} sources, not {wanted}")
    if answer.independent_sources > len({one.passage.source.id for one in answer.citations}):
        yield Reason("مصادره أكثر مما يستشهد به", "counts more sources than it cites")


def _outlet_named(claim: Claim, citation: Citation) -> bool:
    source = citation.passage.source
    return fold(source.outlet or source.title) in fold(claim.text)


def note(seen: Seen) -> str:
    """How many independent sources it counts."""
    return str(seen.answer.independent_sources)
