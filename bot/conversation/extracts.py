"""
An answer in the archive's own words: what the evidence allows to a question; pure.

Three outcomes. Sentences that answer; else the nearest sentences, never called an answer; else a
refusal with the nearest headlines, where nothing is near.
"""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from bot.answerability.model import ANSWER
from bot.answerability.verdict import Verdict, unmentioned, verdict
from bot.conversation.composing import as_nearest
from bot.conversation.followup import Standalone
from bot.extraction.accounts import is_update, newest_of, opposing
from bot.extraction.candidates import Candidate, candidates, chosen, short_answer
from bot.extraction.chains import framed, nearest, newest
from bot.extraction.questions import Asked, asked
from bot.i18n.messages import say
from bot.types import Account, Answer, Citation, Claim, Reason
from retrieval.language.arabic import fold
from retrieval.types import Evidence

_MARKS = '؟?،,.!:؛«»“”"()'


def answered(
    text: str, alone: Standalone, evidence: Evidence, *, filtered: bool, least: float = ANSWER
) -> Answer:
    """
    The extractive answer to a question, the sentences nearest to it, or its refusal.

    least: the confidence from which a sentence is called an answer.
    """
    question = asked(alone.focus, context=alone.context, before=alone.before)
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
    lack = lacking(question, evidence)
    told = replace(told, lacking=lack)
    if judged.outcome == "nearest":
        return _nearest(told, question, judged, ranked, lack)
    return _refusal(told, judged, lack, filtered=filtered)


def _answer(told: Answer, question: Asked, judged: Verdict, ranked: Sequence[Candidate]) -> Answer:
    best = judged.shown[0]
    accounts = opposing(question, best, ranked)
    newest_told = newest_of(question, best, ranked)
    picked = accounts or (chosen(question, judged.shown) if newest_told is best else [newest_told])
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


def _nearest(
    told: Answer,
    question: Asked,
    judged: Verdict,
    ranked: Sequence[Candidate],
    lack: str | None,
) -> Answer:
    """The sentences nearest to the question; where outlets differ on it, one of each side."""
    accounts = opposing(question, judged.shown[0], ranked)[:2]
    lead = say("nearest_only_lacking" if lack else "nearest_only", told.language, lack=lack)
    picked = accounts or judged.shown
    near = as_nearest(told, _cited(question, picked), lead)
    sides = (Account(claim.text, claim.citations) for claim in near.claims)
    return replace(
        near,
        accounts=tuple(sides) if accounts else (),
        independent_sources=len({one.story for one in picked}),
    )


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


def _refusal(told: Answer, judged: Verdict, lack: str | None, *, filtered: bool) -> Answer:
    empty = not told.considered
    reason: Reason = "out_of_range" if filtered and empty else judged.reason or "no_match"
    named: str = reason
    if reason == "not_answered" and lack:
        named = "not_answered_lacking"
    if reason == "no_match" and empty:
        named = "nothing_yet"  # an archive that holds anything has something nearest
    return replace(
        told,
        reason=reason,
        text=say(named, told.language, lack=lack),
        nearest=nearest(told.considered, told.language) if reason != "no_match" else (),
    )


def lacking(question: Asked, evidence: Evidence) -> str | None:
    """The word of *question* that no report mentions, as the reader spelt it; None where nothing is sure."""
    folded = unmentioned(question, evidence)
    written = (one.strip(_MARKS) for one in question.text.split())
    return next((one for one in written if fold(one) == folded), folded)
