"""How an answer names what it rests on: outlet, date and number of a quotation; the nearest reports."""

from collections.abc import Iterable

from bot.i18n.messages import date_in_words, quoted, say
from bot.types import Citation
from retrieval.types import Hit, Language, Source

_NEAREST = 3


def framed(citation: Citation, language: Language) -> str:
    """A quotation introduced by its outlet and date, in the reader's language."""
    source = citation.passage.source
    return say(
        "according" if source.outlet else "according_title",
        language,
        outlet=source.credit,
        title=source.title,
        date=date_in_words(source.date.iso, language),
        quote=quoted(citation.quote, language),
        number=citation.number,
    )


def shown_as_near(citation: Citation, language: Language) -> str:
    """A quotation that comes near a question, with its outlet and date; no answer's frame."""
    source = citation.passage.source
    return say(
        "near_quote",
        language,
        outlet=source.credit or quoted(source.title, language),
        date=date_in_words(source.date.iso, language),
        quote=quoted(citation.quote, language),
        number=citation.number,
    )


def newest(citations: Iterable[Citation]) -> str | None:
    """The latest date among the cited articles, ISO."""
    return max((c.passage.source.date.iso or "" for c in citations), default="") or None


def nearest(hits: Iterable[Hit], language: Language) -> tuple[Source, ...]:
    """The closest reports, one article each; of those, what is in the reader's *language* first."""
    sources: dict[str, Source] = {}
    for hit in hits:
        sources.setdefault(hit.story, hit.passage.source)
    return tuple(sorted(sources.values(), key=lambda one: one.language != language))[:_NEAREST]
