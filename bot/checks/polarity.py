"""Whether what the source denies is denied, and what it affirms affirmed; pure."""

from bot.checks.alignment import Alignment
from bot.wording.polarity import is_denial
from bot.wording.thesaurus import opposite


def polarity(found: Alignment) -> str | None:
    """What the source denies is denied, what it affirms is affirmed, nothing is turned round."""
    for number in found.missing:
        term = found.sentence.terms[number]
        if term.poles and any(opposite(term.poles, o.poles) for o in found.window.terms):
            return term.word
    if found.foreign:
        return _polarity_abroad(found)
    if turned := _turned_round(found):
        return turned
    shifted = {
        mine
        for mine, theirs in found.pairs.items()
        if _denied(found, mine, theirs) and not _under_one_denial(found, mine, theirs)
    }
    if len(shifted) == 1 or any(not _beside_another(found, mine, shifted) for mine in shifted):
        return found.sentence.terms[min(shifted)].word
    heads = {n for n, term in enumerate(found.sentence.terms) if term.denied}
    if heads and not heads & (found.pairs.keys() | found.carried):
        return found.sentence.terms[min(heads)].word
    if found.sentence.negated and not any(reading.negated for reading in found.window.readings):
        return "لا" if found.sentence.arabic else "not"
    return None if found.sentence.negated else _affirmed(found)


def _affirmed(found: Alignment) -> str | None:
    """What the source denies by a verb that the sentence leaves out: «لم يصلها طلب»."""
    rested = {theirs: mine for mine, theirs in found.pairs.items()}
    for n, term in enumerate(found.window.terms[:-1]):
        after = found.window.terms[n + 1]
        left_out = term.denied and n not in rested and not (term.definite or term.marker)
        if left_out and n + 1 in rested and after.clause == term.clause:
            return found.sentence.terms[rested[n + 1]].word
    return None


def _denied(found: Alignment, mine: int, theirs: int) -> bool:
    """Whether one of two words is denied and the other is not."""
    return found.sentence.terms[mine].denied != found.window.terms[theirs].denied


def _under_one_denial(found: Alignment, mine: int, theirs: int) -> bool:
    """Whether a verb of denial reaches it, and a word before it is denied on both sides."""
    here, there = found.sentence.terms[mine], found.window.place(theirs)
    before = [*found.sentence.words[: here.at], *there[0].words[: there[1].at]]
    return any(map(is_denial, before)) and any(
        a < mine and b < theirs and found.sentence.terms[a].denied and found.window.terms[b].denied
        for a, b in found.pairs.items()
    )


def _beside_another(found: Alignment, mine: int, shifted: set[int]) -> bool:
    """Whether the negation only moved to the next word: «received no», «did not receive any»."""
    here = found.sentence.terms[mine].denied
    return any(
        other != mine
        and found.sentence.terms[other].denied != here
        and abs(found.pairs[other] - found.pairs[mine]) <= 2
        for other in shifted
    )


def _turned_round(found: Alignment) -> str | None:
    """A word said twice where the source says it once, and its contrary."""
    rested = set(found.pairs.values())
    seen: set[int] = set()
    for mine, theirs in found.pairs.items():
        term = found.sentence.terms[mine]
        if theirs in seen and any(
            opposite(term.poles, other.poles)
            for n, other in enumerate(found.window.terms)
            if n not in rested
        ):
            return term.word
        seen.add(theirs)
    return None


def _polarity_abroad(found: Alignment) -> str | None:
    """Across languages a negation may move, not come or go."""
    there = any(
        term.denied for n, term in enumerate(found.window.terms) if n in found.pairs.values()
    )
    negated = any(reading.negated for reading in found.window.readings)
    if found.sentence.negated and not negated:
        return "لا" if found.sentence.arabic else "not"
    if there and not found.sentence.negated:
        return "لا" if found.window.arabic else "not"
    return None
