"""
A written answer made whole: its claims as they pass, then what is still owed to the reader.

That is the account of a side the model left out, the report that answers where the model only
spoke about the matter, or the articles' own words when it failed. What was shown before stays, and
nothing is told twice.
"""

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import aclosing
from dataclasses import replace
from functools import partial

from bot.extraction.chains import framed, nearest, newest, shown_as_near
from bot.extraction.questions import Asked
from bot.generation.context import context
from bot.generation.draft import Draft
from bot.generation.faults import ModelFault
from bot.generation.writer import Writer
from bot.i18n.messages import say
from bot.types import Account, Answer, Claim, Meter, Mode, Progress
from bot.verification.gate import Gate
from retrieval.search.searcher import Searcher


async def written(
    writer: Writer,
    searcher: Searcher,
    question: str,
    asked: Asked,
    plain: Answer,
    meter: Meter,
    *,
    recent: Sequence[str] = (),
    request: bool = False,
    in_order: bool = False,
) -> AsyncGenerator[Progress | Claim | Answer]:
    """
    Claims as they pass, then the Answer.

    question: as it is understood. plain: the extractive answer to the same. meter: counts.
    recent: articles that the turn before was answered from, if it is about that.
    request: whether what *plain* quotes is what is to be told, and not only what may answer.
    in_order: whether no sentence is shown before one that stands above it.
    """
    yield Progress("writing")
    certain = request and plain.status == "answered"
    quoted = [one.passage for one in plain.citations] if certain else []
    given = await context(searcher, question, plain.considered, recent, quoted)
    passages = tuple(hit.passage for hit in given)
    unread = (hit for hit in plain.considered if hit.passage.id not in {p.id for p in passages})
    plain = replace(plain, considered=(*given, *unread))
    draft = Draft(asked, passages, meter, in_order=in_order)
    failed = False
    try:
        prepare = partial(_gate, searcher, draft, question)
        said = plain.question if plain.question == question else f"{plain.question}\n({question})"
        async with aclosing(writer.write(draft, said, prepare)) as claims:
            async for claim in claims:
                yield claim
    except ModelFault:
        failed = True  # the writer keeps it as its trouble, for whoever runs Rawi
    if draft.declined:
        answer = plain if request and plain.status == "refused" else _declined(plain)
    elif not draft.claims and (not failed or plain.status == "refused"):
        for claim in plain.claims:
            yield claim
        answer = replace(plain, mode="fallback") if failed else plain
    else:
        for claim in _owed(draft, plain, failed=failed) if failed or not request else ():
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


def _owed(draft: Draft, plain: Answer, *, failed: bool) -> Iterator[Claim]:
    """
    In the articles' words, as far as *draft* does not tell it: the accounts of sides left out where the
    model gave one, what was asked for if it wrote about other things, or under a line that says so
    all, if it failed.
    """
    language, owed = plain.language, plain.citations
    frame = framed
    if failed:
        leads = [say("fallback_after" if draft.claims else "fallback", language)]
        if plain.accounts:
            leads.append(say("accounts", language))
        if plain.status == "nearest":
            leads.append(plain.claims[0].lead)
            frame = shown_as_near
    elif plain.status != "answered":
        return
    elif plain.accounts and any(map(draft.resting_on, owed)):
        leads = [say("another_account", language)]
    else:
        leads = [say("answering", language)]
        owed = () if draft.answers else owed[:1]
    for citation in owed:
        if draft.resting_on(citation) is None:
            number = draft.cite(citation.passage, citation.start, citation.end)
            text = frame(draft.citations[number - 1], draft.question.language)
            yield draft.add(Claim(text, (number,), lead="\n".join(leads)))
            if failed:  # said once
                leads = []


def _whole(draft: Draft, plain: Answer, *, mode: Mode) -> Answer:
    """The answer that *draft* became."""
    claims, citations = tuple(draft.claims), tuple(draft.citations)
    text = draft.text
    if mode == "fallback" and not any(claim.lead for claim in claims):
        text += "\n" + say("broken_off", plain.language)
    sides = (draft.resting_on(citation) for citation in plain.citations if plain.accounts)
    accounts = dict.fromkeys(Account(side.text, side.citations) for side in sides if side)
    stories = {hit.passage.source.id: hit.story for hit in plain.considered}
    if draft.mode != "extractive":
        plain = replace(plain, status="answered", reason=None)
    return replace(
        plain,
        mode=mode,
        listing=False,
        text=text,
        claims=claims,
        citations=citations,
        accounts=tuple(accounts) if len(accounts) > 1 else (),
        as_of=newest(citations),
        # However many outlets told them.
        independent_sources=len({stories[one.passage.source.id] for one in citations}),
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
