"""
A written answer made whole: its claims as they pass, then what is still owed to the reader.

That is the account of a side the model left out, the report that answers where the model only
spoke about the matter, or the articles' own words when it failed. What was shown before stays, and
nothing is told twice.
"""

from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from contextlib import aclosing
from dataclasses import replace
from functools import partial

from bot.extraction.questions import Asked
from bot.generation.context import context
from bot.generation.draft import Draft
from bot.generation.faults import ModelFault
from bot.generation.writer import Writer
from bot.i18n.messages import say
from bot.types import Account, Answer, Citation, Claim, Meter, Mode, Progress
from bot.verification.framing import framed, nearest, newest, shown_as_near
from bot.verification.gate import Gate
from retrieval.search.searcher import Searcher
from retrieval.types import Hit, Language


async def written(
    writer: Writer, searcher: Searcher, question: str, asked: Asked, plain: Answer, meter: Meter
) -> AsyncGenerator[Progress | Claim | Answer]:
    """Claims as they pass, then the Answer; *plain* is the extractive one to the same question. *meter* counts."""
    yield Progress("writing")
    given = await context(searcher, question, plain.considered)
    passages = tuple(hit.passage for hit in given)
    unread = (hit for hit in plain.considered if hit.passage.id not in {p.id for p in passages})
    plain = replace(plain, considered=(*given, *unread))
    draft = Draft(asked, passages, meter)
    failed = False
    try:
        prepare = partial(_gate, searcher, draft, question)
        async with aclosing(writer.write(draft, question, prepare)) as claims:
            async for claim in claims:
                yield claim
    except ModelFault:
        failed = True  # the writer keeps it as its trouble, for whoever runs Rawi
    if draft.declined:
        answer = _declined(plain)
    elif not draft.claims and not failed:
        for claim in plain.claims:
            yield claim
        answer = plain
    else:
        for claim in _fallen_back(draft, plain) if failed else _completed(draft, plain):
            yield claim
        answer = _whole(draft, plain, mode="fallback" if failed else draft.mode)
    yield replace(answer, rulings=draft.written, usage=draft.meter.usage)


def _gate(searcher: Searcher, draft: Draft, question: str) -> Gate:
    """Blocks for some milliseconds."""
    return Gate(
        question,
        draft.passages,
        language=draft.question.language,
        belonging=searcher.belonging(question, draft.passages),
        nearness=partial(searcher.nearness, passages=draft.passages),
    )


def _completed(draft: Draft, plain: Answer) -> Iterator[Claim]:
    """The accounts of sides that the model left out, or the answer if it wrote about other things."""
    if plain.status != "answered":
        return
    if plain.accounts:
        lead, owed = "another_account", plain.citations
    else:
        lead, owed = "answering", () if draft.answers else plain.citations[:1]
    for citation in owed:
        if draft.resting_on(citation) is None:
            yield _verbatim(draft, citation, lead=say(lead, plain.language))


def _fallen_back(draft: Draft, plain: Answer) -> Iterator[Claim]:
    """What the articles themselves say, as far as it was not told yet, under a line that says so."""
    lead = say("fallback_after" if draft.claims else "fallback", plain.language)
    if plain.accounts:
        lead += "\n" + say("accounts", plain.language)
    if plain.status == "nearest":
        lead += "\n" + plain.claims[0].lead
    for citation in plain.citations:
        if draft.resting_on(citation) is None:
            frame = shown_as_near if plain.status == "nearest" else framed
            yield _verbatim(draft, citation, lead=lead, frame=frame)
            lead = ""


def _verbatim(
    draft: Draft,
    citation: Citation,
    *,
    lead: str,
    frame: Callable[[Citation, Language], str] = framed,
) -> Claim:
    number = draft.cite(citation.passage, citation.start, citation.end)
    text = frame(draft.citations[number - 1], draft.question.language)
    return draft.add(Claim(text, (number,), lead=lead))


def _whole(draft: Draft, plain: Answer, *, mode: Mode) -> Answer:
    """The answer that *draft* became."""
    claims, citations = tuple(draft.claims), tuple(draft.citations)
    text = draft.text
    if mode == "fallback" and not any(claim.lead for claim in claims):
        text += "\n" + say("broken_off", plain.language)
    sides = (draft.resting_on(citation) for citation in plain.citations if plain.accounts)
    accounts = dict.fromkeys(Account(side.text, side.citations) for side in sides if side)
    return replace(
        plain,
        status="answered" if draft.mode != "extractive" else plain.status,
        reason=None if draft.mode != "extractive" else plain.reason,
        mode=mode,
        text=text,
        claims=claims,
        citations=citations,
        accounts=tuple(accounts) if len(accounts) > 1 else (),
        as_of=newest(citations),
        independent_sources=_stories(citations, plain.considered),
    )


def _declined(plain: Answer) -> Answer:
    """The refusal of a model that found no answer in what it was given."""
    return replace(
        plain,
        status="refused",
        reason="not_answered",
        mode="generated",
        text=say("not_answered", plain.language),
        claims=(),
        citations=(),
        accounts=(),
        as_of=None,
        independent_sources=0,
        nearest=nearest(plain.considered, plain.language),
    )


def _stories(citations: Iterable[Citation], considered: Iterable[Hit]) -> int:
    """How many reports *citations* are from, however many outlets told them."""
    stories = {hit.passage.source.id: hit.story for hit in considered}
    return len({stories[citation.passage.source.id] for citation in citations})
