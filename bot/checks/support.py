"""Whether every word of a sentence rests on something, and across languages enough of it; pure."""

from bot.checks.alignment import Alignment
from bot.wording.thesaurus import listed, past
from retrieval.language.arabic import words

_ENOUGH_ABROAD = 0.62  # support across languages, where a lexicon cannot know every word
_ENOUGH = 0.999


# Verbs in the present that say of somebody what the source must say too.
_TELLS = frozenset(
    words(
        """accuse accuses deny denies reject rejects refuse refuses oppose opposes threaten threatens kill kills admit
        admits attack attacks condemn condemns seize seizes destroy destroys arrest arrests"""
    )
)
_DETERMINERS = frozenset(words("the a an his her its their our"))
# Verbs that other languages leave out or put into a noun.
_FAINT = frozenset(
    words(
        """held based begun began started aimed used made took taken called named known given gave set
        led brought became come came went done got had kept put related involved included followed"""
    )
)


def support(found: Alignment) -> str | None:
    """Every word rests on something; across languages, most do."""
    if not found.pairs:
        return ""
    if found.support >= (_ENOUGH_ABROAD if found.foreign else _ENOUGH):
        return None
    return " ".join(found.sentence.terms[number].word for number in found.missing)


def whole(found: Alignment) -> str | None:
    """Across languages, no clause, no verb and no agent of its own rests on nothing."""
    if not found.foreign:
        return None
    return _unsupported_clause(found) or _unsupported_verb(found) or _unsupported_agent(found)


def _unsupported_clause(found: Alignment) -> str | None:
    """A clause of which no word rests on anything."""
    clauses: dict[int, list[int]] = {}
    for number, term in found.matter:
        clauses.setdefault(term.clause, []).append(number)
    missing = set(found.missing)
    bare = next((c for c in clauses.values() if len(c) > 1 and missing.issuperset(c)), None)
    return " ".join(found.sentence.terms[number].word for number in bare) if bare else None


def _unsupported_verb(found: Alignment) -> str | None:
    """A verb that rests on nothing though a list has it: past, or the first in Arabic."""
    for number in found.missing:
        term = found.sentence.terms[number]
        word = term.word
        if found.sentence.arabic and term.at == 0 and term.poles and not term.nominal:
            return word
        before = found.sentence.words[max(0, term.at - 1)]
        if before in _DETERMINERS:  # "the lost territory"
            continue
        tells = past(word) or word in _TELLS
        if word.isascii() and tells and listed(word) and word not in _FAINT:
            return word
    return None


def _unsupported_agent(found: Alignment) -> str | None:
    """Whoever or whatever English brings in anew, "by a sniper", resting on nothing."""
    words = found.sentence.words
    missing = (found.sentence.terms[number] for number in found.missing)
    return next((t.word for t in missing if _brought_in(words[max(0, t.at - 2) : t.at])), None)


def _brought_in(before: list[str]) -> bool:
    return before[:1] in (["by"], ["with"], ["despite"]) and before[1:] in (["a"], ["an"])
