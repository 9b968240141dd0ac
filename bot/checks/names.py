"""Whether each name and each date of a sentence is in the source; pure."""

from bot.checks.alignment import Alignment
from bot.wording.terms import Term
from bot.wording.thesaurus import listed

_HEARD = 4  # letters; fewer are initials


def dates(found: Alignment) -> str | None:
    """Each date says nothing that the source's does not."""
    for number in found.missing:
        term = found.sentence.terms[number]
        if term.date:
            return found.sentence.text[term.date.start : term.date.end] or term.word
        if any(key.startswith("%") for key in term.keys):
            return term.word
    return None


def names(found: Alignment) -> str | None:
    """Each name is in the source."""
    missing = [found.sentence.terms[number] for number in found.missing]
    if found.foreign:  # a word no list knows may be just that
        missing = [term for term in missing if _told_abroad(term)]
    return next((term.word for term in missing if term.named), None)


def _told_abroad(term: Term) -> bool:
    """Whether a name should be found across languages: a country, or letters that can be heard."""
    heard = term.capital and len(term.word) >= _HEARD and not listed(term.word)
    return term.nation is not None or heard
