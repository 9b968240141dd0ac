"""What is wrong with an answer, layer by layer: one function each; words after folding, numbers by value. Pure."""

import re
from collections.abc import Iterable
from typing import Final

from bot.evaluation.cases import Fact, Facts
from bot.evaluation.seen import Found, Seen, framing, named, why
from bot.i18n.messages import say
from bot.types import Citation, Claim
from retrieval.language.arabic import arabic_share, content, fold, question_language, words
from retrieval.language.numbers import held, numbers


def says(text: str, fact: Fact) -> bool:
    """
    Whether *text* says *fact*; ``|`` in one of words separates alternatives.

    >>> says("أُصيب ألفان وخمسمئة جنديّ", 2500), says("في 2500 بيت", 25), says("قال الوزيرُ", "المدير|الوزير")
    (True, False, True)
    """
    if isinstance(fact, str):
        spelt = fold(text)
        return any(fold(one) in spelt for one in fact.split("|"))
    return any(abs(value - fact) < 1e-9 for value in values(text))


def missing(text: str, facts: Facts) -> list[Fact]:
    """What *text* does not say of what it must."""
    lacking: list[Fact] = [fact for fact in facts.all if not says(text, fact)]
    if facts.any and not any(says(text, fact) for fact in facts.any):
        lacking.append("|".join(map(str, facts.any)))
    return lacking


def said(text: str, facts: Iterable[Fact]) -> list[Fact]:
    """Which of *facts* *text* says."""
    return [fact for fact in facts if says(text, fact)]


def values(text: str) -> set[float]:
    """The numbers of *text*, by value: digits and words alike, no ranges and no crowds."""
    return {float(one.low) for one in numbers(text) if one.low == one.high}


_MARK: Final = re.compile(r"\[\d+\]")
_FRAMING: Final = 2  # words such as «بحسب», which no quotation holds
_MET: Final = {
    "answer": ("answered",),
    "nearest": ("nearest",),
    "shown": ("answered", "nearest"),
    "refused": ("refused", "nearest"),  # what is nearest is not called an answer
}


def not_alone(seen: Seen) -> Found:
    """What the question as understood, made to stand alone, does not hold."""
    for fact in seen.case.standalone:
        if not said(seen.answer.standalone, [fact]):
            yield why("wrong_not_alone", fact=fact, question=seen.answer.standalone)


def not_found(seen: Seen) -> Found:
    """An expected article that is not among what was found or too low; or no passage with the facts."""
    case = seen.case
    for wanted in seen.wanted:
        rank = _rank(seen, wanted)
        if rank is None:
            yield why("wrong_not_found", wanted=wanted)
        elif case.rank is not None and rank > case.rank:
            yield why("wrong_too_low", wanted=wanted, rank=rank, asked=case.rank)
    if not seen.wanted and (lacking := _unfound(seen)):
        yield why("wrong_no_passage", facts=lacking)


def _rank(seen: Seen, wanted: str) -> int | None:
    ranks = (rank for rank, one in enumerate(seen.found, 1) if seen.is_of(one, wanted))
    return next(ranks, None)


def _unfound(seen: Seen) -> str:
    """What no passage found says."""
    text = "\n".join(hit.passage.text for hit in seen.answer.considered)
    return ", ".join(map(str, missing(text, seen.case.facts)))


def ranks(seen: Seen) -> str:
    """The ranks of the expected articles."""
    ranks = [_rank(seen, wanted) for wanted in seen.wanted]
    return ", ".join(f"#{rank}" for rank in ranks if rank)


def not_chosen(seen: Seen) -> Found:
    """Facts that are not said or must not be, articles that are not cited or must not be."""
    case, citations = seen.case, seen.answer.citations
    for fact in missing(seen.shown, case.facts):
        yield why("wrong_says_not", fact=fact)
    for fact in said(seen.quotes, case.forbidden):
        yield why("wrong_says", fact=fact)
    for wanted in seen.wanted:
        if not any(seen.is_of(one.passage.source, wanted) for one in citations):
            yield why("wrong_cites_not", wanted=wanted)
    for source in {one.passage.source.id: one.passage.source for one in citations}.values():
        if case.only and not any(named(source, name) for name in case.only):
            yield why("wrong_cites", id=source.id)


def other_outcome(seen: Seen) -> Found:
    """Another outcome than the one asked for."""
    answer = seen.answer
    if answer.status in _MET[seen.case.outcome]:
        return
    match answer.status:
        case "answered" if seen.case.outcome == "nearest":
            yield why("wrong_called_answer", text=answer.text)
        case "answered":
            yield why("wrong_answered", text=answer.text)
        case "nearest":
            yield why("wrong_called_nearest", text=answer.text)
        case _:
            yield why("wrong_refused", reason=answer.reason, text=answer.text)


def let_through(seen: Seen) -> Found:
    """What was let through in a model's words and stands in no quotation of it."""
    answer, mode = seen.answer, seen.case.mode
    if mode and answer.mode != mode:
        yield why("wrong_other_mode", mode=answer.mode, wanted=mode)
    for claim in answer.claims:
        if claim.outcome in ("kept", "judged"):
            quotes = "\n".join(one.quote for one in seen.cited_by(claim))
            for fact in said(claim.text, seen.case.forbidden):
                if not said(quotes, [fact]):
                    yield why("wrong_let_through", fact=fact)
            if claim.outcome == "kept" and (strange := _strange(claim, seen)):
                yield why("wrong_strange_words", words=strange)


def _strange(claim: Claim, seen: Seen) -> str:
    """Words of a sentence kept as an extract that stand in none of its quotes."""
    cited = seen.cited_by(claim)
    known = " ".join(
        part for one in cited for part in (one.quote, one.passage.source.title, framing(one))
    )
    held = set(words(known))
    strange = [w for w in content(claim.text) if not any(w in one or one in w for one in held)]
    return "، ".join(strange) if len(strange) > _FRAMING else ""


def outcomes(seen: Seen) -> str:
    """How many sentences were kept, judged, quoted and dropped."""
    told = [claim.outcome for claim in seen.answer.claims]
    counts = [f"{told.count(one)} {one}" for one in dict.fromkeys(told)]
    if seen.answer.dropped:
        counts.append(f"{len(seen.answer.dropped)} dropped")
    return ", ".join(counts)


def misquoted(seen: Seen) -> Found:
    """Quotations that do not stand in their article where they say; sentences that should quote and do not."""
    for citation in seen.answer.citations:
        article = seen.articles.get(citation.passage.source.id)
        if article is None:
            yield why("wrong_not_in_library", id=citation.passage.source.id)
        elif article.text[citation.start : citation.end] != citation.quote:
            yield why("wrong_misquoted", number=citation.number, quote=citation.quote)
    for claim in seen.answer.claims:
        if claim.outcome in ("quoted", "extract") and not seen.quoted_in(claim):
            yield why("wrong_no_quote", text=claim.text)


def misattributed(seen: Seen) -> Found:
    """Words given to another than who said them, and reports counted that are none of their own."""
    answer, case = seen.answer, seen.case
    for claim in answer.claims:
        cited = seen.cited_by(claim)
        if len(cited) != len(set(claim.citations)):
            yield why("wrong_cites_nothing", text=claim.text)
        elif claim.outcome in ("quoted", "extract") and seen.quoted_in(claim):
            if not any(one.quote in claim.text for one in cited):
                yield why("wrong_words_of_another", numbers=claim.citations, text=claim.text)
            elif not any(_outlet_named(claim, one) for one in cited):
                yield why("wrong_no_outlet", text=claim.text)
    wanted = case.independent_sources
    if wanted is not None and answer.independent_sources != wanted:
        yield why("wrong_sources", told=answer.independent_sources, wanted=wanted)
    if answer.independent_sources > len({one.passage.source.id for one in answer.citations}):
        yield why("wrong_too_many_sources")


def _outlet_named(claim: Claim, citation: Citation) -> bool:
    source = citation.passage.source
    return fold(source.outlet or source.title) in fold(claim.text)


def strange_numbers(seen: Seen) -> Found:
    """Numbers that stand in none of the quotations of their sentence."""
    for claim in seen.answer.claims:
        cited = [part for one in seen.cited_by(claim) for part in (one.quote, framing(one))]
        there = [number for part in cited for number in numbers(part)]
        for number in numbers(_MARK.sub("", claim.text)):
            if not held(number, there):
                yield why("wrong_strange_number", number=number.text)


def other_language(seen: Seen) -> Found:
    """Another language than the question's, said or used, quotations aside."""
    answer = seen.answer
    wanted = seen.case.language or question_language(seen.case.question)
    if answer.language != wanted:
        yield why("wrong_other_language", told=answer.language, wanted=wanted)
    own = answer.text
    for citation in answer.citations:
        for part in (citation.quote, citation.passage.source.outlet, citation.passage.source.title):
            own = own.replace(part, " ") if part else own
    if any(map(str.isalpha, own)) and ("ar" if arabic_share(own) >= 0.5 else "en") != wanted:
        yield why("wrong_own_words", wanted=wanted)


def accounts_mistold(seen: Seen) -> Found:
    """Accounts not told apart, told apart where none disagree, or an update told as a conflict."""
    accounts, case = len(seen.answer.accounts), seen.case
    if case.conflict and accounts < 2:
        yield why("wrong_one_account")
    if case.conflict is False and accounts:
        yield why("wrong_accounts")
    if case.update and accounts and _as_conflict(seen):
        yield why("wrong_update")


def _as_conflict(seen: Seen) -> bool:
    """Whether accounts are introduced as ones that disagree, not as a figure that changed."""
    leads = (say(key, seen.answer.language) for key in ("accounts", "another_account"))
    return any(lead in seen.answer.text for lead in leads)


def other_date(seen: Seen) -> Found:
    """Another date of the newest source than the case names, or than the articles cited have."""
    answer, wanted = seen.answer, seen.case.as_of
    if wanted is not None and answer.as_of != wanted:
        yield why("wrong_as_of", told=answer.as_of, wanted=wanted)
    cited = {one.passage.source.id for one in answer.citations} & seen.articles.keys()
    held = [seen.articles[id].source.date.iso for id in cited]
    newest = max(filter(None, held), default=None)
    if answer.as_of != newest:
        yield why("wrong_newest", newest=newest, told=answer.as_of)
