"""Sentences of articles put together as an Answer, each framed by its outlet and date. Pure."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from bot.extraction.leads import Extract
from bot.i18n.messages import date_in_words, quoted, say
from bot.types import Answer, Citation, Claim, Reason
from bot.verification.framing import framed, newest, shown_as_near
from retrieval.types import Hit, Language, Source


def composed(
    question: str,
    language: Language,
    some: Sequence[Extract],
    *,
    standalone: str = "",
    lead: str = "",
    considered: tuple[Hit, ...] = (),
) -> Answer:
    """An answer that quotes *some*, in their order; those with a day begin with it."""
    citations = tuple(
        Citation(number, one.passage, one.text, one.start) for number, one in enumerate(some, 1)
    )
    claims = tuple(
        Claim(_on_its_day(citation, one.day, language), (citation.number,))
        for citation, one in zip(citations, some, strict=True)
    )
    stories = {one.story for one in some}
    answer = quoting(question, language, citations, claims, lead=lead, standalone=standalone)
    return replace(answer, independent_sources=len(stories), considered=considered)


def quoting(
    question: str,
    language: Language,
    citations: Sequence[Citation],
    claims: Sequence[Claim],
    *,
    lead: str = "",
    standalone: str = "",
) -> Answer:
    """An answer that rests on *citations*, numbered from 1."""
    return Answer(
        id=uuid.uuid4().hex,
        question=question,
        standalone=standalone or question,
        language=language,
        status="answered",
        reason=None,
        mode="extractive",
        text="\n".join([*([lead] if lead else []), *(claim.text for claim in claims)]),
        claims=tuple(claims),
        citations=tuple(citations),
        as_of=newest(citations),
        independent_sources=len({citation.passage.source.id for citation in citations}),
    )


def as_nearest(answer: Answer, citations: Sequence[Citation], lead: str) -> Answer:
    """
    *answer* as one that quotes *citations* under *lead*, which says that they are only near.

    No number in them is marked as the one that was asked for.
    """
    citations = [replace(one, answer=None) for one in citations]
    claims = tuple(
        Claim(shown_as_near(one, answer.language), (one.number,), lead="" if n else lead)
        for n, one in enumerate(citations)
    )
    return replace(
        answer,
        status="nearest",
        text="\n".join([lead, *(claim.text for claim in claims)]),
        claims=claims,
        citations=tuple(citations),
        accounts=(),
        as_of=newest(citations),
        independent_sources=len({one.passage.source.id for one in citations}),
    )


def reply(question: str, language: Language, text: str) -> Answer:
    """What Rawi says of itself: it rests on no article and claims nothing of the news."""
    return replace(quoting(question, language, (), ()), mode="reply", text=text)


def refusal(
    question: str,
    language: Language,
    reason: Reason,
    text: str,
    *,
    standalone: str = "",
    nearest: tuple[Source, ...] = (),
) -> Answer:
    told = quoting(question, language, (), (), standalone=standalone)
    return replace(told, status="refused", reason=reason, text=text, nearest=nearest)


def _on_its_day(citation: Citation, day: str | None, language: Language) -> str:
    if day is None:
        return framed(citation, language)
    source = citation.passage.source
    return say(
        "on_its_day",
        language,
        day=date_in_words(day, language),
        outlet=source.credit or say("no_outlet", language),
        quote=quoted(citation.quote, language),
        number=citation.number,
    )
