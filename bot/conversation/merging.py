"""Answers to the parts of one message as one Answer, in their order. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from bot.i18n.messages import quoted, say
from bot.types import Answer, Citation, Claim
from bot.verification.framing import newest
from retrieval.types import Hit

_MARKS = "؟?!.,،؛: "


def merged(question: str, asked: Sequence[str], answers: Sequence[Answer]) -> Answer:
    """
    One answer to *question* from those to its parts *asked*.

    It is answered if a part is; a part that is not is said to be so, in words. What answers two
    parts is told once.
    """
    best = next((one for one in answers if one.status == "answered"), None)
    if best is None:
        best = next((one for one in answers if one.status == "nearest"), answers[0])
        return replace(best, question=question, considered=_interleaved(answers))
    lines: list[str] = []
    claims: list[Claim] = []
    citations: list[Citation] = []
    for part, answer in zip(asked, answers, strict=True):
        if answer.status != "answered":
            what = quoted(part.rstrip(_MARKS), answer.language)
            lines.append(say("part_unanswered", best.language, part=what))
        elif answer.accounts:
            lines.append(answer.text.partition("\n")[0])
        for claim in answer.claims:  # of a part that is not answered, what is nearest to it
            cited = [one for one in answer.citations if one.number in claim.citations]
            told = _renumbered(claim, {one.number: _cite(one, citations) for one in cited})
            if told not in claims:
                claims.append(told)
                lines.append(told.text)
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
        confidence=min(one.confidence or 0.0 for one in answers if one.status == "answered"),
        considered=_interleaved(answers),
    )


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


def _interleaved(answers: Sequence[Answer]) -> tuple[Hit, ...]:
    """What was considered for each part, turn about, each passage once."""
    ranked = chain.from_iterable(zip_longest(*(answer.considered for answer in answers)))
    return tuple({hit.passage.id: hit for hit in reversed([*filter(None, ranked)])}.values())[::-1]
