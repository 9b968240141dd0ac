"""Two things of a sentence that may stand in either order; pure."""

import re

from bot.checks.alignment import Alignment
from bot.lacks.offices import ROLES
from retrieval.language.arabic import stem
from retrieval.language.arabic import words as folded

_OWN = re.compile(r"[\u0621-\u064a]{3,}(?:ه|ها|هم)")  # «جيشه», his army
TITLE = 4  # terms between a title and the name it belongs to
PHRASE = 2  # terms of a noun and its adjectives

# What two do together, whoever is named first.
_MUTUAL = frozenset(
    folded("التقى لتقى لتق اجتمع جتمع قابل اتفق تفق تبادل تباحث تفاوض تحادث meet agree negotiate")
) | frozenset(map(stem, folded("التقى اجتمع اتفق تبادل تباحث تفاوض")))
_WITH = frozenset(("", "مع", "ب", "with"))


def coordinated(found: Alignment, one: int, other: int) -> bool:
    """Whether two terms of the window are joined by «و», in whichever order they come."""
    low, high = sorted((one, other))
    first, last = found.window.place(low), found.window.place(high)
    if first[0] is not last[0] or high - low > PHRASE:
        return False
    between = first[0].words[first[1].at + 1 : last[1].at + 1]
    return any(word in ("and", "or", "او") or word.startswith("و") for word in between)


def entitled(found: Alignment, one: int, other: int) -> bool:
    """A title and its name may stand in either order."""
    low, high = sorted((one, other))
    near = found.window.terms[max(0, low - 1) : high + 1]
    return high - low <= TITLE and any(stem(term.word) in ROLES for term in near)


def of_one_deed(found: Alignment, one: int, other: int) -> bool:
    """
    Whether two things may stand in either order.

    So it is when they do together what takes two (to meet, to agree), when one is the other's ("the
    coalition's mission"), and when one acts in a compound word: "rebel-held".
    """
    terms, words = found.sentence.terms, found.sentence.words
    first, last = terms[one].at, terms[other].at
    if "s" in words[first + 1 : last] and last - first <= 2 * PHRASE:
        return True
    own = _OWN.fullmatch(terms[other].word) and not terms[other].definite
    if own and terms[one].nation and other - one <= PHRASE:
        return True
    low, high = sorted((found.pairs[one], found.pairs[other]))
    reading, there = found.window.place(low)
    after = found.window.place(high)[1].at
    if "s" in reading.words[there.at + 1 : after] and 0 < after - there.at <= 2 * PHRASE:
        return True
    pair = ((terms[n].word, found.window.terms[found.pairs[n]].word) for n in (one, other))
    compounds = found.sentence.compounds | reading.compounds
    if any(not compounds.isdisjoint(words_) for words_ in pair):
        return True
    return found.window.terms[high].marker in _WITH and any(
        terms[n].keys & _MUTUAL and not terms[n].definite and high - found.pairs[n] <= TITLE + 1
        for n in range(max(0, one - PHRASE), other)
        if n in found.pairs
    )
