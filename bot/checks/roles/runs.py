"""Stretches of a sentence that are stretches of its source, and what such a stretch says; pure."""

import re

from bot.checks.alignment import Alignment
from bot.checks.roles.things import actors, thing
from bot.wording.thesaurus import past

ADJECTIVE = re.compile(r"(?:ي|يه|يين|يون|يتين)$")
_VERB = re.compile(r"[وف]?(?:[يت][\u0621-\u064a]{3,}|[\u0621-\u064a]{3,}ت|[\u0621-\u064a]{3})")
_LEFT_OUT = 3  # terms of a title or a first name that a shorter name leaves out

# First and last term of the window, first and last term of the sentence.
Run = tuple[int, int, int, int]


def is_clause(found: Alignment, run: Run) -> bool:
    """Whether an Arabic run takes its own verb along: «فقصفت مواقع الفصائل»."""
    term = found.sentence.terms[run[2]]
    noun = thing(found, run[2]) or not term.keys.isdisjoint(actors())
    return run[3] > run[2] and not (noun or term.marker) and bool(_VERB.fullmatch(term.word))


def travels(found: Alignment, run: Run) -> bool:
    """Whether a run brought its preposition with it."""
    here, there = found.sentence.terms[run[2]].marker, found.window.terms[run[0]].marker
    led = found.foreign and _leads(found, run[3])
    return led or (bool(here and there) and (here == there or found.foreign))


def _leads(found: Alignment, mine: int) -> bool:
    """Whether a term is the agent of a word joined to it: "US-led"."""
    terms, text = found.sentence.terms, found.sentence.text.lower()
    return any(f"-{term.word}" in text for term in terms[mine : mine + 2] if past(term.word))


def acts(found: Alignment, run: Run) -> bool:
    """Whether a run names somebody who can act."""
    terms, there = found.sentence.terms, found.window.terms
    return any(
        terms[n].named or there[found.pairs[n]].capital or not terms[n].keys.isdisjoint(actors())
        for n in things_in(found, run)
    )


def things_in(found: Alignment, run: Run) -> list[int]:
    return [n for n in range(run[2], run[3] + 1) if n in found.pairs and thing(found, n)]


def tells_itself(found: Alignment, run: Run) -> bool:
    """Whether a run says itself who does what to whom: a word between two things."""
    things = things_in(found, run)
    return len(things) > 1 and things[-1] - things[0] >= len(things)


def same_name(found: Alignment, one: Run, other: Run) -> bool:
    """Whether the first things of two runs have the same name."""
    first, second = (found.sentence.terms[things_in(found, run)[0]] for run in (one, other))
    return bool(first.keys & second.keys)


def runs_of(found: Alignment, *, shortened: bool = False) -> list[Run]:
    """
    Stretches of the sentence that are stretches of the source; times and numbers left out.

    shortened: the source may have a longer name: «قوات الأسد» for «قوات الرئيس بشار الأسد».
    """
    runs: list[Run] = []
    last = -2
    for mine, theirs in sorted(found.pairs.items()):
        term = found.sentence.terms[mine]
        if term.number or term.date:
            continue
        run = (theirs, theirs, mine, mine)
        if runs and mine == last + 1:
            first, end, begun, _ = runs[-1]
            if theirs == end + 1 or (shortened and _shorter_name(found, mine, end)):
                run = (first, theirs, begun, mine)
            elif theirs == first - 1 and _phrase(found, mine):
                run = (theirs, end, begun, mine)  # noun and adjective, the other way round
        if runs and run[2] == runs[-1][2]:
            runs.pop()
        runs.append(run)
        last = mine
    return runs


def _shorter_name(found: Alignment, mine: int, end: int) -> bool:
    """Whether the term *mine* ends the Arabic name that the one before it, on *end*, begins."""
    theirs = found.pairs[mine]
    before, term = found.sentence.terms[mine - 1], found.sentence.terms[mine]
    begun, ended = found.window.terms[end], found.window.terms[theirs]
    return (
        found.sentence.arabic
        and 0 < theirs - end - 1 <= _LEFT_OUT
        and term.at == before.at + 1
        and begun.clause == ended.clause
        and not (term.marker or ended.marker)
        and thing(found, mine)
    )


def _phrase(found: Alignment, mine: int) -> bool:
    """Whether a term and the one before it are a noun and its adjective in two languages."""
    side = found.sentence.terms if found.sentence.arabic else found.window.terms
    last = mine if found.sentence.arabic else found.pairs[mine - 1]
    return found.foreign and ADJECTIVE.search(side[last].word) is not None
