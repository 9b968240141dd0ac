"""
What is wrong with an answer, layer by layer; words after folding, numbers by value. Pure.

The layers stand in the order in which they work, and are told apart, never averaged. Each is asked about
only where the case or the answer says something of it.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from bot.evaluation.cases import missing, says
from bot.evaluation.results import Found, Layer, Verdict, Why
from bot.evaluation.seen import Seen, named
from bot.i18n.messages import date_in_words, say
from bot.types import Citation, Claim
from retrieval.language.arabic import arabic_share, content, fold, question_language, words
from retrieval.language.numbers import held, numbers

Look = Callable[[Seen], object]
Check = Callable[[Seen], Found]
_CHECKS: Final[dict[Layer, tuple[Look, Check, Look]]] = {}


def verdicts(seen: Seen) -> tuple[Verdict, ...]:
    """One for each layer, in order."""
    found = []
    for layer, (asked, check, note) in _CHECKS.items():
        if not asked(seen):
            found.append(Verdict(layer, "unasked"))
            continue
        why = tuple(check(seen))
        found.append(Verdict(layer, "failed" if why else "held", why, str(note(seen))))
    return tuple(found)


def _why(key: str, **values: object) -> Why:
    return partial(say, key, **values)


def _claims(seen: Seen) -> object:
    return seen.answer.claims


def _layer(name: Layer, *, asked: Look = _claims, note: Look) -> Callable[[Check], Check]:
    """
    A function that tells what is wrong in the layer *name*.

    asked: whether the case or the answer says anything of it. note: what is worth knowing where nothing is.
    """

    def known(check: Check) -> Check:
        _CHECKS[name] = asked, check, note
        return check

    return known


_MARK: Final = re.compile(r"\[\d+\]")
_FRAMING: Final = 2  # words such as «بحسب», which no quotation holds
_MET: Final = {
    "answer": ("answered",),
    "nearest": ("nearest",),
    "shown": ("answered", "nearest"),
    "refused": ("refused", "nearest"),  # what is nearest is not called an answer
}


@_layer(
    "followup", asked=lambda seen: seen.case.standalone, note=lambda seen: seen.answer.standalone
)
def not_alone(seen: Seen) -> Found:
    """What the question as understood, made to stand alone, does not hold."""
    for fact in seen.case.standalone:
        if not says(seen.answer.standalone, fact):
            yield _why("wrong_not_alone", fact=fact, question=seen.answer.standalone)


@_layer(
    "retrieval",
    asked=lambda seen: seen.case.outcome != "refused" and (seen.case.facts or seen.wanted),
    note=lambda seen: ", ".join(f"#{rank}" for one in seen.wanted if (rank := _rank(seen, one))),
)
def not_found(seen: Seen) -> Found:
    """An expected article that is not among what was found or too low; or no passage with the facts."""
    case = seen.case
    for wanted in seen.wanted:
        rank = _rank(seen, wanted)
        if rank is None:
            yield _why("wrong_not_found", wanted=wanted)
        elif case.rank is not None and rank > case.rank:
            yield _why("wrong_too_low", wanted=wanted, rank=rank, asked=case.rank)
    passages = "\n".join(hit.passage.text for hit in seen.answer.considered)
    if not seen.wanted and (lacking := missing(passages, case.facts)):
        yield _why("wrong_no_passage", facts=", ".join(map(str, lacking)))


def _rank(seen: Seen, wanted: str) -> int | None:
    ranks = (rank for rank, one in enumerate(seen.found, 1) if seen.is_of(one, wanted))
    return next(ranks, None)


@_layer(
    "evidence",
    asked=lambda seen: (
        seen.case.outcome != "refused"
        and (seen.case.facts or seen.wanted or seen.case.forbidden or seen.case.only)
        and seen.answer.claims  # where nothing was shown nothing was chosen
    ),
    note=lambda seen: ", ".join(seen.cited),
)
def not_chosen(seen: Seen) -> Found:
    """Facts that are not said or must not be, articles that are not cited or must not be."""
    case, cited = seen.case, seen.cited
    for fact in missing(seen.shown, case.facts):
        yield _why("wrong_says_not", fact=fact)
    quotes = "\n".join(citation.quote for citation in seen.answer.citations)
    for fact in case.forbidden:
        if says(quotes, fact):
            yield _why("wrong_says", fact=fact)
    for wanted in seen.wanted:
        if not any(seen.is_of(source, wanted) for source in cited.values()):
            yield _why("wrong_cites_not", wanted=wanted)
    for id, source in cited.items():
        if case.only and not any(named(source, name) for name in case.only):
            yield _why("wrong_cites", id=id)


@_layer(
    "answerability",
    asked=lambda _: True,
    note=lambda seen: "" if seen.answer.confidence is None else f"{seen.answer.confidence:.2f}",
)
def other_outcome(seen: Seen) -> Found:
    """Another outcome than the one asked for."""
    answer, outcome = seen.answer, seen.case.outcome
    if answer.mode == "reply" and outcome == "refused":
        return  # what Rawi says of itself is no answer
    if answer.status not in _MET[outcome]:
        answered = "wrong_called_answer" if outcome == "nearest" else "wrong_answered"
        keys = {"answered": answered, "nearest": "wrong_called_nearest"}
        key = keys.get(answer.status, "wrong_refused")
        yield _why(key, reason=answer.reason, text=answer.text)


@_layer(
    "verification",
    asked=lambda seen: seen.case.mode or any(c.outcome != "extract" for c in seen.answer.claims),
    note=lambda seen: ", ".join(
        f"{count} {outcome}" for outcome, count in seen.outcomes.items() if count
    ),
)
def let_through(seen: Seen) -> Found:
    """What was let through in a model's words and stands in no quotation of it."""
    answer, mode = seen.answer, seen.case.mode
    if mode and answer.mode != mode:
        yield _why("wrong_other_mode", mode=answer.mode, wanted=mode)
    for claim in answer.claims:
        if claim.outcome in ("kept", "judged"):
            quotes = "\n".join(one.quote for one in seen.cited_by(claim))
            for fact in seen.case.forbidden:
                if says(claim.text, fact) and not says(quotes, fact):
                    yield _why("wrong_let_through", fact=fact)
            if claim.outcome == "kept" and (strange := _strange(claim, seen)):
                yield _why("wrong_strange_words", words=strange)


def _strange(claim: Claim, seen: Seen) -> str:
    """Words of a sentence kept as an extract that stand in none of its quotes."""
    cited = seen.cited_by(claim)
    known = " ".join(
        part for one in cited for part in (one.quote, one.passage.source.title, _framing(one))
    )
    held = set(words(known))
    strange = [w for w in content(claim.text) if not any(w in one or one in w for one in held)]
    return "، ".join(strange) if len(strange) > _FRAMING else ""


@_layer("quote", note=lambda seen: len(seen.answer.citations))
def misquoted(seen: Seen) -> Found:
    """Quotations that do not stand in their article where they say; sentences that should quote and do not."""
    for citation in seen.answer.citations:
        article = seen.articles.get(citation.passage.source.id)
        if article is None:
            yield _why("wrong_not_in_library", id=citation.passage.source.id)
        elif article.text[citation.start : citation.end] != citation.quote:
            yield _why("wrong_misquoted", number=citation.number, quote=citation.quote)
    for claim in seen.answer.claims:
        if claim.outcome in ("quoted", "extract") and not seen.quoted_in(claim):
            yield _why("wrong_no_quote", text=claim.text)


@_layer("attribution", note=lambda seen: seen.answer.independent_sources)
def misattributed(seen: Seen) -> Found:
    """Words given to another than who said them, and reports counted that are none of their own."""
    answer, case = seen.answer, seen.case
    for claim in answer.claims:
        cited = seen.cited_by(claim)
        sources = [one.passage.source for one in cited]
        if len(cited) != len(set(claim.citations)):
            yield _why("wrong_cites_nothing", text=claim.text)
        elif claim.outcome in ("quoted", "extract") and seen.quoted_in(claim):
            if not any(one.quote in claim.text for one in cited):
                yield _why("wrong_words_of_another", numbers=claim.citations, text=claim.text)
            elif not any(fold(one.outlet or one.title) in fold(claim.text) for one in sources):
                yield _why("wrong_no_outlet", text=claim.text)
    wanted = case.independent_sources
    if wanted is not None and answer.independent_sources != wanted:
        yield _why("wrong_sources", told=answer.independent_sources, wanted=wanted)
    if answer.independent_sources > len(seen.cited):
        yield _why("wrong_too_many_sources")


@_layer("numbers", note=lambda _: "")
def strange_numbers(seen: Seen) -> Found:
    """Numbers that stand in none of the quotations of their sentence."""
    for claim in seen.answer.claims:
        cited = [part for one in seen.cited_by(claim) for part in (one.quote, _framing(one))]
        there = [number for part in cited for number in numbers(part)]
        for number in numbers(_MARK.sub("", claim.text)):
            if not held(number, there):
                yield _why("wrong_strange_number", number=number.text)


@_layer("language", asked=lambda _: True, note=lambda seen: seen.answer.language)
def other_language(seen: Seen) -> Found:
    """Another language than the question's, said or used, quotations aside."""
    answer = seen.answer
    wanted = seen.case.language or question_language(seen.case.question)
    if answer.language != wanted:
        yield _why("wrong_other_language", told=answer.language, wanted=wanted)
    own = answer.text
    for citation in answer.citations:
        for part in (citation.quote, citation.passage.source.outlet, citation.passage.source.title):
            own = own.replace(part, " ") if part else own
    if any(map(str.isalpha, own)) and ("ar" if arabic_share(own) >= 0.5 else "en") != wanted:
        yield _why("wrong_own_words", wanted=wanted)


@_layer(
    "conflict",
    asked=lambda seen: (
        (seen.case.update or seen.case.conflict is not None) and seen.answer.status == "answered"
    ),
    note=lambda seen: len(seen.answer.accounts),
)
def accounts_mistold(seen: Seen) -> Found:
    """Accounts not told apart, told apart where none disagree, or an update told as a conflict."""
    accounts, case = len(seen.answer.accounts), seen.case
    if case.conflict and accounts < 2:
        yield _why("wrong_one_account")
    if case.conflict is False and accounts:
        yield _why("wrong_accounts")
    leads = (say(key, seen.answer.language) for key in ("accounts", "another_account"))
    if case.update and accounts and any(lead in seen.answer.text for lead in leads):
        yield _why("wrong_update")  # told as accounts that disagree, not as a figure that changed


@_layer("as_of", note=lambda seen: seen.answer.as_of or "")
def other_date(seen: Seen) -> Found:
    """Another date of the newest source than the case names, or than the articles cited have."""
    answer, wanted = seen.answer, seen.case.as_of
    if wanted is not None and answer.as_of != wanted:
        yield _why("wrong_as_of", told=answer.as_of, wanted=wanted)
    there = (seen.articles[id].source.date.iso for id in seen.cited if id in seen.articles)
    newest = max(filter(None, there), default=None)
    if answer.as_of != newest:
        yield _why("wrong_newest", newest=newest, told=answer.as_of)


def _framing(citation: Citation) -> str:
    """What may be said of where a quotation is from, in either language."""
    source = citation.passage.source
    dates = (date_in_words(source.date.iso, language) for language in ("ar", "en"))
    return "\n".join(filter(None, (source.outlet, source.title, *dates)))


LAYERS: Final = tuple(_CHECKS)
