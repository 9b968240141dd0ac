"""
An answer in the archive's own words: what the evidence allows to a question; pure.

Three outcomes. Sentences that answer; else the nearest sentences, never called an answer; else a
refusal with the nearest headlines, where nothing is near.
"""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from bot.answerability.verdict import LEAST, Verdict, verdict
from bot.conversation.followup import Standalone
from bot.extraction.accounts import is_update, opposing
from bot.extraction.attribution import framed, nearest, newest, shown_as_near
from bot.extraction.candidates import Candidate, candidates, chosen, short_answer
from bot.extraction.nations import tokens
from bot.extraction.questions import Asked, asked
from bot.i18n.messages import say
from bot.types import Account, Answer, Citation, Claim, Reason
from retrieval.types import Evidence


def answered(
    text: str, alone: Standalone, evidence: Evidence, *, filtered: bool, least: float = LEAST
) -> Answer:
    """
    The extractive answer to a question, the sentences nearest to it, or its refusal.

    least: the confidence below which it is refused.
    """
    question = asked(alone.focus, context=alone.context)
    ranked = candidates(question, evidence)
    judged = verdict(evidence, ranked, least=least)
    told = Answer(
        id=uuid.uuid4().hex,
        question=text,
        standalone=alone.text,
        language=question.language,
        status=judged.outcome,
        reason=None,
        mode="extractive",
        text="",
        confidence=judged.confidence,
        considered=evidence.hits,
    )
    if judged.outcome == "answered":
        return _answer(told, question, judged, ranked)
    if judged.outcome == "nearest":
        return _nearest(told, question, judged)
    return _refusal(told, judged, filtered=filtered)


def _answer(told: Answer, question: Asked, judged: Verdict, ranked: Sequence[Candidate]) -> Answer:
    accounts = opposing(question, judged.shown[0], ranked)
    picked = accounts or chosen(question, judged.shown)
    citations = _cited(question, picked)
    claims = tuple(Claim(framed(one, question.language), (one.number,)) for one in citations)
    sides = tuple(Account(claim.text, claim.citations) for claim in claims) if accounts else ()
    lines = [claim.text for claim in claims]
    if accounts:
        lead = "figure_changed" if is_update(question, accounts) else "accounts"
        lines.insert(0, say(lead, question.language))
    return replace(
        _resting_on(told, citations, picked), text="\n".join(lines), claims=claims, accounts=sides
    )


def _nearest(told: Answer, question: Asked, judged: Verdict) -> Answer:
    language = question.language
    citations = _cited(question, judged.shown)
    lead = say("nearest_only", language)
    if judged.lack:
        lack = _as_written(judged.lack, told.standalone)
        lead = say("nearest_only_lacking", language, lack=lack)
    claims = tuple(
        Claim(shown_as_near(one, language), (one.number,), lead="" if n else lead)
        for n, one in enumerate(citations)
    )
    text = "\n".join([lead, *(claim.text for claim in claims)])
    return replace(_resting_on(told, citations, judged.shown), text=text, claims=claims)


def _cited(question: Asked, picked: Sequence[Candidate]) -> tuple[Citation, ...]:
    return tuple(
        Citation(number, one.passage, one.text, one.start, short_answer(question, one.text))
        for number, one in enumerate(picked, start=1)
    )


def _resting_on(
    told: Answer, citations: tuple[Citation, ...], picked: Sequence[Candidate]
) -> Answer:
    return replace(
        told,
        citations=citations,
        as_of=newest(citations),
        independent_sources=len({one.story for one in picked}),
    )


def _refusal(told: Answer, judged: Verdict, *, filtered: bool) -> Answer:
    empty = not told.considered
    reason: Reason = "out_of_range" if filtered and empty else judged.reason or "no_match"
    named: str = reason
    if reason == "not_answered" and judged.lack:
        named = "not_answered_lacking"
    if reason == "no_match" and empty:
        named = "nothing_yet"  # an archive that holds anything has something nearest
    lack = _as_written(judged.lack or "", told.standalone)
    return replace(
        told,
        reason=reason,
        text=say(named, told.language, lack=lack),
        nearest=nearest(told.considered),
    )


def _as_written(folded: str, text: str) -> str:
    """
    The words of *text* that fold to *folded*, as the reader spelt them.

    >>> _as_written("القوات الفرنسيه", "كم عدد القوات الفرنسيّة في العراق؟")
    'القوات الفرنسيّة'
    """
    written = text.split()
    for length in range(len(written), 0, -1):
        for at in range(len(written) - length + 1):
            phrase = " ".join(written[at : at + length]).strip('؟?،,.!:؛«»“”"()')
            if " ".join(tokens(phrase)) == folded:
                return phrase
    return folded
