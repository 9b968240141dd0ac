"""Sentences of articles, or answers to the parts of one message, put together as an Answer. Pure."""

import uuid
from collections.abc import Sequence, Set
from dataclasses import replace

from bot.extraction.chains import framed, nearest, newest, shown_as_near
from bot.extraction.leads import Extract
from bot.extraction.matching import Bag
from bot.extraction.matter import interleaved
from bot.extraction.questions import asked
from bot.i18n.messages import date_in_words, quoted, say
from bot.types import Answer, Citation, Claim, Question, Reason
from retrieval.types import Evidence, Hit, Language, Source


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
        listing=False,
        text="\n".join([lead, *(claim.text for claim in claims)]),
        claims=claims,
        citations=tuple(citations),
        accounts=(),
        as_of=newest(citations),
        independent_sources=len({one.passage.source.id for one in citations}),
    )


def unsure(answer: Answer, lack: str | None = None) -> Answer:
    """*answer* with at most two of its sentences, as what is only near; *lack*: a word no report has."""
    lead = say("nearest_only_lacking" if lack else "nearest_only", answer.language, lack=lack)
    return as_nearest(answer, answer.citations[:_NEAREST], lead)


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


def unknown(question: Question, topic: str, evidence: Evidence, language: Language) -> Answer:
    """Nothing about the matter: said so, with what is nearest."""
    if question.filters and not evidence.hits:
        return refusal(question.text, language, "out_of_range", say("out_of_range", language))
    text = say("nothing_about", language, topic=topic)
    near = nearest(evidence.hits, language)
    told = refusal(question.text, language, "no_match", text, standalone=topic, nearest=near)
    return replace(told, considered=evidence.hits)


def _on_its_day(citation: Citation, day: str | None, language: Language) -> str:
    if day is None:
        return framed(citation, language)
    source = citation.passage.source
    return say(
        "on_its_day",
        language,
        day=date_in_words(day, language),
        outlet=source.credit or quoted(source.title, language),
        quote=quoted(citation.quote, language),
        number=citation.number,
    )


_NEAREST = 2  # sentences shown of what is only near
_OUTCOMES = ("answered", "nearest", "refused", "failed")
_MARKS = "؟?!.,،؛: "


def merged(question: str, parts: Sequence[str], answers: Sequence[Answer]) -> Answer:
    """
    One answer to *question* from those to its *parts*.

    It is answered if a part is; a part that is not is said to be so, in words, with what is nearest
    and holds a word of its own, or for a when with the day of the report that another part was
    answered from. What answers two parts is told once.
    """
    best = min(answers, key=lambda one: _OUTCOMES.index(one.status))
    if best.status not in ("answered", "nearest"):
        what = (quoted(part.rstrip(_MARKS), best.language) for part in parts)
        said = [say("part_unanswered", best.language, part=part) for part in what]
        considered = interleaved([one.considered for one in answers])
        return replace(best, question=question, text="\n".join(said), considered=considered)
    lines: list[str] = []
    claims: list[Claim] = []
    citations: list[Citation] = []
    told_of = {one.passage.source.id for one in best.citations}
    above: list[str] = []  # the next claim
    for part, answer in zip(parts, answers, strict=True):
        own = _own(part, parts)
        shown = [one for one in answer.claims if _bears(one, answer, own, told_of)]
        new: list[Claim] = []
        again: list[Claim] = []
        for claim in shown:
            cited = [one for one in answer.citations if one.number in claim.citations]
            told = _renumbered(claim, {one.number: _cite(one, citations) for one in cited})
            (again if any(_same(told, one, citations) for one in claims) else new).append(told)
        above.append(_label(part, answer, None if own else best.as_of, new, again))
        if new and answer.accounts:
            above.append(answer.text.partition("\n")[0])
        for n, claim in enumerate(new):
            claims.append(replace(claim, lead="" if n else "\n".join(above)))
            lines += [*([] if n else above), claim.text]
        above = [] if new else above
    lines += above
    return replace(
        best,
        question=question,
        standalone=question,
        text="\n".join(lines),
        claims=tuple(claims),
        citations=tuple(citations),
        accounts=best.accounts if best is answers[0] else (),
        as_of=newest(citations),
        independent_sources=len({one.passage.source.id for one in citations}),
        confidence=min(one.confidence or 0.0 for one in answers if one.status == best.status),
        considered=interleaved([one.considered for one in answers]),
    )


def _same(claim: Claim, other: Claim, citations: Sequence[Citation]) -> bool:
    """Whether both quote the same, however it is framed."""
    quotes = [citations[number - 1].quote for number in claim.citations]
    return claim.citations == other.citations and all(
        quote in one.text for quote in quotes for one in (claim, other)
    )


def _label(
    part: str, answer: Answer, dated: str | None, new: Sequence[Claim], again: Sequence[Claim]
) -> str:
    """The line above what answers *part*; it says so where that is told already, only near, or nothing."""
    what, language = quoted(part.rstrip(_MARKS), answer.language), answer.language
    if new:
        name = "part_answered" if answer.status == "answered" else "part_nearest"
        return say(name, language, part=what)
    if dated and answer.status != "answered" and asked(part).kind == "when":
        return say("part_dated", language, part=what, date=date_in_words(dated, language))
    if again:
        numbers = "".join(f"[{one}]" for claim in again for one in claim.citations)
        return say("part_told", language, part=what, numbers=numbers)
    return say("part_unanswered", language, part=what)


def _bears(claim: Claim, answer: Answer, own: Sequence[str], articles: Set[str]) -> bool:
    """Whether a sentence answers, or holds one of a part's *own* words, or is of *articles*."""
    if answer.status == "answered":
        return True
    cited = {one.passage.source.id for one in answer.citations if one.number in claim.citations}
    return bool(cited & articles) or any(map(Bag(claim.text).holds, own))


def _own(part: str, parts: Sequence[str]) -> list[str]:
    """The words of *part* that no other of *parts* has."""
    others = {term for one in parts if one != part for term in asked(one).terms}
    return [term for term in asked(part).terms if term not in others]


def _cite(citation: Citation, citations: list[Citation]) -> int:
    """The number of *citation* among *citations*, to which it is added if it is new."""
    for one in citations:
        if (one.passage.id, one.start, one.quote) == (
            citation.passage.id,
            citation.start,
            citation.quote,
        ):
            return one.number
    citations.append(replace(citation, number=len(citations) + 1))
    return len(citations)


def _renumbered(claim: Claim, numbers: dict[int, int]) -> Claim:
    """*claim* with its marks changed; a quotation ends before them."""
    text, tail = claim.text, ""
    for number in reversed(claim.citations):
        before, mark, after = text.rpartition(f"[{number}]")
        if mark:
            text, tail = before, f"[{numbers[number]}]{after}{tail}"
    return replace(
        claim, text=text + tail, citations=tuple(numbers[number] for number in claim.citations)
    )
