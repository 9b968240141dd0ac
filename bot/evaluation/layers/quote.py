"""Whether every quotation stands in its article, letter for letter, where it says."""

from bot.evaluation.layers.seen import Found, Seen
from retrieval.reasons import Reason


def asked(seen: Seen) -> bool:
    return bool(seen.answer.claims)


def failures(seen: Seen) -> Found:
    """Quotations that the library does not hold, sentences that should quote and do not."""
    for citation in seen.answer.citations:
        article = seen.articles.get(citation.passage.source.id)
        if article is None:
            id = citation.passage.source.id
            yield Reason(f"{id} ليس في المكتبة", f"{id} is not in the library")
        elif article.text[citation.start : citation.end] != citation.quote:
            yield Reason(
                f"ما في [{citation.number}] لا يرد حيث يقول: {citation.quote}",
                f"what [{citation.number}] quotes does not stand where it says: {citation.quote}",
            )
    for claim in seen.answer.claims:
        if claim.outcome in ("quoted", "extract") and not seen.quoted_in(claim):
            yield Reason(f"لا اقتباس حرفياً في: {claim.text}", f"no verbatim quote in: {claim.text}")


def note(seen: Seen) -> str:
    """How many there are."""
    return str(len(seen.answer.citations))
